//! Pelantikan, and the new Pejabat that comes of it (Gambar 48 to 52).

use domain::{id::VacancyId, official::AppointmentForm, selection::inauguration::InaugurationForm};
use leptos::prelude::*;

use super::views::{AppointmentView, InaugurationView};
use crate::error::{AppError, Done};

/// The inauguration of one vacancy.
#[server(endpoint = "selection/get_inauguration")]
pub async fn get_inauguration(vacancy: VacancyId) -> Result<InaugurationView, AppError> {
    verbs::view(vacancy).await
}

/// Records Berita Acara Pelantikan and SK Pengangkatan; next comes the new Pejabat.
#[server(endpoint = "selection/record_inauguration")]
pub async fn record_inauguration(
    vacancy: VacancyId,
    version: i64,
    #[server(default)] form: InaugurationForm,
) -> Result<Done, AppError> {
    verbs::record(vacancy, version, form).await
}

/// What Tambah Pejabat needs after an inauguration.
#[server(endpoint = "selection/get_appointment")]
pub async fn get_appointment(vacancy: VacancyId) -> Result<AppointmentView, AppError> {
    verbs::appointment(vacancy).await
}

/// Enters the new Pejabat, closes the former holder's term, and completes the plan
/// when no post is left.
#[server(endpoint = "selection/appoint")]
pub async fn appoint(
    vacancy: VacancyId,
    version: i64,
    #[server(default)] form: AppointmentForm,
) -> Result<Done, AppError> {
    super::appoint::appoint(vacancy, version, &form).await
}

#[cfg(feature = "ssr")]
mod verbs {
    use domain::{
        access::Rights,
        activity::Act,
        event::Change,
        id::VacancyId,
        selection::{
            Phase,
            access::PlanAction,
            inauguration::{Inauguration, InaugurationForm},
            shortlist::Standings,
        },
    };
    use serde_json::json;
    use store::selection::process;

    use crate::{
        api::{
            Choice,
            context::{caller, claim, quiet_caller},
            rich_text::clean,
            selection::{
                grounds, load,
                show::Files,
                views::{AppointmentView, InaugurationView},
            },
            tail::{Line, check_version},
        },
        error::{AppError, Done},
    };

    pub(super) async fn view(id: VacancyId) -> Result<InaugurationView, AppError> {
        let caller = quiet_caller().await?;
        let mut tx = caller.read().await?;
        let case = load::vacancy(&mut tx, &caller, id, PlanAction::View).await?;
        let state = &case.vacancy.inauguration;
        let documents = state.documents().cloned();
        let files = Files::load(
            &mut tx,
            case.plan.id,
            documents
                .iter()
                .flat_map(|d| d.minutes_files.iter().chain(&d.decree_files).copied().collect::<Vec<_>>()),
        )
        .await?;
        let applicants = case.applicants(&mut tx).await?;
        let holder = match state {
            Inauguration::Filled { applicant, .. } => {
                applicants.iter().find(|a| a.id == *applicant).map(|a| a.person.name.clone())
            }
            _ => None,
        };
        Ok(InaugurationView {
            plan: case.plan.id,
            vacancy: id,
            version: case.vacancy.version,
            institution: case.plan.institution_name(),
            label: case.vacancy.position.label(),
            phase: case.plan.state.phase(),
            minutes: documents.as_ref().map(|d| d.minutes.to_string()).unwrap_or_default(),
            minutes_files: documents.as_ref().map(|d| files.pick(&d.minutes_files)).unwrap_or_default(),
            decree: documents.as_ref().map(|d| d.decree.to_string()).unwrap_or_default(),
            decree_files: documents.as_ref().map(|d| files.pick(&d.decree_files)).unwrap_or_default(),
            documented: documents.is_some(),
            filled: state.is_filled(),
            holder,
            three: grounds::three(
                case.vacancy.position.label(),
                case.vacancy.shortlist_note.clone(),
                &case.scheme,
                &applicants,
            ),
            rights: Rights::of(&caller.actor, &case.plan.subject()),
        })
    }

    pub(super) async fn record(
        id: VacancyId,
        version: i64,
        form: InaugurationForm,
    ) -> Result<Done, AppError> {
        let caller = caller().await?;
        let form = clean(&caller, form).await?;
        let mut tx = caller.begin().await?;
        let mut case = load::vacancy(&mut tx, &caller, id, PlanAction::Inaugurate).await?;
        check_version(&case, version, Vec::new)?;
        let documents = form.validate()?;
        let applicants = case.applicants(&mut tx).await?;
        if Standings::of(&case.scheme, &applicants).accepted().count() == 0 {
            return Err(AppError::Refused("Tidak ada pelamar yang diterima untuk jabatan ini.".to_owned()));
        }
        let files = [
            ("minutes_files", documents.minutes_files.clone()),
            ("decree_files", documents.decree_files.clone()),
        ];
        claim(&mut tx, &caller, case.plan.id, files).await?;
        let before = case.vacancy.inauguration.documents().map(|documents| json!(documents));
        let after = json!(documents);
        case.vacancy.inauguration =
            case.vacancy.inauguration.clone().document(caller.person(), caller.now, documents)?;
        process::save_vacancy(&mut tx, &mut case.vacancy, &caller.person(), caller.now).await?;
        load::release(&mut tx, &caller, &case.plan).await?;
        let line = Line::of(&case, Act::Inaugurate).after(after);
        let line = match before {
            Some(before) => line.before(before),
            None => line,
        };
        caller.change(&mut tx, &case, line, Change::Inauguration).await?;
        tx.commit().await?;
        Ok(Done::go(
            "Pelantikan tersimpan. Lengkapi data pejabat yang dilantik.",
            format!("/pejabat/tambah?lowongan={id}"),
        ))
    }

    pub(super) async fn appointment(id: VacancyId) -> Result<AppointmentView, AppError> {
        let caller = caller().await?;
        let mut tx = caller.read().await?;
        let case = load::vacancy(&mut tx, &caller, id, PlanAction::View).await?;
        let filled = case.vacancy.inauguration.is_filled();
        if case.plan.state.phase() != Phase::Finished && !filled {
            caller.may(&case.plan.subject(), PlanAction::Inaugurate)?;
        }
        let applicants = case.applicants(&mut tx).await?;
        let standings = Standings::of(&case.scheme, &applicants);
        let candidates = standings
            .accepted()
            .filter_map(|row| {
                let applicant = applicants.iter().find(|a| a.id == row.applicant)?;
                Some(Choice::new(
                    row.applicant.to_string(),
                    format!("{} (NIP {}, total nilai {})", row.name, applicant.person.nip, row.total),
                ))
            })
            .collect();
        Ok(AppointmentView {
            plan: case.plan.id,
            vacancy: id,
            version: case.vacancy.version,
            position: case.vacancy.position.label(),
            candidates,
            filled,
            rights: Rights::of(&caller.actor, &case.plan.subject()),
        })
    }
}
