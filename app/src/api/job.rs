//! Pekerjaan latar belakang: what is done later, as the Admin looks after it.

mod list;
mod retry;

pub use list::{JobList, JobsView, ListJobs, list_jobs};
pub use retry::{RetryJob, retry_job};
