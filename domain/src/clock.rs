//! The service clock: until when the commission answers, why, and what it took (Perka KASN 3/2022: at most five
//! working days from a complete request, outside 3T regions).
//!
//! Nothing here knows today: a clock is what happened ([`ClockHistory`]), [`WorkDays`] are what was decreed and set
//! ([`crate::holiday`]), and [`Reckoning`] says of a given day what follows from them, day by day.

mod calendar;
mod explanation;
mod history;
mod reckoning;
mod spread;
mod step;
mod words;

pub use calendar::{Day, WorkDays};
pub use explanation::{DayReason, DayRun};
pub use history::{ClockHistory, Pause, Stand};
pub use reckoning::{Due, Place, Reckoning};
pub use spread::{Figures, Spread};
pub use step::Step;

pub use crate::holiday::rules::ClockKind;

use crate::coded::coded;

coded! {
    /// How a clock stands.
    pub enum ClockStatus {
        /// With the commission, within the limit.
        Running = "running", "Berjalan";
        /// Not with the commission: no day counts.
        Paused = "paused", "Dijeda";
        /// With the commission, and the limit is over.
        Late = "late", "Terlambat";
        /// Answered.
        Finished = "finished", "Selesai";
        /// With the commission, which promised no limit: the institution lies in a 3T region.
        Exempt = "exempt", "Dikecualikan";
    }
}

coded! {
    /// Why a clock is paused; its words say where the matter is.
    pub enum PauseReason {
        /// Perbaikan, Perbaiki: the institution corrects what it sent.
        Correction = "correction", "di institusi";
    }
}

#[cfg(test)]
#[path = "clock/table_tests.rs"]
mod table_tests;

#[cfg(test)]
#[path = "clock/property_tests.rs"]
mod property_tests;
