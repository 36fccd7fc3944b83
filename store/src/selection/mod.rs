//! The open selection: plan, review, process, report, monitoring.

pub mod monitoring;
pub mod plan;
pub mod process;
pub mod report;
pub mod review;
