//! Jumlah Pelamar, and who passed administration.

use std::collections::HashMap;

use domain::{
    activity::Act,
    event::Change,
    field::FieldErrors,
    id::{ApplicantId, VacancyId},
    selection::access::PlanAction,
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
        context::{Caller, caller},
        import::own_sheet,
        tail::{Line, check_version},
    },
    error::{AppError, Done},
};

pub(super) async fn record_count(id: VacancyId, version: i64, form: &CountForm) -> Result<Done, AppError> {
    let caller = caller().await?;
    let mut tx = caller.begin().await?;
    let mut case = load::vacancy(&mut tx, &caller, id, PlanAction::RunProcess).await?;
    check_version(&case, version, Vec::new)?;
    let entered = case.applicants(&mut tx).await?.len();
    let count = form.validate(entered)?;
    let before = case.vacancy.applicant_count.replace(count);
    process::save_vacancy(&mut tx, &mut case.vacancy, &caller.person(), caller.now).await?;
    let line = Line::of(&case, Act::RecordApplicantCount)
        .before(json!({ "jumlah_pelamar": before }))
        .after(json!({ "jumlah_pelamar": count }));
    caller.change(&mut tx, &case, line, Change::Saved).await?;
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
    let sheet = own_sheet(&caller, form.validate()?, &HEADS).await?;
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
    load::vacancy(&mut tx, &caller, id, PlanAction::RunProcess).await?;
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
    let case = load::vacancy(&mut tx, caller, id, PlanAction::RunProcess).await?;
    let present = case.applicants(&mut tx).await?;
    let known: HashMap<&str, &str> =
        present.iter().map(|one| (one.person.nip.as_str(), one.person.name.as_str())).collect();
    if let Some((nip, name)) = people.iter().find_map(|one| known.get_key_value(one.nip.as_str())) {
        let sentence = format!("NIP {nip} ({name}) sudah terdaftar pada jabatan ini.");
        return Err(FieldErrors::of(nip_field, sentence).into());
    }
    check_room(room_field, case.vacancy.applicant_count, present.len(), people.len())?;
    process::insert_applicants(&mut tx, id, &people, caller.now)
        .await
        .map_err(|error| load::nip_taken(nip_field, error))?;
    let line = Line::of(&case, Act::AddApplicants).after(json!({ "pelamar": people }));
    caller.change(&mut tx, &case, line, Change::Progress).await?;
    tx.commit().await?;
    Ok(Done::stay(match people.as_slice() {
        [person] => format!("{} tersimpan sebagai pelamar.", person.name),
        people => format!("{} pelamar tersimpan.", people.len()),
    }))
}

pub(super) async fn edit(id: ApplicantId, version: i64, form: &PersonForm) -> Result<Done, AppError> {
    let caller = caller().await?;
    let mut tx = caller.begin().await?;
    let mut case = load::applicant(&mut tx, &caller, id, PlanAction::RunProcess).await?;
    case.check_version(version, None)?;
    let person = form.validate()?;
    let before = std::mem::replace(&mut case.applicant.person, person);
    process::save_applicant(&mut tx, &mut case.applicant, &caller.person(), caller.now)
        .await
        .map_err(|error| load::nip_taken("nip", error))?;
    let line = Line::of(&case, Act::EditApplicant).before(&before).after(&case.applicant.person);
    caller.change(&mut tx, &case, line, Change::Progress).await?;
    tx.commit().await?;
    Ok(Done::stay(format!("Data {} tersimpan.", case.applicant.person.name)))
}

pub(super) async fn remove(id: ApplicantId, version: i64) -> Result<Done, AppError> {
    let caller = caller().await?;
    let mut tx = caller.begin().await?;
    let case = load::applicant(&mut tx, &caller, id, PlanAction::RunProcess).await?;
    case.check_version(version, None)?;
    case.applicant.check_removable()?;
    process::remove_applicant(&mut tx, id).await?;
    let line = Line::of(&case, Act::RemoveApplicant).before(&case.applicant.person);
    caller.change(&mut tx, &case, line, Change::Progress).await?;
    tx.commit().await?;
    Ok(Done::stay(format!("{} dihapus dari daftar pelamar.", case.applicant.person.name)))
}
