//! Where somebody is sent on to must lie within this site.
//!
//! The one place that decides it, for server and browser: the page to go to after a login, the page that a form
//! names as its own, and whatever else leads on.

/// No page of ours has a longer address.
const LONGEST: usize = 4000;

/// The address, when it is a path of this site, with its query; nothing when a browser might read it as another
/// site's, or as anything else than what stands there.
///
/// Browsers drop tabs and line ends, take `\` for `/` and read what begins with `//` as a host; and what is
/// decoded once too often must not become one of those. So none of them is taken, in whatever disguise.
#[must_use]
pub fn inside(address: &str) -> Option<&str> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let plain = address.len() <= LONGEST && !address.contains(is_odd) && !path.contains(' ');
    (plain && path.starts_with('/') && every_reading(path, is_plain_path)).then_some(address)
}

/// [`inside`], or the Dashboard.
#[must_use]
pub fn inside_or_home(address: &str) -> &str {
    inside(address).unwrap_or("/")
}

/// No sign that is dropped or replaced, no empty part that could begin a host, none that leads upwards.
fn is_plain_path(path: &str) -> bool {
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        if (part.is_empty() && parts.peek().is_some()) || part == "." || part == ".." {
            return false;
        }
    }
    !path.contains(is_odd)
}

fn is_odd(sign: char) -> bool {
    // Controls, also those of Unicode that change the direction of what is read, or take no room.
    sign == '\\'
        || sign.is_control()
        || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether it holds of the text and of whatever it becomes by decoding, again and again.
fn every_reading(text: &str, holds: impl Fn(&str) -> bool) -> bool {
    const DEEPEST: usize = 5;
    let mut reading = text.to_owned();
    for _ in 0..DEEPEST {
        if !holds(&reading) {
            return false;
        }
        match decoded(&reading) {
            Some(next) if next != reading => reading = next,
            Some(_) => return true,
            None => return false,
        }
    }
    // Nobody of ours encodes that often.
    false
}

/// With each `%xx` as the sign it stands for; nothing when that is no text.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digit = |place: usize| after.get(place).and_then(|byte| char::from(*byte).to_digit(16));
        rest = match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
                &after[2..]
            }
            _ => {
                bytes.push(*first);
                after
            }
        };
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::*;

    #[test]
    fn pages_of_this_site() {
        for page in [
            "/",
            "/seleksi",
            "/seleksi/3?koreksi=1",
            "/seleksi?q=dinas&status=process&sesudah=12.5",
            "/log?q=a%5Cb%0Ac&dari=10%2F08%2F2016",
            "/seleksi?q=https://a.example//b",
            "/seleksi/3#pelamar",
            "/profil/",
            "/seleksi?q=dinas sosial",
            "/berkas/100%25",
        ] {
            assert_eq!(inside(page), Some(page));
        }
    }

    #[test]
    fn nothing_that_leads_elsewhere() {
        for elsewhere in [
            "",
            "seleksi",
            "https://evil.example",
            "javascript:alert(1)",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example/x",
            "/\n/evil.example",
            "\t//evil.example",
            " //evil.example",
            "/ /evil.example",
            "/%09/evil.example/x",
            "/%2509/evil.example",
            "/%2f/evil.example",
            "/%2Fevil.example",
            "/%252Fevil.example",
            "/%5Cevil.example",
            "/%5c%5cevil.example",
            "/.//evil.example",
            "/..//evil.example",
            "/%2e%2e//evil.example",
            "/seleksi/..//evil.example",
            "/seleksi//evil.example",
            "/%00",
            "/a\u{7f}b",
            "/a\u{85}b",
            "/\u{202e}b",
            "/%e2%80%ae",
            "/%ff",
            "/%25252525252525252525252f",
            "/seleksi?q=\t",
            "/seleksi?q=\\",
        ] {
            assert_eq!(inside(elsewhere), None, "{elsewhere:?}");
            assert_eq!(inside_or_home(elsewhere), "/");
        }
        assert_eq!(inside(&format!("/{}", "a".repeat(LONGEST))), None);
    }

    proptest! {
        /// As a browser reads it, from whatever page of ours.
        #[test]
        fn what_is_inside_stays_at_our_origin(
            address in "(/|\\\\|%2f|%5c|%09|\t|\n|\\.|%2e|[a-z:@?#%]|evil\\.example|%25){0,12}",
        ) {
            let Some(address) = inside(&address) else { return Ok(()) };
            for page in ["https://sijapti.go.id/", "https://sijapti.go.id/seleksi/3?x=1"] {
                let page = Url::parse(page).unwrap();
                let there = page.join(address).unwrap();
                prop_assert_eq!(there.origin(), page.origin());
                // Nor when it is read once more from its own path.
                let again = page.join(there.path()).unwrap();
                prop_assert_eq!(again.origin(), page.origin());
            }
        }
    }
}
