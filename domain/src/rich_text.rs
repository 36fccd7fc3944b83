//! Rich text: as it was typed, and as it may be kept and shown.
//!
//! A form comes with [`TypedText`]. Only the server's cleaner turns it into [`CleanText`], and only that can be
//! stored: a command that forgets to clean does not compile.

mod look;
mod text;

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, Visitor},
    ser::SerializeMap as _,
};

pub use look::{MAX_BYTES, TooHeavy, look};
pub use text::{from_text, is_plain, to_text};

use crate::field::html_is_blank;

/// The most signs that a rich text may hold once it is clean, markup included, in bytes.
pub const MAX_CLEAN_BYTES: usize = 100_000;

/// Rich text as somebody sent it.
///
/// A bare string is text, every sign of it meant as it stands: so a form without a script sends it. The editor's
/// script sends `field[html]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypedText {
    /// Signs and line breaks.
    Text(String),
    /// Markup that nobody has looked at yet.
    Html(String),
}

impl TypedText {
    /// The key below the field's name under which the editor's script sends markup.
    pub const HTML: &'static str = "html";

    /// Markup.
    pub fn html(html: impl Into<String>) -> Self {
        Self::Html(html.into())
    }

    /// Whether reading it is cheap.
    ///
    /// # Errors
    /// Why it is not.
    pub fn look(&self) -> Result<(), TooHeavy> {
        match self {
            // Nothing is parsed in it.
            Self::Text(text) if text.len() > MAX_BYTES => Err(TooHeavy::Long),
            Self::Text(_) => Ok(()),
            Self::Html(html) => look(html),
        }
    }
}

impl Default for TypedText {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl From<&str> for TypedText {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for TypedText {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Serialize for TypedText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Html(html) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(Self::HTML, html)?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for TypedText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = TypedText;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text, or markup under `html`")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<TypedText, E> {
                Ok(TypedText::Text(text.to_owned()))
            }
            fn visit_string<E: Error>(self, text: String) -> Result<TypedText, E> {
                Ok(TypedText::Text(text))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<TypedText, A::Error> {
                match map.next_entry::<String, String>()? {
                    Some((key, html)) if key == TypedText::HTML => Ok(TypedText::Html(html)),
                    _ => Err(A::Error::missing_field(TypedText::HTML)),
                }
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// Rich text without anything that could do harm: HTML of few tags, trimmed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CleanText(String);

impl CleanText {
    /// Text as typed; it holds no markup, so there is nothing to clean.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self(from_text(text))
    }

    /// What the cleaner gave, or the database holds. Nobody else has a reason to call this.
    #[must_use]
    pub fn trusted(html: String) -> Self {
        Self(html)
    }

    /// The HTML.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<CleanText> for String {
    fn from(text: CleanText) -> Self {
        text.0
    }
}

impl fmt::Display for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Rich text in a form, before or after cleaning: what the checks of a form ask.
pub trait RichText: Clone + Default {
    /// Whether it shows nothing.
    fn is_blank(&self) -> bool;
    /// Whether it is too long to be kept, as far as can be told.
    fn is_long(&self) -> bool;
}

impl RichText for TypedText {
    fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Html(html) => html_is_blank(html),
        }
    }
    fn is_long(&self) -> bool {
        match self {
            Self::Text(text) | Self::Html(text) => text.len() > MAX_CLEAN_BYTES,
        }
    }
}

impl RichText for CleanText {
    fn is_blank(&self) -> bool {
        html_is_blank(&self.0)
    }
    fn is_long(&self) -> bool {
        self.0.len() > MAX_CLEAN_BYTES
    }
}

/// A form that holds rich text.
pub trait RichForm: Sized {
    /// The same form with clean text.
    type Clean;
    /// Hands each rich text with its field's key to `clean`, and puts the answer in its place.
    fn clean(self, clean: &mut dyn FnMut(&'static str, TypedText) -> CleanText) -> Self::Clean;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_string_is_text_and_markup_says_so() {
        let read = |json: &str| serde_json::from_str::<TypedText>(json);
        assert_eq!(read(r#""<b>""#).unwrap(), TypedText::Text("<b>".into()));
        assert_eq!(read(r#"{"html":"<b>x</b>"}"#).unwrap(), TypedText::html("<b>x</b>"));
        assert!(read(r#"{"text":"x"}"#).is_err() && read("7").is_err());
        for typed in [TypedText::from("a<b"), TypedText::html("<p>a</p>")] {
            assert_eq!(read(&serde_json::to_string(&typed).unwrap()).unwrap(), typed);
        }
    }

    #[test]
    fn clean_text_is_stored_as_a_string() {
        let clean = CleanText::from_text("a & b");
        assert_eq!(serde_json::to_string(&clean).unwrap(), r#""<p>a &amp; b</p>""#);
    }

    #[test]
    fn blank_is_blank_either_way() {
        assert!(TypedText::from(" \n").is_blank() && TypedText::html("<div><br></div>").is_blank());
        assert!(!TypedText::from("<br>").is_blank());
        assert!(CleanText::default().is_blank() && !CleanText::from_text("x").is_blank());
    }
}
