//! The cookie `kabar`: what a form without JavaScript has to say on the next page.

use http::{HeaderMap, HeaderValue, header::COOKIE};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

const NAME: &str = "kabar";
/// Nobody reads more in a toast.
const LONGEST: usize = 300;

/// Leaves a message for the next page. The page's script may read and clear it.
pub fn leave(message: &str, https: bool) -> HeaderValue {
    let message: String = message.chars().take(LONGEST).collect();
    let message = utf8_percent_encode(&message, NON_ALPHANUMERIC);
    let secure = if https { "; Secure" } else { "" };
    HeaderValue::try_from(format!("{NAME}={message}; Max-Age=20; Path=/; SameSite=Lax{secure}"))
        .unwrap_or_else(|_| forget())
}

/// Takes it away once it was shown.
pub fn forget() -> HeaderValue {
    HeaderValue::from_static("kabar=; Max-Age=0; Path=/; SameSite=Lax")
}

/// The message that was left.
pub fn read(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(NAME)?.strip_prefix('='))
        .map(|text| percent_decode_str(text).decode_utf8_lossy().chars().take(LONGEST).collect())
        .filter(|text: &String| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_survives_the_way() {
        let cookie = leave("Skor “7,5” disimpan; lanjut.", false);
        let sent = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::try_from(format!("sijapti=x; {sent}")).unwrap());
        assert_eq!(read(&headers).as_deref(), Some("Skor “7,5” disimpan; lanjut."));
    }

    #[test]
    fn no_message_is_none() {
        let mut headers = HeaderMap::new();
        assert_eq!(read(&headers), None);
        headers.insert(COOKIE, HeaderValue::from_static("kabar=; kabarx=1"));
        assert_eq!(read(&headers), None);
    }
}
