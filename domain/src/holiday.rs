//! Hari libur: the days on which nobody works, as decreed, and what else counting working days needs.

pub mod form;
pub mod rules;
pub mod sheet;

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    activity::{Audited, Label},
    coded::coded,
    field::FieldErrors,
    region,
};

coded! {
    /// Why nobody works on a day.
    pub enum HolidayKind {
        /// A national holiday of the joint decree of three ministers (SKB 3 Menteri).
        National = "national", "Libur nasional";
        /// Joint leave of the same decree. Whether it is a working day of the commission is a setting.
        JointLeave = "joint_leave", "Cuti bersama";
        /// A holiday by decree of the President, as on the day of an election.
        Presidential = "presidential", "Libur Keputusan Presiden";
        /// A holiday of one province.
        Regional = "regional", "Libur daerah";
    }
}

/// A day on which nobody works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// The day.
    pub date: NaiveDate,
    /// Its name: `Proklamasi Kemerdekaan`.
    pub name: String,
    /// Why nobody works.
    pub kind: HolidayKind,
    /// The decree that says so.
    pub decree: String,
    /// The code of the province for which alone it holds; nothing for the whole country.
    pub province: Option<String>,
}

impl Holiday {
    /// Where it holds, in words. Needs the tables of regions.
    ///
    /// # Errors
    /// A sentence at `province` when there is no province of that code.
    pub fn region(&self) -> Result<String, FieldErrors> {
        let Some(code) = &self.province else { return Ok("Seluruh Indonesia".to_owned()) };
        region::province(code)
            .map(|province| province.name.clone())
            .ok_or_else(|| FieldErrors::of("province", "Provinsi tidak dikenal. Pilih dari daftar."))
    }

    /// What no other holiday has.
    #[must_use]
    pub fn place(&self) -> Place {
        (self.date, self.province.clone())
    }
}

/// A day, and the code of the province where alone it is none of work.
pub type Place = (NaiveDate, Option<String>);

impl Audited for Holiday {
    const LABELS: &'static [Label] = &[
        Label::day("date", "Tanggal"),
        Label::new("name", "Nama"),
        Label::code::<HolidayKind>("kind", "Jenis"),
        Label::new("decree", "Dasar hukum"),
        Label::read("province", "Provinsi", |code| region::province(code).map(|found| found.name.clone())),
    ];
}

/// The holidays of 2024 to 2027, which come along: by day, with what they rest on.
pub fn shipped() -> impl Iterator<Item = Holiday> {
    include_str!("../data/holidays.csv").lines().skip(1).filter_map(|row| {
        let mut cells = row.splitn(4, ';');
        let mut next = || cells.next().map(str::to_owned);
        Some(Holiday {
            date: next()?.parse().ok()?,
            kind: HolidayKind::from_code(&next()?)?,
            name: next()?,
            decree: next()?,
            province: None,
        })
    })
}

/// A year whose list is decreed and closed: what is changed in it later needs a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedYear {
    /// The year.
    pub year: i32,
    /// The decree that the list follows.
    pub decree: String,
    /// Who closed it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Refuses a change in a closed year without a reason.
///
/// # Errors
/// A sentence at `reason`.
pub fn check_reason<'a>(
    closed: impl IntoIterator<Item = &'a ClosedYear>,
    reason: Option<&str>,
) -> Result<(), FieldErrors> {
    match closed.into_iter().next() {
        Some(ClosedYear { year, decree, .. }) if reason.is_none() => {
            let sentence = format!(
                "Daftar hari libur {year} sudah ditutup berdasarkan {decree}. Tulis alasan perubahannya."
            );
            Err(FieldErrors::of("reason", sentence))
        }
        _ => Ok(()),
    }
}

/// All that counting working days needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkCalendar {
    /// Every holiday, by day.
    pub holidays: Vec<Holiday>,
    /// The years whose lists are closed: of another one nobody knows yet which days are working days.
    pub years: BTreeSet<i32>,
    /// How they are counted, and the limits.
    pub rules: rules::ClockRules,
}

/// The years whose lists must be there: this one, and from October on, when they are usually decreed, the next.
#[must_use]
pub fn years_needed(today: NaiveDate) -> Vec<i32> {
    let year = today.year();
    if today.month() < 10 { vec![year] } else { vec![year, year + 1] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_line_that_comes_along_is_read() {
        assert_eq!(shipped().count(), include_str!("../data/holidays.csv").lines().count() - 1);
        assert!(shipped().is_sorted_by_key(|one| one.date));
    }

    #[test]
    fn the_next_years_list_is_missed_from_october_on() {
        assert_eq!(years_needed(day("2026-09-30")), [2026]);
        assert_eq!(years_needed(day("2026-10-01")), [2026, 2027]);
        assert_eq!(years_needed(day("2026-12-31")), [2026, 2027]);
        assert_eq!(years_needed(day("2027-01-01")), [2027]);
    }

    #[test]
    fn a_closed_year_is_changed_with_a_reason() {
        let closed = [ClosedYear {
            year: 2025,
            decree: "SKB 3 Menteri".into(),
            by: "Admin".into(),
            at: DateTime::UNIX_EPOCH,
        }];
        assert!(check_reason(&closed, Some("SKB perubahan")).is_ok());
        assert!(check_reason(&[], None).is_ok());
        let refused = check_reason(&closed, None).unwrap_err();
        assert!(refused.get("reason").unwrap().contains("2025 sudah ditutup berdasarkan SKB 3 Menteri"));
    }
}
