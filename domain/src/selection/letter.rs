//! No. Surat Pengantar: whether two plans came with the same letter.

/// Whether two numbers are the same letter's: blanks and capitals make no difference. No number is nobody's.
#[must_use]
pub fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (signs(one), signs(other));
    !one.is_empty() && one == other
}

fn signs(number: &str) -> String {
    number.chars().filter(|sign| !sign.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::is_same;

    #[test]
    fn blanks_and_capitals_make_no_difference() {
        for other in ["800/9/BKD", " 800/9/bkd", "800 / 9 / Bkd\t", "800/9/BKD\u{a0}"] {
            assert!(is_same("800/9/BKD", other), "{other:?}");
        }
        for other in ["800/9/BKN", "800/99/BKD", "8009BKD", ""] {
            assert!(!is_same("800/9/BKD", other), "{other:?}");
        }
        assert!(!is_same("", " "));
    }

    proptest! {
        #[test]
        fn it_holds_both_ways(one in "[0-9a-cA-C/ ]{0,8}", other in "[0-9a-cA-C/ ]{0,8}") {
            prop_assert_eq!(is_same(&one, &other), is_same(&other, &one));
            prop_assert_eq!(is_same(&one, &one), !one.trim().is_empty());
        }
    }
}
