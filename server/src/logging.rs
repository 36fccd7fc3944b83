//! The log: one line for each request, with its number; never a query, a cookie or a body.

use std::{
    io::{self, stderr},
    time::Instant,
};

use app::ports::Sender;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use domain::id::UserId;
use http::HeaderValue;
use tracing::Instrument as _;
use tracing_subscriber::{EnvFilter, fmt, util::SubscriberInitExt as _};

use crate::{AppState, config::LogFormat, request};

/// What is written unless `RUST_LOG` says otherwise. The parser of HTML complains of what strangers write.
const USUAL: &str = "info,tower_sessions=warn,tower_sessions_core=error,sqlx=warn,html5ever=off";

/// Starts writing; `RUST_LOG` says more or less than usual.
pub fn start(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(USUAL));
    let builder = fmt().with_env_filter(filter).with_writer(|| Unfailing).log_internal_errors(false);
    let started = match format {
        LogFormat::Text => builder.finish().try_init(),
        LogFormat::Json => builder.json().flatten_event(true).with_span_list(false).finish().try_init(),
    };
    // Somebody else, such as a test, may have started one already.
    drop(started);
}

/// Standard error. A log that cannot be written, on a full disk or to a reader that has gone, costs its lines and
/// nothing else: whoever says so on standard error would end the server.
struct Unfailing;

impl io::Write for Unfailing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        _ = io::Write::write_all(&mut stderr(), bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        _ = io::Write::flush(&mut stderr());
        Ok(())
    }
}

/// Gives the request its number, and writes its line when it is answered.
pub async fn line(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let start = Instant::now();
    let info = request::info(&request, state.trust_proxy);
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let span = tracing::info_span!("request", id = info.request_id);
    request.extensions_mut().insert(info.clone());

    let sender = Sender::default();
    let mut response = sender.listen(next.run(request)).instrument(span.clone()).await;

    if let Ok(id) = HeaderValue::from_str(&info.request_id) {
        response.headers_mut().insert(request::REQUEST_ID, id);
    }
    let status = response.status().as_u16();
    let person = sender.user().map(UserId::get);
    let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    span.in_scope(|| {
        let address = info.address;
        if is_security_relevant(status, person.is_some()) {
            tracing::warn!(target: SECURITY, %method, path, status, address, person, "refused");
        }
        tracing::info!(%method, path, status, micros, address, person, "answered");
    });
    response
}

/// What the lines about refusals are written under, for whoever keeps them apart.
pub const SECURITY: &str = "sijapti::security";

/// Refusals: nobody is known, they may not, there is no such thing for them, they try too often. An address that
/// a stranger made up is none.
fn is_security_relevant(status: u16, known: bool) -> bool {
    matches!(status, 401 | 403 | 429) || status == 404 && known
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        sync::{Arc, Mutex},
    };

    use super::*;

    #[test]
    fn refusals_are_told_apart_from_wrong_addresses() {
        for (status, known, told) in [
            (401, false, true),
            (403, true, true),
            (429, false, true),
            (404, true, true),
            (404, false, false),
            (200, true, false),
            (303, false, false),
            (422, true, false),
        ] {
            assert_eq!(is_security_relevant(status, known), told, "{status}");
        }
    }

    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_the_parser_says_of_strangers_markup_is_not_written() {
        let written = Written::default();
        let writer = written.clone();
        let log = fmt().with_env_filter(EnvFilter::new(USUAL)).with_writer(move || writer.clone()).finish();
        tracing::subscriber::with_default(log, || {
            tracing::warn!(target: "html5ever::tree_builder", "foster parenting not implemented");
            tracing::warn!("a warning of ours");
        });
        let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        assert!(text.contains("of ours") && !text.contains("foster"), "{text}");
    }
}
