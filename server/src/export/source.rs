//! What stands in a list that is taken along as a file.

use std::future::Future;

use app::{
    api::{filter::check_places, list::Filter},
    error::AppError,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{activity::Act, calendar::short_date, identity::Actor};
use store::{
    Tx,
    list::{ListQuery, Whole},
};

/// Rows read at a time.
const STEP: u32 = 500;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A number of many digits that is no amount, as a NIP: it is never parted, and never computed with.
    Digits,
    /// A day.
    Day,
    /// An amount.
    Number,
}

/// A column: its head, its share of a printed page's width, and what stands in it.
pub struct Column<R> {
    pub head: &'static str,
    pub share: f32,
    pub kind: Kind,
    read: Read<R>,
}

enum Read<R> {
    Text(fn(&R) -> String),
    Day(fn(&R) -> Option<NaiveDate>),
    Number(fn(&R) -> Option<u32>),
}

impl<R> Column<R> {
    fn cell(&self, row: &R) -> Cell {
        match self.read {
            Read::Text(read) => Cell::Text(read(row)),
            Read::Day(read) => read(row).map_or_else(Cell::default, Cell::Day),
            Read::Number(read) => read(row).map_or_else(Cell::default, Cell::Number),
        }
    }
}

/// A column of words.
pub const fn column<R>(head: &'static str, share: f32, read: fn(&R) -> String) -> Column<R> {
    Column { head, share, kind: Kind::Text, read: Read::Text(read) }
}

/// A column of NIP.
pub const fn digits<R>(head: &'static str, share: f32, read: fn(&R) -> String) -> Column<R> {
    Column { head, share, kind: Kind::Digits, read: Read::Text(read) }
}

/// A column of days.
pub const fn day<R>(head: &'static str, share: f32, read: fn(&R) -> Option<NaiveDate>) -> Column<R> {
    Column { head, share, kind: Kind::Day, read: Read::Day(read) }
}

/// A column of amounts.
pub const fn number<R>(head: &'static str, share: f32, read: fn(&R) -> Option<u32>) -> Column<R> {
    Column { head, share, kind: Kind::Number, read: Read::Number(read) }
}

/// What stands in a row under a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    Day(NaiveDate),
    Number(u32),
}

impl Default for Cell {
    /// Nothing.
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Cell {
    /// As it is written where all is text.
    pub fn text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Day(day) => short_date(day),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// Rows, whose cells are in the columns' order.
pub type Rows = Vec<Vec<Cell>>;

/// The head of a column, with what stands below it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Head {
    pub text: &'static str,
    pub share: f32,
    pub kind: Kind,
}

/// A filter in words: labels, with what stands under them.
pub type Note = Vec<(&'static str, String)>;

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

    /// The filter in words, with the names of what it asks for by number; of a list without a filter, nothing.
    fn note(
        _tx: &mut Tx,
        _person: &Actor,
        _filter: &Self::Filter,
    ) -> impl Future<Output = Result<Note, AppError>> + Send {
        async { Ok(Note::new()) }
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
    note: String,
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
        Ok(Self { whole, columns: S::columns(person), note: String::new(), now })
    }

    /// Puts the filter into words.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_into_words(
        &mut self,
        tx: &mut Tx,
        person: &Actor,
        filter: &S::Filter,
    ) -> Result<(), AppError> {
        self.note = filter_note(S::note(tx, person, filter).await?);
        Ok(())
    }

    /// The heads of the columns.
    pub fn heads(&self) -> impl Iterator<Item = Head> {
        self.columns.iter().map(|column| Head { text: column.head, share: column.share, kind: column.kind })
    }

    /// The filter in words; empty when there is none.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// The next rows; nothing after the last. Every call of one export has the same transaction.
    pub async fn next(&mut self, tx: &mut Tx) -> Result<Option<Rows>, AppError> {
        let found = self.whole.next(tx).await?;
        if found.is_empty() {
            return Ok(None);
        }
        let rows = S::rows(tx, found, self.now).await?;
        let cells =
            |row: &S::Row| -> Vec<Cell> { self.columns.iter().map(|column| column.cell(row)).collect() };
        Ok(Some(rows.iter().map(cells).collect()))
    }
}

/// `status Draf; kata kunci “dinas”`. Control signs are no part of a filter, and PostgreSQL keeps no NUL.
fn filter_note(parts: impl IntoIterator<Item = (&'static str, String)>) -> String {
    let parts: Vec<String> = parts
        .into_iter()
        .map(|(label, value)| (label, value.replace(char::is_control, "")))
        .filter(|(_, value)| !value.is_empty() && value != "“”")
        .map(|(label, value)| format!("{label} {value}"))
        .collect();
    parts.join("; ")
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
            "status Draf; kata kunci “dinas”"
        );
        assert!(filter_note([("kata kunci", quoted("\0"))]).is_empty());
        assert_eq!(filter_note([("nomor", "1\u{1b}7".to_owned())]), "nomor 17");
    }
}
