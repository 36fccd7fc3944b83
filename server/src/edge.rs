//! The server's edge: how many connections there may be, and how long each may take to say what it wants.

mod opening;

use std::{future::Future, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{Extension, Router, extract::ConnectInfo};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{
        conn::auto,
        graceful::{GracefulShutdown, Watcher},
    },
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time,
};
use tower::Layer as _;

use self::opening::Opening;

/// How much strangers, and those who are known, may ask of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many connections there may be at once; the next one waits outside.
    pub connections: usize,
    /// How long a request's head may take from its first byte, and a connection may idle between two requests.
    pub head: Duration,
    /// How long the body of somebody may take who is not logged in.
    pub stranger: Duration,
    /// How long anybody's body may pause.
    pub pause: Duration,
    /// How long the body of a form may take from somebody who is known, without its files.
    pub form: Duration,
    /// How many large forms of one account may be on their way at once.
    pub forms_per_account: usize,
    /// And of all accounts.
    pub forms: usize,
    /// How many live streams one login may hold.
    pub streams_per_session: usize,
    /// And one account, in all its browsers.
    pub streams_per_account: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4096,
            head: Duration::from_secs(20),
            stranger: Duration::from_secs(20),
            pause: Duration::from_secs(30),
            form: Duration::from_secs(120),
            forms_per_account: 3,
            forms: 24,
            streams_per_session: 12,
            streams_per_account: 40,
        }
    }
}

/// The most that the heads of a request may hold, in bytes.
const HEAD_BYTES: usize = 64 * 1024;
/// How many requests one HTTP/2 connection may have under way.
const STREAMS: u32 = 64;
/// How often an HTTP/2 connection is asked whether anybody is there, and how long the answer may take.
const PING: Duration = Duration::from_secs(20);
/// How long to wait when no further connection can be taken, for want of memory or open files.
const BREATHER: Duration = Duration::from_secs(1);
/// Open files that are kept for the database, attachments and the rest.
const OTHER_FILES: u64 = 256;

/// Serves until `stop` comes, and then until every connection's request is answered.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let seats = Arc::new(Semaphore::new(limits.connections));
    let open = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let (seat, stream, peer) = tokio::select! {
            biased;
            () = &mut stop => break,
            next = next(&listener, &seats) => match next {
                Some(next) => next,
                None => break,
            },
        };
        tokio::spawn(converse(stream, peer, router.clone(), limits, open.watcher(), seat));
    }
    drop(listener);
    open.shutdown().await;
}

/// The next connection, once there is a seat for it.
async fn next(
    listener: &TcpListener,
    seats: &Arc<Semaphore>,
) -> Option<(OwnedSemaphorePermit, TcpStream, SocketAddr)> {
    let seat = Arc::clone(seats).acquire_owned().await.ok()?;
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return Some((seat, stream, peer)),
            Err(error) if is_the_peers(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken");
                time::sleep(BREATHER).await;
            }
        }
    }
}

fn is_the_peers(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionRefused | ConnectionAborted | ConnectionReset)
}

async fn converse(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    limits: Limits,
    watcher: Watcher,
    seat: OwnedSemaphorePermit,
) {
    _ = stream.set_nodelay(true);
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(HEAD_BYTES);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(HEAD_BYTES as u32)
        .keep_alive_interval(Some(PING))
        .keep_alive_timeout(PING);
    let service = TowerToHyperService::new(Extension(ConnectInfo(peer)).layer(router));
    let stream = TokioIo::new(Opening::new(stream, limits.head));
    let conversation = builder.serve_connection(stream, service).into_owned();
    if let Err(error) = watcher.watch(conversation).await {
        tracing::debug!(%error, "a connection broke off");
    }
    drop(seat);
}

/// As many connections as there can be open files, besides those that the server needs itself. As many files as
/// the system allows are asked for first.
#[must_use]
pub fn within_open_files(limits: Limits) -> Limits {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let files = getrlimit(Resource::Nofile);
    let wanted = limits.connections as u64 + OTHER_FILES;
    let wanted = files.maximum.map_or(wanted, |most| wanted.min(most));
    let now = files.current.unwrap_or(u64::MAX);
    if now < wanted {
        let more = Rlimit { current: Some(wanted), maximum: files.maximum };
        if let Err(error) = setrlimit(Resource::Nofile, more) {
            tracing::warn!(%error, "no more files can be open at once");
        }
    }
    let files = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    let connections = usize::try_from(files.saturating_sub(OTHER_FILES).max(16)).unwrap_or(usize::MAX);
    Limits { connections: limits.connections.min(connections), ..limits }
}
