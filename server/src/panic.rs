//! A panic costs one request, not the server; the person sees a number, the log has the rest. So does a failure of a
//! layer that says nothing itself, as that of the sessions when theirs cannot be saved.

use std::panic::{AssertUnwindSafe, PanicHookInfo};

use app::error::AppError;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use futures::FutureExt as _;
use http::{StatusCode, header::CONTENT_TYPE};

use crate::{AppState, answer::Answer};

/// Answers 500 with a sentence when a handler panics, and when a layer gave up without one.
pub async fn catch(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let answer = Answer::to(&state, &request);
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) if is_bare(&response) => answer.error(AppError::Unexpected(String::new())),
        Ok(response) => response,
        // What happened was logged by the hook, in this request's span.
        Err(_) => answer.error(AppError::Unexpected(String::new())),
    }
}

fn is_bare(response: &Response) -> bool {
    response.status() == StatusCode::INTERNAL_SERVER_ERROR && !response.headers().contains_key(CONTENT_TYPE)
}

/// Panics go to the log, with their place.
pub fn log() {
    std::panic::set_hook(Box::new(|panic: &PanicHookInfo<'_>| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let message = panic.payload_as_str().unwrap_or("something that is no text");
        tracing::error!(place, message, "panic");
    }));
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use app::ports::Services;
    use axum::{
        Router,
        middleware::from_fn_with_state,
        routing::{MethodRouter, get},
    };
    use store::Db;
    use tokio::sync::watch;
    use tower::ServiceExt as _;

    use super::*;
    use crate::{headers, logging, start};

    #[expect(clippy::unreachable, reason = "it is there to panic")]
    async fn broken() -> Response {
        unreachable!("rahasia")
    }

    async fn silent() -> StatusCode {
        StatusCode::INTERNAL_SERVER_ERROR
    }

    #[tokio::test]
    async fn a_panic_becomes_a_page_with_a_number() {
        shows_a_number(get(broken)).await;
    }

    #[tokio::test]
    async fn a_failure_without_a_word_becomes_a_page_with_a_number() {
        shows_a_number(get(silent)).await;
    }

    async fn shows_a_number(handler: MethodRouter) {
        let folder = tempfile::tempdir().unwrap();
        let state = AppState {
            services: Services {
                sheets: Arc::new(app::ports::NoSheets),
                vault: app::ports::Vault::new([0; 32]),
                db: Db::connect(&format!("sqlite:{}/x.db", folder.path().display())).await.unwrap(),
                clock: start::clock,
                settings: Arc::default(),
                work: Arc::default(),
            },
            files: crate::state::Files::folder(folder.path()).unwrap(),
            assets: Default::default(),
            site: folder.path().into(),
            trust_proxy: false,
            boot: None,
            limits: Default::default(),
            seats: Default::default(),
            large_forms: Default::default(),
            stopping: watch::channel(false).1,
        };
        let router = Router::<()>::new()
            .route("/", handler)
            .layer(from_fn_with_state(state.clone(), catch))
            .layer(from_fn_with_state(state.clone(), headers::add))
            .layer(from_fn_with_state(state, logging::line));
        let request =
            Request::get("/").header("accept", "text/html").body(axum::body::Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status(), 500);
        assert!(response.headers().contains_key("content-security-policy"));
        let number = response.headers()["x-request-id"].to_str().unwrap().to_owned();
        let page = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let page = String::from_utf8(page.to_vec()).unwrap();
        assert!(page.contains(&number) && !page.contains("rahasia"), "{page}");
    }
}
