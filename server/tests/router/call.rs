//! A call of a server function, as a form sends it.

use std::fmt::Display;

use serde::Serialize;
use serde_json::Value;

use crate::support::{Client, Reply};

/// The token that a form carries behind its page, as a field of its own here.
pub const TOKEN: &str = "token";

/// The function's endpoint and what the form holds.
#[derive(Clone, Debug)]
pub struct Call {
    path: &'static str,
    fields: Vec<(String, String)>,
}

impl Call {
    /// Of `/api/<path>`, with nothing in the form.
    pub const fn of(path: &'static str) -> Self {
        Self { path, fields: Vec::new() }
    }

    /// With this in a field, whatever stood there.
    pub fn with(mut self, name: &str, value: impl Display) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_string()));
        self
    }

    /// Without a field and all that is in it.
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(known, _)| !known.starts_with(name));
        self
    }

    /// With a form as it was filled in.
    pub fn form(mut self, form: &impl Serialize) -> Self {
        flatten("form".to_owned(), &serde_json::to_value(form).unwrap(), &mut self.fields);
        self
    }

    /// What stands in a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Everything that stands in the form.
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// Sends it from a page, without JavaScript.
    pub async fn submitted(&self, client: &Client, page: &str) -> Reply {
        let named: Vec<_> = self
            .fields
            .iter()
            .map(|(name, value)| match name.as_str() {
                TOKEN => ("_page", format!("{page}#{value}")),
                name => (name, value.clone()),
            })
            .collect();
        let fields: Vec<_> = named.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let reply = client.submit(page, &format!("/api/{}", self.path), &fields).await;
        assert_ne!(reply.status, 500, "{self:?}: {}", reply.text);
        reply
    }

    /// Sends it.
    pub async fn by(&self, client: &Client) -> Reply {
        let fields: Vec<_> =
            self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let reply = client.post(&format!("/api/{}", self.path), &fields).await;
        assert_ne!(reply.status, 500, "{self:?}: {}", reply.text);
        reply
    }
}

/// `form[committee][0][name]` and its like.
fn flatten(name: String, value: &Value, fields: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                flatten(format!("{name}[{key}]"), value, fields);
            }
        }
        Value::Array(items) => {
            for (place, value) in items.iter().enumerate() {
                flatten(format!("{name}[{place}]"), value, fields);
            }
        }
        // Rich text that was saved goes back as the editor sends it.
        Value::String(html) if html.starts_with("<p>") && !name.ends_with("[html]") => {
            fields.push((format!("{name}[html]"), html.clone()));
        }
        Value::String(text) => fields.push((name, text.clone())),
        other => fields.push((name, other.to_string())),
    }
}
