//! Open clocks computed anew, as a job, after the calendar changed: old and new stand in the log, and whoever looks at the
//! record is told.

use chrono::{DateTime, Utc};
use domain::{
    activity::{Act, Activity},
    calendar::{jakarta_day, short_date},
    clock::Due,
    event::{Change, Event},
};
use serde_json::json;
use store::{
    Db, StoreError,
    clock::{self, Moved},
    job::{self, Claim},
};

use crate::error::AppError;

/// Computes every open clock anew, some at a time; to the end, or until another run has taken it over.
///
/// # Errors
/// When the database fails. What was not done is done the next time.
pub async fn recompute(db: &Db, clock: fn() -> DateTime<Utc>, claim: &Claim) -> Result<(), AppError> {
    let mut after = 0;
    loop {
        let mut tx = db.begin().await?;
        let now = clock();
        match job::hold(&mut tx, claim, now).await {
            // Another run has taken it over.
            Err(StoreError::Stale) => return Ok(()),
            held => held?,
        }
        let days = clock::days(&mut tx).await?;
        let (last, moved) = clock::recount(&mut tx, &days, jakarta_day(now), after).await?;
        for Moved { clock, was } in moved {
            let told = |due: Option<Due>| {
                let due = due.map(|due| match due {
                    Due::On(day) => short_date(day),
                    awaited @ Due::AwaitsList(_) => awaited.text(),
                });
                json!({ "tenggat": due, "untuk": clock.kind.label() }).to_string()
            };
            let (about, institution) = (clock.about, Some(clock.institution));
            let line = Activity {
                institution,
                before: Some(told(was)),
                after: Some(told(clock.kept.due)),
                ..Activity::of_system(Act::RecomputeClock, about, now)
            };
            store::activity::record(&mut tx, &line).await?;
            tx.emit(Event { about, within: Vec::new(), institution, change: Change::Saved }).await?;
        }
        tx.commit().await?;
        let Some(last) = last else { return Ok(()) };
        after = last;
    }
}
