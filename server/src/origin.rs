//! What may change something must come from one of our own pages.

use app::error::AppError;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use domain::inside::inside;
use http::{
    HeaderMap, HeaderName, Method, Uri,
    header::{HOST, ORIGIN, REFERER},
    uri::Authority,
};

use crate::{AppState, answer::Answer};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses requests that another site has made a browser send.
pub async fn check(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let public = state.settings().public_url.as_deref();
    if reads || Host::of(&request, public).sent(request.headers()) {
        return next.run(request).await;
    }
    tracing::warn!(origin = ?request.headers().get(ORIGIN), "request from elsewhere refused");
    Answer::to(&state, &request).error(AppError::Denied(
        "Permintaan ini tidak berasal dari halaman SIJAPTI, sehingga ditolak. \
         Buka SIJAPTI di peramban Anda, lalu ulangi dari sana."
            .to_owned(),
    ))
}

/// The names under which this server is asked.
#[derive(Debug)]
pub struct Host {
    asked: Option<Authority>,
    public: Option<Authority>,
}

impl Host {
    /// As the request says, and as the configuration says.
    pub fn of(request: &Request, public_url: Option<&str>) -> Self {
        let header = request.headers().get(HOST).and_then(|host| host.to_str().ok()?.parse().ok());
        Self {
            asked: header.or_else(|| request.uri().authority().cloned()),
            public: public_url.and_then(authority),
        }
    }

    fn is(&self, other: &str) -> bool {
        let Some(other) = authority(other) else { return false };
        // Authorities compare without regard to case.
        self.asked.as_ref() == Some(&other) || self.public.as_ref() == Some(&other)
    }

    /// `Origin` decides; without it, what the browser says of the request's source.
    fn sent(&self, headers: &HeaderMap) -> bool {
        let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        if let Some(origin) = text(ORIGIN) {
            return self.is(origin);
        }
        if let Some(site) = text(SEC_FETCH_SITE) {
            return site == "same-origin";
        }
        text(REFERER).is_some_and(|page| self.is(page))
    }

    /// The path, with its query, of the page that this request was sent from.
    pub fn page(&self, headers: &HeaderMap) -> Option<String> {
        let referer = headers.get(REFERER)?.to_str().ok()?;
        let uri: Uri = referer.parse().ok()?;
        let path = uri.path_and_query()?.as_str();
        inside(path).filter(|_| self.is(referer)).map(str::to_owned)
    }
}

fn authority(url: &str) -> Option<Authority> {
    url.parse::<Uri>().ok().filter(|uri| uri.scheme().is_some())?.into_parts().authority
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn sent(headers: &[(&str, &str)]) -> bool {
        let mut builder = http::Request::post("/api/x");
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        let request = builder.body(Body::empty()).unwrap();
        Host::of(&request, Some("https://sijapti.example.go.id")).sent(request.headers())
    }

    #[test]
    fn our_own_pages_may_send() {
        assert!(sent(&[("host", "localhost:3000"), ("origin", "http://localhost:3000")]));
        assert!(sent(&[("host", "10.0.0.1:80"), ("origin", "https://SIJAPTI.example.go.id")]));
        assert!(sent(&[("host", "a"), ("sec-fetch-site", "same-origin")]));
        assert!(sent(&[("host", "a"), ("referer", "http://a/seleksi?x=1")]));
    }

    #[test]
    fn others_may_not() {
        assert!(!sent(&[("host", "localhost:3000"), ("origin", "http://localhost:4000")]));
        assert!(!sent(&[("host", "a"), ("origin", "null")]));
        assert!(!sent(&[("host", "a"), ("origin", "http://a.evil.example")]));
        assert!(!sent(&[("host", "a"), ("origin", "http://evil@b")]));
        assert!(!sent(&[("host", "a"), ("sec-fetch-site", "cross-site"), ("referer", "http://a/")]));
        assert!(!sent(&[("host", "a"), ("referer", "http://b/a")]));
        assert!(!sent(&[("host", "a")]));
    }

    #[test]
    fn the_page_before_is_a_path_of_ours() {
        let page = |referer: &str| {
            let request = http::Request::post("/x").header("host", "a").header("referer", referer);
            let request = request.body(Body::empty()).unwrap();
            Host::of(&request, None).page(request.headers())
        };
        assert_eq!(page("http://a/seleksi?q=b").as_deref(), Some("/seleksi?q=b"));
        assert_eq!(page("http://b/seleksi"), None);
        assert_eq!(page("http://a//b/"), None);
    }
}
