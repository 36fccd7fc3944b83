//! `POST /files`: files that a script sends while the form is still being filled in.

use app::error::AppError;
use axum::{
    Json,
    extract::{FromRequest as _, Multipart, Query, Request, State},
    response::{IntoResponse as _, Response},
};
use domain::{
    attachment::{Attachment, MAX_FILES, Purpose},
    field::FieldErrors,
};
use http::StatusCode;
use serde::Deserialize;
use tower_sessions::Session;

use super::{Keeper, Refused, paced, who};
use crate::{AppState, answer::Answer, request};

/// The field that holds the files.
const FIELD: &str = "file";

/// What the files are for: `?untuk=sheet` for spreadsheets to be read.
#[derive(Debug, Default, Deserialize)]
struct Ask {
    #[serde(default)]
    untuk: Purpose,
}

/// Stores the files; answers `{"id", "name", "size"}`, or a list of them when several were sent.
pub async fn upload(State(state): State<AppState>, session: Session, request: Request) -> Response {
    let answer = Answer::data(&state, &request);
    match store_all(&state, &session, request).await {
        Ok(files) => match <[Attachment; 1]>::try_from(files) {
            Ok([file]) => Json(file).into_response(),
            Err(files) => Json(files).into_response(),
        },
        Err(refused) if refused.is_too_large() => {
            answer.error_with(StatusCode::PAYLOAD_TOO_LARGE, refused.at(FIELD))
        }
        Err(refused) => answer.error(refused.at(FIELD)),
    }
}

async fn store_all(
    state: &AppState,
    session: &Session,
    request: Request,
) -> Result<Vec<Attachment>, Refused> {
    let owner = who::required(state, session).await?;
    let keeper = Keeper::new(state, owner, request::known(&request).address)?;
    let purpose = Query::<Ask>::try_from_uri(request.uri()).map_or(Purpose::Document, |Query(ask)| ask.untuk);
    let mut parts = Multipart::from_request(request.map(paced), &()).await.map_err(|_| Refused::Broken)?;
    let mut files = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(|_| Refused::Broken)? {
        if part.name() != Some(FIELD) {
            continue;
        }
        if files.len() == MAX_FILES {
            return Err(complaint(format!("Paling banyak {MAX_FILES} berkas sekaligus.")));
        }
        let name = part.file_name().unwrap_or_default().to_owned();
        files.push(keeper.keep(&name, purpose, part).await?);
    }
    if files.is_empty() {
        return Err(complaint("Pilih berkas yang akan diunggah.".to_owned()));
    }
    Ok(files)
}

fn complaint(sentence: String) -> Refused {
    Refused::Error(AppError::Invalid(FieldErrors::of(FIELD, sentence)))
}
