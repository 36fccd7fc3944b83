//! Service clocks: what pages show of them, and what commands and jobs do to them.

use domain::clock::{ClockKind, ClockStatus, Figures, Spread};
use serde::{Deserialize, Serialize};

use super::list::filter;

#[cfg(feature = "ssr")]
mod figures;
#[cfg(feature = "ssr")]
mod follow;
#[cfg(feature = "ssr")]
mod recompute;

#[cfg(feature = "ssr")]
pub(super) use figures::figures;
#[cfg(feature = "ssr")]
pub(super) use follow::follow;
#[cfg(feature = "ssr")]
pub use recompute::recompute;

filter! {
    /// All clocks: nothing is looked for in them.
    pub struct ClockFilter {
    }
}

/// A clock on its record's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockView {
    /// Of what.
    pub kind: ClockKind,
    /// How it stands, in one line.
    pub line: String,
    /// Whether its day is over.
    pub late: bool,
    /// What each day was.
    pub days: Vec<String>,
}

/// A clock in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockCell {
    /// How it stands.
    pub status: ClockStatus,
    /// Tenggat, or why there is none.
    pub due: String,
    /// Terlambat, in words; empty where it is not.
    pub late: String,
}

/// The Dashboard's figures of clocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockFigures {
    /// What runs; the week is from today to Sunday.
    pub open: Figures,
    /// What answers of the last twelve months took, and before it whose they are, or of what.
    pub spreads: Vec<(String, Spread)>,
    /// The first of those of the caller's side, of which most is asked: what the review of plans took, if any was.
    pub leading: Option<(ClockKind, Spread)>,
}

#[cfg(feature = "ssr")]
mod shown {
    use chrono::{DateTime, Utc};
    use domain::{
        calendar::{date, jakarta_day},
        clock::{ClockStatus, DayRun, Due, Reckoning},
        record::RecordRef,
    };
    use store::{
        Tx,
        clock::{self, ClockRecord},
    };

    use super::{ClockCell, ClockView};
    use crate::error::AppError;

    impl ClockView {
        /// The clocks of a record as they stand now.
        ///
        /// # Errors
        /// When the database fails.
        pub async fn of_record(
            tx: &mut Tx,
            about: RecordRef,
            now: DateTime<Utc>,
        ) -> Result<Vec<Self>, AppError> {
            let clocks = clock::of_record(tx, about).await?;
            let (days, today) = (clock::days(tx).await?, jakarta_day(now));
            let shown = |clock: ClockRecord| {
                let reckoning = clock.on(&days, today);
                let days = reckoning.days.iter().map(DayRun::text).collect();
                let late = reckoning.status() == ClockStatus::Late;
                Self { kind: clock.kind, line: reckoning.line(), late, days }
            };
            Ok(clocks.into_iter().map(shown).collect())
        }
    }

    impl ClockCell {
        /// A reckoning in a list.
        #[must_use]
        pub fn of(reckoning: &Reckoning) -> Self {
            let status = reckoning.status();
            let due = match (status, reckoning.due) {
                (ClockStatus::Running | ClockStatus::Late, Some(Due::On(day))) => date(day),
                (ClockStatus::Running | ClockStatus::Late, Some(due)) => due.text(),
                _ => status.label().to_owned(),
            };
            let late = reckoning.late().filter(|days| *days > 0);
            let late = late.map(|days| format!("{days} hari kerja")).or_else(|| {
                // Since when is known, and how many days it is not.
                (status == ClockStatus::Late).then(|| status.label().to_owned())
            });
            Self { status, due, late: late.unwrap_or_default() }
        }
    }
}
