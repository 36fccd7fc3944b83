//! The cookie by which a device is known that somebody has logged in with: guesses elsewhere do not slow it.
//! It opens nothing by itself.

use domain::identity::throttle::DEVICE_KEPT;
use http::{
    HeaderMap, HeaderValue,
    header::{COOKIE, SET_COOKIE},
    request::Parts,
};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use sha2::{Digest as _, Sha256};

use super::recovery::hex;

/// A device, by its cookie.
#[derive(Clone, PartialEq, Eq)]
pub struct Device(String);

impl std::fmt::Debug for Device {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Device").finish_non_exhaustive()
    }
}

/// Letters and digits of the cookie: 256 bits.
const LENGTH: usize = 64;

impl Device {
    /// One that was not seen before.
    #[must_use]
    pub fn new() -> Self {
        Self(hex(&rand::random::<[u8; 32]>()))
    }

    /// The one that this request says it comes from.
    #[must_use]
    pub fn of_request(https: bool) -> Option<Self> {
        Self::read(&use_context::<Parts>()?.headers, https)
    }

    fn read(headers: &HeaderMap, https: bool) -> Option<Self> {
        let text = headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .find_map(|pair| pair.trim().strip_prefix(name(https))?.strip_prefix('='))?;
        let fits = text.len() == LENGTH && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        fits.then(|| Self(text.to_owned()))
    }

    /// What is stored of it.
    #[must_use]
    pub fn hash(&self) -> String {
        hex(&Sha256::digest(&self.0))
    }

    /// Gives the cookie to the browser, with the answer to this request.
    pub fn leave(&self, https: bool) {
        if let (Some(response), Ok(cookie)) =
            (use_context::<ResponseOptions>(), HeaderValue::try_from(self.cookie(https)))
        {
            response.append_header(SET_COOKIE, cookie);
        }
    }

    fn cookie(&self, https: bool) -> String {
        let secure = if https { "; Secure" } else { "" };
        let (name, seconds) = (name(https), DEVICE_KEPT.num_seconds());
        format!("{name}={}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=Strict{secure}", self.0)
    }
}

/// What is stored of a network that somebody has logged in from. No cookie has this form, so that nobody passes for a
/// device with it. It hides nothing: networks are few, and the log has their addresses.
#[must_use]
pub fn place_hash(network: &str) -> String {
    hex(&Sha256::digest(format!("jaringan {network}")))
}

impl Default for Device {
    fn default() -> Self {
        Self::new()
    }
}

/// With HTTPS it is bound to this host alone.
const fn name(https: bool) -> &'static str {
    if https { "__Host-sijapti-device" } else { "sijapti-device" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_comes_back_and_nothing_else_is_taken_for_it() {
        for https in [true, false] {
            let device = Device::new();
            let cookie = device.cookie(https);
            assert_eq!(cookie.contains("; Secure"), https, "{cookie}");
            let mut headers = HeaderMap::new();
            let sent = format!("sijapti=x; {}", cookie.split(';').next().unwrap());
            headers.insert(COOKIE, HeaderValue::try_from(sent).unwrap());
            assert_eq!(Device::read(&headers, https), Some(device.clone()));
            assert_eq!(Device::read(&headers, !https), None);
            assert_ne!(device.hash(), device.0);
            assert!(!format!("{device:?}").contains(&device.0));
        }
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_static("sijapti-device=abc; sijapti-devices=1"));
        assert_eq!(Device::read(&headers, false), None);
    }
}
