//! The place of a row in its list, as a part of an address.

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};

use crate::statement::Value;

/// A cursor holds a name at most, each of its bytes as two signs.
const LONGEST: usize = 4096;
/// Whatever is written here is of these.
const YEARS: RangeInclusive<i32> = 1000..=9999;
/// Stands behind the mark of an order. No address escapes it, and no key holds it.
const MARK: char = '~';

/// By what a row is ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Time(DateTime<Utc>),
    Day(NaiveDate),
    Text(String),
}

impl Key {
    /// Microseconds. Nothing for what no row can be ordered by; a database could not even compare with it.
    pub(crate) fn time(text: &str) -> Option<Self> {
        instant(text).map(Self::Time)
    }

    /// The number of a day.
    pub(crate) fn day(text: &str) -> Option<Self> {
        let day = NaiveDate::from_num_days_from_ce_opt(text.parse().ok()?)?;
        YEARS.contains(&day.year()).then_some(Self::Day(day))
    }

    /// Each byte as two hexadecimal digits, so that no sign of the text means anything to an address.
    pub(crate) fn text(text: &str) -> Option<Self> {
        let bytes = text.as_bytes().chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
            u8::from_str_radix(pair, 16).ok()
        });
        let text = String::from_utf8(bytes.collect::<Option<_>>()?).ok()?;
        // PostgreSQL takes no NUL.
        (!text.contains('\0')).then_some(Self::Text(text))
    }

    fn write(&self) -> String {
        match self {
            Self::Time(time) => time.timestamp_micros().to_string(),
            Self::Day(day) => day.num_days_from_ce().to_string(),
            Self::Text(text) => text.bytes().map(|byte| format!("{byte:02x}")).collect(),
        }
    }
}

impl From<Key> for Value {
    fn from(key: Key) -> Self {
        match key {
            Key::Time(time) => time.into(),
            Key::Day(day) => day.into(),
            Key::Text(text) => text.into(),
        }
    }
}

fn instant(text: &str) -> Option<DateTime<Utc>> {
    let instant = DateTime::from_timestamp_micros(text.parse().ok()?)?;
    YEARS.contains(&instant.year()).then_some(instant)
}

/// The place of a row. Pages pass it on as text that means nothing to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// What the list is ordered by.
    pub(crate) key: Key,
    /// And by number where that is equal.
    pub(crate) id: i64,
    /// When whoever pages through the list was on its first page; of lists whose rows move.
    pub(crate) began: Option<DateTime<Utc>>,
}

impl Cursor {
    /// Reads a cursor of the order with this mark, whose keys `read` reads. Nothing for what is too long, is none, or is
    /// of another order.
    pub(crate) fn parse(text: &str, mark: &str, read: fn(&str) -> Option<Key>) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let text = if mark.is_empty() { text } else { text.strip_prefix(mark)?.strip_prefix(MARK)? };
        let mut parts = text.split('.');
        let (key, id, began) = (parts.next()?, parts.next()?, parts.next());
        let began = match began {
            Some(began) => Some(instant(began)?),
            None => None,
        };
        Some(Self { key: read(key)?, id: id.parse().ok()?, began }).filter(|_| parts.next().is_none())
    }

    /// As a part of an address.
    pub(crate) fn write(&self, mark: &str) -> String {
        let mut text = String::new();
        if !mark.is_empty() {
            text.push_str(mark);
            text.push(MARK);
        }
        text.push_str(&self.key.write());
        text.push_str(&format!(".{}", self.id));
        if let Some(began) = self.began {
            text.push_str(&format!(".{}", Key::Time(began).write()));
        }
        text
    }
}

/// Whether a text could be the place of a row in any list.
#[must_use]
pub fn is_place(text: &str) -> bool {
    let (mark, place) = text.split_once(MARK).unwrap_or(("", text));
    let Some((key, id)) = place.split_once('.') else { return false };
    text.len() <= LONGEST
        && mark.bytes().all(|sign| sign.is_ascii_lowercase() || sign == b'_')
        && key.bytes().all(|sign| sign.is_ascii_hexdigit() || sign == b'-')
        && id.split('.').all(|number| number.parse::<i64>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_text(text: &str) -> Option<Cursor> {
        Cursor::parse(text, "", Key::text)
    }

    #[test]
    fn a_text_comes_back_as_it_was() {
        for text in ["", "Ani", "Dr. Éva & söhne/1.2", "%_\\'"] {
            for began in [None, DateTime::from_timestamp_micros(1_470_815_000_000_001)] {
                let cursor = Cursor { key: Key::Text(text.to_owned()), id: 7, began };
                assert!(is_place(&cursor.write("")));
                assert_eq!(of_text(&cursor.write("")), Some(cursor));
            }
        }
        for wrong in ["4.1", "zz.1", "ff.1", "41.x", "41", "00.1", "é.1", "4é.1", "41.1.x", "41.1.1.1"] {
            assert_eq!(of_text(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_no_database_can_compare_with_is_no_place() {
        let time = |text| Cursor::parse(text, "", Key::time);
        for wrong in [
            "-8000000000000000000.1",
            "8000000000000000000.1",
            "9223372036854775807.1",
            "1.1.-8000000000000000000",
        ] {
            assert_eq!(time(wrong), None, "{wrong}");
        }
        let day = |text| Cursor::parse(text, "", Key::day);
        for wrong in ["-735000.1", "2147483647.1", "-2147483648.1", "99999999999.1", "3660000.1"] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
        assert!(time("1470815000000000.1500").is_some());
        assert!(day("735000.1500").is_some());
    }

    #[test]
    fn the_cursor_of_another_order_is_none() {
        let cursor = Cursor { key: Key::Time(DateTime::UNIX_EPOCH), id: 7, began: None };
        assert_eq!(cursor.write("oldest"), "oldest~0.7");
        assert_eq!(Cursor::parse("oldest~0.7", "oldest", Key::time), Some(cursor));
        for (text, mark, read) in [
            ("oldest~0.7", "", Key::time as fn(&str) -> Option<Key>),
            ("0.7", "oldest", Key::time),
            ("oldest~0.7", "old", Key::time),
            ("end~0.7", "oldest", Key::time),
            ("name~41.7", "", Key::text),
            ("~41.7", "", Key::text),
        ] {
            assert_eq!(Cursor::parse(text, mark, read), None, "{text} in {mark}");
        }
    }

    #[test]
    fn no_place_is_longer_than_a_name() {
        let long = |bytes: usize| format!("{}.7", "41".repeat(bytes));
        assert!(of_text(&long(2000)).is_some() && is_place(&long(2000)));
        assert!(of_text(&long(2100)).is_none() && !is_place(&long(2100)));
    }

    #[test]
    fn places_are_told_from_other_texts() {
        for right in
            ["1470815000000000.1500", "4e.7", "-5.7", "1470815000000000.7.1470815000000001", "oldest~1.7"]
        {
            assert!(is_place(right), "{right}");
        }
        for wrong in ["", "x", "zz.1", "1.x", "1", "1..1", "a b~1.7", "OLD~1.7", "old~x.7", "old~old~1.7"] {
            assert!(!is_place(wrong), "{wrong}");
        }
    }
}
