//! What is sent in a request's body: how long it may take, little of it from somebody who is not known, and few large
//! forms at once, which are held in memory until they are whole.

use std::{
    collections::HashMap,
    io,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use app::{error::AppError, ports::current_user_quietly};
use axum::{
    body::{Body, HttpBody as _},
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use domain::id::UserId;
use futures::{StreamExt as _, stream::try_unfold};
use http::header::CONTENT_TYPE;
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
    let Limits { stranger, pause, form, .. } = state.limits;
    let now = Instant::now();
    let mut seated = None;
    let size = request.body().size_hint();
    let bounds = if size.exact().is_some_and(|size| size <= STRANGERS_BYTES) {
        // Whoever sends it: asking who is not worth a look into the database.
        Bounds { until: Some(now + stranger.max(pause)), pause, most: STRANGERS_BYTES }
    } else {
        match current_user_quietly(&state.services, &session).await {
            Ok(Some(known)) if is_form(&request) => {
                let Some(seat) = state.large_forms.take(known.user.id, &state.limits) else {
                    return Answer::to(&state, &request).error(crowded());
                };
                seated = Some(seat);
                Bounds { until: Some(now + form), pause, most: u64::MAX }
            }
            // Files are written away as they come.
            Ok(Some(_)) => Bounds { until: None, pause, most: u64::MAX },
            Ok(None) if size.lower() > STRANGERS_BYTES => {
                return Answer::to(&state, &request).error(AppError::Unauthenticated);
            }
            Ok(None) => Bounds { until: Some(now + stranger), pause, most: STRANGERS_BYTES },
            Err(error) => return Answer::to(&state, &request).error(error),
        }
    };
    next.run(request.map(|body| bounded(body, bounds, seated))).await
}

/// Whether it is read into memory as a whole.
fn is_form(request: &Request) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    request.uri().path() != "/files" && !kind.starts_with("multipart/form-data")
}

fn crowded() -> AppError {
    AppError::Busy("Beberapa kiriman besar masih diterima. Tunggu sampai selesai, lalu coba lagi.".to_owned())
}

/// The large forms that are on their way.
#[derive(Clone, Debug, Default)]
pub struct LargeForms(Arc<Mutex<HashMap<UserId, usize>>>);

/// One of them; the next may come when it is dropped.
#[derive(Debug)]
struct Seat {
    forms: LargeForms,
    account: UserId,
}

impl LargeForms {
    fn counts(&self) -> std::sync::MutexGuard<'_, HashMap<UserId, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, account: UserId, limits: &Limits) -> Option<Seat> {
        let mut counts = self.counts();
        let all: usize = counts.values().sum();
        let own = counts.get(&account).copied().unwrap_or_default();
        if own >= limits.forms_per_account || all >= limits.forms {
            return None;
        }
        counts.insert(account, own + 1);
        Some(Seat { forms: self.clone(), account })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut counts = self.forms.counts();
        if let Some(count) = counts.get_mut(&self.account) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.account);
            }
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Bounds {
    /// When all of it must be there.
    until: Option<Instant>,
    /// And how soon the next piece.
    pause: Duration,
    most: u64,
}

fn bounded(body: Body, bounds: Bounds, seat: Option<Seat>) -> Body {
    let pieces = (body.into_data_stream(), 0_u64, seat);
    Body::from_stream(try_unfold(pieces, move |(mut pieces, before, seat)| async move {
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
        Ok(Some((piece, (pieces, size, seat))))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_large_forms_are_on_their_way_at_once() {
        let limits = Limits { forms_per_account: 2, forms: 3, ..Limits::default() };
        let forms = LargeForms::default();
        let take = |account: i64| forms.take(account.into(), &limits);
        let (one, two) = (take(1).unwrap(), take(1).unwrap());
        assert!(take(1).is_none());
        let other = take(2).unwrap();
        assert!(take(3).is_none(), "there are enough in all");
        drop(one);
        assert!(take(3).is_some());
        drop((two, other));
        assert!(forms.counts().is_empty());
    }
}
