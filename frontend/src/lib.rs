//! The browser's entry: hydrates the page that the server rendered, and nothing else.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page's script once the module is there.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::App);
    app::live::mark_hydrated();
}
