//! What the server answered.

use app::error::{AppError, Done};
use axum::{body::to_bytes, response::Response};
use http::{HeaderMap, header::SET_COOKIE};
use serde::de::DeserializeOwned;

/// An answer, read to its end.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    /// The same as text.
    pub text: String,
}

impl Reply {
    pub async fn read(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Self { status: parts.status.as_u16(), headers: parts.headers, bytes, text }
    }

    /// The body as data.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|error| panic!("{error} in {}: {}", self.status, self.text))
    }

    /// What a command says when it went through.
    pub fn done(&self) -> Done {
        assert_eq!(self.status, 200, "{}", self.text);
        self.json()
    }

    /// Why it did not; its status must be the error's.
    pub fn error(&self) -> AppError {
        let error: AppError = self.json();
        assert_eq!(self.status, error.status(), "{}", self.text);
        error
    }

    /// The sentence at a field.
    pub fn complaint(&self, field: &str) -> String {
        match self.json() {
            AppError::Invalid(errors) => errors.get(field).unwrap_or_default().to_owned(),
            other => panic!("not about fields: {other:?}"),
        }
    }

    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Where it leads.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The `Set-Cookie` line of a cookie.
    pub fn set_cookie(&self, name: &str) -> Option<&str> {
        let lines = self.headers.get_all(SET_COOKIE).iter().map(|value| value.to_str().unwrap());
        lines.into_iter().find(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with('=')))
    }
}
