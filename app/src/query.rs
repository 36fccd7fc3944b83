//! Addresses with a query: a list's filter and place live there, so that the back button works.

use leptos::prelude::*;
use leptos_router::hooks::use_url;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stands behind the `?` of an address, decoded once. The router's own map decodes twice: `%2541`, which means
/// `%41`, would become `A` there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads a query; nothing in it is unreadable.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let pairs = text.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        });
        Self(pairs.collect())
    }

    /// All names with what stands under them, but for one name.
    pub fn without<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a (String, String)> {
        self.0.iter().filter(move |(known, _)| known != name)
    }

    /// What stands under a name; the last, if it is there more than once.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }
}

/// The query of the page's address. Reactive.
#[must_use]
pub fn use_query() -> Memo<Query> {
    let url = use_url();
    Memo::new(move |_| url.with(|url| Query::read(url.search())))
}

/// Signs that nobody can type are left out; bytes that are no text become the sign for that.
fn decode(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_decode_str(&text).decode_utf8_lossy().chars().filter(|sign| !sign.is_control()).collect()
}

/// All but letters, figures and `-_.~`.
const ESCAPED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// `path` with the pairs that hold something.
#[must_use]
pub fn with_query<'a>(path: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut address = path.to_owned();
    let mut sign = '?';
    for (name, value) in pairs {
        if !value.trim().is_empty() {
            address.push(sign);
            address.push_str(name);
            address.push('=');
            address.extend(utf8_percent_encode(value, &ESCAPED));
            sign = '&';
        }
    }
    address
}

/// An address with a query that was written before.
#[must_use]
pub fn with_query_text(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_left_out_and_signs_are_safe() {
        assert_eq!(with_query("/seleksi", []), "/seleksi");
        assert_eq!(with_query("/seleksi", [("q", " "), ("status", "draft")]), "/seleksi?status=draft");
        assert_eq!(with_query("/a", [("q", "x & y=1"), ("r", "é/")]), "/a?q=x%20%26%20y%3D1&r=%C3%A9%2F");
    }

    #[test]
    fn a_query_is_decoded_once() {
        let query = Query::read("?q=%2541&r=a+b%20c&s=%41&q2=%C3%89ric&n=a%00b&x=%zz%4&y&q2=%ff");
        let get = |name: &str| query.get(name).unwrap_or_default();
        assert_eq!((get("q"), get("r"), get("s")), ("%41".into(), "a b c".into(), "A".into()));
        assert_eq!((get("n"), get("x"), get("y")), ("ab".into(), "%zz%4".into(), String::new()));
        assert_eq!(get("q2"), "\u{fffd}");
        assert_eq!(query.get("z"), None);
        let text = "%00 %41 Éric & söhne = 1+1";
        let address = with_query("", [("q", text)]);
        assert_eq!(Query::read(&address).get("q").as_deref(), Some(text));
    }
}
