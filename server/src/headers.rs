//! Headers that every answer carries, unless a handler has set its own.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
        X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
    },
};

use crate::AppState;

const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
                           magnetometer=(), microphone=(), payment=(), usb=()";
const A_YEAR: &str = "max-age=31536000; includeSubDomains";

/// What ends a session by somebody's own will.
const LOG_OUT: &str = "/api/identity/log_out";
/// Then the browser forgets what it has kept of it: on a shared machine somebody else comes next.
const FORGET: &str = "\"cache\", \"storage\"";

/// Adds what is missing.
pub async fn add(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let leaves = request.uri().path() == LOG_OUT;
    let mut response = next.run(request).await;
    let left = leaves && (response.status().is_success() || response.status().is_redirection());
    let headers = response.headers_mut();
    if left {
        headers.insert("clear-site-data", HeaderValue::from_static(FORGET));
    }
    let fixed = [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Forms without JavaScript come back to the page that the Referer names.
        (REFERRER_POLICY, "same-origin"),
        (X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in fixed {
        add_missing(headers, name, HeaderValue::from_static(value));
    }
    add_missing(headers, CONTENT_SECURITY_POLICY, policy(None));
    if state.settings().is_https() {
        add_missing(headers, STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(A_YEAR));
    }
    response
}

fn add_missing(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}

/// What a page may load and run. Inline scripts and styles only with this answer's nonce.
pub fn policy(nonce: Option<&str>) -> HeaderValue {
    let nonce = nonce.map(|nonce| format!(" 'nonce-{nonce}'")).unwrap_or_default();
    let text = format!(
        "default-src 'self'; script-src 'self'{nonce} 'wasm-unsafe-eval'; style-src 'self'{nonce}; \
         img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; \
         frame-ancestors 'none'; form-action 'self'"
    );
    // A nonce is made of letters, digits and hyphens.
    HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nonce_stands_with_scripts_and_styles_only() {
        let text = policy(Some("abc")).to_str().unwrap().to_owned();
        assert!(text.contains("script-src 'self' 'nonce-abc' 'wasm-unsafe-eval';"));
        assert!(text.contains("style-src 'self' 'nonce-abc';"));
        assert_eq!(text.matches("nonce-").count(), 2);
        assert!(!policy(None).to_str().unwrap().contains("nonce"));
        assert!(!text.contains("unsafe-inline"));
    }
}
