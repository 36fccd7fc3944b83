//! A panic costs one request, not the server; the person sees a number, the log has the rest.

use std::panic::{AssertUnwindSafe, PanicHookInfo};

use app::error::AppError;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use futures::FutureExt as _;

use crate::{AppState, answer::Answer};

/// Answers 500 when a handler panics.
pub async fn catch(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let answer = Answer::to(&state, &request);
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        // What happened was logged by the hook, in this request's span.
        Err(_) => answer.error(AppError::Unexpected(String::new())),
    }
}

/// Panics go to the log, with their place.
pub fn log() {
    std::panic::set_hook(Box::new(|panic: &PanicHookInfo<'_>| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let message = panic.payload_as_str().unwrap_or("something that is no text");
        tracing::error!(place, message, "panic");
    }));
}
