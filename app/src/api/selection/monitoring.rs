//! Tambah Monitoring Seleksi (Gambar 41, 42).

use domain::{id::VacancyId, selection::monitoring::MonitoringForm};
use leptos::prelude::*;

use crate::error::{AppError, Done};

/// Records a monitoring of one vacancy.
#[server(endpoint = "selection/add_monitoring")]
pub async fn add_monitoring(
    vacancy: VacancyId,
    #[server(default)] form: MonitoringForm,
) -> Result<Done, AppError> {
    use domain::{activity::Act, calendar::jakarta_day, event::Change, selection::access::PlanAction};

    use super::load;
    use crate::api::{
        context::{caller, claim},
        rich_text::clean,
        tail::Line,
    };

    let caller = caller().await?;
    let form = clean(&caller, form).await?;
    let mut tx = caller.begin().await?;
    let case = load::vacancy(&mut tx, &caller, vacancy, PlanAction::Monitor).await?;
    let monitoring = form.validate(&case.scheme, jakarta_day(caller.now))?;
    claim(&mut tx, &caller, case.plan.id, [("files", monitoring.files.clone())]).await?;
    store::selection::monitoring::insert(&mut tx, vacancy, &monitoring, &caller.person(), caller.now).await?;
    let line = Line::of(&case, Act::Monitor).after(serde_json::json!({
        "day": monitoring.day,
        "tahapan": monitoring.stage_label(&case.scheme),
        "findings": monitoring.findings,
        "berkas_laporan": monitoring.files,
    }));
    caller.change(&mut tx, &case, line, Change::Saved).await?;
    tx.commit().await?;
    Ok(Done::stay("Monitoring Seleksi tersimpan."))
}
