//! Pages: rendered whole by the application, for those who are logged in.

use std::{future::Future, pin::Pin, time::Duration};

use app::{
    App,
    api::context::unexpected,
    components::Kabar,
    forms::Returned,
    server::{RequestInfo, session_user},
    shell::shell,
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
    HeaderValue, StatusCode,
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
    forms::kabar,
    headers,
};

/// A page that takes longer has lost its database.
const PATIENCE: Duration = Duration::from_secs(30);
/// The only page for those who are not logged in.
const LOGIN: &str = "/masuk";

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
    render_app_async_with_context(context, || shell(|| view! { <App/> }))
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
    if let Some(text) = kabar::read(&parts.headers) {
        provide_context(Kabar(Some(text)));
        response.append_header(SET_COOKIE, kabar::forget());
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

/// Whoever is not logged in logs in first, and then comes back.
async fn guard(State(state): State<AppState>, session: Session, request: Request, next: Next) -> Response {
    if request.uri().path() == LOGIN {
        return next.run(request).await;
    }
    match session_user(&session).await {
        Ok(Some(_)) => next.run(request).await,
        Ok(None) => {
            let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
            answer::login_page(path)
        }
        Err(error) => {
            let error = unexpected(&format!("session: {error}"));
            Answer::to(&state, &request).error(error)
        }
    }
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
