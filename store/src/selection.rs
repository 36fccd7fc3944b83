//! The open selection: plan, review, process, report, monitoring.

mod documents;
pub mod monitoring;
mod named;
pub mod plan;
pub mod process;
pub mod report;
pub mod review;

pub use named::named_files;
