//! What stands in a list that is taken along as a file.

use std::future::Future;

use app::error::AppError;
use chrono::{DateTime, Utc};
use domain::{activity::Act, identity::Actor};
use serde::de::DeserializeOwned;
use store::Tx;

/// Rows read at a time.
pub const STEP: u32 = 500;

/// A column's head, and its share of a printed page's width.
pub type Head = (&'static str, f32);

/// Rows, whose cells are in the columns' order.
pub type Rows = Vec<Vec<String>>;

/// A filtered list that somebody may see, read from its first row to its last.
pub trait Source: Send + 'static {
    /// The list's filter, as it stands in the address.
    type Filter: DeserializeOwned + Send;

    /// The heading.
    const TITLE: &'static str;
    /// The file's name, before the day.
    const NAME: &'static str;
    /// What the activity log says of whoever takes it along.
    const ACT: Act;

    /// Begins at the first row, whatever page the filter was on.
    ///
    /// # Errors
    /// When this person may not see the list, or the filter cannot be read.
    fn begin(person: &Actor, filter: Self::Filter, now: DateTime<Utc>) -> Result<Self, AppError>
    where
        Self: Sized;

    /// The columns, in order.
    fn columns(&self) -> Vec<Head>;

    /// The filter in words; nothing when there is none.
    fn notes(&self) -> Vec<String>;

    /// The next rows; nothing after the last. Every call of one export has the same transaction.
    fn next(&mut self, tx: &mut Tx) -> impl Future<Output = Result<Option<Rows>, AppError>> + Send;
}

/// `Filter: status Draf; kata kunci “dinas”.` Control signs are no part of a filter, and PostgreSQL keeps no NUL.
pub fn filter_note(parts: impl IntoIterator<Item = (&'static str, String)>) -> Vec<String> {
    let parts: Vec<String> = parts
        .into_iter()
        .map(|(label, value)| (label, value.replace(char::is_control, "")))
        .filter(|(_, value)| !value.is_empty() && value != "“”")
        .map(|(label, value)| format!("{label} {value}"))
        .collect();
    if parts.is_empty() { Vec::new() } else { vec![format!("Filter: {}.", parts.join("; "))] }
}

/// A keyword as a note shows it.
pub fn quoted(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() { String::new() } else { format!("“{text}”") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_set_is_told() {
        assert!(filter_note([("status", String::new()), ("kata kunci", quoted("  "))]).is_empty());
        assert_eq!(
            filter_note([
                ("status", "Draf".to_owned()),
                ("alasan", String::new()),
                ("kata kunci", quoted("dinas"))
            ]),
            ["Filter: status Draf; kata kunci “dinas”."]
        );
        assert!(filter_note([("kata kunci", quoted("\0"))]).is_empty());
        assert_eq!(filter_note([("nomor", "1\u{1b}7".to_owned())]), ["Filter: nomor 17."]);
    }
}
