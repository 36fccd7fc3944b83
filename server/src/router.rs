//! Which way a request goes.
//!
//! From outside inwards: [`logging`] gives it its number and writes its line; [`headers`] are added to
//! the answer; [`panic`] keeps a panic to itself; [`origin`] refuses what another site sent. Then it is a
//! file of the site ([`site`]), or the session is attached to it, its body is bounded ([`bodies`]), and it is a page ([`pages`]), a server
//! function ([`api`], by way of [`forms`] when a browser without JavaScript sent it), an attachment
//! ([`files`]) or the stream of changes ([`live`]).

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    middleware::{from_fn, from_fn_with_state, map_response},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use http::{
    HeaderValue, StatusCode,
    header::{CACHE_CONTROL, Entry, SET_COOKIE},
};
use store::StoreError;
use tower_http::{CompressionLevel, compression::CompressionLayer};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

use crate::{
    AppState, api, bodies, export, files, forms, headers, live, logging, origin, pages, panic, request,
    session_store::DbSessions, site, templates,
};

/// So many of the largest files go into one plain form.
const FILES_TOGETHER: u64 = 10;

/// The whole server.
pub fn router(state: AppState) -> Router {
    let mut whole = pages::router(&state);
    if state.boot.is_some() {
        whole = whole.layer(from_fn(pages::reload));
    }
    let forms = forms::Forms { state: state.clone(), pages: whole.clone() };
    let functions = Router::new().route("/api/{*function}", post(function)).with_state(forms);
    // Compressed as it is made; the site's own files were compressed when they were built.
    let compression = CompressionLayer::new().quality(CompressionLevel::Precise(4));

    let attached = Router::new()
        // Each file has its own limit.
        .route("/files", post(files::upload).layer(DefaultBodyLimit::disable()))
        .route("/files/{id}", get(files::download))
        .route("/institusi/templat.xlsx", get(templates::institutions))
        .route("/hari-libur/templat.xlsx", get(templates::holidays))
        .route("/seleksi/templat-pelamar.xlsx", get(templates::applicants))
        .route("/seleksi/ekspor.csv", get(export::as_csv::<export::Plans>))
        .route("/seleksi/ekspor.xlsx", get(export::as_xlsx::<export::Plans>))
        .route("/seleksi/ekspor.pdf", get(export::as_pdf::<export::Plans>))
        .route("/tenggat/ekspor.csv", get(export::as_csv::<export::Clocks>))
        .route("/tenggat/ekspor.xlsx", get(export::as_xlsx::<export::Clocks>))
        .route("/log/ekspor.csv", get(export::as_csv::<export::Log>))
        .route("/log/ekspor.xlsx", get(export::as_xlsx::<export::Log>))
        .route("/pejabat/ekspor.csv", get(export::as_csv::<export::Officials>))
        .route("/pejabat/ekspor.xlsx", get(export::as_xlsx::<export::Officials>))
        .route("/pejabat/ekspor.pdf", get(export::as_pdf::<export::Officials>))
        .route("/seleksi/{plan}/lowongan/{vacancy}/cetak/lembar-nilai/{stage}", get(export::paper::score_sheet))
        .route("/seleksi/{plan}/lowongan/{vacancy}/cetak/rekap.pdf", get(export::paper::recap))
        .route("/seleksi/{plan}/lowongan/{vacancy}/cetak/berita-acara.pdf", get(export::paper::minutes))
        .route("/live", get(live::stream_of))
        .route("/live/reload", get(live::boot))
        .with_state(state.clone())
        .merge(functions.layer(DefaultBodyLimit::max(whole_form(&state))).layer(compression.clone()));
    let pages = whole.layer(compression);

    Router::new()
        .merge(attached)
        .merge(site::folders(&state.site))
        .merge(site::loose(&state.site, pages.clone()))
        .merge(pages.reset_fallback())
        .layer(from_fn_with_state(state.clone(), bodies::bound))
        .layer(sessions(&state))
        .layer(map_response(secure_removal))
        .route("/healthz", get(health).with_state(state.clone()))
        .layer(from_fn_with_state(state.clone(), origin::check))
        .layer(from_fn_with_state(state.clone(), panic::catch))
        .layer(from_fn_with_state(state.clone(), headers::add))
        .layer(from_fn_with_state(state, logging::line))
}

/// The most that a plain form may hold with its files, in bytes; a script sends files one by one.
fn whole_form(state: &AppState) -> usize {
    let files = state.settings().max_file_bytes.saturating_mul(FILES_TOGETHER);
    usize::try_from(files).unwrap_or(usize::MAX).saturating_add(api::FORM_BYTES)
}

/// A server function, called by a script or by a plain form.
async fn function(State(forms): State<forms::Forms>, request: Request) -> Response {
    if request::wants_page(request.headers()) {
        forms.answer(request).await
    } else {
        api::call(&forms.state, request).await
    }
}

/// The session cookie's name: with HTTPS it is bound to this host alone.
pub fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-sijapti" } else { "sijapti" }
}

/// The cookie lives as long as the browser; how long the session may idle is the store's business.
fn sessions(state: &AppState) -> SessionManagerLayer<DbSessions> {
    let https = state.settings().is_https();
    let sessions = DbSessions::new(state.services.db.clone(), state.services.clock);
    SessionManagerLayer::new(sessions.with_limits(state.settings().session))
        .with_name(cookie_name(https))
        .with_secure(https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnSessionEnd)
}

/// A browser drops a `__Host-` cookie only when told so with `Secure`, which the session layer leaves out.
async fn secure_removal(mut response: Response) -> Response {
    let Entry::Occupied(mut cookies) = response.headers_mut().entry(SET_COOKIE) else { return response };
    for value in cookies.iter_mut() {
        if let Ok(text) = value.to_str()
            && text.starts_with("__Host-")
            && !text.contains("Secure")
            && let Ok(secure) = HeaderValue::try_from(format!("{text}; Secure; HttpOnly; SameSite=Lax"))
        {
            *value = secure;
        }
    }
    response
}

/// Whether the database answers and can be written; for whoever watches over the server.
async fn health(State(state): State<AppState>) -> Response {
    let (status, text) = match state.services.db.check().await {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(error) => {
            tracing::error!(%error, "the database is not well");
            let word = match error {
                StoreError::Busy => "database busy\n",
                StoreError::Unwritable(_) => "database cannot be written\n",
                _ => "database unavailable\n",
            };
            (StatusCode::SERVICE_UNAVAILABLE, word)
        }
    };
    (status, [(CACHE_CONTROL, HeaderValue::from_static("no-store"))], text).into_response()
}
