//! The selection's server functions, in the order of its steps.

pub mod assign;
pub mod inauguration;
pub mod keep_plan;
pub mod monitoring;
pub mod plan;
pub mod process;
pub mod report;
pub mod review;
pub mod saved_view;
pub mod take_back;
pub mod usual_schedule;
pub mod views;
pub mod withdrawal;

#[cfg(feature = "ssr")]
mod appoint;
#[cfg(feature = "ssr")]
pub mod grounds;
#[cfg(feature = "ssr")]
mod load;
#[cfg(feature = "ssr")]
pub mod paper;
#[cfg(feature = "ssr")]
mod plan_editor;
#[cfg(feature = "ssr")]
mod plan_letter;
#[cfg(feature = "ssr")]
mod plan_save;
#[cfg(feature = "ssr")]
mod process_decisions;
#[cfg(feature = "ssr")]
mod process_entry;
#[cfg(feature = "ssr")]
mod process_page;
#[cfg(feature = "ssr")]
mod process_scores;
#[cfg(feature = "ssr")]
pub(super) mod queue;
#[cfg(feature = "ssr")]
mod show;

#[cfg(feature = "ssr")]
pub(super) use show::plans_of;
