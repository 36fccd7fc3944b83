//! The Dashboard's groups, months and map (Gambar 3).

mod posts;
pub mod provinces;

pub use posts::{Area, PostMap, Posts, Shade};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::institution::InstitutionKind;

/// How the Dashboard groups institutions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Kementerian.
    Ministry,
    /// Lembaga: LPNK and LNS.
    Body,
    /// Provinsi.
    Province,
    /// Kabupaten/Kota.
    Local,
}

impl Group {
    /// Every group, in the order of the figure.
    pub const ALL: [Self; 4] = [Self::Ministry, Self::Body, Self::Province, Self::Local];

    /// The name on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ministry => "Kementerian",
            Self::Body => "Lembaga",
            Self::Province => "Provinsi",
            Self::Local => "Kabupaten/Kota",
        }
    }

    /// The group a kind belongs to.
    #[must_use]
    pub const fn of(kind: InstitutionKind) -> Self {
        match kind {
            InstitutionKind::Ministry => Self::Ministry,
            InstitutionKind::Agency | InstitutionKind::NonStructural => Self::Body,
            InstitutionKind::Province => Self::Province,
            InstitutionKind::Regency | InstitutionKind::City => Self::Local,
        }
    }
}

/// The numbers of a group, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Institusi.
    pub institutions: u32,
    /// Nomenklatur.
    pub positions: u32,
    /// Pejabat who hold a post.
    pub officials: u32,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.institutions += other.institutions;
        self.positions += other.positions;
        self.officials += other.officials;
    }
}

/// What was counted for the institutions of a kind in a province.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Their kind.
    pub kind: InstitutionKind,
    /// The province's code; empty where there is none.
    pub province: String,
    /// Institutions, posts and who holds one.
    pub counts: Counts,
    /// Posts of plans that were sent and have not ended.
    pub in_selection: u32,
    /// Those of them that somebody holds still.
    pub held_in_selection: u32,
}

/// Gambar 3 in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// Each group, in the order of [`Group::ALL`]; groups without institutions too.
    pub groups: Vec<(Group, Counts)>,
    /// Their sum.
    pub total: Counts,
}

impl Overview {
    /// Gathers the numbers of each kind.
    #[must_use]
    pub fn of<'a>(tallies: impl IntoIterator<Item = &'a Tally>) -> Self {
        let mut overview = Self {
            groups: Group::ALL.map(|group| (group, Counts::default())).into(),
            total: Counts::default(),
        };
        for Tally { kind, counts, .. } in tallies {
            let counts = *counts;
            overview.total += counts;
            for (group, sum) in &mut overview.groups {
                if *group == Group::of(*kind) {
                    *sum += counts;
                }
            }
        }
        overview
    }
}

/// The months up to the one of `today`, oldest first, each by its first day.
#[must_use]
pub fn months_until(today: NaiveDate, count: u32) -> Vec<NaiveDate> {
    let first = today.with_day(1).unwrap_or(today);
    (0..count).rev().filter_map(|back| first.checked_sub_months(chrono::Months::new(back))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_gathered_into_groups() {
        let one = Counts { institutions: 1, positions: 2, officials: 3 };
        let tallies = InstitutionKind::ALL.map(|kind| Tally {
            kind,
            province: String::new(),
            counts: one,
            in_selection: 0,
            held_in_selection: 0,
        });
        let overview = Overview::of(&tallies);
        assert_eq!(overview.total, Counts { institutions: 6, positions: 12, officials: 18 });
        let institutions: Vec<u32> = overview.groups.iter().map(|(_, counts)| counts.institutions).collect();
        assert_eq!(institutions, [1, 2, 1, 2]);
        assert_eq!(Overview::of(&[]).groups.len(), 4);
    }

    #[test]
    fn months_go_back_over_the_year() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(
            months_until(day(2016, 2, 29), 4),
            [day(2015, 11, 1), day(2015, 12, 1), day(2016, 1, 1), day(2016, 2, 1)]
        );
    }
}
