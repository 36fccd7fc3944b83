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
    uri::{Authority, Scheme},
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
    /// Whether browsers come over HTTPS alone: then a page that came without it may be anybody's.
    https: bool,
}

impl Host {
    /// As the request says, and as the configuration says.
    pub fn of(request: &Request, public_url: Option<&str>) -> Self {
        let header = request.headers().get(HOST).and_then(|host| host.to_str().ok()?.parse().ok());
        Self {
            asked: header.or_else(|| request.uri().authority().cloned()),
            public: public_url.and_then(|url| Some(site(url)?.1)),
            https: public_url.is_some_and(|url| url.starts_with("https://")),
        }
    }

    fn is(&self, other: &str) -> bool {
        let Some((scheme, other)) = site(other) else { return false };
        if self.https && scheme != Scheme::HTTPS {
            return false;
        }
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

fn site(url: &str) -> Option<(Scheme, Authority)> {
    let parts = url.parse::<Uri>().ok()?.into_parts();
    Some((parts.scheme?, parts.authority?))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn sent(headers: &[(&str, &str)]) -> bool {
        sent_to(None, headers)
    }

    fn sent_to(public: Option<&str>, headers: &[(&str, &str)]) -> bool {
        let mut builder = http::Request::post("/api/x");
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        let request = builder.body(Body::empty()).unwrap();
        Host::of(&request, public).sent(request.headers())
    }

    #[test]
    fn our_own_pages_may_send() {
        assert!(sent(&[("host", "localhost:3000"), ("origin", "http://localhost:3000")]));
        let public = Some("https://sijapti.example.go.id");
        let headers = [("host", "10.0.0.1:80"), ("origin", "https://SIJAPTI.example.go.id")];
        assert!(sent_to(public, &headers));
        assert!(sent_to(public, &[("host", "10.0.0.1"), ("origin", "https://10.0.0.1")]));
        let http = Some("http://sijapti.example.go.id");
        assert!(sent_to(http, &[("host", "10.0.0.1:80"), ("origin", "http://sijapti.example.go.id")]));
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
    fn a_page_that_came_without_https_is_no_page_of_an_https_installation() {
        let public = Some("https://sijapti.example.go.id");
        for (name, value) in [
            ("origin", "http://sijapti.example.go.id"),
            ("origin", "http://10.0.0.1"),
            ("referer", "http://sijapti.example.go.id/seleksi"),
        ] {
            assert!(!sent_to(public, &[("host", "10.0.0.1"), (name, value)]), "{value}");
        }
        assert!(sent_to(public, &[("host", "a"), ("referer", "https://sijapti.example.go.id/seleksi")]));
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
