//! Server functions, called by a script: their own statuses, and a limit on what they read.

use std::{error::Error, iter::successors};

use app::{
    api::context::{Once, unexpected},
    error::AppError,
};
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    response::{IntoResponse as _, Response},
};
use http::{StatusCode, request::Parts};
use leptos::{
    prelude::{FromServerFnError as _, provide_context, use_context},
    server_fn::error::SERVER_FN_ERROR_HEADER,
};
use leptos_axum::handle_server_fns_with_context;

use crate::{AppState, answer::Answer, bodies::TOO_LONG, pages::provide_services};

/// The most that a form without its files may hold, in bytes: several fields of rich text.
pub const FORM_BYTES: usize = 4 * 1024 * 1024;

/// The most fields that a form may have, whatever each of them takes: no page sends a hundredth of it.
const FIELDS: usize = 50_000;

/// Runs the server function that the path names.
pub async fn call(state: &AppState, request: Request) -> Response {
    let answer = Answer::data(state, &request);
    let (parts, body) = request.into_parts();
    let body = match to_bytes(body, FORM_BYTES).await {
        Ok(body) => body,
        Err(error) => {
            let (status, error) = unread(&error);
            return answer.error_with(status, error);
        }
    };
    // PostgreSQL stores no NUL, and no field of ours means one.
    if body.contains(&0) || body.windows(3).any(|three| three == b"%00") {
        return answer.error(AppError::Malformed("NUL".to_owned()));
    }
    if body.iter().filter(|byte| **byte == b'&').count() >= FIELDS {
        return answer.error_with(StatusCode::PAYLOAD_TOO_LARGE, too_many());
    }
    let context = {
        let state = state.clone();
        move || {
            provide_services(&state);
            if let Some(once) =
                use_context::<Parts>().and_then(|parts| parts.extensions.get::<Once>().cloned())
            {
                provide_context(once);
            }
        }
    };
    let request = Request::from_parts(parts, Body::from(body));
    let response = handle_server_fns_with_context(context, request).await.into_response();
    // Server functions answer every error with 500; here it gets its own status.
    if response.headers().contains_key(SERVER_FN_ERROR_HEADER) {
        return answer.error(read(response).await);
    }
    if response.status() == StatusCode::BAD_REQUEST {
        // There is no such function.
        return answer.error(AppError::NotFound);
    }
    response
}

fn too_many() -> AppError {
    AppError::Refused(format!("Kiriman ini memuat lebih dari {FIELDS} isian. Kirim dalam beberapa bagian."))
}

/// Why a body was not read to its end: it was too long, or it did not come.
pub fn unread(error: &(dyn Error + 'static)) -> (StatusCode, AppError) {
    let long =
        successors(Some(error), |&error| error.source()).any(|error| error.to_string().contains(TOO_LONG));
    if long {
        return (StatusCode::PAYLOAD_TOO_LARGE, too_large());
    }
    (StatusCode::REQUEST_TIMEOUT, AppError::Malformed("the body broke off".to_owned()))
}

/// Why a form was not taken.
pub fn too_large() -> AppError {
    AppError::Refused(
        "Isian beserta berkasnya terlalu besar untuk dikirim sekaligus. Kembali ke halaman sebelumnya, lalu perpendek isinya atau kirim lebih sedikit berkas."
            .to_owned(),
    )
}

async fn read(response: Response) -> AppError {
    match to_bytes(response.into_body(), usize::MAX).await {
        Ok(bytes) => AppError::de(bytes),
        Err(error) => unexpected(&format!("a server function's answer: {error}")),
    }
}
