//! The selection's server functions, in the order of its steps.

pub mod assign;
pub mod inauguration;
pub mod monitoring;
pub mod plan;
pub mod process;
pub mod report;
pub mod review;
pub mod views;

#[cfg(feature = "ssr")]
mod appoint;
#[cfg(feature = "ssr")]
pub mod grounds;
#[cfg(feature = "ssr")]
mod load;
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
