//! The first page after logging in (Gambar 3): what waits, and where selections stand.

use domain::selection::Phase;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::selection::views::PlanRow;
use crate::error::AppError;

/// The Dashboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DashboardView {
    /// Plans on which this side has the next step, newest first.
    pub waiting: Vec<PlanRow>,
    /// Plans by status.
    pub phases: Vec<(Phase, u32)>,
    /// Holders of posts.
    pub officials: u32,
    /// Whether the caller is of the commission.
    pub commission: bool,
}

/// What waits for the caller, and the numbers of their side.
#[server(endpoint = "dashboard")]
pub async fn dashboard() -> Result<DashboardView, AppError> {
    use store::selection::plan::{self, PlanQuery};

    use super::{
        context::caller,
        selection::{plans_of, row},
    };

    let caller = caller().await?;
    let commission = caller.actor.role.is_commission();
    let phases = if commission {
        vec![
            Phase::Submitted,
            Phase::InReview { recommended: false },
            Phase::InReview { recommended: true },
            Phase::Reported,
        ]
    } else {
        vec![Phase::Draft, Phase::Correction, Phase::Process, Phase::ReportReturned, Phase::Inauguration]
    };
    let mut tx = caller.read().await?;
    let query = PlanQuery { phases, limit: 10, ..plans_of(&caller.actor) };
    let waiting = plan::list(&mut tx, &query).await?.rows.into_iter().map(row).collect();
    let mut phases = plan::counts_by_phase(&mut tx, caller.actor.institution).await?;
    if commission {
        // Drafts are their institutions' alone, and so is how many there are.
        phases.retain(|(phase, _)| *phase != Phase::Draft);
    }
    Ok(DashboardView {
        waiting,
        phases,
        officials: store::official::count(&mut tx, caller.actor.institution).await?,
        commission,
    })
}
