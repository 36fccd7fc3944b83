//! What a form says back: a sentence at each field that cannot be taken.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::rich_text::RichText;

/// Sentences by field. The key is the field's path in the form, as in
/// `weights[paper]` or `committee[0][name]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldErrors(BTreeMap<String, String>);

impl FieldErrors {
    /// No complaint yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A single complaint.
    #[must_use]
    pub fn of(field: impl Into<String>, sentence: impl Into<String>) -> Self {
        let mut errors = Self::new();
        errors.insert(field, sentence);
        errors
    }

    /// Adds a complaint; the first one at a field stays.
    pub fn insert(&mut self, field: impl Into<String>, sentence: impl Into<String>) {
        self.0.entry(field.into()).or_insert_with(|| sentence.into());
    }

    /// Adds a complaint to those at a field.
    pub fn append(&mut self, field: impl Into<String>, sentence: &str) {
        let all = self.0.entry(field.into()).or_default();
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(sentence);
    }

    /// The sentence at a field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(String::as_str)
    }

    /// Whether nothing was wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All complaints, by field.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, sentence)| (field.as_str(), sentence.as_str()))
    }

    /// `Ok` when nothing was wrong.
    ///
    /// # Errors
    /// The complaints themselves, when there are any.
    pub fn into_result<T>(self, value: impl FnOnce() -> Option<T>) -> Result<T, Self> {
        if self.is_empty()
            && let Some(value) = value()
        {
            return Ok(value);
        }
        Err(self)
    }
}

/// One field that differs between two versions of a record, in words for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field's label on the screen.
    pub label: String,
    /// What stood there before; empty when nothing did.
    pub before: String,
    /// What stands there now; empty when nothing does.
    pub after: String,
}

impl FieldChange {
    /// `Some` when the two differ.
    #[must_use]
    pub fn between(label: &str, before: &str, after: &str) -> Option<Self> {
        (before != after).then(|| Self {
            label: label.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
        })
    }
}

/// Reads fields one by one and gathers what is wrong with them.
#[derive(Debug, Default)]
pub struct Checker {
    errors: FieldErrors,
}

impl Checker {
    /// A checker that has seen nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Text that must be there, in one line, at most `max` characters.
    pub fn required(&mut self, field: &str, label: &str, text: &str, max: usize) -> Option<String> {
        let text = self.optional(field, label, text, max)?;
        self.filled(field, label, text)
    }

    /// Text that may be empty, in one line, at most `max` characters.
    pub fn optional(&mut self, field: &str, label: &str, text: &str, max: usize) -> Option<String> {
        self.within(field, label, one_line(text), max)
    }

    /// As [`Checker::required`], for a field of several lines.
    pub fn required_lines(&mut self, field: &str, label: &str, text: &str, max: usize) -> Option<String> {
        let text = self.optional_lines(field, label, text, max)?;
        self.filled(field, label, text)
    }

    /// As [`Checker::optional`], for a field of several lines.
    pub fn optional_lines(&mut self, field: &str, label: &str, text: &str, max: usize) -> Option<String> {
        self.within(field, label, plain_lines(text), max)
    }

    fn filled(&mut self, field: &str, label: &str, text: String) -> Option<String> {
        if text.is_empty() {
            self.fail(field, format!("{label} wajib diisi."));
            return None;
        }
        Some(text)
    }

    fn within(&mut self, field: &str, label: &str, text: String, max: usize) -> Option<String> {
        let length = text.chars().count();
        if length > max {
            self.fail(field, format!("{label} paling banyak {max} karakter; sekarang {length}."));
            return None;
        }
        Some(text)
    }

    /// Rich text that must hold something besides markup.
    pub fn required_html<T: RichText>(&mut self, field: &str, label: &str, text: &T) -> Option<T> {
        if text.is_blank() {
            self.fail(field, format!("{label} wajib diisi."));
            return None;
        }
        self.optional_html(field, label, text)
    }

    /// Rich text that may be empty.
    pub fn optional_html<T: RichText>(&mut self, field: &str, label: &str, text: &T) -> Option<T> {
        if text.is_long() {
            self.fail(field, format!("{label} terlalu panjang; lampirkan sebagai berkas."));
            return None;
        }
        Some(if text.is_blank() { T::default() } else { text.clone() })
    }

    /// Takes a parsed value, or keeps the sentence that says why not.
    pub fn take<T>(&mut self, field: &str, parsed: Result<T, String>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(sentence) => {
                self.fail(field, sentence);
                None
            }
        }
    }

    /// Adds a complaint.
    pub fn fail(&mut self, field: &str, sentence: impl Into<String>) {
        self.errors.insert(field, sentence);
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// Everything that was wrong.
    pub fn finish<T>(self, value: impl FnOnce() -> Option<T>) -> Result<T, FieldErrors> {
        self.errors.into_result(value)
    }
}

/// What a field of one line holds, however it came in: a spreadsheet's cell, a paste and a form sent by hand may
/// all bring line breaks and tabs. Each becomes one space, with the blanks around it; other control characters go
/// (PostgreSQL stores no NUL), and blanks at both ends.
#[must_use]
pub fn one_line(text: &str) -> String {
    let parts = text.split(is_break).map(printable);
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What a field of several lines holds: one kind of line end, no other control characters, nothing blank around it.
#[must_use]
pub fn plain_lines(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = lines.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    kept.trim().to_owned()
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn printable(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !c.is_control()).collect();
    kept.trim().to_owned()
}

/// Whether rich text shows nothing: only tags, blanks and non-breaking spaces.
#[must_use]
pub fn html_is_blank(html: &str) -> bool {
    plain_text(html).trim().is_empty()
}

/// The text of rich text, without its markup; for comparing and for lists.
#[must_use]
pub fn plain_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut tag: Option<String> = None;
    for c in html.chars() {
        match (c, &mut tag) {
            ('<', _) => tag = Some(String::new()),
            ('>', Some(name)) => {
                if parts_words(name) && !text.is_empty() && !text.ends_with(' ') {
                    text.push(' ');
                }
                tag = None;
            }
            (c, Some(name)) => name.push(c),
            (c, None) if c.is_whitespace() => {
                if !text.is_empty() && !text.ends_with(' ') {
                    text.push(' ');
                }
            }
            (c, None) => text.push(c),
        }
    }
    text.replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .trim()
        .to_owned()
}

/// Whether words on both sides of a tag are apart; those that only dress a text stand within words.
fn parts_words(tag: &str) -> bool {
    const WITHIN: [&str; 18] = [
        "a", "abbr", "b", "code", "del", "em", "font", "i", "ins", "mark", "q", "s", "small", "span",
        "strong", "sub", "sup", "u",
    ];
    let name = tag.trim_start_matches('/').split(|c: char| c.is_whitespace() || c == '/').next();
    !name.is_some_and(|name| WITHIN.iter().any(|within| name.eq_ignore_ascii_case(within)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_alone_is_blank() {
        assert!(html_is_blank("<div><br></div>&nbsp; "));
        assert!(!html_is_blank("<p>Ada isi</p>"));
    }

    #[test]
    fn plain_text_keeps_words_apart() {
        assert_eq!(plain_text("<p>satu</p><p>dua &amp; tiga</p>"), "satu dua & tiga");
        assert_eq!(plain_text("a<br>b<br/>c<ul><li>d</li></ul>"), "a b c d");
    }

    #[test]
    fn plain_text_parts_no_word() {
        let html = "<div><strong>Mohon dilengkapi</strong>: <em>Sa</em>tu <a href=\"/x\">Dua</a>.</div>";
        assert_eq!(plain_text(html), "Mohon dilengkapi: Satu Dua.");
    }

    #[test]
    fn first_complaint_stays() {
        let mut errors = FieldErrors::of("a", "pertama");
        errors.insert("a", "kedua");
        assert_eq!(errors.get("a"), Some("pertama"));
    }

    #[test]
    fn a_line_break_in_a_field_of_one_line_becomes_a_space() {
        for (typed, kept) in [
            ("Ani Lestari\nS.E., M.Si", "Ani Lestari S.E., M.Si"),
            (" Dinas \r\n\r\n Uji\t\n", "Dinas Uji"),
            ("a\u{2028}b\u{85}c\u{b}d\re", "a b c d e"),
            ("Jalan  A\0", "Jalan  A"),
            (" \n\t ", ""),
        ] {
            assert_eq!(one_line(typed), kept, "{typed:?}");
            let mut check = Checker::new();
            assert_eq!(check.optional("n", "Nama", typed, 99).as_deref(), Some(kept));
            assert_eq!(check.required("n", "Nama", typed, 99).as_deref(), (!kept.is_empty()).then_some(kept));
        }
    }

    #[test]
    fn lines_stay_where_there_may_be_several() {
        let mut check = Checker::new();
        let typed = " satu\r\ndua\rtiga\0\n ";
        assert_eq!(check.optional_lines("r", "Alasan", typed, 99).as_deref(), Some("satu\ndua\ntiga"));
        assert_eq!(check.required_lines("r", "Alasan", " \n", 99), None);
    }

    #[test]
    fn required_counts_characters_not_bytes() {
        let mut check = Checker::new();
        assert_eq!(check.required("n", "Nama", "  éé ", 2), Some("éé".to_owned()));
        assert_eq!(check.required("n", "Nama", "ééé", 2), None);
        let errors = check.finish(|| Some(())).unwrap_err();
        assert_eq!(errors.get("n"), Some("Nama paling banyak 2 karakter; sekarang 3."));
    }
}
