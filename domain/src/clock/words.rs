//! A clock in words: one line, and behind it each day.

use chrono::{Datelike, NaiveDate};

use super::{ClockStatus, DayReason, DayRun, Due, Reckoning, Stand};
use crate::{
    calendar::{date, jakarta_day, long_date},
    holiday::HolidayKind,
};

impl Due {
    /// `Jumat, 14 Agustus 2026`, `menunggu SKB 2028`
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::On(day) => long_date(day),
            Self::AwaitsList(year) => format!("menunggu SKB {year}"),
        }
    }
}

impl Reckoning {
    /// The clock in one line: `Berjalan, sisa 3 hari kerja; tenggat Jumat, 14 Agustus 2026`.
    #[must_use]
    pub fn line(&self) -> String {
        let days = |count: Option<u32>, before: &str| {
            count.map_or_else(String::new, |count| format!("{before}{count} hari kerja"))
        };
        let late = self.late().filter(|late| *late > 0);
        let due = self.due.map_or_else(String::new, |due| format!("; tenggat {}", due.text()));
        match self.status() {
            ClockStatus::Running if self.is_due_today() => "Berjalan, jatuh tempo hari ini".to_owned(),
            ClockStatus::Running => format!("Berjalan{}{due}", days(self.left(), ", sisa ")),
            ClockStatus::Late => format!("Terlambat{}{due}", days(late, " ")),
            ClockStatus::Exempt => format!("Dikecualikan (daerah 3T){}", days(self.used, ", sudah ")),
            ClockStatus::Finished => {
                format!("Selesai{}{}", days(self.used, " dalam "), days(late, ", terlambat "))
            }
            ClockStatus::Paused => {
                let Stand::Paused { since, why } = &self.stand else { return String::new() };
                let since = format!("Dijeda sejak {}: {}", long_date(jakarta_day(*since)), why.label());
                let so_far =
                    if late.is_some() { days(late, ", terlambat ") } else { days(self.left(), ", sisa ") };
                if self.exempt { since } else { format!("{since}{so_far}") }
            }
        }
    }
}

impl DayRun {
    /// Which days, and what they were: `18 sampai 20 Agustus 2026: di institusi`.
    #[must_use]
    pub fn text(&self) -> String {
        let days = match self.reason {
            DayReason::Unlisted { .. } => format!("Mulai {}", long_date(self.from)),
            _ => days(self.from, self.to),
        };
        format!("{days}: {}", self.reason.text())
    }
}

impl DayReason {
    /// What it was, in words: `libur nasional, Proklamasi Kemerdekaan`.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Complete => "permohonan lengkap".to_owned(),
            Self::Counted { first, last } => format!("hari kerja {}", numbers(*first, *last)),
            Self::Late { first, last } => {
                format!("terlambat, hari kerja {} setelah tenggat", numbers(*first, *last))
            }
            Self::Weekend => "akhir pekan".to_owned(),
            Self::Holiday { kind, name } => {
                let kind = match kind {
                    HolidayKind::National => "libur nasional",
                    HolidayKind::JointLeave => "cuti bersama",
                    HolidayKind::Presidential => "libur Keputusan Presiden",
                    HolidayKind::Regional => "libur daerah",
                };
                // Joint leave is decreed under names as `Cuti bersama Idulfitri`.
                if name.to_lowercase().starts_with(kind) { name.clone() } else { format!("{kind}, {name}") }
            }
            Self::Paused { why } => why.label().to_owned(),
            Self::Unlisted { year } => format!("menunggu SKB {year}"),
        }
    }
}

/// `ke-1`, `ke-1 sampai ke-3`
fn numbers(first: u32, last: u32) -> String {
    if first == last { format!("ke-{first}") } else { format!("ke-{first} sampai ke-{last}") }
}

/// `Senin, 17 Agustus 2026`, `18 sampai 20 Agustus 2026`, `31 Agustus sampai 2 September 2026`
fn days(from: NaiveDate, to: NaiveDate) -> String {
    if from == to {
        return long_date(from);
    }
    let begin = date(from);
    let begin = match (from.year() == to.year(), from.month() == to.month()) {
        (true, true) => from.day().to_string(),
        (true, false) => begin.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ').to_owned(),
        _ => begin,
    };
    format!("{begin} sampai {}", date(to))
}
