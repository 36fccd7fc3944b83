//! `/live`: what happens to the record that a page shows, told to that page; and that there is news, told to every
//! page, whose menu counts it.

mod seats;

use std::{convert::Infallible, time::Duration};

use app::{
    error::AppError,
    ports::{session_key, still_open},
};
use axum::{
    extract::{Query, Request, State},
    response::{
        IntoResponse as _, Response,
        sse::{Event as Line, KeepAlive, Sse},
    },
};
use domain::{event::Event, identity::Actor, record::RecordRef};
use futures::{Stream, StreamExt as _, stream};
use http::{HeaderValue, header::CACHE_CONTROL};
use serde::Deserialize;
use store::Sessions;
use tokio::{
    sync::{
        broadcast::{Receiver, error::RecvError},
        watch,
    },
    time::{Instant, sleep_until},
};
use tower_sessions::Session;

use self::seats::Seat;
pub use self::seats::Seats;
use crate::{AppState, answer::Answer, files::who};

/// Keeps proxies from closing a line on which nothing happens.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How often it is asked whether the listener's session goes on, when nothing happens.
const STILL_THERE: Duration = Duration::from_secs(15);
/// How long the answer counts while something happens. What ends a session on purpose is told at once besides;
/// this is for one that runs out.
const REMEMBERED: Duration = Duration::from_secs(5);
/// Then the browser asks again, and whether it still may is decided anew.
const LONGEST: Duration = Duration::from_secs(3600);
/// How long a browser waits before it asks again.
const RETRY: Duration = Duration::from_secs(2);

/// News that comes this close together is told at once; each line waits a little longer besides, so that not
/// every page asks at the same moment.
const GATHER: Duration = Duration::from_millis(500);
const SPREAD: u64 = 500;

/// About which record; news alone without one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    about: Option<RecordRef>,
}

/// The stream of what happens to a record and what lies in it, and of news.
pub async fn stream_of(State(state): State<AppState>, session: Session, request: Request) -> Response {
    let answer = Answer::to(&state, &request);
    let Ok(Query(Ask { about })) = Query::try_from_uri(request.uri()) else {
        return answer.error(AppError::NotFound);
    };
    // From here on nothing is missed, also while the right to hear it is decided.
    let (events, sessions) = (state.services.db.subscribe(), state.services.db.sessions());
    let listener = match may_hear(&state, &session, about).await {
        Ok(listener) => listener,
        Err(error) => return answer.error(error),
    };
    let Some(session) = session_key(&session) else { return answer.error(AppError::Unauthenticated) };
    let Some(seat) = state.seats.take(&session, listener.user, &state.limits) else {
        return answer.error(AppError::Throttled(
            "Terlalu banyak halaman SIJAPTI terbuka sekaligus dengan akun ini. Tutup beberapa di antaranya."
                .to_owned(),
        ));
    };
    let lines = Lines {
        about,
        listener,
        events,
        sessions,
        over: false,
        _seat: seat,
        news: None,
        stopping: state.stopping.clone(),
        asked: Instant::now(),
        until: Instant::now() + LONGEST,
        session,
        state,
    };
    let hello = stream::once(async { Ok(Line::default().retry(RETRY).comment("terhubung")) });
    respond(hello.chain(lines.stream()))
}

async fn may_hear(state: &AppState, session: &Session, about: Option<RecordRef>) -> Result<Actor, AppError> {
    let person = who::required_quietly(state, session).await?;
    let Some(about) = about else { return Ok(person) };
    let mut tx = state.services.db.read().await?;
    if store::record::is_visible(&mut tx, about, &person).await? {
        Ok(person)
    } else {
        Err(AppError::NotFound)
    }
}

/// What wakes a line.
enum Heard {
    Event(Result<Event, RecvError>),
    Ended(Result<Sessions, RecvError>),
    Nothing,
}

struct Lines {
    about: Option<RecordRef>,
    listener: Actor,
    events: Receiver<Event>,
    /// Whose sessions end.
    sessions: Receiver<Sessions>,
    /// The last line was told.
    over: bool,
    _seat: Seat,
    /// When to tell of news.
    news: Option<Instant>,
    stopping: watch::Receiver<bool>,
    /// When it was asked last whether the session goes on.
    asked: Instant,
    until: Instant,
    session: String,
    state: AppState,
}

impl Lines {
    fn stream(self) -> impl Stream<Item = Result<Line, Infallible>> + Send {
        stream::unfold(self, |mut lines| async move {
            let line = lines.next().await?;
            Some((Ok(line), lines))
        })
    }

    async fn next(&mut self) -> Option<Line> {
        loop {
            if self.over {
                return None;
            }
            let ask_at = self.asked + STILL_THERE;
            let wake = self.news.map_or(ask_at, |news| news.min(ask_at));
            let heard = tokio::select! {
                // In this order: nothing is told any more to whoever was sent away before it happened.
                biased;
                _ = self.stopping.wait_for(|stopping| *stopping) => return None,
                ended = self.sessions.recv() => Heard::Ended(ended),
                event = self.events.recv() => Heard::Event(event),
                () = sleep_until(self.until) => return None,
                () = sleep_until(wake) => Heard::Nothing,
            };
            let received = match heard {
                Heard::Event(event) => event,
                Heard::Ended(Ok(sessions)) if !sessions.are_of(self.listener.user) => continue,
                Heard::Ended(Err(RecvError::Closed)) => return None,
                Heard::Ended(_) => {
                    if self.is_known().await {
                        continue;
                    }
                    self.over = true;
                    return Some(Line::default().event("ended").data("{}"));
                }
                Heard::Nothing => {
                    if !self.may_go_on().await {
                        return None;
                    }
                    match self.news.take_if(|news| *news <= Instant::now()) {
                        // What is news to whom is decided when it is counted; this says nothing but: count.
                        Some(_) => return Some(Line::default().event("news").data("{}")),
                        None => continue,
                    }
                }
            };
            match received {
                Ok(event) => {
                    if event.is_news_to(&self.listener) {
                        let spread = Duration::from_millis(rand::random_range(..SPREAD));
                        self.news.get_or_insert_with(|| Instant::now() + GATHER + spread);
                    }
                    if !self.about.is_some_and(|about| event.concerns(about)) {
                        continue;
                    }
                    if !self.may_go_on().await {
                        return None;
                    }
                    match Line::default().json_data(&event) {
                        Ok(line) => return Some(line),
                        Err(error) => tracing::error!(%error, "an event that is no JSON"),
                    }
                }
                // Too much happened while this line was slow, or something may have been missed. The browser
                // opens a new one, and a page loads everything again whenever its line comes up.
                Err(RecvError::Lagged(_) | RecvError::Closed) => return None,
            }
        }
    }

    /// Whether the listener is still logged in, as was heard of late.
    async fn may_go_on(&mut self) -> bool {
        self.asked.elapsed() < REMEMBERED || self.is_known().await
    }

    /// Whether the listener is still logged in; not when that cannot be told.
    async fn is_known(&mut self) -> bool {
        self.asked = Instant::now();
        match still_open(&self.state.services, &self.session).await {
            Ok(open) => open,
            Err(error) => {
                tracing::warn!(%error, "whose line this is cannot be told; it ends");
                false
            }
        }
    }
}

/// While developing: names this start of the server, and then keeps the line open.
pub async fn boot(State(state): State<AppState>, request: Request) -> Response {
    let Some(boot) = state.boot.clone() else {
        return Answer::to(&state, &request).error(AppError::NotFound);
    };
    let mut stopping = state.stopping.clone();
    let hello = stream::once(async move { Ok(Line::default().retry(Duration::from_millis(300)).data(boot)) });
    let end = stream::once(async move {
        _ = stopping.wait_for(|stopping| *stopping).await;
    });
    respond(hello.chain(end.filter_map(|()| async { None })))
}

fn respond(lines: impl Stream<Item = Result<Line, Infallible>> + Send + 'static) -> Response {
    let mut response = Sse::new(lines).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response();
    // Some proxies would gather the lines before they pass them on.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
