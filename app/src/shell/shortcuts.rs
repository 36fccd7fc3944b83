//! Keys that do what a control on the page does: it says so itself, by `data-key`.
//!
//! `j` and `k` go through the list that one came from, `/` and Ctrl K go to the search. Whoever dictates, or writes with
//! other means, turns them off on their profile's page (WCAG 2.2, 2.1.4).

use leptos::{ev::KeyboardEvent, prelude::*, wasm_bindgen::JsCast as _, web_sys::HtmlElement};

/// The cookie by which the browser remembers that they are off: whatever else it keeps is cleared at logout.
#[cfg(feature = "hydrate")]
const OFF: &str = "sijapti-pintasan=mati";

/// Listens as long as the frame stands.
pub(super) fn listen() {
    if cfg!(feature = "ssr") {
        return;
    }
    let handle = window_event_listener(leptos::ev::keydown, |event| pressed(&event));
    on_cleanup(move || handle.remove());
}

/// Whether the browser's person wants them.
#[cfg(feature = "hydrate")]
pub fn are_on() -> bool {
    let cookies = jar().and_then(|jar| jar.cookie().ok()).unwrap_or_default();
    !cookies.split(';').any(|cookie| cookie.trim() == OFF)
}

/// On the server there are none.
#[cfg(not(feature = "hydrate"))]
pub fn are_on() -> bool {
    true
}

/// Turns them on or off, in this browser, for a year.
#[cfg(feature = "hydrate")]
pub fn turn(on: bool) {
    let age = if on { 0 } else { 31_536_000 };
    if let Some(jar) = jar() {
        // A browser that keeps nothing has them on.
        _ = jar.set_cookie(&format!("{OFF}; path=/; max-age={age}; samesite=lax"));
    }
}

/// On the server there are none.
#[cfg(not(feature = "hydrate"))]
pub fn turn(_: bool) {}

#[cfg(feature = "hydrate")]
fn jar() -> Option<web_sys::HtmlDocument> {
    document().dyn_into().ok()
}

fn pressed(event: &KeyboardEvent) {
    let key = event.key();
    let search = (event.ctrl_key() || event.meta_key()) && key == "k" && !event.alt_key();
    let plain =
        !(event.ctrl_key() || event.meta_key() || event.alt_key()) && matches!(&*key, "/" | "j" | "k");
    if !(search || plain) || event.default_prevented() || (plain && is_typing()) || !are_on() {
        return;
    }
    let wanted = if search { "/" } else { &key };
    let Ok(Some(element)) = document().query_selector(&format!("[data-key=\"{wanted}\"]")) else { return };
    if document().query_selector("dialog[open]").is_ok_and(|open| open.is_some()) {
        return;
    }
    let Ok(element) = element.dyn_into::<HtmlElement>() else { return };
    event.prevent_default();
    if wanted == "/" {
        _ = element.focus();
    } else {
        element.click();
    }
}

/// Whether keys belong to what has the focus.
fn is_typing() -> bool {
    let Some(element) = document().active_element() else { return false };
    let editable = element.closest("input, textarea, select, trix-editor, [contenteditable]");
    editable.is_ok_and(|found| found.is_some())
}
