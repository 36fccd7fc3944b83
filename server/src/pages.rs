//! Pages: rendered whole by the application, for those who are logged in.

use std::{future::Future, pin::Pin, time::Duration};

use app::{
    App,
    api::{context::unexpected, profile::duty_path},
    components::Flash,
    document::document,
    error::AppError,
    forms::Returned,
    ports::{RequestInfo, current_user, half_signed_in},
};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    routing::get,
};
use http::{
    HeaderValue, StatusCode, Uri,
    header::{CONTENT_SECURITY_POLICY, SET_COOKIE},
    request::Parts,
};
use leptos::{
    nonce::{Nonce, use_nonce},
    prelude::{provide_context, use_context},
    view,
};
use leptos_axum::{ResponseOptions, generate_route_list, render_app_async_with_context};
use tokio::time::timeout;
use tower_sessions::Session;

use crate::{
    AppState,
    answer::{self, Answer},
    forms::flash,
    headers,
};

/// A page that takes longer has lost its database.
const PATIENCE: Duration = Duration::from_secs(30);
/// The only page for those who are not logged in.
const LOGIN: &str = "/masuk";
/// And for those who gave the password and still owe the code.
const LOGIN_CODE: &str = "/masuk/kode";

type Rendered = Pin<Box<dyn Future<Output = Response> + Send>>;

/// Every page of the application, and its page for addresses that are none.
pub fn router(state: &AppState) -> Router {
    let render = render(state);
    let mut pages = Router::new();
    for route in generate_route_list(App) {
        pages = pages.route(route.path(), get(render.clone()));
    }
    pages
        .route_layer(middleware::from_fn_with_state(state.clone(), guard))
        .fallback(get(move |request: Request| {
            let page = render(request);
            async move { not_found(page.await) }
        }))
        .layer(middleware::from_fn_with_state(state.clone(), in_time))
}

fn render(state: &AppState) -> impl Fn(Request) -> Rendered + Clone + Send + Sync + 'static {
    let state = state.clone();
    let context = move || provide(&state);
    render_app_async_with_context(context, || document(|| view! { <App/> }))
}

/// What pages find in their context, besides what a server function finds.
fn provide(state: &AppState) {
    provide_services(state);
    provide_context(state.assets.clone());
    let (Some(parts), Some(response)) = (use_context::<Parts>(), use_context::<ResponseOptions>()) else {
        return;
    };
    if let Some(nonce) = parts.extensions.get::<Nonce>() {
        provide_context(nonce.clone());
    }
    response.insert_header(CONTENT_SECURITY_POLICY, headers::policy(use_nonce().as_deref()));
    if let Some(returned) = parts.extensions.get::<Returned>() {
        provide_context(returned.clone());
    }
    let https = state.settings().is_https();
    if let Some(text) = flash::read(&parts.headers, https) {
        provide_context(Flash(Some(text)));
        response.append_header(SET_COOKIE, flash::forget(https));
    }
}

/// What a server function finds in its context, whether a script calls it or a page.
pub fn provide_services(state: &AppState) {
    provide_context(state.services.clone());
    if let Some(info) =
        use_context::<Parts>().and_then(|parts| parts.extensions.get::<RequestInfo>().cloned())
    {
        provide_context(info);
    }
}

/// Whoever is not logged in logs in first, and then comes back; whoever must do something first does it.
async fn guard(State(state): State<AppState>, session: Session, request: Request, next: Next) -> Response {
    let moved = elsewhere(&state, &session, request.uri()).await;
    match moved {
        Ok(None) => next.run(request).await,
        Ok(Some(other)) => other,
        Err(error) => Answer::to(&state, &request).error(error),
    }
}

/// Where a request for this page has to go instead.
async fn elsewhere(state: &AppState, session: &Session, uri: &Uri) -> Result<Option<Response>, AppError> {
    let path = uri.path();
    if path == LOGIN {
        return Ok(None);
    }
    if path == LOGIN_CODE {
        let owes = half_signed_in(session, state.now()).await?.is_some();
        return Ok((!owes).then(|| answer::see_other(LOGIN)));
    }
    let Some(known) = current_user(&state.services, session).await? else {
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        return Ok(Some(answer::login_page(path)));
    };
    let due = known.duty.map(duty_path).filter(|due| path != *due);
    Ok(due.map(answer::see_other))
}

async fn in_time(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let answer = Answer::to(&state, &request);
    match timeout(PATIENCE, next.run(request)).await {
        Ok(page) => page,
        Err(late) => answer.error(unexpected(&format!("page: {late}"))),
    }
}

fn not_found(mut page: Response) -> Response {
    if page.status() == StatusCode::OK {
        *page.status_mut() = StatusCode::NOT_FOUND;
    }
    page
}

/// Puts a script at the start of a page, which must have been rendered with this nonce.
pub async fn with_script(page: Response, nonce: &Nonce, script: &str) -> Response {
    let (mut parts, body) = page.into_parts();
    let Ok(html) = axum::body::to_bytes(body, usize::MAX).await else {
        tracing::error!("a page broke off");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let html = String::from_utf8_lossy(&html);
    let html = html.replacen("<head>", &format!("<head><script nonce=\"{nonce}\">{script}</script>"), 1);
    parts.headers.remove(http::header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(html))
}

/// While developing: a page loads again once the server was started anew.
pub async fn reload(mut request: Request, next: Next) -> Response {
    const SCRIPT: &str = "let boot;new EventSource('/live/reload').onmessage=e=>{\
                          if(boot&&boot!==e.data)location.reload();boot=e.data}";
    let nonce = request.extensions().get::<Nonce>().cloned().unwrap_or_else(Nonce::new);
    request.extensions_mut().insert(nonce.clone());
    let page = next.run(request).await;
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    if page.headers().get(http::header::CONTENT_TYPE) == Some(&html) {
        return with_script(page, &nonce, SCRIPT).await;
    }
    page
}
