//! A command's act as a step of its record's clock, in the command's transaction.

use domain::{
    activity::Act,
    calendar::jakarta_day,
    clock::{Reckoning, Step},
};
use store::{
    Tx,
    clock::{self, ClockRecord},
    record::Record as _,
    selection::plan::PlanRecord,
};

use crate::{api::context::Caller, error::AppError};

/// Begins, pauses, goes on with or ends the clock that the act is a step of, if it is one. For a plan in its new state.
///
/// # Errors
/// When the act has no place in the clock's history, as when it comes before what it follows on.
pub async fn follow(tx: &mut Tx, caller: &Caller, plan: &PlanRecord, act: Act) -> Result<(), AppError> {
    let Some((kind, step)) = Step::of(act) else { return Ok(()) };
    let about = plan.about();
    let known = clock::find(tx, about, kind).await?;
    let Some(history) = step.take(known.map(|clock| clock.history), caller.now)? else { return Ok(()) };
    let days = clock::days(tx).await?;
    let place = clock::place(tx, plan.institution.id).await?;
    let kept = Reckoning::of(kind, &history, &days, &place, jakarta_day(caller.now));
    let officer = plan.state.officer().map(|officer| officer.id);
    let clock = ClockRecord { about, kind, institution: plan.institution.id, place, officer, history, kept };
    Ok(clock::save(tx, &clock).await?)
}
