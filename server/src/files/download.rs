//! `GET /files/{id}`: an attachment, for those who may see the plan, or the account, it belongs to.

use app::{api::context::unexpected, error::AppError};
use axum::{
    body::Body,
    extract::{Path, Request, State},
    response::{IntoResponse as _, Response},
};
use domain::{
    access::{AccountSubject, Action, Subject, decide},
    id::AttachmentId,
    identity::Actor,
};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{
        CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
        IF_NONE_MATCH,
    },
};
use object_store::ObjectStoreExt as _;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use store::attachment::StoredFile;
use tower_sessions::Session;

use super::who;
use crate::{AppState, answer::Answer};

/// What RFC 8187 lets stand in a file name as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// Opened in the browser, it may run nothing and load nothing.
const SANDBOX: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'; frame-ancestors 'none'");
/// Whoever kept a copy still asks whether they may see it.
const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");

/// Sends the file.
pub async fn download(
    State(state): State<AppState>,
    Path(id): Path<String>,
    session: Session,
    request: Request,
) -> Response {
    let answer = Answer::to(&state, &request);
    send(&state, &id, &session, request.headers()).await.unwrap_or_else(|error| answer.error(error))
}

async fn send(
    state: &AppState,
    id: &str,
    session: &Session,
    asked: &HeaderMap,
) -> Result<Response, AppError> {
    let person = who::required(state, session).await?;
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let file = visible(state, id, &person).await?;

    let etag = format!("\"{}\"", file.sha256);
    let mut headers = HeaderMap::new();
    headers.insert(CACHE_CONTROL, PRIVATE);
    headers.insert(CONTENT_SECURITY_POLICY, SANDBOX);
    headers.insert(ETAG, HeaderValue::try_from(&etag).map_err(broken)?);
    if asked.get(IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).is_some_and(|tags| tags.contains(&etag)) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.kind.media_type()));
    headers.insert(CONTENT_LENGTH, file.attachment.size.into());
    headers.insert(
        CONTENT_DISPOSITION,
        HeaderValue::try_from(disposition(&file.attachment.name)).map_err(broken)?,
    );
    let key = object_store::path::Path::parse(&file.key).map_err(broken)?;
    let content = state.files.get(&key).await.map_err(broken)?;
    Ok((headers, Body::from_stream(content.into_stream())).into_response())
}

/// The file, unless for this person there is none.
async fn visible(state: &AppState, id: AttachmentId, person: &Actor) -> Result<StoredFile, AppError> {
    let mut tx = state.services.db.read().await?;
    let file = store::attachment::find(&mut tx, id).await?;
    let file = file.ok_or(AppError::NotFound)?;
    let seen = match (file.plan, file.account) {
        (None, None) => file.owner == person.user,
        (Some(plan), _) => {
            let plan = store::selection::plan::load(&mut tx, plan).await?;
            plan.is_some_and(|plan| decide(person, Action::ViewPlan, &Subject::Plan(plan.subject())).is_ok())
        }
        // A photo: one's own, or that of somebody whose account one manages.
        (None, Some(account)) if account == person.user => true,
        (None, Some(account)) => {
            let user = store::identity::find(&mut tx, account).await?;
            user.is_some_and(|user| {
                let about = AccountSubject {
                    user: Some(account),
                    institution: user.institution.map(|institution| institution.id),
                    role: user.role,
                };
                decide(person, Action::ManageAccounts, &Subject::Account(about)).is_ok()
            })
        }
    };
    if seen { Ok(file) } else { Err(AppError::NotFound) }
}

fn broken(error: impl std::fmt::Display) -> AppError {
    unexpected(&format!("attachment: {error}"))
}

fn disposition(name: &str) -> String {
    format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(name, PLAIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_encoded_whatever_they_hold() {
        assert_eq!(disposition("SK Bupati é.pdf"), "attachment; filename*=UTF-8''SK%20Bupati%20%C3%A9.pdf");
        assert!(HeaderValue::try_from(disposition("a\"\r\nb;.pdf")).is_ok());
    }
}
