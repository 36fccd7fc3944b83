//! Numbers and dates as a spreadsheet stores them, read as a person meant them.

use calamine::ExcelDateTime;
use chrono::NaiveDate;
use domain::sheet::Cell;

/// Spreadsheets keep that many digits of a number; the rest of a longer one is lost.
const KEPT: usize = 15;
/// A number that is this short without its 16th and 17th digit is that short number.
const SHORT: usize = 12;
/// The first whole number with more digits than are kept.
const FIRST_INEXACT: f64 = 1e15;
/// The day after 31/12/9999, the last one there is.
const END_OF_DAYS: f64 = 2_958_466.0;

/// A number in decimal digits, if it still has all of them.
pub fn number(value: f64) -> Cell {
    if !value.is_finite() {
        return Cell::Error;
    }
    if value == 0.0 {
        // There is a negative zero, but nobody enters it.
        return Cell::Number("0".to_owned());
    }
    let text = value.to_string();
    if value.abs() >= FIRST_INEXACT {
        // Even when it ends in zeros: 197803152005011002 is stored as 197803152005011000.
        return Cell::Inexact(text);
    }
    if digits(&text) <= KEPT {
        return Cell::Number(text);
    }
    // Calculating leaves dust behind the digits that are shown: 7.3500000000000005.
    match format!("{value:.14e}").parse::<f64>().map(|short| short.to_string()) {
        Ok(short) if digits(&short) <= SHORT => Cell::Number(short),
        _ => Cell::Inexact(text),
    }
}

/// The day of a date; a time without a date becomes text.
pub fn date(value: ExcelDateTime) -> Cell {
    let serial = value.as_f64();
    if value.is_duration() {
        return number(serial);
    }
    if !(0.0..END_OF_DAYS).contains(&serial) {
        // Excel shows only ##### there.
        return Cell::Error;
    }
    let (year, month, day, hour, minute, ..) = value.to_ymd_hms_milli();
    if serial < 1.0 {
        return Cell::Text(format!("{hour:02}:{minute:02}"));
    }
    NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).map_or(Cell::Error, Cell::Date)
}

/// A date written out, as some programs store it: `2016-08-10T00:00:00`.
pub fn iso_date(text: &str) -> Cell {
    let day = text.get(..10).and_then(|day| day.parse().ok());
    day.map_or_else(|| Cell::Text(text.to_owned()), Cell::Date)
}

/// How many digits matter.
fn digits(text: &str) -> usize {
    let count = text.bytes().filter(u8::is_ascii_digit).skip_while(|digit| *digit == b'0').count();
    // Zeros at the end of a whole number only place the point.
    if text.contains('.') { count } else { count - text.bytes().rev().take_while(|b| *b == b'0').count() }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn numbers_are_written_as_entered() {
        let cases = [
            (8.5, "8.5"),
            (12.0, "12"),
            (-0.0, "0"),
            (-3.25, "-3.25"),
            (1e14, "100000000000000"),
            (999_999_999_999_999.0, "999999999999999"),
            (0.000_000_1, "0.0000001"),
            (7.350_000_000_000_000_5, "7.35"),
            (0.1 + 0.2, "0.3"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value), Cell::Number(text.to_owned()));
        }
    }

    #[test]
    fn lost_digits_are_noticed() {
        // As typed, and as Excel has cut it.
        for nip in [197_803_152_005_011_002.0, 197_803_152_005_011_000.0, 198_001_010_000_000_000.0] {
            assert!(matches!(number(nip), Cell::Inexact(text) if text.len() == 18), "{nip}");
        }
        assert!(matches!(number(1e15), Cell::Inexact(_)));
        assert!(matches!(number(1.0 / 3.0), Cell::Inexact(_)));
        assert_eq!(number(f64::NAN), Cell::Error);
        assert_eq!(number(f64::INFINITY), Cell::Error);
    }

    #[test]
    fn days_are_counted_as_excel_does() {
        let read = |serial, kind, is_1904| date(ExcelDateTime::new(serial, kind, is_1904));
        let day = |y, m, d| Cell::Date(NaiveDate::from_ymd_opt(y, m, d).unwrap());
        use ExcelDateTimeType::{DateTime, TimeDelta};
        assert_eq!(read(42_592.0, DateTime, false), day(2016, 8, 10));
        assert_eq!(read(42_592.75, DateTime, false), day(2016, 8, 10));
        assert_eq!(read(41_130.0, DateTime, true), day(2016, 8, 10));
        assert_eq!(read(1.0, DateTime, false), day(1900, 1, 1));
        // 29/02/1900 exists in Excel only.
        assert_eq!(read(60.0, DateTime, false), Cell::Error);
        assert_eq!(read(0.354_166_666_7, DateTime, false), Cell::Text("08:30".to_owned()));
        assert_eq!(read(1.5, TimeDelta, false), Cell::Number("1.5".to_owned()));
        for wrong in [-1.0, 1e9, f64::NAN, f64::INFINITY] {
            assert_eq!(read(wrong, DateTime, false), Cell::Error);
        }
        assert_eq!(iso_date("2016-08-10T00:00:00"), day(2016, 8, 10));
        assert_eq!(iso_date("P1D"), Cell::Text("P1D".to_owned()));
    }
}
