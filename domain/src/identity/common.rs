//! The passwords that everybody thinks of first. On the server only: the browser's validation takes
//! the question as a function, so that the list does not travel.

use std::{collections::HashSet, sync::LazyLock};

static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../data/common-passwords.txt").lines().collect());

/// Whether a password is on the list, in any case.
#[must_use]
pub fn is_common(password: &str) -> bool {
    COMMON.contains(password.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::PASSWORD_MIN;

    #[test]
    fn the_list_is_sorted_and_holds_only_what_would_be_long_enough() {
        let lines: Vec<&str> = include_str!("../../data/common-passwords.txt").lines().collect();
        assert!(lines.len() > 1000);
        assert!(lines.is_sorted() && lines.windows(2).all(|pair| pair[0] != pair[1]));
        for line in lines {
            assert!(line.chars().count() >= PASSWORD_MIN && line == line.to_lowercase(), "{line}");
        }
    }

    #[test]
    fn the_first_ideas_are_known() {
        for password in ["Password1234", "indonesia1945", "Bismillah123", "sijapti2016!", "qwertyuiop123"] {
            assert!(is_common(password), "{password}");
        }
        assert!(!is_common("kuda-terbang-biru-42"));
    }
}
