//! Spreadsheets to fill in and send back.

use app::{api::context::unexpected, error::AppError};
use axum::{
    extract::{Request, State},
    response::{IntoResponse as _, Response},
};
use domain::{
    access::Guarded,
    attachment::{
        FileType,
        access::{Uploads, UploadsAction},
    },
    holiday,
    institution::{
        access::{Institutions, InstitutionsAction},
        bulk,
    },
    selection::applicant_sheet,
    setting::{Settings, SettingsAction},
};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use tower_sessions::Session;

use crate::{AppState, answer::Answer, files::who, sheet};

/// `GET /seleksi/templat-pelamar.xlsx`: the columns of applicants, for whoever may upload.
pub async fn applicants(State(state): State<AppState>, session: Session, request: Request) -> Response {
    let answer = Answer::to(&state, &request);
    let [name, nip, agency] = applicant_sheet::HEADS;
    let heads = [(name, None), (nip, None), (agency, None)];
    template(&state, &session, (&Uploads, UploadsAction::Store), "templat-pelamar", &heads)
        .await
        .unwrap_or_else(|error| answer.error(error))
}

/// `GET /institusi/templat.xlsx`: the columns of institutions, for whoever registers them.
pub async fn institutions(State(state): State<AppState>, session: Session, request: Request) -> Response {
    let answer = Answer::to(&state, &request);
    let heads = bulk::TEMPLATE.map(|head| (head, None));
    template(&state, &session, (&Institutions, InstitutionsAction::Manage), "templat-institusi", &heads)
        .await
        .unwrap_or_else(|error| answer.error(error))
}

/// `GET /hari-libur/templat.xlsx`: the columns of holidays, for whoever keeps the calendar.
pub async fn holidays(State(state): State<AppState>, session: Session, request: Request) -> Response {
    let answer = Answer::to(&state, &request);
    let subject = (&Settings, SettingsAction::KeepCalendar);
    template(&state, &session, subject, "templat-hari-libur", &holiday::sheet::TEMPLATE)
        .await
        .unwrap_or_else(|error| answer.error(error))
}

async fn template<G: Guarded>(
    state: &AppState,
    session: &Session,
    (subject, action): (&G, G::Action),
    name: &str,
    heads: &[(&str, Option<&str>)],
) -> Result<Response, AppError> {
    let person = who::required(state, session).await?;
    subject.decide(&person, action)?;
    let file = sheet::template(heads).map_err(|error| unexpected(&format!("template: {error}")))?;
    let headers = [
        (CONTENT_TYPE, FileType::Xlsx.media_type().to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.xlsx\"")),
    ];
    Ok((headers, file).into_response())
}
