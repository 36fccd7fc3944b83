//! The browser's entry: hydrates the page that the server rendered, and nothing else.

use leptos::{mount::hydrate_from_async, prelude::document, web_sys::HtmlElement};
use wasm_bindgen::{UnwrapThrowExt as _, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;

/// Called by the page's script once the module is there.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    spawn_local(async {
        // Waits for the part of the bundle that this page is in.
        hydrate_from_async(body(), app::App).await.forget();
        mark();
    });
}

/// Says on the document that its forms and buttons now answer, for tests that wait for it.
fn mark() {
    if let Some(root) = document().document_element() {
        // Nothing depends on it but tests; a browser that refuses loses nothing.
        let _ = root.set_attribute("data-hydrated", "true");
    }
}

fn body() -> HtmlElement {
    document().body().expect_throw("a page has a body")
}
