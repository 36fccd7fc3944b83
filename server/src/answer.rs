//! Answers that are made without the application: errors of the server itself, as data or as a plain page.

use std::sync::Arc;

use app::{document::Assets, error::AppError, ports::out_of_order_sentence};
use axum::{
    body::Body,
    extract::Request,
    response::{IntoResponse as _, Response},
};
use domain::inside::inside_or_home;
use http::{
    HeaderValue, StatusCode,
    header::{CONTENT_TYPE, LOCATION, RETRY_AFTER},
};
use leptos::prelude::FromServerFnError as _;

use crate::{
    AppState,
    request::{known, wants_page},
};

/// How to answer a request whose body is gone already.
#[derive(Clone, Debug)]
pub struct Answer {
    page: bool,
    assets: Arc<Assets>,
    /// The request's number.
    pub reference: String,
}

impl Answer {
    /// As the sender of this request wants it.
    pub fn to(state: &AppState, request: &Request) -> Self {
        Self { page: wants_page(request.headers()), ..Self::data(state, request) }
    }

    /// For a script, whatever it says.
    pub fn data(state: &AppState, request: &Request) -> Self {
        Self { page: false, assets: state.assets.clone(), reference: known(request).request_id }
    }

    /// An error, with its own status.
    pub fn error(&self, error: AppError) -> Response {
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self.error_with(status, error)
    }

    /// An error that has another status here.
    pub fn error_with(&self, status: StatusCode, error: AppError) -> Response {
        let error = with_reference(error, &self.reference);
        let mut response = if self.page {
            self.plain_page(status, &sentences(&error))
        } else {
            let headers = [(CONTENT_TYPE, HeaderValue::from_static("application/json"))];
            (status, headers, Body::from(error.ser())).into_response()
        };
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }

    fn plain_page(&self, status: StatusCode, text: &str) -> Response {
        let next = if status == StatusCode::UNAUTHORIZED {
            ("/masuk", "Masuk")
        } else {
            ("/", "Kembali ke Dashboard")
        };
        let (href, label) = next;
        let title = title(status);
        let (css, text, code) = (escape(&self.assets.css), escape(text), status.as_u16());
        let html = format!(
            "<!DOCTYPE html><html lang=\"id\"><head><meta charset=\"utf-8\"><title>{title} · SIJAPTI</title>\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <link rel=\"stylesheet\" href=\"{css}\"></head><body><div class=\"plain\"><main class=\"plain-main\">\
             <section class=\"fault\"><p class=\"fault-code\">{code}</p><h1>{title}</h1><p>{text}</p>\
             <div class=\"actions\"><a class=\"btn btn-primary\" href=\"{href}\">{label}</a></div>\
             </section></main></div></body></html>"
        );
        (status, [(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))], html).into_response()
    }
}

/// What went wrong was logged within the request's span, so the request's number leads to it.
pub fn with_reference(error: AppError, reference: &str) -> AppError {
    match error {
        AppError::Unexpected(empty) if empty.is_empty() => AppError::Unexpected(reference.to_owned()),
        AppError::Busy(sentence) if sentence == out_of_order_sentence("") => {
            AppError::Busy(out_of_order_sentence(reference))
        }
        other => other,
    }
}

/// Sends a browser to another page of this site, with GET; to the Dashboard instead of anywhere else.
pub fn see_other(path: &str) -> Response {
    match HeaderValue::from_str(inside_or_home(path)) {
        Ok(path) => (StatusCode::SEE_OTHER, [(LOCATION, path)]).into_response(),
        Err(_) => (StatusCode::SEE_OTHER, [(LOCATION, HeaderValue::from_static("/"))]).into_response(),
    }
}

/// The login page, which afterwards leads to `path`.
pub fn login_page(path: &str) -> Response {
    // The login's own pages are no place to come back to.
    if inside_or_home(path) == "/" || path.starts_with("/masuk/") {
        return see_other("/masuk");
    }
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", path).finish();
    see_other(&format!("/masuk?{query}"))
}

/// A plain page has no fields at which sentences could stand.
fn sentences(error: &AppError) -> String {
    match error {
        AppError::Invalid(errors) => {
            errors.iter().map(|(_, sentence)| sentence).collect::<Vec<_>>().join(" ")
        }
        other => other.sentence(),
    }
}

fn title(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => "Silakan masuk",
        StatusCode::FORBIDDEN => "Permintaan ditolak",
        StatusCode::NOT_FOUND => "Halaman tidak ditemukan",
        StatusCode::PAYLOAD_TOO_LARGE => "Kiriman terlalu besar",
        StatusCode::SERVICE_UNAVAILABLE => "Server sedang sibuk",
        status if status.is_server_error() => "Terjadi gangguan pada sistem",
        _ => "Permintaan tidak dapat dilayani",
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_survives_the_login() {
        let location = |path: &str| login_page(path).headers()[LOCATION].to_str().unwrap().to_owned();
        assert_eq!(location("/seleksi?q=a&b"), "/masuk?next=%2Fseleksi%3Fq%3Da%26b");
        assert_eq!(location("/"), "/masuk");
        assert_eq!(location("//evil.example/x"), "/masuk");
    }

    #[test]
    fn nobody_is_sent_elsewhere() {
        for path in ["//evil.example", "/\t/evil.example", "https://evil.example", "/%09/evil.example"] {
            assert_eq!(see_other(path).headers()[LOCATION], "/", "{path}");
        }
    }

    #[test]
    fn what_somebody_typed_is_no_markup() {
        assert_eq!(escape("<b>\"a\" & b"), "&lt;b&gt;&quot;a&quot; &amp; b");
    }
}
