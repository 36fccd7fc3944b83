//! A bucket of an S3-compatible service in the test's own process: what the server asks of one, with the rules that
//! matter (who signs, how small a part may be, nothing seen before it is whole), and every way to fail.

mod shelf;
mod signature;

use std::{io, net::SocketAddr, sync::Arc};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, Method, StatusCode, header};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto,
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    task::{JoinHandle, JoinSet},
};
use tokio_rustls::TlsAcceptor;

pub use shelf::{Mood, Shelf};

pub const BUCKET: &str = "arsip";
pub const PREFIX: &str = "sijapti/berkas";
pub const REGION: &str = "id-test-1";
pub const KEY_ID: &str = "AKIATEST";
pub const SECRET: &str = "rahasia/sekali+";

/// A bucket; it closes with this value.
pub struct FakeBucket {
    pub address: SocketAddr,
    pub shelf: Arc<Shelf>,
    serving: JoinHandle<()>,
}

impl Drop for FakeBucket {
    fn drop(&mut self) {
        self.close();
    }
}

impl FakeBucket {
    pub async fn open() -> Self {
        Self::serve(None).await
    }

    /// One that speaks TLS.
    pub async fn open_sealed(tls: TlsAcceptor) -> Self {
        Self::serve(Some(tls)).await
    }

    async fn serve(tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, shelf) = (listener.local_addr().unwrap(), Arc::<Shelf>::default());
        let serving = tokio::spawn(accept(listener, tls, Arc::clone(&shelf)));
        Self { address, shelf, serving }
    }

    /// Nobody picks up any more, and whoever spoke has hung up.
    pub fn close(&self) {
        self.serving.abort();
    }
}

async fn accept(listener: TcpListener, tls: Option<TlsAcceptor>, shelf: Arc<Shelf>) {
    let mut lines = JoinSet::new();
    loop {
        let (line, _) = listener.accept().await.unwrap();
        let (tls, shelf) = (tls.clone(), Arc::clone(&shelf));
        lines.spawn(async move {
            match tls {
                None => converse(line, shelf).await,
                Some(tls) => {
                    // Whoever does not believe the certificate goes away.
                    if let Ok(line) = tls.accept(line).await {
                        converse(line, shelf).await;
                    }
                }
            }
        });
    }
}

async fn converse(line: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, shelf: Arc<Shelf>) {
    let service = TowerToHyperService::new(Router::new().fallback(answer).with_state(shelf));
    _ = auto::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(line), service).await;
}

async fn answer(State(shelf): State<Arc<Shelf>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else { return refusal(400, "IncompleteBody") };
    let query = head.uri.query().unwrap_or_default();
    match shelf.mood() {
        Mood::Silent => std::future::pending().await,
        Mood::Holding => shelf.hold().await,
        Mood::Failing => return refusal(500, "InternalError"),
        Mood::Gone => return refusal(404, "NoSuchBucket"),
        Mood::FailingLaterParts if query.contains("partNumber=") && !query.contains("partNumber=1&") => {
            return refusal(500, "InternalError");
        }
        Mood::FailingAtTheEnd if query.starts_with("uploadId=") && head.method == Method::POST => {
            return refusal(500, "InternalError");
        }
        _ => {}
    }
    if let Err(code) = signature::check(&head, &body) {
        return refusal(403, code);
    }
    let Some((bucket, key)) = head.uri.path().trim_start_matches('/').split_once('/') else {
        return refusal(400, "InvalidURI");
    };
    if bucket != BUCKET {
        return refusal(404, "NoSuchBucket");
    }
    let asked = |name: &str| {
        form_urlencoded::parse(query.as_bytes()).find(|(n, _)| n == name).map(|(_, v)| v.into_owned())
    };
    match (head.method, asked("uploadId"), asked("partNumber")) {
        (Method::POST, None, None) if asked("uploads").is_some() => {
            let id = shelf.begin(key);
            xml(&format!(
                "<InitiateMultipartUploadResult><UploadId>{id}</UploadId></InitiateMultipartUploadResult>"
            ))
        }
        (Method::PUT, Some(id), Some(number)) => done(shelf.part(&id, number.parse().unwrap(), body)),
        (Method::POST, Some(id), None) => match shelf.complete(&id, &String::from_utf8_lossy(&body)) {
            _ if matches!(shelf.mood(), Mood::SilentAtTheEnd | Mood::AbortingAnything) => {
                refusal(500, "InternalError")
            }
            Ok(etag) => xml(&format!(
                "<CompleteMultipartUploadResult><ETag>{etag}</ETag></CompleteMultipartUploadResult>"
            )),
            Err((status, code)) => refusal(status, code),
        },
        (Method::DELETE, Some(id), None) => match shelf.abort(&id) {
            Ok(()) => StatusCode::NO_CONTENT.into_response(),
            Err(_) if shelf.mood() == Mood::AbortingAnything => StatusCode::NO_CONTENT.into_response(),
            Err((status, code)) => refusal(status, code),
        },
        (Method::PUT, None, None) => done(Ok(shelf.put(key, body))),
        (Method::DELETE, None, None) => {
            shelf.delete(key);
            StatusCode::NO_CONTENT.into_response()
        }
        (Method::GET, None, None) => match shelf.get(key) {
            Some(content) => hand_out(&shelf, &head.headers, content),
            None => refusal(404, "NoSuchKey"),
        },
        _ => refusal(501, "NotImplemented"),
    }
}

/// All of it, or from where it is asked on.
fn hand_out(shelf: &Shelf, headers: &HeaderMap, content: Bytes) -> Response {
    let (size, etag) = (content.len(), shelf::etag(&content));
    let range = headers.get(header::RANGE).map(|range| {
        let (start, end) = range.to_str().unwrap().strip_prefix("bytes=").unwrap().split_once('-').unwrap();
        (start.parse::<usize>().unwrap(), end.parse::<usize>().map_or(size, |end| (end + 1).min(size)))
    });
    shelf.was_read();
    if let Some((start, end)) = range {
        let about = format!("bytes {start}-{}/{size}", end - 1);
        let head = [(header::ETAG, etag), (header::CONTENT_RANGE, about)];
        return (StatusCode::PARTIAL_CONTENT, head, content.slice(start..end)).into_response();
    }
    let head = [(header::ETAG, etag), (header::CONTENT_LENGTH, size.to_string())];
    if shelf.mood() == Mood::BreakingOff {
        let half = [Ok(content.slice(..size / 2)), Err(io::Error::other("the line is cut"))];
        return (head, Body::from_stream(futures::stream::iter(half))).into_response();
    }
    (head, content).into_response()
}

fn done(stored: Result<String, shelf::Refused>) -> Response {
    match stored {
        Ok(etag) => [(header::ETAG, etag)].into_response(),
        Err((status, code)) => refusal(status, code),
    }
}

fn xml(text: &str) -> Response {
    ([(header::CONTENT_TYPE, "application/xml")], text.to_owned()).into_response()
}

/// As S3 words it: with the key in it, which nobody is to repeat.
fn refusal(status: u16, code: &str) -> Response {
    let text = format!(
        "<?xml version=\"1.0\"?>\n<Error><Code>{code}</Code><AWSAccessKeyId>{KEY_ID}</AWSAccessKeyId></Error>"
    );
    (StatusCode::from_u16(status).unwrap(), xml(&text)).into_response()
}
