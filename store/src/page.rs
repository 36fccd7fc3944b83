//! Paging by key, newest first: as fast on the last page as on the first.

use crate::statement::Statement;

/// The place of a row in its list. Pages pass it on as text that means nothing to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// What the list is sorted by.
    pub(crate) key: i64,
    /// And by number where that is equal.
    pub(crate) id: i64,
}

impl Cursor {
    fn parse(text: &str) -> Option<Self> {
        let (key, id) = text.split_once('.')?;
        Some(Self { key: key.parse().ok()?, id: id.parse().ok()? })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.key, self.id)
    }
}

/// Which page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    First,
    /// Older rows than this one.
    After(Cursor),
    /// Newer rows than this one.
    Before(Cursor),
}

impl Page {
    /// Reads the two cursors of an address. One that cannot be read leads to the first page.
    pub(crate) fn of(after: Option<&str>, before: Option<&str>) -> Self {
        match (after.and_then(Cursor::parse), before.and_then(Cursor::parse)) {
            (Some(cursor), _) => Self::After(cursor),
            (None, Some(cursor)) => Self::Before(cursor),
            (None, None) => Self::First,
        }
    }

    pub(crate) const fn cursor(self) -> Option<Cursor> {
        match self {
            Self::First => None,
            Self::After(cursor) | Self::Before(cursor) => Some(cursor),
        }
    }

    /// `<` for older rows, `>` for newer ones.
    pub(crate) const fn comparison(self) -> &'static str {
        if matches!(self, Self::Before(_)) { " > " } else { " < " }
    }

    /// Adds the limit, with one row more to know whether there are more.
    pub(crate) fn limit(statement: &mut Statement, limit: u32) {
        statement.push(" LIMIT ").bind(i64::from(limit) + 1);
    }

    pub(crate) const fn is_backward(self) -> bool {
        matches!(self, Self::Before(_))
    }

    /// Puts fetched rows in order, drops the extra one, and says where to go on.
    pub(crate) fn cut<T>(self, mut rows: Vec<T>, limit: u32, place: impl Fn(&T) -> Cursor) -> Cut<T> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        if self.is_backward() {
            rows.reverse();
        }
        let first = rows.first().map(|row| place(row).to_string());
        let last = rows.last().map(|row| place(row).to_string());
        let (next, previous) = match self {
            Self::First => (last.filter(|_| more), None),
            Self::After(_) => (last.filter(|_| more), first),
            Self::Before(_) => (last, first.filter(|_| more)),
        };
        Cut { rows, next, previous }
    }
}

/// One page.
#[derive(Debug)]
pub(crate) struct Cut<T> {
    pub(crate) rows: Vec<T>,
    pub(crate) next: Option<String>,
    pub(crate) previous: Option<String>,
}
