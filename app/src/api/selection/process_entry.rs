//! Jumlah Pelamar, and who passed administration.

use std::collections::HashMap;

use domain::{
    access::Action,
    activity::{Act, RecordKind},
    event::Change,
    field::FieldErrors,
    id::{ApplicantId, VacancyId},
    selection::{
        applicant::{Person, PersonForm, parse_lines},
        applicant_sheet::{HEADS, People, people_of},
        forms::{CountForm, LinesForm, SheetForm, check_room},
    },
};
use serde_json::json;
use store::selection::process;

use super::load;
use crate::{
    api::{
        context::{Caller, Line, caller, emit},
        sheet::own_sheet,
    },
    error::{AppError, Done},
};

pub(super) async fn record_count(id: VacancyId, version: i64, form: &CountForm) -> Result<Done, AppError> {
    let caller = caller().await?;
    let mut tx = caller.begin().await?;
    let mut case = load::vacancy(&mut tx, &caller, id, Action::RunProcess).await?;
    case.check_version(version)?;
    let entered = case.applicants(&mut tx).await?.len();
    let count = form.validate(entered)?;
    let before = case.vacancy.applicant_count.replace(count);
    process::save_vacancy(&mut tx, &mut case.vacancy, &caller.person(), caller.now).await?;
    let institution = case.plan.institution.id;
    let line = Line::new(Act::RecordApplicantCount, RecordKind::Vacancy, id.get(), Some(institution))
        .before(json!({ "jumlah_pelamar": before }))
        .after(json!({ "jumlah_pelamar": count }));
    caller.record(&mut tx, line).await?;
    emit(&mut tx, case.plan.id, institution, Change::Vacancy { vacancy: id }).await?;
    tx.commit().await?;
    Ok(Done::stay(format!("Jumlah Pelamar tersimpan: {count}.")))
}

pub(super) async fn add_one(id: VacancyId, form: &PersonForm) -> Result<Done, AppError> {
    let caller = may_add(id).await?;
    let people = vec![form.validate()?];
    add(&caller, id, people, ("name", "nip")).await
}

pub(super) async fn add_lines(id: VacancyId, form: &LinesForm) -> Result<Done, AppError> {
    let caller = may_add(id).await?;
    let people = parse_lines(&form.lines)?;
    add(&caller, id, people, ("lines", "lines")).await
}

pub(super) async fn add_sheet(id: VacancyId, form: &SheetForm) -> Result<Done, AppError> {
    let caller = may_add(id).await?;
    let sheet = own_sheet(&caller, "sheet", form.validate()?, &HEADS).await?;
    let People { people, hidden } = people_of(&sheet)?;
    let mut done = add(&caller, id, people, ("sheet", "sheet")).await?;
    if hidden > 0 {
        done.message +=
            &format!(" {hidden} di antaranya dari baris yang tersembunyi di spreadsheet; periksa daftarnya.");
    }
    Ok(done)
}

/// Whether the caller may add anybody at all. Asked before anything is read, which takes a while and would keep other
/// writers waiting if it went on in the transaction that writes.
async fn may_add(id: VacancyId) -> Result<Caller, AppError> {
    let caller = caller().await?;
    let mut tx = caller.read().await?;
    load::vacancy(&mut tx, &caller, id, Action::RunProcess).await?;
    Ok(caller)
}

/// Adds people; `fields` are where room and a known NIP are complained about.
async fn add(
    caller: &Caller,
    id: VacancyId,
    people: Vec<Person>,
    (room_field, nip_field): (&str, &str),
) -> Result<Done, AppError> {
    let mut tx = caller.begin().await?;
    let case = load::vacancy(&mut tx, caller, id, Action::RunProcess).await?;
    let present = case.applicants(&mut tx).await?;
    let known: HashMap<&str, &str> =
        present.iter().map(|one| (one.person.nip.as_str(), one.person.name.as_str())).collect();
    if let Some((nip, name)) = people.iter().find_map(|one| known.get_key_value(one.nip.as_str())) {
        let sentence = format!("NIP {nip} ({name}) sudah terdaftar pada jabatan ini.");
        return Err(FieldErrors::of(nip_field, sentence).into());
    }
    check_room(room_field, case.vacancy.applicant_count, present.len(), people.len())?;
    let ids = process::insert_applicants(&mut tx, id, &people, caller.now)
        .await
        .map_err(|error| load::nip_taken(nip_field, error))?;
    let institution = case.plan.institution.id;
    let line = Line::new(Act::AddApplicants, RecordKind::Vacancy, id.get(), Some(institution))
        .after(json!({ "pelamar": people, "nomor": ids }));
    caller.record(&mut tx, line).await?;
    emit(&mut tx, case.plan.id, institution, Change::Applicant { vacancy: id, applicant: None }).await?;
    tx.commit().await?;
    Ok(Done::stay(match people.as_slice() {
        [person] => format!("{} tersimpan sebagai pelamar.", person.name),
        people => format!("{} pelamar tersimpan.", people.len()),
    }))
}

pub(super) async fn edit(id: ApplicantId, version: i64, form: &PersonForm) -> Result<Done, AppError> {
    let caller = caller().await?;
    let mut tx = caller.begin().await?;
    let mut case = load::applicant(&mut tx, &caller, id, Action::RunProcess).await?;
    case.check_version(&mut tx, version, None).await?;
    let person = form.validate()?;
    let before = std::mem::replace(&mut case.applicant.person, person);
    process::save_applicant(&mut tx, &mut case.applicant, &case.scheme, &caller.person(), caller.now)
        .await
        .map_err(|error| load::nip_taken("nip", error))?;
    let institution = case.plan.institution.id;
    let line = Line::new(Act::EditApplicant, RecordKind::Applicant, id.get(), Some(institution))
        .before(json!(before))
        .after(json!(case.applicant.person));
    caller.record(&mut tx, line).await?;
    let change = Change::Applicant { vacancy: case.applicant.vacancy, applicant: Some(id) };
    emit(&mut tx, case.plan.id, institution, change).await?;
    tx.commit().await?;
    Ok(Done::stay(format!("Data {} tersimpan.", case.applicant.person.name)))
}

pub(super) async fn remove(id: ApplicantId, version: i64) -> Result<Done, AppError> {
    let caller = caller().await?;
    let mut tx = caller.begin().await?;
    let case = load::applicant(&mut tx, &caller, id, Action::RunProcess).await?;
    case.check_version(&mut tx, version, None).await?;
    case.applicant.check_removable()?;
    process::remove_applicant(&mut tx, id).await?;
    let institution = case.plan.institution.id;
    let line = Line::new(Act::RemoveApplicant, RecordKind::Applicant, id.get(), Some(institution))
        .before(json!(case.applicant.person));
    caller.record(&mut tx, line).await?;
    let change = Change::Applicant { vacancy: case.applicant.vacancy, applicant: None };
    emit(&mut tx, case.plan.id, institution, change).await?;
    tx.commit().await?;
    Ok(Done::stay(format!("{} dihapus dari daftar pelamar.", case.applicant.person.name)))
}
