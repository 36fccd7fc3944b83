//! The open selection, from plan to inauguration (KASN Regulation 7/2016,
//! Gambar 21 to 52).

pub mod access;
pub mod applicant;
pub mod applicant_lines;
pub mod applicant_sheet;
pub mod forms;
pub mod inauguration;
pub mod letter;
pub mod minutes;
pub mod monitoring;
pub mod next;
pub mod nip;
pub mod options;
pub mod outcome;
pub mod phase;
pub mod plan;
pub mod plan_diff;
pub mod plan_paste;
pub mod plan_stages;
mod plan_told;
pub mod progress;
pub mod proposal;
pub mod report;
pub mod review;
pub mod shortlist;
pub mod stage;
mod tab;
pub mod take_back;
pub mod withdrawal;

pub use next::NextStep;
pub use options::{CommitteeElement, FillingMethod, Reason, SelectionMethod};
pub use outcome::{Outcome, Verdict};
pub use phase::{Phase, Step};
pub use stage::{PlannedStage, Scheme, Stage};
pub use tab::PlanTab;
