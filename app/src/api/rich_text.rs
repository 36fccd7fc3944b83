//! Rich text from a browser, made harmless.

use std::{collections::HashSet, sync::LazyLock};

/// Tags that the editor writes and that carry meaning; all others lose their tags.
static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let tags: HashSet<&str> = [
        "p",
        "div",
        "br",
        "strong",
        "b",
        "em",
        "i",
        "u",
        "del",
        "s",
        "h1",
        "h2",
        "h3",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "a",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ]
    .into_iter()
    .collect();
    let mut builder = ammonia::Builder::default();
    builder
        .tags(tags)
        .generic_attributes(HashSet::new())
        .url_schemes(["https", "http", "mailto"].into_iter().collect())
        .link_rel(Some("noopener noreferrer nofollow"));
    builder
});

/// Sanitises HTML; text that was typed without an editor becomes paragraphs.
#[must_use]
pub fn clean(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    if text.contains('<') && text.contains('>') {
        return CLEANER.clean(text).to_string();
    }
    text.split("\n\n")
        .map(|paragraph| paragraph.replace("\r\n", "\n").trim().to_owned())
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| format!("<p>{}</p>", escape(&paragraph).replace('\n', "<br>")))
        .collect()
}

/// Writes the three signs that HTML reads.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_handlers_are_taken_away() {
        let dirty = r#"<p onclick="x()">Isi<script>alert(1)</script> <a href="javascript:x">a</a></p><img src=x onerror=y>"#;
        let clean = clean(dirty);
        assert!(!clean.contains("script") && !clean.contains("onclick") && !clean.contains("<img"));
        assert!(clean.contains("Isi"));
    }

    #[test]
    fn plain_text_becomes_paragraphs() {
        assert_eq!(clean("Satu\r\ndua & tiga\n\nEmpat"), "<p>Satu<br>dua &amp; tiga</p><p>Empat</p>");
        assert_eq!(clean("  "), "");
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        let once = clean("<div>Baik<br>sekali</div><ul><li>a</li></ul>");
        assert_eq!(clean(&once), once);
    }
}
