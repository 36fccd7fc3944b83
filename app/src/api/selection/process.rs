//! Proses Seleksi of one vacancy (Gambar 30 to 40).

use domain::id::{ApplicantId, VacancyId};
pub use domain::selection::{
    applicant::{PersonForm, TrackRecordForm},
    forms::{CountForm, LinesForm, ReasonForm, ScoreForm, SheetForm},
};
use leptos::prelude::*;

use super::views::{TrackRecordView, VacancySummary, VacancyView};
use crate::error::{AppError, Done};

/// The scoring page of a vacancy.
#[server(endpoint = "selection/get_vacancy")]
pub async fn get_vacancy(vacancy: VacancyId) -> Result<VacancyView, AppError> {
    super::process_page::view(vacancy).await
}

/// A vacancy in numbers, for the plan's page when something happened to that one.
#[server(endpoint = "selection/get_vacancy_summary")]
pub async fn get_vacancy_summary(vacancy: VacancyId) -> Result<VacancySummary, AppError> {
    super::process_page::summary(vacancy).await
}

/// Lihat Deskripsi: what was found about one applicant.
#[server(endpoint = "selection/get_track_record")]
pub async fn get_track_record(applicant: ApplicantId) -> Result<TrackRecordView, AppError> {
    super::process_page::track_record(applicant).await
}

/// Input Jumlah Pelamar.
#[server(endpoint = "selection/record_applicant_count")]
pub async fn record_applicant_count(
    vacancy: VacancyId,
    version: i64,
    #[server(default)] form: CountForm,
) -> Result<Done, AppError> {
    super::process_entry::record_count(vacancy, version, &form).await
}

/// Adds one applicant who passed administration.
#[server(endpoint = "selection/add_applicant")]
pub async fn add_applicant(
    vacancy: VacancyId,
    #[server(default)] form: PersonForm,
) -> Result<Done, AppError> {
    super::process_entry::add_one(vacancy, &form).await
}

/// Adds applicants from pasted lines: all of them, or none.
#[server(endpoint = "selection/add_applicants")]
pub async fn add_applicants(
    vacancy: VacancyId,
    #[server(default)] form: LinesForm,
) -> Result<Done, AppError> {
    super::process_entry::add_lines(vacancy, &form).await
}

/// Adds applicants from an uploaded spreadsheet: all of its rows, or none.
#[server(endpoint = "selection/import_applicants")]
pub async fn import_applicants(
    vacancy: VacancyId,
    #[server(default)] form: SheetForm,
) -> Result<Done, AppError> {
    super::process_entry::add_sheet(vacancy, &form).await
}

/// Corrects an applicant's name, NIP or institution.
#[server(endpoint = "selection/edit_applicant")]
pub async fn edit_applicant(
    applicant: ApplicantId,
    version: i64,
    #[server(default)] form: PersonForm,
) -> Result<Done, AppError> {
    super::process_entry::edit(applicant, version, &form).await
}

/// Removes an applicant who was entered by mistake.
#[server(endpoint = "selection/remove_applicant")]
pub async fn remove_applicant(applicant: ApplicantId, version: i64) -> Result<Done, AppError> {
    super::process_entry::remove(applicant, version).await
}

/// Moves one or many applicants to the stage `stage`; `onward` leads there as well.
#[server(endpoint = "selection/advance_applicants")]
pub async fn advance_applicants(
    vacancy: VacancyId,
    stage: String,
    #[server(default)] applicants: Vec<String>,
    #[server(default)] onward: bool,
) -> Result<Done, AppError> {
    super::process_scores::advance(vacancy, &stage, &applicants, onward).await
}

/// Takes a mistaken move back.
#[server(endpoint = "selection/step_back")]
pub async fn step_back(applicant: ApplicantId, version: i64) -> Result<Done, AppError> {
    super::process_scores::step_back(applicant, version).await
}

/// Saves or corrects a score, or whether somebody passed a stage without weight.
#[server(endpoint = "selection/save_score")]
pub async fn save_score(
    applicant: ApplicantId,
    version: i64,
    stage: String,
    #[server(default)] form: ScoreForm,
) -> Result<Done, AppError> {
    super::process_scores::save(applicant, version, &stage, &form).await
}

/// Input Deskripsi of the track record.
#[server(endpoint = "selection/describe_track_record")]
pub async fn describe_track_record(
    applicant: ApplicantId,
    version: i64,
    #[server(default)] form: TrackRecordForm,
) -> Result<Done, AppError> {
    super::process_scores::describe(applicant, version, form).await
}

/// Terima.
#[server(endpoint = "selection/accept_applicant")]
pub async fn accept_applicant(
    applicant: ApplicantId,
    version: i64,
    #[server(default)] form: ReasonForm,
) -> Result<Done, AppError> {
    super::process_decisions::decide(applicant, version, &form, true).await
}

/// Tolak.
#[server(endpoint = "selection/reject_applicant")]
pub async fn reject_applicant(
    applicant: ApplicantId,
    version: i64,
    #[server(default)] form: ReasonForm,
) -> Result<Done, AppError> {
    super::process_decisions::decide(applicant, version, &form, false).await
}

/// Takes Terima or Tolak back.
#[server(endpoint = "selection/revoke_decision")]
pub async fn revoke_decision(applicant: ApplicantId, version: i64) -> Result<Done, AppError> {
    super::process_decisions::revoke(applicant, version).await
}

/// Records why fewer than three are accepted.
#[server(endpoint = "selection/explain_shortlist")]
pub async fn explain_shortlist(
    vacancy: VacancyId,
    version: i64,
    #[server(default)] form: ReasonForm,
) -> Result<Done, AppError> {
    super::process_decisions::explain(vacancy, version, &form).await
}
