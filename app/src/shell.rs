//! The HTML document, the layout of every page, and the pages that say what went wrong.

mod errors;
mod layout;

pub use errors::{ErrorPage, NotFoundPage};
pub use layout::{Layout, PlainLayout};

use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

/// Where the built files are; given as context by the server, with hashed names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    /// The module that starts the browser's part.
    pub js: String,
    /// The WASM it loads.
    pub wasm: String,
    /// The style sheet.
    pub css: String,
    /// The Trix editor, loaded only where it is needed.
    pub trix_js: String,
    /// Its style.
    pub trix_css: String,
}

/// The document around the application.
pub fn shell<V: IntoView + 'static>(app: impl FnOnce() -> V) -> impl IntoView {
    let Assets { js, wasm, css, trix_js, trix_css } = use_context().unwrap_or_default();
    let nonce = use_nonce().map(|nonce| nonce.to_string());
    let start = format!(
        "import init, {{ hydrate }} from {js:?};\ninit({{ module_or_path: {wasm:?} }}).then(() => hydrate());"
    );
    view! {
        <!DOCTYPE html>
        <html lang="id">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light"/>
                <meta name="theme-color" content="#14213d"/>
                <meta name="description" content="Sistem Informasi Jabatan Pimpinan Tinggi"/>
                <meta name="csp-nonce" content=nonce.clone()/>
                <meta name="trix-js" content=trix_js/>
                <meta name="trix-css" content=trix_css/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=css/>
                <link rel="modulepreload" href=js nonce=nonce.clone()/>
                <link rel="preload" href=wasm r#as="fetch" type="application/wasm" crossorigin="anonymous"/>
                <script type="module" nonce=nonce inner_html=start></script>
                <MetaTags/>
            </head>
            <body>{app()}</body>
        </html>
    }
}
