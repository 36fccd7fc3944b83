//! Logging out in one tab empties the others: what they show is personal, and somebody else may come next.
//!
//! The live stream tells a tab that is looked at that its session was ended. A tab in the background has no stream;
//! it hears of it from the tab in which somebody logs out.
//!
//! A changed password and a new second factor give the session another id. The stream of the former id ends then as
//! well, while whoever sent that goes on; so it is asked first whether anybody is still logged in.

use std::{cell::Cell, time::Duration};

use futures::channel::oneshot;
use leptos::{
    prelude::{set_timeout, window},
    wasm_bindgen::{JsCast as _, JsValue, closure::Closure},
    web_sys::BroadcastChannel,
};

use crate::api::identity::me;

const NAME: &str = "sijapti-keluar";
/// By then the session has ended, or it could not be ended.
const A_MOMENT: Duration = Duration::from_secs(2);

thread_local! {
    /// How many forms of this tab wait for their answer, which may bring the cookie of a new session.
    static WAITING: Cell<u32> = const { Cell::new(0) };
}

/// A form waits for its answer, as long as this is kept.
pub(crate) struct Waiting(());

impl Waiting {
    pub(crate) fn begin() -> Self {
        WAITING.set(WAITING.get() + 1);
        Self(())
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        WAITING.set(WAITING.get() - 1);
    }
}

/// Whether nobody is logged in any more, when the stream was told that its session has ended. Asked twice: the cookie
/// of the session's new id may be on its way to another tab.
pub(crate) async fn is_over() -> bool {
    let mut asked = false;
    loop {
        let waiting = WAITING.get() > 0;
        match me(true).await {
            Ok(Some(_)) => return false,
            Ok(None) if asked => return true,
            Ok(None) => asked = !waiting,
            // Without a connection nothing is known; the page says so already.
            Err(_) => {}
        }
        pause(A_MOMENT).await;
    }
}

async fn pause(length: Duration) {
    let (end, ended) = oneshot::channel::<()>();
    set_timeout(move || _ = end.send(()), length);
    _ = ended.await;
}

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
    let heard = Closure::<dyn Fn()>::new(|| {
        crate::kept_here::forget_all();
        set_timeout(leave, A_MOMENT);
    });
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // As long as the tab shows somebody's pages, and those are left by loading another document.
    heard.forget();
}

/// Loads the page again: the server leads whoever is not logged in to the login.
pub(crate) fn leave() {
    _ = window().location().reload();
}
