//! What waits, and what failed.

use domain::job::Job;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// What is done later. What comes round by itself is among it only when it failed or is hours late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobsView {
    /// What was given up, the last first.
    pub dead: JobList,
    /// What has not ended, what is to be done soonest first.
    pub open: JobList,
}

/// The first of a list, and how many there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobList {
    /// The first of them.
    pub jobs: Vec<Job>,
    /// How many there are.
    pub total: u32,
}

/// What waits, and what failed.
#[server(endpoint = "job/list")]
pub async fn list_jobs() -> Result<JobsView, AppError> {
    use domain::job::{Jobs, JobsAction};
    use store::job::{self, Listed};

    use crate::api::context::caller;

    /// So many are shown of each.
    const SHOWN: u32 = 50;

    let caller = caller().await?;
    caller.may(&Jobs, JobsAction::Manage)?;
    let mut tx = caller.read().await?;
    let list = |Listed { jobs, total }| JobList { jobs, total };
    let dead = list(job::dead(&mut tx, SHOWN, caller.now).await?);
    let open = list(job::open(&mut tx, SHOWN, caller.now).await?);
    Ok(JobsView { dead, open })
}
