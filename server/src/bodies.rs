//! What is sent in a request's body: how long it may take, and little of it from somebody who is not known.

use std::{io, time::Duration};

use app::{error::AppError, server::known_quietly};
use axum::{
    body::{Body, HttpBody as _},
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use futures::{StreamExt as _, stream::try_unfold};
use tokio::time::{Instant, timeout_at};
use tower_sessions::Session;

use crate::{AppState, answer::Answer, edge::Limits};

/// The most that is taken from somebody who is not logged in, in bytes: logging in takes far less.
pub const STRANGERS_BYTES: u64 = 64 * 1024;
/// What the limit of the framework says too; whoever reads a body knows by it what was wrong.
pub const TOO_LONG: &str = "length limit exceeded";

/// Bounds the body before anybody reads it.
pub async fn bound(
    State(state): State<AppState>,
    session: Session,
    request: Request,
    next: Next,
) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let Limits { stranger, pause, .. } = state.limits;
    let now = Instant::now();
    let size = request.body().size_hint();
    let bounds = if size.exact().is_some_and(|size| size <= STRANGERS_BYTES) {
        // Whoever sends it: asking who is not worth a look into the database.
        Bounds { until: Some(now + stranger.max(pause)), pause, most: STRANGERS_BYTES }
    } else {
        match known_quietly(&state.services, &session).await {
            Ok(Some(_)) => Bounds { until: None, pause, most: u64::MAX },
            Ok(None) if size.lower() > STRANGERS_BYTES => {
                return Answer::to(&state, &request).error(AppError::Unauthenticated);
            }
            Ok(None) => Bounds { until: Some(now + stranger), pause, most: STRANGERS_BYTES },
            Err(error) => return Answer::to(&state, &request).error(error),
        }
    };
    next.run(request.map(|body| bounded(body, bounds))).await
}

#[derive(Clone, Copy, Debug)]
struct Bounds {
    /// When all of it must be there.
    until: Option<Instant>,
    /// And how soon the next piece.
    pause: Duration,
    most: u64,
}

fn bounded(body: Body, bounds: Bounds) -> Body {
    let pieces = (body.into_data_stream(), 0_u64);
    Body::from_stream(try_unfold(pieces, move |(mut pieces, before)| async move {
        let next = Instant::now() + bounds.pause;
        let next = bounds.until.map_or(next, |until| until.min(next));
        let Ok(piece) = timeout_at(next, pieces.next()).await else {
            return Err(io::Error::from(io::ErrorKind::TimedOut));
        };
        let Some(piece) = piece.transpose().map_err(io::Error::other)? else { return Ok(None) };
        let size = before + piece.len() as u64;
        if size > bounds.most {
            return Err(io::Error::other(TOO_LONG));
        }
        Ok(Some((piece, (pieces, size))))
    }))
}
