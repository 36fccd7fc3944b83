//! Rich text from a browser, made harmless.

use std::{collections::HashSet, sync::LazyLock};

use domain::{
    field::FieldErrors,
    rich_text::{CleanText, RichForm, TypedText},
};

use super::context::Caller;
use crate::{error::AppError, ports::work::Ticket};

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

/// A form with its rich text made harmless: looked over first, then cleaned off the threads that answer requests,
/// in its turn. Call it before the transaction begins.
///
/// # Errors
/// At each text that is too heavy; [`AppError::Busy`] when too many others wait.
pub async fn clean<F>(caller: &Caller, form: F) -> Result<F::Clean, AppError>
where
    F: RichForm + Send + 'static,
    F::Clean: Send + 'static,
{
    let place = &caller.services.work.rich_text;
    Ok(place.run(caller.actor.user, move |_: &Ticket| cleaned(form)).await??)
}

fn cleaned<F: RichForm>(form: F) -> Result<F::Clean, FieldErrors> {
    let mut errors = FieldErrors::new();
    let form = form.clean(&mut |field, text| match text.look() {
        Ok(()) => one(&text),
        Err(heavy) => {
            errors.insert(field, heavy.sentence());
            CleanText::default()
        }
    });
    errors.into_result(|| Some(form))
}

fn one(text: &TypedText) -> CleanText {
    match text {
        TypedText::Text(text) => CleanText::from_text(text),
        TypedText::Html(html) => CleanText::trusted(CLEANER.clean(html.trim()).to_string()),
    }
}

#[cfg(test)]
mod tests {
    use domain::selection::review::MessageForm;

    use super::*;

    fn html(html: &str) -> String {
        one(&TypedText::html(html)).into()
    }

    #[test]
    fn scripts_and_handlers_are_taken_away() {
        let clean = html(
            r#"<p onclick="x()">Isi<script>alert(1)</script> <a href="javascript:x">a</a></p><img src=x onerror=y>"#,
        );
        assert!(!clean.contains("script") && !clean.contains("onclick") && !clean.contains("<img"));
        assert!(clean.contains("Isi"));
    }

    #[test]
    fn text_stays_as_typed() {
        let text = one(&TypedText::from("Lengkapi <nama> & <b>\r\nSkor <7\n\nEmpat"));
        assert_eq!(text.as_str(), "<p>Lengkapi &lt;nama&gt; &amp; &lt;b&gt;<br>Skor &lt;7</p><p>Empat</p>");
        // It comes through the cleaner as it is.
        assert_eq!(html(text.as_str()), text.as_str());
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        let once = html("<div>Baik<br>sekali</div><ul><li>a</li></ul>");
        assert_eq!(html(&once), once);
    }

    #[test]
    fn what_is_too_heavy_is_said_at_its_field() {
        let form = |html: String| MessageForm { text: TypedText::Html(html), files: Vec::new() };
        let complaint = |html| cleaned(form(html)).unwrap_err().get("text").map(str::to_owned).unwrap();
        assert!(complaint("<div>".repeat(200)).contains("terlalu rumit"));
        assert!(complaint("x".repeat(300_001)).contains("terlalu panjang"));
        assert!(cleaned(form("<p>Baik</p>".to_owned())).is_ok());
    }
}
