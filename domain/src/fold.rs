//! How words are compared, searched for and put in order: without regard to case, accents, and which of their many
//! signs somebody's keyboard has for an apostrophe, a quotation mark or a hyphen.
//!
//! The order that people see is that of the folded words, sign by sign as Unicode counts them: digits before letters,
//! a blank before both. It is the same on every database.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// The words as they are compared. Two texts that fold to the same are the same name; the fold of a fold is itself.
#[must_use]
pub fn fold(text: &str) -> String {
    // Before signs are taken apart: a lone accent would leave a blank behind.
    let plain = text.chars().filter(|sign| !is_invisible(*sign)).map(usual);
    let letters = plain
        .nfkd()
        .filter(|sign| !is_combining_mark(*sign))
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|sign| !is_combining_mark(*sign))
        .map(usual)
        .map(|sign| if sign.is_control() { ' ' } else { sign });
    let mut folded = String::with_capacity(text.len());
    for sign in letters {
        if !sign.is_whitespace() {
            folded.push(sign);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// One sign for all that are meant as the same.
const fn usual(sign: char) -> char {
    match sign {
        '`' | '´' | 'ʹ' | 'ʻ'..='ʿ' | 'ˈ' | 'ˊ' | 'ˋ' | '‘'..='‛' | '′' | '‵' | 'ꞌ' | '＇' => {
            '\''
        }
        '“'..='‟' | '″' | '‶' | '«' | '»' | '＂' => '"',
        '‐'..='―' | '−' | '－' => '-',
        _ => sign,
    }
}

/// Signs that nobody sees: soft hyphens, joiners, marks of direction and of byte order.
const fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::fold;

    #[test]
    fn case_accents_and_the_kind_of_apostrophe_hide_no_name() {
        for (stored, wanted) in [
            ("SA'AT", "SA’AT"),
            ("Ma’ruf", "ma'ruf"),
            ("Nur`aini", "Nur'aini"),
            ("Nur´aini", "nurʼaini"),
            ("Éric", "éric"),
            ("ÉRIC", "eric"),
            ("E\u{301}ric", "Éric"),
            ("Ñusa", "ñusa"),
            ("Ñusa", "nusa"),
            ("kota banjar", "KOTA  BANJAR "),
            ("Kota\u{a0}Banjar", "kota\tbanjar"),
            ("Kota\u{200b} Banjar", "kota banjar"),
            ("“Kementerian”", "\"kementerian\""),
            ("Toli–Toli", "toli-toli"),
            ("ＫＯＴＡ", "kota"),
            ("İstanbul", "istanbul"),
        ] {
            assert_eq!(fold(stored), fold(wanted), "{stored} {wanted}");
        }
    }

    #[test]
    fn other_names_stay_others() {
        for (one, other) in
            [("Kab. Toli-Toli", "Kab Tolitoli"), ("Kota Banjar", "Kota Banjarbaru"), ("A", "B")]
        {
            assert_ne!(fold(one), fold(other));
        }
    }

    #[test]
    fn the_order_is_that_of_people() {
        let mut names = ["Sukarno", "Éric", "kota banjar", "Ñusa", "Kota Banjarbaru", "Ani", "2 Mei"];
        names.sort_by_key(|name| fold(name));
        assert_eq!(names, ["2 Mei", "Ani", "Éric", "kota banjar", "Kota Banjarbaru", "Ñusa", "Sukarno"]);
    }

    proptest! {
        #[test]
        fn the_fold_of_a_fold_is_itself(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn composed_and_decomposed_are_the_same(text in "[a-zA-ZÀ-ſ '’]{0,40}") {
            use unicode_normalization::UnicodeNormalization as _;
            let (composed, parted): (String, String) = (text.nfc().collect(), text.nfd().collect());
            prop_assert_eq!(fold(&composed), fold(&parted));
        }
    }
}
