//! `GET /files/{id}`: an attachment, for those who may see the plan, or the account, it belongs to.

use app::{api::context::unexpected, error::AppError};
use axum::{
    body::Body,
    extract::{Path, Request, State},
    response::{IntoResponse as _, Response},
};
use futures::TryStreamExt as _;
use http::{
    HeaderMap, HeaderValue,
    header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tower_sessions::Session;

use super::who;
use crate::{AppState, answer::Answer};

/// What RFC 8187 lets stand in a file name as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// Opened in the browser, it may run nothing and load nothing.
const SANDBOX: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'; frame-ancestors 'none'");
/// No browser keeps a copy: on a computer that others use, it would outlive the session.
const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-store");

/// Sends the file.
pub async fn download(
    State(state): State<AppState>,
    Path(id): Path<String>,
    session: Session,
    request: Request,
) -> Response {
    let answer = Answer::to(&state, &request);
    send(&state, &id, &session).await.unwrap_or_else(|error| answer.error(error))
}

async fn send(state: &AppState, id: &str, session: &Session) -> Result<Response, AppError> {
    let person = who::required(state, session).await?;
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let mut tx = state.services.db.read().await?;
    let file = store::attachment::visible(&mut tx, id, &person).await?.ok_or(AppError::NotFound)?;
    drop(tx);

    let mut headers = HeaderMap::new();
    headers.insert(CACHE_CONTROL, PRIVATE);
    headers.insert(CONTENT_SECURITY_POLICY, SANDBOX);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.kind.media_type()));
    headers.insert(CONTENT_LENGTH, file.attachment.size.into());
    headers.insert(
        CONTENT_DISPOSITION,
        HeaderValue::try_from(disposition(&file.attachment.name)).map_err(broken)?,
    );
    let content = state.files.get(&file.key).await?;
    // The length is said before anybody can see that it is another one.
    if content.meta.size != file.attachment.size {
        let (found, size) = (content.meta.size, file.attachment.size);
        return Err(broken(format!("{found} bytes lie at {}, where {size} were stored", file.key)));
    }
    // Once the head is out, the log is the only one who can be told.
    let (files, key) = (state.files.clone(), file.key);
    let content = content.into_stream().inspect_err(move |error| {
        let error = files.fault(error);
        tracing::error!(key, %error, "a download was cut short");
    });
    Ok((headers, Body::from_stream(content)).into_response())
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
