//! What stands in a list that is taken along as a file.

use std::future::Future;

use app::{
    api::{filter::check_places, list::Filter},
    error::AppError,
};
use chrono::{DateTime, Utc};
use domain::{activity::Act, identity::Actor};
use store::{
    Tx,
    list::{ListQuery, Whole},
};

/// Rows read at a time.
const STEP: u32 = 500;

/// A column: its head, its share of a printed page's width, and what stands in it.
pub struct Column<R> {
    pub head: &'static str,
    pub share: f32,
    pub cell: fn(&R) -> String,
}

/// A column.
pub const fn column<R>(head: &'static str, share: f32, cell: fn(&R) -> String) -> Column<R> {
    Column { head, share, cell }
}

/// Rows, whose cells are in the columns' order.
pub type Rows = Vec<Vec<String>>;

/// A list that somebody takes along: its query and its columns.
pub trait Source: 'static {
    /// The list's filter, as it stands in the address.
    type Filter: Filter;
    /// What it asks the database.
    type Query: ListQuery;
    /// A row as the columns read it.
    type Row: Send + 'static;

    /// The heading.
    const TITLE: &'static str;
    /// The file's name, before the day.
    const NAME: &'static str;
    /// What the activity log says of whoever takes it along.
    const ACT: Act;

    /// Whether this person sees the list.
    ///
    /// # Errors
    /// When they may not.
    fn may(person: &Actor) -> Result<(), AppError>;

    /// What the page of the list asks.
    ///
    /// # Errors
    /// When the filter cannot be read.
    fn query(filter: &Self::Filter, person: &Actor, now: DateTime<Utc>) -> Result<Self::Query, AppError>;

    /// The columns, in order.
    fn columns(person: &Actor) -> Vec<Column<Self::Row>>;

    /// The filter in words: labels, with what stands under them; of a list without a filter, nothing.
    fn note(_filter: &Self::Filter) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// What the columns read of rows that were found.
    fn rows(
        tx: &mut Tx,
        found: Vec<<Self::Query as ListQuery>::Row>,
        now: DateTime<Utc>,
    ) -> impl Future<Output = Result<Vec<Self::Row>, AppError>> + Send;
}

/// A filtered list that somebody may see, read from its first row to its last.
pub struct Reading<S: Source> {
    whole: Whole<S::Query>,
    columns: Vec<Column<S::Row>>,
    notes: Vec<String>,
    now: DateTime<Utc>,
}

impl<S: Source> Reading<S> {
    /// Begins at the first row, whatever page the filter was on.
    ///
    /// # Errors
    /// When this person may not see the list, or the filter cannot be read.
    pub fn begin(person: &Actor, filter: &S::Filter, now: DateTime<Utc>) -> Result<Self, AppError> {
        S::may(person)?;
        check_places(filter)?;
        let whole = Whole::new(S::query(filter, person, now)?, STEP);
        Ok(Self { whole, columns: S::columns(person), notes: filter_note(S::note(filter)), now })
    }

    /// The heads of the columns, each with its share of a page's width.
    pub fn heads(&self) -> impl Iterator<Item = (&'static str, f32)> {
        self.columns.iter().map(|column| (column.head, column.share))
    }

    /// The filter in words; nothing when there is none.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The next rows; nothing after the last. Every call of one export has the same transaction.
    pub async fn next(&mut self, tx: &mut Tx) -> Result<Option<Rows>, AppError> {
        let found = self.whole.next(tx).await?;
        if found.is_empty() {
            return Ok(None);
        }
        let rows = S::rows(tx, found, self.now).await?;
        let cells =
            |row: &S::Row| -> Vec<String> { self.columns.iter().map(|column| (column.cell)(row)).collect() };
        Ok(Some(rows.iter().map(cells).collect()))
    }
}

/// `Filter: status Draf; kata kunci “dinas”.` Control signs are no part of a filter, and PostgreSQL keeps no NUL.
fn filter_note(parts: impl IntoIterator<Item = (&'static str, String)>) -> Vec<String> {
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
