//! Addresses with a query: a list's filter and place live there, so that the back button works.

use std::fmt::Write as _;

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
            escape(value, &mut address);
            sign = '&';
        }
    }
    address
}

fn escape(text: &str, into: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            into.push(char::from(byte));
        } else {
            _ = write!(into, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::with_query;

    #[test]
    fn blanks_are_left_out_and_signs_are_safe() {
        assert_eq!(with_query("/seleksi", []), "/seleksi");
        assert_eq!(with_query("/seleksi", [("q", " "), ("status", "draft")]), "/seleksi?status=draft");
        assert_eq!(with_query("/a", [("q", "x & y=1"), ("r", "é/")]), "/a?q=x%20%26%20y%3D1&r=%C3%A9%2F");
    }
}
