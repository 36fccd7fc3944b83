//! Dates as people in Jakarta write and read them.

use chrono::{DateTime, Datelike, FixedOffset, Months, NaiveDate, Utc};

const DAYS: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

/// Western Indonesian Time, UTC+7 the whole year.
const JAKARTA: FixedOffset = match FixedOffset::east_opt(7 * 3600) {
    Some(offset) => offset,
    None => panic!("seven hours is a valid offset"),
};

/// The calendar day in Jakarta at an instant.
#[must_use]
pub fn jakarta_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&JAKARTA).date_naive()
}

/// `Rabu, 10 Agustus 2016`.
#[must_use]
pub fn long_date(day: NaiveDate) -> String {
    format!("{}, {}", DAYS[day.weekday().num_days_from_monday() as usize], date(day))
}

/// `10 Agustus 2016`.
#[must_use]
pub fn date(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year())
}

/// `Agustus 2016`.
#[must_use]
pub fn month(day: NaiveDate) -> String {
    format!("{} {}", MONTHS[day.month0() as usize], day.year())
}

/// `10/08/2016`.
#[must_use]
pub fn short_date(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// `Rabu, 10 Agustus 2016 pukul 15.02 WIB`.
#[must_use]
pub fn moment(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&JAKARTA);
    format!("{} pukul {} WIB", long_date(local.date_naive()), local.format("%H.%M"))
}

/// Reads a date picker's `2016-08-10` or a typed `10/08/2016`.
///
/// # Errors
/// A sentence that says which form is expected.
pub fn parse_date(label: &str, text: &str) -> Result<NaiveDate, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(format!("{label} wajib diisi."));
    }
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(text, "%d/%m/%Y"))
        .map_err(|_| format!("{label} harus berupa tanggal, misalnya 21/09/2026."))?;
    if (1945..=2200).contains(&day.year()) {
        Ok(day)
    } else {
        Err(format!("{label}: tahun {} tidak masuk akal.", day.year()))
    }
}

/// A span in the calendar's own units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Whole years.
    pub years: u32,
    /// Whole months beyond the years.
    pub months: u32,
    /// Days beyond the months.
    pub days: u32,
}

impl std::fmt::Display for Span {
    /// `0 Tahun, 0 Bulan, 9 Hari` (Gambar 19).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} Tahun, {} Bulan, {} Hari", self.years, self.months, self.days)
    }
}

/// Time in office from `start` to `today` by the calendar; nothing when it has not begun.
#[must_use]
pub fn time_in_office(start: NaiveDate, today: NaiveDate) -> Span {
    let mut total = 0;
    while start.checked_add_months(Months::new(total + 1)).is_some_and(|day| day <= today) {
        total += 1;
    }
    let reached = start.checked_add_months(Months::new(total)).unwrap_or(start);
    let days = u32::try_from((today - reached).num_days()).unwrap_or(0);
    Span { years: total / 12, months: total % 12, days }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn dates_as_in_the_figures() {
        assert_eq!(long_date(day(2016, 8, 10)), "Rabu, 10 Agustus 2016");
        assert_eq!(short_date(day(2016, 8, 1)), "01/08/2016");
    }

    #[test]
    fn jakarta_is_ahead_of_utc() {
        let late: DateTime<Utc> = "2016-08-10T17:30:00Z".parse().unwrap();
        assert_eq!(jakarta_day(late), day(2016, 8, 11));
        assert_eq!(moment(late), "Kamis, 11 Agustus 2016 pukul 00.30 WIB");
    }

    #[test]
    fn both_ways_of_writing_a_date() {
        assert_eq!(parse_date("Tanggal", "21/09/2012"), Ok(day(2012, 9, 21)));
        assert_eq!(parse_date("Tanggal", "2012-09-21"), Ok(day(2012, 9, 21)));
        assert!(parse_date("Tanggal", "31/02/2012").is_err());
        assert!(parse_date("Tanggal", "besok").is_err());
        assert!(parse_date("Tanggal", "0012-09-21").is_err());
    }

    #[test]
    fn time_in_office_counts_by_the_calendar() {
        assert_eq!(time_in_office(day(2016, 8, 1), day(2016, 8, 10)).to_string(), "0 Tahun, 0 Bulan, 9 Hari");
        assert_eq!(
            time_in_office(day(2020, 2, 29), day(2021, 2, 28)).to_string(),
            "1 Tahun, 0 Bulan, 0 Hari"
        );
        assert_eq!(time_in_office(day(2020, 1, 31), day(2020, 3, 1)).to_string(), "0 Tahun, 1 Bulan, 1 Hari");
        assert_eq!(time_in_office(day(2030, 1, 1), day(2020, 1, 1)).to_string(), "0 Tahun, 0 Bulan, 0 Hari");
    }
}
