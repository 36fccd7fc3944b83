//! Dates as people write and read them. Days are counted in Western Indonesian Time (WIB), wherever somebody is.

use chrono::{DateTime, Datelike, FixedOffset, Months, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use serde::{Deserialize, Serialize};

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

const OFFSETS: [FixedOffset; 3] = [offset(Zone::Wib), offset(Zone::Wita), offset(Zone::Wit)];

const fn offset(zone: Zone) -> FixedOffset {
    match FixedOffset::east_opt(zone.hours() * 3600) {
        Some(offset) => offset,
        None => panic!("these hours are valid offsets"),
    }
}

/// Indonesia's three time zones; none has a summer time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Zone {
    /// Waktu Indonesia Barat, which decides.
    #[default]
    Wib,
    /// Waktu Indonesia Tengah.
    Wita,
    /// Waktu Indonesia Timur.
    Wit,
}

impl Zone {
    /// The zone of a province, by its code (Keputusan Presiden 41/1987); WIB when it is unknown or empty.
    #[must_use]
    pub fn of_province(code: &str) -> Self {
        match code {
            // Bali and Nusa Tenggara, Kalimantan without the west and the middle, Sulawesi.
            "51" | "52" | "53" | "63" | "64" | "65" | "71" | "72" | "73" | "74" | "75" | "76" => Self::Wita,
            // Maluku and Papua.
            "81" | "82" | "91" | "92" | "93" | "94" | "95" | "96" => Self::Wit,
            _ => Self::Wib,
        }
    }

    /// How people write it: `WIB`.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Wib => "WIB",
            Self::Wita => "WITA",
            Self::Wit => "WIT",
        }
    }

    /// Hours ahead of UTC. The one place where they stand, but for the SQL of migrations.
    const fn hours(self) -> i32 {
        match self {
            Self::Wib => 7,
            Self::Wita => 8,
            Self::Wit => 9,
        }
    }

    fn at(self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        at.with_timezone(match self {
            Self::Wib => &OFFSETS[0],
            Self::Wita => &OFFSETS[1],
            Self::Wit => &OFFSETS[2],
        })
    }
}

/// The calendar day in Jakarta at an instant.
#[must_use]
pub fn jakarta_day(at: DateTime<Utc>) -> NaiveDate {
    Zone::Wib.at(at).date_naive()
}

/// The instant at which a day begins in Jakarta; nothing at the end of time.
#[must_use]
pub fn jakarta_begin(day: NaiveDate) -> Option<DateTime<Utc>> {
    day.and_time(NaiveTime::MIN).and_utc().checked_sub_signed(TimeDelta::hours(Zone::Wib.hours().into()))
}

/// Why a day is not taken that has not come yet: which day it is, and where.
#[must_use]
pub fn not_yet(label: &str, today: NaiveDate) -> String {
    format!("{label} tidak boleh setelah hari ini; hari ini menurut WIB {}.", short_date(today))
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
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

/// `10/08/2016 pukul 15.02 WIB`.
#[must_use]
pub fn short_moment(at: DateTime<Utc>) -> String {
    format!("{} pukul {} {}", short_date(jakarta_day(at)), time(at, Zone::Wib), Zone::Wib.label())
}

/// `Rabu, 10 Agustus 2016 pukul 15.02 WIB`.
#[must_use]
pub fn moment(at: DateTime<Utc>) -> String {
    in_zone(at, Zone::Wib)
}

/// [`moment`], and beside it the reader's own time where it differs: `… pukul 21.29 WIB (23.29 WIT)`.
#[must_use]
pub fn moment_for(at: DateTime<Utc>, zone: Zone) -> String {
    let own = zone.at(at);
    if zone == Zone::Wib {
        return moment(at);
    }
    if own.date_naive() == jakarta_day(at) {
        return format!("{} ({} {})", moment(at), clock(own), zone.label());
    }
    format!("{} ({})", moment(at), in_zone(at, zone))
}

fn in_zone(at: DateTime<Utc>, zone: Zone) -> String {
    let local = zone.at(at);
    format!("{} pukul {} {}", long_date(local.date_naive()), clock(local), zone.label())
}

/// `15.02` in a zone.
#[must_use]
pub fn time(at: DateTime<Utc>, zone: Zone) -> String {
    clock(zone.at(at))
}

/// `15.02`. By hand: the formats of `chrono` are a part of the browser's bundle that nothing else needs.
fn clock(time: impl Timelike) -> String {
    format!("{:02}.{:02}", time.hour(), time.minute())
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
    fn a_day_begins_in_jakarta_where_the_one_before_ends() {
        let begin = jakarta_begin(day(2016, 8, 11)).unwrap();
        assert_eq!(begin.to_rfc3339(), "2016-08-10T17:00:00+00:00");
        assert_eq!(jakarta_day(begin), day(2016, 8, 11));
        assert_eq!(jakarta_day(begin - TimeDelta::microseconds(1)), day(2016, 8, 10));
    }

    #[test]
    fn each_province_has_its_zone() {
        let of = |zone| {
            crate::region::provinces()
                .iter()
                .filter(|province| Zone::of_province(&province.code) == zone)
                .map(|province| province.code.as_str())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(of(Zone::Wib), "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62");
        assert_eq!(of(Zone::Wita), "51 52 53 63 64 65 71 72 73 74 75 76");
        assert_eq!(of(Zone::Wit), "81 82 91 92 93 94 95 96");
        assert_eq!(Zone::of_province(""), Zone::Wib);
    }

    #[test]
    fn ones_own_time_stands_beside_wib_with_its_day_where_that_differs() {
        let at: DateTime<Utc> = "2026-12-31T14:29:00Z".parse().unwrap();
        assert_eq!(moment_for(at, Zone::Wib), "Kamis, 31 Desember 2026 pukul 21.29 WIB");
        assert_eq!(moment_for(at, Zone::Wita), "Kamis, 31 Desember 2026 pukul 21.29 WIB (22.29 WITA)");
        assert_eq!(moment_for(at, Zone::Wit), "Kamis, 31 Desember 2026 pukul 21.29 WIB (23.29 WIT)");
        let later: DateTime<Utc> = "2026-12-31T15:30:00Z".parse().unwrap();
        assert_eq!(
            moment_for(later, Zone::Wit),
            "Kamis, 31 Desember 2026 pukul 22.30 WIB (Jumat, 1 Januari 2027 pukul 00.30 WIT)"
        );
    }

    #[test]
    fn a_day_to_come_is_refused_with_the_day_it_is_and_where() {
        assert_eq!(
            not_yet("Tanggal", day(2026, 12, 31)),
            "Tanggal tidak boleh setelah hari ini; hari ini menurut WIB 31/12/2026."
        );
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
