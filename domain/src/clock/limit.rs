//! How many working days the commission promised, and from when on.

use std::num::NonZeroU16;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ClockKind;
use crate::refusal::Refusal;

/// A limit for the requests of one kind that begin on a day or later, until a later one takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedLimit {
    /// For what.
    pub kind: ClockKind,
    /// From which day on.
    pub from: NaiveDate,
    /// Working days.
    pub days: NonZeroU16,
}

impl DatedLimit {
    /// A limit.
    ///
    /// # Errors
    /// Below 1, at the field `days`.
    pub fn new(kind: ClockKind, from: NaiveDate, days: u16) -> Result<Self, Refusal> {
        let days = NonZeroU16::new(days)
            .ok_or_else(|| Refusal::field("days", "Batas paling sedikit 1 hari kerja."))?;
        Ok(Self { kind, from, days })
    }
}

/// Every limit that was ever set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits(Vec<DatedLimit>);

impl Limits {
    /// Five working days (Perka KASN 3/2022), where none was set.
    pub const AT_FIRST: NonZeroU16 = NonZeroU16::MIN.saturating_add(4);

    /// These limits, in any order.
    #[must_use]
    pub fn new(limits: impl IntoIterator<Item = DatedLimit>) -> Self {
        Self(limits.into_iter().collect())
    }

    /// The limit of what begins on a day.
    #[must_use]
    pub fn on(&self, kind: ClockKind, day: NaiveDate) -> NonZeroU16 {
        let set = self.0.iter().filter(|limit| limit.kind == kind && limit.from <= day);
        set.max_by_key(|limit| limit.from).map_or(Self::AT_FIRST, |limit| limit.days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_in_force_on_the_day_holds_for_its_kind() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let of = |kind, from, days| DatedLimit::new(kind, day(from), days).unwrap();
        let limits = Limits::new([
            of(ClockKind::PlanReview, "2027-01-01", 3),
            of(ClockKind::PlanReview, "2026-07-01", 7),
            of(ClockKind::ReportReview, "2026-01-01", 10),
        ]);
        let plan = |text| limits.on(ClockKind::PlanReview, day(text)).get();
        assert_eq!(
            [plan("2026-06-30"), plan("2026-07-01"), plan("2026-12-31"), plan("2027-01-01")],
            [5, 7, 7, 3]
        );
        assert_eq!(limits.on(ClockKind::ReportReview, day("2026-07-01")).get(), 10);
    }

    #[test]
    fn a_limit_below_one_is_refused() {
        let refused = DatedLimit::new(ClockKind::PlanReview, NaiveDate::default(), 0).unwrap_err();
        assert_eq!(refused, Refusal::field("days", "Batas paling sedikit 1 hari kerja."));
    }
}
