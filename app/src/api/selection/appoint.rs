//! The new Pejabat of an inauguration: entered, the former one closed, the plan completed.

use domain::{
    activity::Act, event::Change, field::FieldErrors, id::VacancyId, official::AppointmentForm,
    refusal::Refusal, selection::access::PlanAction,
};
use serde_json::json;
use store::{
    official::{self, NewOfficial},
    selection::{plan, process},
};

use super::{load, show};
use crate::{
    api::{
        context::caller,
        tail::{Line, announce, check_version},
    },
    error::{AppError, Done},
};

pub(super) async fn appoint(id: VacancyId, version: i64, form: &AppointmentForm) -> Result<Done, AppError> {
    let caller = caller().await?;
    let mut tx = caller.begin().await?;
    let mut case = load::vacancy(&mut tx, &caller, id, PlanAction::Inaugurate).await?;
    check_version(&case, version, Vec::new)?;
    let entry = form.validate()?;
    if case.vacancy.inauguration.documents().is_none() {
        return Err(Refusal::state("Isi dahulu Berita Acara Pelantikan dan SK Pengangkatan.").into());
    }
    let applicants = case.applicants(&mut tx).await?;
    let chosen = applicants
        .iter()
        .find(|applicant| applicant.id == entry.applicant && applicant.progress.is_accepted())
        .ok_or_else(|| FieldErrors::of("applicant", "Pilih salah satu dari tiga besar."))?;
    let institution = case.plan.institution.id;
    let new = NewOfficial {
        institution,
        position: case.vacancy.position.id,
        name: chosen.person.name.clone(),
        nip: chosen.person.nip.clone(),
        rank: entry.rank.clone(),
        decree: entry.decree.clone(),
        start: entry.start,
        end: entry.end,
        appointment: entry.appointment,
        filling_plan: entry.filling_plan,
        vacancy: Some(id),
        at: caller.now,
    };
    let holder = official::insert(&mut tx, &new).await?;
    let closed = official::close_former(&mut tx, case.vacancy.position.id, holder, entry.start).await?;

    case.vacancy.inauguration = case.vacancy.inauguration.clone().fill(chosen.id, true, holder)?;
    process::save_vacancy(&mut tx, &mut case.vacancy, &caller.person(), caller.now).await?;

    let post = case.vacancy.position.label();
    let line = Line::new(Act::AddOfficial, holder, Some(institution)).after(
        json!({ "nama": chosen.person.name, "nip": chosen.person.nip, "jabatan": post, "isi": entry.told() }),
    );
    caller.record(&mut tx, line).await?;
    for former in closed {
        let told = |end| json!({ "nama": former.name, "jabatan": post, "berakhir": end });
        let line = Line::new(Act::CloseTerm, former.id, Some(institution))
            .before(told(former.was_to_end))
            .after(told(former.ends));
        caller.record(&mut tx, line).await?;
    }

    let mut record = load::plan(&mut tx, &caller, case.plan.id, PlanAction::Inaugurate).await?;
    let summaries = show::summaries(&mut tx, &record).await?;
    let left = summaries.iter().filter(|(summary, _)| summary.to_fill && !summary.filled).count();
    if left == 0 {
        let was = json!({ "status": record.state.phase().label() });
        record.state = record.state.clone().finish(caller.now, left)?;
        plan::save(&mut tx, &mut record, &caller.person(), caller.now).await?;
        let line = Line::of(&record, Act::FinishPlan)
            .before(was)
            .after(json!({ "status": record.state.phase().label() }));
        caller.change(&mut tx, &record, line, Change::Saved).await?;
    }
    announce(&mut tx, &case, Change::Inauguration).await?;
    tx.commit().await?;
    Ok(Done::go(format!("{} tersimpan sebagai pejabat.", chosen.person.name), "/pejabat"))
}
