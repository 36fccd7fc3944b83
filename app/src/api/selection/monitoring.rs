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
    use domain::{
        access::Action,
        activity::{Act, RecordKind},
        calendar::jakarta_day,
        event::Change,
    };

    use super::load;
    use crate::api::{
        context::{Line, caller, claim, emit},
        rich_text::clean,
    };

    let caller = caller().await?;
    let form = clean(&caller, form).await?;
    let mut tx = caller.begin().await?;
    let case = load::vacancy(&mut tx, &caller, vacancy, Action::Monitor).await?;
    let monitoring = form.validate(jakarta_day(caller.now))?;
    claim(&mut tx, &caller, case.plan.id, [("files", monitoring.files.clone())]).await?;
    store::selection::monitoring::insert(&mut tx, vacancy, &monitoring, &caller.person(), caller.now).await?;
    let institution = case.plan.institution.id;
    let line = Line::new(Act::Monitor, RecordKind::Vacancy, vacancy.get(), Some(institution))
        .after(serde_json::json!(monitoring));
    caller.record(&mut tx, line).await?;
    emit(&mut tx, case.plan.id, institution, Change::Vacancy { vacancy }).await?;
    tx.commit().await?;
    Ok(Done::stay("Monitoring Seleksi tersimpan."))
}
