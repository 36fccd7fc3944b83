//! The built files: which there are, and how they are served.

use std::{collections::BTreeMap, path::Path};

use app::document::{Assets, Bundle};
use axum::{
    Router,
    extract::Request,
    handler::Handler,
    middleware::{self, Next, map_response},
    response::{IntoResponse as _, Response},
};
use http::{HeaderValue, StatusCode, header::CACHE_CONTROL};
use serde::Deserialize;
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

use crate::Fault;

/// Names with a hash never change what they mean.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Everything else, such as the icon.
const A_WHILE: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// `assets.json`, as the build writes it.
#[derive(Deserialize)]
struct List {
    bundle: Option<BundleList>,
    css: String,
    trix_js: String,
    trix_css: String,
}

#[derive(Deserialize)]
struct BundleList {
    js: String,
    wasm: String,
    join: String,
    parts: BTreeMap<String, Vec<String>>,
}

/// Reads the built files' addresses.
///
/// # Errors
/// When the site has not been built; `developing`, pages may do without the browser's part for a while.
pub fn assets(site: &Path, developing: bool) -> Result<Assets, Fault> {
    let file = site.join("assets.json");
    let text = std::fs::read_to_string(&file)
        .map_err(|error| format!("{}: {error}; build the site with cargo xtask build", file.display()))?;
    let List { bundle, css, trix_js, trix_css } = serde_json::from_str(&text)?;
    let bundle = bundle.map(|BundleList { js, wasm, join, parts }| Bundle { js, wasm, join, parts });
    if bundle.is_none() && !developing {
        return Err(format!(
            "{}: it names no browser bundle; build the site with cargo xtask build",
            file.display()
        )
        .into());
    }
    Ok(Assets { bundle, css, trix_js, trix_css })
}

/// The folders that hold nothing but built files.
pub fn folders<S: Clone + Send + Sync + 'static>(site: &Path) -> Router<S> {
    Router::new()
        .nest_service("/pkg", folder(&site.join("pkg")).fallback(nothing.with_state(())))
        .nest_service("/vendor", folder(&site.join("vendor")).fallback(nothing.with_state(())))
        .layer(middleware::from_fn(cache))
        .layer(middleware::from_fn(|request: Request, next: Next| async move {
            if is_no_name(request.uri().path()) { nothing().await } else { next.run(request).await }
        }))
}

/// Whether a part of the path is longer than the name of any file: to look for it would be a fault of the disk's.
fn is_no_name(path: &str) -> bool {
    path.split('/').any(|part| part.len() > 255)
}

/// Files beside them, such as the icon; what is none of them is left to `otherwise`.
pub fn loose<S: Clone + Send + Sync + 'static>(site: &Path, otherwise: Router) -> Router<S> {
    let otherwise = otherwise.layer(map_response(never_kept));
    let files = Router::new().fallback_service(folder(site).fallback(otherwise.clone()));
    files.layer(middleware::from_fn(cache)).layer(middleware::from_fn(move |request: Request, next: Next| {
        let otherwise = otherwise.clone();
        async move {
            if !is_no_name(request.uri().path()) {
                return next.run(request).await;
            }
            match otherwise.oneshot(request).await {
                Ok(page) => page,
                Err(never) => match never {},
            }
        }
    }))
}

/// A page is somebody's, whatever its address.
async fn never_kept(mut page: Response) -> Response {
    page.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    page
}

fn folder(path: &Path) -> ServeDir {
    ServeDir::new(path)
        .append_index_html_on_directories(false)
        .redirect_to_trailing_slash(false)
        .precompressed_br()
        .precompressed_gzip()
}

async fn nothing() -> Response {
    (StatusCode::NOT_FOUND, "Berkas tidak ditemukan.\n").into_response()
}

async fn cache(request: Request, next: Next) -> Response {
    let hashed = has_hash(request.uri().path());
    let mut response = next.run(request).await;
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    if found && !response.headers().contains_key(CACHE_CONTROL) {
        response.headers_mut().insert(CACHE_CONTROL, if hashed { FOREVER } else { A_WHILE });
    }
    response
}

/// Whether the name or a folder is like `sijapti.0123456789abcdef.css` or `0123456789abcdef`.
fn has_hash(path: &str) -> bool {
    path.split(['/', '.']).any(|part| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_are_kept_for_ever_under_the_hash_of_what_they_are() {
        use sha2::{Digest as _, Sha256};
        let style = std::fs::read_to_string("../style/theme.css").unwrap();
        let fonts = std::fs::read_dir("../public/fonts").unwrap().map(|entry| entry.unwrap().path());
        let fonts: Vec<_> =
            fonts.filter(|path| path.extension().is_some_and(|kind| kind == "woff2")).collect();
        assert_eq!(fonts.len(), 1);
        let content = std::fs::read(&fonts[0]).unwrap();
        assert!(content.len() <= 45 * 1024, "{}", content.len());
        let hash: String = Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
        let name = format!("/fonts/inter.{}.woff2", &hash[..16]);
        assert!(has_hash(&name) && style.contains(&name), "{name}");
        assert!(app::document::FONT == name, "{name}");
    }

    #[test]
    fn hashed_names_are_known() {
        assert!(has_hash("/pkg/0123456789abcdef/sijapti_bg.wasm"));
        assert!(has_hash("/vendor/trix/trix.0123456789abcdef.js"));
        assert!(!has_hash("/favicon.svg"));
    }
}
