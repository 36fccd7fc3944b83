//! Paging by key: as fast on the last page as on the first.

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};

use crate::statement::Statement;

/// Whatever is written here is of these.
const YEARS: RangeInclusive<i32> = 1000..=9999;

/// What a list is sorted by first, as a part of an address.
pub(crate) trait Key: Sized {
    /// Nothing for what no row can be sorted by; a database could not even compare with it.
    fn read(text: &str) -> Option<Self>;
    fn write(&self) -> String;
}

/// As microseconds.
impl Key for DateTime<Utc> {
    fn read(text: &str) -> Option<Self> {
        let instant = Self::from_timestamp_micros(text.parse().ok()?)?;
        YEARS.contains(&instant.year()).then_some(instant)
    }

    fn write(&self) -> String {
        self.timestamp_micros().to_string()
    }
}

/// As the number of the day.
impl Key for NaiveDate {
    fn read(text: &str) -> Option<Self> {
        let day = Self::from_num_days_from_ce_opt(text.parse().ok()?)?;
        YEARS.contains(&day.year()).then_some(day)
    }

    fn write(&self) -> String {
        self.num_days_from_ce().to_string()
    }
}

/// Each byte as two hexadecimal digits, so that no sign of the text means anything to an address.
impl Key for String {
    fn read(text: &str) -> Option<Self> {
        let bytes = text.as_bytes().chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
            u8::from_str_radix(pair, 16).ok()
        });
        // PostgreSQL takes no NUL.
        Self::from_utf8(bytes.collect::<Option<_>>()?).ok().filter(|text| !text.contains('\0'))
    }

    fn write(&self) -> String {
        self.bytes().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The place of a row in its list. Pages pass it on as text that means nothing to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cursor<K = DateTime<Utc>> {
    /// What the list is sorted by.
    pub(crate) key: K,
    /// And by number where that is equal.
    pub(crate) id: i64,
    /// When whoever pages through the list was on its first page; of lists whose rows move.
    pub(crate) began: Option<DateTime<Utc>>,
}

impl<K: Key> Cursor<K> {
    pub(crate) const fn new(key: K, id: i64) -> Self {
        Self { key, id, began: None }
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (key, id, began) = (parts.next()?, parts.next()?, parts.next());
        let began = match began {
            Some(began) => Some(Key::read(began)?),
            None => None,
        };
        Some(Self { key: K::read(key)?, id: id.parse().ok()?, began }).filter(|_| parts.next().is_none())
    }
}

impl<K: Key> std::fmt::Display for Cursor<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.key.write(), self.id)?;
        self.began.map_or(Ok(()), |began| write!(f, ".{}", began.write()))
    }
}

/// Which page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page<K = DateTime<Utc>> {
    First,
    /// Rows further down than this one.
    After(Cursor<K>),
    /// Rows further up than this one.
    Before(Cursor<K>),
}

impl Page {
    /// Adds the limit, with one row more to know whether there are more.
    pub(crate) fn limit(statement: &mut Statement, limit: u32) {
        statement.push(" LIMIT ").bind(i64::from(limit) + 1);
    }
}

impl<K: Key> Page<K> {
    /// Reads the two cursors of an address. One that cannot be read leads to the first page.
    pub(crate) fn of(after: Option<&str>, before: Option<&str>) -> Self {
        match (after.and_then(Cursor::parse), before.and_then(Cursor::parse)) {
            (Some(cursor), _) => Self::After(cursor),
            (None, Some(cursor)) => Self::Before(cursor),
            (None, None) => Self::First,
        }
    }

    pub(crate) const fn cursor(&self) -> Option<&Cursor<K>> {
        match self {
            Self::First => None,
            Self::After(cursor) | Self::Before(cursor) => Some(cursor),
        }
    }

    /// In a list that is newest first: `<` for older rows, `>` for newer ones.
    pub(crate) const fn comparison(&self) -> &'static str {
        if self.is_backward() { " > " } else { " < " }
    }

    /// In a list that is sorted from A to Z: `>` for later rows, `<` for earlier ones.
    pub(crate) const fn ascending(&self) -> &'static str {
        if self.is_backward() { " < " } else { " > " }
    }

    pub(crate) const fn is_backward(&self) -> bool {
        matches!(self, Self::Before(_))
    }

    /// Puts fetched rows in order, drops the extra one, and says where to go on.
    pub(crate) fn cut<T>(&self, mut rows: Vec<T>, limit: u32, place: impl Fn(&T) -> Cursor<K>) -> Cut<T> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_back_as_it_was() {
        for text in ["", "Ani", "Dr. Éva & söhne/1.2", "%_\\'"] {
            let cursor = Cursor::new(text.to_owned(), 7);
            assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor.clone()));
            let cursor = Cursor { began: DateTime::from_timestamp_micros(1_470_815_000_000_001), ..cursor };
            assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        }
        for wrong in ["4.1", "zz.1", "ff.1", "41.x", "41", "00.1", "é.1", "4é.1", "41.1.x", "41.1.1.1"] {
            assert_eq!(Cursor::<String>::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_no_database_can_compare_with_is_no_place() {
        for wrong in [
            "-8000000000000000000.1",
            "8000000000000000000.1",
            "9223372036854775807.1",
            "1.1.-8000000000000000000",
        ] {
            assert_eq!(Cursor::<DateTime<Utc>>::parse(wrong), None, "{wrong}");
        }
        for wrong in ["-735000.1", "2147483647.1", "-2147483648.1", "99999999999.1", "3660000.1"] {
            assert_eq!(Cursor::<NaiveDate>::parse(wrong), None, "{wrong}");
        }
        assert!(Cursor::<DateTime<Utc>>::parse("1470815000000000.1500").is_some());
        assert!(Cursor::<NaiveDate>::parse("735000.1500").is_some());
    }
}
