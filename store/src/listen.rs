//! PostgreSQL's LISTEN: events of every process on the database, this one's included.

use std::time::Duration;

use domain::{event::Event, id::UserId};
use sqlx::{
    Executor,
    postgres::{PgListener, PgNotification},
};
use tokio::{
    task::AbortHandle,
    time::{sleep, timeout},
};

use crate::{
    Result,
    hub::{Hub, Notice, Sessions},
};

/// The channel of `pg_notify`.
pub(crate) const CHANNEL: &str = "sijapti_event";
/// The channel on which it is told whose sessions may have ended.
pub(crate) const SESSIONS: &str = "sijapti_sessions";
/// The channel on which it is told that there is something to be done.
pub(crate) const JOBS: &str = "sijapti_jobs";
/// What stands on the channel of sessions for everybody.
pub(crate) const EVERYBODY: &str = "*";
/// After this much silence the line is tried, so that one that died unnoticed is replaced.
const SILENCE: Duration = Duration::from_secs(30);
const PATIENCE: Duration = Duration::from_secs(10);

/// Listens from now on, until aborted.
pub(crate) async fn start(url: &str, hub: Hub) -> Result<AbortHandle> {
    let listener = connect(url).await?;
    Ok(tokio::spawn(run(url.to_owned(), listener, hub)).abort_handle())
}

async fn connect(url: &str) -> Result<PgListener, sqlx::Error> {
    let mut listener = PgListener::connect(url).await?;
    // A lost line is answered here: those who listen must hear of the gap.
    listener.eager_reconnect(false);
    listener.listen_all([CHANNEL, SESSIONS, JOBS]).await?;
    Ok(listener)
}

async fn run(url: String, mut listener: PgListener, hub: Hub) {
    loop {
        match next(&mut listener).await {
            Ok(Some(notification)) => match read(&notification) {
                Some(notice) => hub.send(notice),
                None => tracing::warn!(channel = notification.channel(), "a notice could not be read"),
            },
            Ok(None) => lost(&url, &mut listener, &hub, "the line was closed").await,
            Err(error) => lost(&url, &mut listener, &hub, &error.to_string()).await,
        }
    }
}

fn read(notification: &PgNotification) -> Option<Notice> {
    let payload = notification.payload();
    if notification.channel() == CHANNEL {
        return serde_json::from_str::<Event>(payload).ok().map(Notice::Event);
    }
    if notification.channel() == JOBS {
        return Some(Notice::Jobs);
    }
    let sessions = match payload {
        EVERYBODY => Sessions::All,
        account => Sessions::Of(UserId::from(account.parse::<i64>().ok()?)),
    };
    Some(Notice::Sessions(sessions))
}

/// The next event; nothing when the line is lost.
async fn next(listener: &mut PgListener) -> Result<Option<PgNotification>, sqlx::Error> {
    loop {
        if let Ok(received) = timeout(SILENCE, listener.try_recv()).await {
            return received;
        }
        match timeout(PATIENCE, listener.execute("SELECT 1")).await {
            Ok(answer) => answer.map(drop)?,
            Err(_) => return Ok(None),
        }
    }
}

/// Replaces a lost line. Subscriptions end twice: when it is lost, and for those who came
/// meanwhile, when it is back.
async fn lost(url: &str, listener: &mut PgListener, hub: &Hub, why: &str) {
    tracing::warn!(why, "live events are interrupted");
    hub.restart();
    let mut wait = Duration::from_millis(200);
    loop {
        match timeout(PATIENCE, connect(url)).await {
            Ok(Ok(new)) => {
                *listener = new;
                hub.restart();
                tracing::info!("live events are back");
                return;
            }
            Ok(Err(error)) => tracing::debug!(%error, "live events are still interrupted"),
            Err(_) => tracing::debug!("live events are still interrupted: no answer"),
        }
        sleep(wait).await;
        wait = (wait * 2).min(Duration::from_secs(10));
    }
}
