//! What is known of a request before anything else is done: its number, where it came from, and what its
//! sender wants to read.

use std::net::{IpAddr, SocketAddr};

use app::ports::RequestInfo;
use axum::extract::{ConnectInfo, Request};
use http::{
    HeaderMap, HeaderName,
    header::{ACCEPT, USER_AGENT},
    request::Parts,
};

/// The header with a request's number.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// What is known of a request that came through the router.
pub fn known(request: &Request) -> RequestInfo {
    request.extensions().get().cloned().unwrap_or_default()
}

/// [`known`], once the body was taken off.
pub fn known_of(parts: &Parts) -> RequestInfo {
    parts.extensions.get().cloned().unwrap_or_default()
}

/// Reads or makes up what the log and the activity log say of a request.
pub fn info(request: &Request, trust_proxy: bool) -> RequestInfo {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let believed = trust_proxy && peer.is_some_and(|peer| peer.to_canonical().is_loopback());
    let headers = request.headers();
    let forwarded = believed.then(|| forwarded_for(headers)).flatten();
    RequestInfo {
        address: forwarded.or(peer).map(|address| address.to_canonical().to_string()).unwrap_or_default(),
        agent: agent(headers),
        // Made here alone: one that was sent could be that of another request, and lead astray in the log.
        request_id: new_id(),
    }
}

/// What the browser calls itself; what is longer than this tells no more.
fn agent(headers: &HeaderMap) -> String {
    const LONGEST: usize = 300;
    let text = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    text.chars().take(LONGEST).collect()
}

/// The last entry is the one that our own proxy wrote; those before it may be made up.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all(FORWARDED_FOR).iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

/// Ten letters and digits that are told apart on the telephone.
pub fn new_id() -> String {
    const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut bits: u64 = rand::random();
    std::iter::repeat_with(|| {
        let sign = SIGNS[(bits % 32) as usize];
        bits /= 32;
        char::from(sign)
    })
    .take(10)
    .collect()
}

/// Whether a person's browser waits for a page, rather than a script for data.
pub fn wants_page(headers: &HeaderMap) -> bool {
    headers.get_all(ACCEPT).iter().any(|value| value.to_str().is_ok_and(|text| text.contains("text/html")))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn request(peer: &str, headers: &[(&str, &str)]) -> Request {
        let mut builder = http::Request::builder();
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        let mut request = builder.body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 4000)));
        request
    }

    #[test]
    fn a_proxy_is_believed_only_when_told_so_and_only_on_this_machine() {
        let headers = [("x-forwarded-for", "10.9.9.9, 203.0.113.7"), ("x-request-id", "abc-12345")];
        let told = info(&request("127.0.0.1", &headers), true);
        assert_eq!(told.address, "203.0.113.7");
        let untold = info(&request("127.0.0.1", &headers), false);
        assert_eq!(untold.address, "127.0.0.1");
        assert_eq!(info(&request("198.51.100.4", &headers), true).address, "198.51.100.4");
    }

    #[test]
    fn a_number_that_was_sent_is_not_taken_over() {
        for (peer, proxy) in [("127.0.0.1", true), ("127.0.0.1", false), ("198.51.100.4", true)] {
            let sent = request(peer, &[("x-request-id", "abc-12345")]);
            assert_eq!(info(&sent, proxy).request_id.len(), 10);
        }
    }

    #[test]
    fn numbers_are_ten_signs_and_differ() {
        let (one, two) = (new_id(), new_id());
        assert_eq!(one.len(), 10);
        assert_ne!(one, two);
    }

    #[test]
    fn browsers_say_that_they_want_a_page() {
        assert!(wants_page(request("::1", &[("accept", "text/html,application/xhtml+xml")]).headers()));
        assert!(!wants_page(request("::1", &[("accept", "application/json")]).headers()));
        assert!(!wants_page(request("::1", &[]).headers()));
    }
}
