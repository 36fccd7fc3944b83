//! Logging out in one tab empties the others: what they show is personal, and somebody else may come next.
//!
//! The live stream tells a tab that is looked at that its session was ended. A tab in the background has no stream;
//! it hears of it from the tab in which somebody logs out.

use std::time::Duration;

use leptos::{
    prelude::{set_timeout, window},
    wasm_bindgen::{JsCast as _, JsValue, closure::Closure},
    web_sys::BroadcastChannel,
};

const NAME: &str = "sijapti-keluar";
/// By then the session has ended, or it could not be ended.
const A_MOMENT: Duration = Duration::from_secs(2);

/// Tells the other tabs that somebody logs out here.
pub(crate) fn announce() {
    if let Ok(channel) = BroadcastChannel::new(NAME) {
        _ = channel.post_message(&JsValue::TRUE);
        channel.close();
    }
}

/// Leaves when another tab announces it.
pub(crate) fn heed() {
    let Ok(channel) = BroadcastChannel::new(NAME) else { return };
    let heard = Closure::<dyn Fn()>::new(|| set_timeout(leave, A_MOMENT));
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // As long as the tab shows somebody's pages, and those are left by loading another document.
    heard.forget();
}

/// Loads the page again: the server leads whoever is not logged in to the login.
pub(crate) fn leave() {
    _ = window().location().reload();
}
