//! The cookie `kabar`: what a form without JavaScript has to say on the next page.

use http::{HeaderMap, HeaderValue, header::COOKIE};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// With HTTPS it is bound to this host alone: no other one below the same domain can put words into our pages.
fn name(https: bool) -> &'static str {
    if https { "__Host-kabar" } else { "kabar" }
}

/// Nobody reads more in a toast.
const LONGEST: usize = 300;

/// Leaves a message for the next page. The page's script may read and clear it.
pub fn leave(message: &str, https: bool) -> HeaderValue {
    let message: String = message.chars().take(LONGEST).collect();
    let message = utf8_percent_encode(&message, NON_ALPHANUMERIC);
    let (name, secure) = (name(https), secure(https));
    HeaderValue::try_from(format!("{name}={message}; Max-Age=20; Path=/; SameSite=Lax{secure}"))
        .unwrap_or_else(|_| forget(https))
}

fn secure(https: bool) -> &'static str {
    if https { "; Secure" } else { "" }
}

/// Takes it away once it was shown.
pub fn forget(https: bool) -> HeaderValue {
    HeaderValue::from_static(if https {
        "__Host-kabar=; Max-Age=0; Path=/; SameSite=Lax; Secure"
    } else {
        "kabar=; Max-Age=0; Path=/; SameSite=Lax"
    })
}

/// The message that was left.
pub fn read(headers: &HeaderMap, https: bool) -> Option<String> {
    let name = name(https);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
        .map(|text| percent_decode_str(text).decode_utf8_lossy().chars().take(LONGEST).collect())
        .filter(|text: &String| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_survives_the_way() {
        for https in [false, true] {
            let cookie = leave("Skor “7,5” disimpan; lanjut.", https);
            let sent = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, HeaderValue::try_from(format!("sijapti=x; {sent}")).unwrap());
            assert_eq!(read(&headers, https).as_deref(), Some("Skor “7,5” disimpan; lanjut."));
        }
    }

    #[test]
    fn with_https_no_other_host_can_leave_one() {
        let cookie = leave("Halo", true);
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with("__Host-kabar=") && cookie.ends_with("; Secure"), "{cookie}");
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_static("kabar=Halo"));
        assert_eq!(read(&headers, true), None);
        for https in [false, true] {
            assert!(forget(https).to_str().unwrap().starts_with(&format!("{}=;", name(https))));
        }
    }

    #[test]
    fn no_message_is_none() {
        let mut headers = HeaderMap::new();
        assert_eq!(read(&headers, false), None);
        headers.insert(COOKIE, HeaderValue::from_static("kabar=; kabarx=1"));
        assert_eq!(read(&headers, false), None);
    }
}
