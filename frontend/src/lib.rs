//! The browser's entry: hydrates the page that the server rendered, and nothing else.

use leptos::{
    mount::hydrate_from_async,
    prelude::{document, window},
    web_sys::{Element, Event, HtmlElement},
};
use wasm_bindgen::{JsCast as _, UnwrapThrowExt as _, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;

/// Marks a page that is alive.
const ALIVE: &str = "data-hydrated";

/// Called by the page's script once the module is there.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leave_links_to_the_browser();
    spawn_local(async {
        // Waits for the part of the bundle that this page is in.
        hydrate_from_async(body(), app::App).await.forget();
        mark();
    });
}

/// Until the page is alive, links are the browser's: the router listens before the page's own part has come, and would
/// lead on within a page that is then brought to life as another one than the server sent.
fn leave_links_to_the_browser() {
    let hold = Closure::<dyn Fn(Event)>::new(|event: Event| {
        let alive = document().document_element().is_some_and(|root| root.has_attribute(ALIVE));
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if !alive && target.is_some_and(|target| target.closest("a").is_ok_and(|link| link.is_some())) {
            event.stop_immediate_propagation();
        }
    });
    // Before all others; without it a link still leads on, only less surely.
    let _ = window().add_event_listener_with_callback_and_bool("click", hold.as_ref().unchecked_ref(), true);
    hold.forget();
}

/// Says on the document that its forms and buttons now answer, for tests that wait for it.
fn mark() {
    if let Some(root) = document().document_element() {
        // A browser that refuses loses nothing but quicker links.
        let _ = root.set_attribute(ALIVE, "true");
    }
}

fn body() -> HtmlElement {
    document().body().expect_throw("a page has a body")
}
