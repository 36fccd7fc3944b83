//! The HTML document around the application.

use std::{collections::BTreeMap, iter, sync::Arc};

use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;
use leptos_router::location::RequestUrl;

use crate::pages::part_of;

/// The browser's part of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The module that starts the browser's part.
    pub js: String,
    /// The WASM it loads.
    pub wasm: String,
    /// The script that it imports to load parts later.
    pub join: String,
    /// The WASM of each part that is loaded later.
    pub parts: BTreeMap<String, Vec<String>>,
}

/// Where the built files are; given as context by the server, with hashed names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    /// The browser's part. While developing it comes after the server; until then pages are served without scripts.
    pub bundle: Option<Bundle>,
    /// The style sheet.
    pub css: String,
    /// The Trix editor, loaded only where it is needed.
    pub trix_js: String,
    /// Its style.
    pub trix_css: String,
}

/// The letters of all pages; its name holds its content's hash, as `style/theme.css` has it.
pub const FONT: &str = "/fonts/inter.873dc33a767a5ad9.woff2";

/// The document around the application.
pub fn document<V: IntoView + 'static>(app: impl FnOnce() -> V) -> impl IntoView {
    let assets = use_context::<Arc<Assets>>().unwrap_or_default();
    let nonce = use_nonce().map(|nonce| nonce.to_string());
    let bundle = assets.bundle.as_ref().map(|bundle| starting(bundle, nonce.clone()));
    let Assets { css, trix_js, trix_css, .. } = &*assets;
    view! {
        <!DOCTYPE html>
        <html lang="id">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#14213d"/>
                <meta name="description" content="Sistem Informasi Jabatan Pimpinan Tinggi"/>
                <meta name="csp-nonce" content=nonce/>
                <meta name="trix-js" content=trix_js.clone()/>
                <meta name="trix-css" content=trix_css.clone()/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                // Before the style sheet, which names it too: text is not drawn twice.
                <link rel="preload" href=FONT r#as="font" type="font/woff2" crossorigin="anonymous"/>
                <link rel="stylesheet" href=css.clone()/>
                {bundle}
                <MetaTags/>
            </head>
            <body>{app()}</body>
        </html>
    }
}

/// What loads the bundle, with the part that this page needs: once the page itself is there and drawn, so that on a slow
/// line nothing comes before what is read. All of it is asked for together, rather than each file once another has come.
fn starting(bundle: &Bundle, nonce: Option<String>) -> impl IntoView + use<> {
    let Bundle { js, wasm, join, parts } = bundle;
    let later =
        use_context::<RequestUrl>().and_then(|url| part_of(url.as_ref())).and_then(|part| parts.get(part));
    let modules: Vec<_> = iter::once(wasm).chain(later.into_iter().flatten()).collect();
    let start = format!(
        "const start = () => {{
            const ask = (href, rel, more) =>
                document.head.append(Object.assign(document.createElement('link'), {{ href, rel, ...more }}));
            const fetched = {{ as: 'fetch', type: 'application/wasm', crossOrigin: 'anonymous' }};
            for (const href of {modules:?}) ask(href, 'preload', fetched);
            ask({join:?}, 'modulepreload');
            import({js:?}).then(({{ default: init, hydrate }}) =>
                init({{ module_or_path: {wasm:?} }}).then(() => hydrate()))
                // Without it the page goes on as the server's.
                .catch(console.warn);
        }};
        if (document.readyState === 'complete') start();
        else addEventListener('load', () => setTimeout(start));"
    );
    view! { <script type="module" nonce=nonce inner_html=start></script> }
}
