//! Forms that a browser sends without JavaScript: the server function runs as ever, and its answer
//! becomes a page.

pub mod flash;
mod read;

use std::net::SocketAddr;

use app::{
    api::context::Once,
    components::PAGE_FIELD,
    error::{Again, AppError, Done, Repeated},
    forms::Returned,
    ports::current_user,
};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request},
    response::Response,
};
use domain::{attachment::Attachment, id::UserId, inside::inside, secret::is_secret};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HOST, SET_COOKIE, USER_AGENT},
    request::Parts,
};
use leptos::{nonce::Nonce, prelude::FromServerFnError as _};
use store::{StoreError, sent_form};
use tower::ServiceExt as _;
use tower_sessions::Session;

use self::read::Form;
use crate::{
    AppState,
    answer::{self, Answer, with_reference},
    api,
    origin::Host,
    pages, request,
};

const LOGIN: &str = "/masuk";
/// What is stored anew each time it is sent: no version and nothing unique holds the second off.
const GUARDED: [&str; 3] =
    ["/api/selection/save_plan", "/api/selection/post_message", "/api/selection/add_monitoring"];

/// What answering a form takes: the server functions, and the pages to show it on again.
#[derive(Clone, Debug)]
pub struct Forms {
    /// What every handler can reach.
    pub state: AppState,
    /// Every page.
    pub pages: Router,
}

impl Forms {
    /// Runs the server function; leads on when it went through, and shows the form again when not.
    pub async fn answer(&self, request: Request) -> Response {
        let plain = Answer::to(&self.state, &request);
        let page = Host::of(&request, self.state.settings().public_url.as_deref()).page(request.headers());
        let (parts, body) = request.into_parts();
        let Form { values, files, refused, token, digest, again } =
            match read::form(&self.state, &parts, body).await {
                Ok(form) => form,
                Err((status, error)) => return plain.error_with(status, error),
            };
        // The page says itself which one it is: shown again after a refusal, its address is this function's.
        let page = named_page(&values).or(page);
        let guarded = GUARDED.contains(&parts.uri.path());
        let once = Once { token, digest, run: request::new_id(), guarded, again };
        let outcome = match refused {
            Some(error) => Err(error),
            None => self.run_once(&parts, &values, &once, page.as_deref()).await,
        };
        match (outcome, page) {
            (Ok((done, cookies)), page) => self.lead_on(&done, cookies, page.as_deref()),
            // Answered as the first time.
            (Err(AppError::Repeated(again @ Repeated { how: Again::Same, .. })), page) => {
                let go = again.lead.clone();
                let message = AppError::Repeated(again).sentence();
                self.lead_on(&Done { message, go }, Vec::new(), page.as_deref())
            }
            (Err(AppError::Unauthenticated), page) if !page.as_deref().is_some_and(is_login) => {
                answer::login_page(page.as_deref().unwrap_or("/"))
            }
            (Err(error), Some(page)) => {
                let error = with_reference(error, &plain.reference);
                self.show_again(&plain, &parts, &page, (values, files), error).await
            }
            (Err(error), None) => plain.error(error),
        }
    }

    /// Runs it, unless its token was taken before; then notes where the answer leads.
    async fn run_once(
        &self,
        parts: &Parts,
        values: &[(String, String)],
        once: &Once,
        page: Option<&str>,
    ) -> Result<(Done, Vec<HeaderValue>), AppError> {
        let sender = match parts.extensions.get::<Session>() {
            Some(session) => current_user(&self.state.services, session).await?.map(|known| known.user.id),
            None => None,
        };
        if let (Some(sender), Some(token)) = (sender, &once.token) {
            let mut tx = self.state.services.db.autocommit().await?;
            if let Some(taken) = sent_form::find(&mut tx, sender, token).await? {
                return Err(once.repeated(taken));
            }
        }
        let (done, cookies) = self.run(parts, values, once).await?;
        if let (Some(sender), Some(path)) = (sender, done.go.as_deref().or(page))
            && (once.guarded || once.token.is_some())
            && let Err(error) = self.note_lead(sender, &once.run, path).await
        {
            tracing::error!(%error, "where a form's answer leads cannot be noted");
        }
        Ok((done, cookies))
    }

    async fn note_lead(&self, sender: UserId, run: &str, path: &str) -> Result<(), StoreError> {
        let mut tx = self.state.services.db.begin().await?;
        sent_form::lead(&mut tx, sender, run, path).await?;
        tx.commit().await
    }

    /// What the function answers, with the cookies that it leaves.
    async fn run(
        &self,
        parts: &Parts,
        values: &[(String, String)],
        once: &Once,
    ) -> Result<(Done, Vec<HeaderValue>), AppError> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(values).finish();
        let mut parts = parts.clone();
        parts.extensions.insert(once.clone());
        parts.headers.remove(CONTENT_LENGTH);
        parts.headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        let response = api::call(&self.state, Request::from_parts(parts, Body::from(body))).await;
        let status = response.status();
        let cookies = response.headers().get_all(SET_COOKIE).iter().cloned().collect();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap_or_default();
        if status.is_success() {
            // A function that answers something else has nothing to say.
            Ok((serde_json::from_slice(&bytes).unwrap_or_default(), cookies))
        } else {
            Err(AppError::de(bytes))
        }
    }

    /// After Post comes Get, so that loading the page again sends nothing twice.
    fn lead_on(&self, done: &Done, cookies: Vec<HeaderValue>, page: Option<&str>) -> Response {
        let mut response = answer::see_other(done.go.as_deref().or(page).unwrap_or("/"));
        for cookie in cookies {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
        if !done.message.is_empty() {
            let cookie = flash::leave(&done.message, self.state.settings().is_https());
            response.headers_mut().append(SET_COOKIE, cookie);
        }
        response
    }

    /// The page the form stands on, with what was typed and why it was not taken.
    async fn show_again(
        &self,
        plain: &Answer,
        parts: &Parts,
        page: &str,
        (values, files): (Vec<(String, String)>, Vec<Attachment>),
        error: AppError,
    ) -> Response {
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let returned = Returned {
            url: parts.uri.path().to_owned(),
            values: without_secrets(values),
            files,
            error: error.clone(),
        };
        let nonce = Nonce::new();
        let mut get = Request::new(Body::empty());
        *get.uri_mut() = page.parse().unwrap_or_default();
        *get.headers_mut() = only(&parts.headers);
        let extensions = get.extensions_mut();
        extensions.insert(request::known_of(parts));
        if let Some(session) = parts.extensions.get::<Session>() {
            extensions.insert(session.clone());
        }
        if let Some(peer) = parts.extensions.get::<ConnectInfo<SocketAddr>>() {
            extensions.insert(*peer);
        }
        extensions.insert(nonce.clone());
        extensions.insert(returned);

        let mut response = match self.pages.clone().oneshot(get).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        if response.status().is_redirection() {
            return response;
        }
        if response.status() != StatusCode::OK {
            // The form is not there any more, or not for them; why it was refused stays the answer.
            return plain.error_with(status, error);
        }
        *response.status_mut() = status;
        // The address is the server function's; loading that again would not show this page.
        let script = format!("history.replaceState(null,'',{})", script_text(page));
        pages::with_script(response, &nonce, &script).await
    }
}

/// The page that the form names as its own: a path of this site, and no server function.
fn named_page(values: &[(String, String)]) -> Option<String> {
    let (_, page) = values.iter().find(|(name, _)| name == PAGE_FIELD)?;
    inside(page).filter(|page| !page.starts_with("/api/")).map(str::to_owned)
}

fn is_login(page: &str) -> bool {
    page.split('?').next() == Some(LOGIN)
}

/// Headers that matter to a page.
fn only(headers: &HeaderMap) -> HeaderMap {
    let names = [ACCEPT, COOKIE, HOST, USER_AGENT];
    headers
        .iter()
        .filter(|(name, _)| names.contains(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// Passwords and codes are typed again rather than written into a page.
fn without_secrets(values: Vec<(String, String)>) -> Vec<(String, String)> {
    values.into_iter().filter(|(name, _)| !is_secret(name)).collect()
}

fn script_text(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_names_its_page_within_this_site() {
        let page = |value: &str| named_page(&[(PAGE_FIELD.to_owned(), value.to_owned())]);
        assert_eq!(page("/seleksi/3?koreksi=1").as_deref(), Some("/seleksi/3?koreksi=1"));
        for other in [
            "",
            "https://example.com",
            "//example.com",
            "/api/selection/save_score",
            "/\\example.com",
            "/\t/example.com",
            "/%09/example.com",
            "/seleksi/..//example.com",
        ] {
            assert_eq!(page(other), None, "{other}");
        }
    }

    #[test]
    fn passwords_do_not_come_back() {
        let values = [
            ("form[username]", "jaksel"),
            ("form[password]", "rahasia"),
            ("form[confirmation]", "rahasia"),
            ("form[current]", "rahasia"),
            ("form[code]", "123456"),
        ];
        let values = values.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        assert_eq!(without_secrets(values), [("form[username]".to_owned(), "jaksel".to_owned())]);
    }

    #[test]
    fn an_address_cannot_end_the_script() {
        assert_eq!(script_text("/a?</script>"), "\"/a?\\u003c/script>\"");
    }

    #[test]
    fn the_login_page_is_known_with_its_query() {
        assert!(is_login("/masuk?next=%2F") && is_login("/masuk") && !is_login("/masukan"));
    }
}
