//! Somebody in front of a browser, with or without JavaScript, and with cookies.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Mutex, PoisonError},
};

use axum::{Router, body::Body, extract::ConnectInfo, response::Response};
use http::{
    Method, Request,
    header::{ACCEPT, CONTENT_TYPE, COOKIE, HOST, ORIGIN, REFERER, SET_COOKIE},
    request::Builder,
};
use tower::ServiceExt as _;

use super::{HOST as OUR_HOST, Reply, multipart::Multipart};

const PAGE: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const DATA: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// One browser.
pub struct Client {
    router: Router,
    cookies: Mutex<HashMap<String, String>>,
    address: String,
    /// How browsers reach the server: `http` or `https`.
    scheme: &'static str,
}

impl Client {
    pub fn new(router: Router) -> Self {
        Self { router, cookies: Mutex::default(), address: "203.0.113.7".to_owned(), scheme: "http" }
    }

    /// The same person by HTTPS.
    pub fn by_https(self) -> Self {
        Self { scheme: "https", ..self }
    }

    /// The same person somewhere else.
    pub fn at_address(mut self, address: &str) -> Self {
        address.clone_into(&mut self.address);
        self
    }

    pub fn with_cookies(self, cookies: HashMap<String, String>) -> Self {
        Self { cookies: Mutex::new(cookies), ..self }
    }

    pub fn cookies(&self) -> HashMap<String, String> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Opens a page.
    pub async fn page(&self, path: &str) -> Reply {
        self.read(self.to(Method::GET, path).header(ACCEPT, PAGE), Body::empty()).await
    }

    /// Fetches something that is no page.
    pub async fn get(&self, path: &str) -> Reply {
        self.read(self.to(Method::GET, path), Body::empty()).await
    }

    /// Calls a server function as the browser's part does.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let request = self.sent_by_us(path).header(ACCEPT, DATA).header(CONTENT_TYPE, FORM);
        self.read(request, encode(fields)).await
    }

    /// Sends a form without JavaScript, from the page it stands on.
    pub async fn submit(&self, page: &str, path: &str, fields: &[(&str, &str)]) -> Reply {
        let request = self.sent_from(page, path).header(CONTENT_TYPE, FORM);
        self.read(request, encode(fields)).await
    }

    /// Sends a form with files without JavaScript.
    pub async fn submit_files(&self, page: &str, path: &str, form: Multipart) -> Reply {
        let (kind, body) = form.finish();
        self.read(self.sent_from(page, path).header(CONTENT_TYPE, kind), body).await
    }

    /// Stores files as the browser's part does.
    pub async fn upload(&self, form: Multipart) -> Reply {
        let (kind, body) = form.finish();
        self.read(self.sent_by_us("/files").header(ACCEPT, DATA).header(CONTENT_TYPE, kind), body).await
    }

    /// Stores one file; its number.
    pub async fn attach(&self, name: &str, content: &[u8]) -> String {
        let reply = self.upload(Multipart::default().file("file", name, content)).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json::<domain::attachment::Attachment>().id.to_string()
    }

    /// Sends a spreadsheet that is to be read.
    pub async fn upload_sheet(&self, name: &str, content: &[u8]) -> Reply {
        let (kind, body) = Multipart::default().file("file", name, content).finish();
        let request = self.sent_by_us("/files?untuk=sheet").header(ACCEPT, DATA).header(CONTENT_TYPE, kind);
        self.read(request, body).await
    }

    /// Stores a spreadsheet that is to be read; its number.
    pub async fn attach_sheet(&self, name: &str, content: &[u8]) -> String {
        let reply = self.upload_sheet(name, content).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json::<domain::attachment::Attachment>().id.to_string()
    }

    pub async fn log_in(&self, username: &str, password: &str) -> Reply {
        let fields = [("form[username]", username), ("form[password]", password), ("next", "")];
        self.post("/api/identity/log_in", &fields).await
    }

    /// Whether the server knows who this is.
    pub async fn is_logged_in(&self) -> bool {
        self.post("/api/identity/me", &[]).await.json::<Option<app::api::identity::Me>>().is_some()
    }

    /// A request with this person's cookies and address, for what the others cannot say.
    pub fn to(&self, method: Method, path: &str) -> Builder {
        let cookies: Vec<String> =
            self.cookies().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let builder = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, OUR_HOST)
            .header("x-forwarded-for", &self.address)
            .extension(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 40_000))));
        if cookies.is_empty() { builder } else { builder.header(COOKIE, cookies.join("; ")) }
    }

    fn sent_by_us(&self, path: &str) -> Builder {
        self.to(Method::POST, path).header(ORIGIN, format!("{}://{OUR_HOST}", self.scheme))
    }

    fn sent_from(&self, page: &str, path: &str) -> Builder {
        let page = format!("{}://{OUR_HOST}{page}", self.scheme);
        self.sent_by_us(path).header(ACCEPT, PAGE).header(REFERER, page)
    }

    /// Sends a request and reads its whole answer.
    pub async fn read(&self, request: Builder, body: impl Into<Body>) -> Reply {
        Reply::read(self.send(request, body).await).await
    }

    /// Sends a request; its answer may still be coming.
    pub async fn send(&self, request: Builder, body: impl Into<Body>) -> Response {
        let request = request.body(body.into()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let mut cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        for line in response.headers().get_all(SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() || line.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        drop(cookies);
        response
    }
}

fn encode(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
