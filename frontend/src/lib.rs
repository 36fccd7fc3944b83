//! The browser's entry: hydrates the page that the server rendered, and nothing else.

use leptos::prelude::{document, request_animation_frame};
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page's script once the module is there.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::App);
    request_animation_frame(mark);
}

/// Says on the document that its forms and buttons now answer, for tests that wait for it.
fn mark() {
    if let Some(root) = document().document_element() {
        // Nothing depends on it but tests; a browser that refuses loses nothing.
        let _ = root.set_attribute("data-hydrated", "true");
    }
}
