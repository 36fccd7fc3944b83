//! Views of a list that somebody saves for themselves: a filter with a name.

use serde::{Deserialize, Serialize};

use crate::{
    bounds,
    field::{Checker, FieldErrors},
};

/// The most that one person has of a list.
pub const MOST: usize = 10;
/// The longest name: it stands among others above the list.
pub const NAME: usize = 40;

/// A filter with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// What its owner calls it.
    pub name: String,
    /// What stands behind the `?` of the list's address.
    pub query: String,
}

/// The form of a view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedViewForm {
    /// Nama tampilan.
    pub name: String,
    /// The list's query as it stands.
    pub query: String,
}

impl SavedViewForm {
    /// # Errors
    /// A sentence at `name`, or at `query` when the filter is longer than any list's.
    pub fn validate(&self) -> Result<SavedView, FieldErrors> {
        let mut check = Checker::new();
        let name = check.required("name", "Nama tampilan", &self.name, NAME);
        let query = check.optional("query", "Filter", &self.query, bounds::REASON);
        check.finish(|| Some(SavedView { name: name?, query: query? }))
    }
}

/// Whether there is room for a view among those that somebody has; one of the same name takes its place.
///
/// # Errors
/// At `name`, when there is none.
pub fn check_room(known: &[SavedView], new: &SavedView) -> Result<(), FieldErrors> {
    if known.len() < MOST || known.iter().any(|one| one.name == new.name) {
        return Ok(());
    }
    Err(FieldErrors::of("name", format!("Paling banyak {MOST} tampilan. Hapus salah satunya dahulu.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_for_so_many_and_for_one_of_a_known_name() {
        let view = |number: usize| SavedView { name: format!("Tampilan {number}"), query: String::new() };
        let known: Vec<_> = (0..MOST).map(view).collect();
        assert!(check_room(&known[1..], &view(MOST)).is_ok());
        assert!(check_room(&known, &view(0)).is_ok());
        assert!(check_room(&known, &view(MOST)).unwrap_err().get("name").is_some());
    }

    #[test]
    fn a_view_has_a_short_name() {
        let form = |name: &str| SavedViewForm { name: name.into(), query: "tab=saya".into() };
        let view = form("  Reviu saya ").validate().unwrap();
        assert_eq!((view.name.as_str(), view.query.as_str()), ("Reviu saya", "tab=saya"));
        for name in ["", " ", &"a".repeat(NAME + 1)] {
            assert!(form(name).validate().unwrap_err().get("name").is_some(), "{name:?}");
        }
        let long = SavedViewForm { name: "a".into(), query: "q".repeat(bounds::REASON + 1) };
        assert!(long.validate().unwrap_err().get("query").is_some());
    }
}
