//! Open clocks computed anew, after the calendar changed. What has ended keeps what it was reckoned by, unless that was
//! nothing yet for want of a list.

use chrono::NaiveDate;
use domain::clock::{Due, Reckoning, WorkDays};

use super::{ClockRecord, SELECT, list_by_due, read, write};
use crate::{Result, Tx, statement::Statement};

/// Clocks read and written at a time.
const STEP: i64 = 200;

/// A clock whose due date moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The clock, as it is now.
    pub clock: ClockRecord,
    /// Until when the commission had to answer before.
    pub was: Option<Due>,
}

/// Computes the next clocks anew, those behind this number: where to go on, and which due dates moved. Nothing to go on
/// with at the end.
///
/// # Errors
/// When the database fails.
pub async fn recount(
    tx: &mut Tx,
    days: &WorkDays,
    today: NaiveDate,
    after: i64,
) -> Result<(Option<i64>, Vec<Moved>)> {
    let sql = "SELECT id, record_id FROM clock WHERE (ended_at IS NULL OR taken IS NULL) AND id > $1 ORDER BY id LIMIT $2";
    let next = db!(tx, fetch_all as (i64, i64), sql, after, STEP)?;
    if tx.must_lock() {
        // As commands do it: the record first, then its clock.
        let mut lock = Statement::new("SELECT id FROM plan WHERE id IN ");
        lock.bind_list(next.iter().map(|(_, plan)| *plan)).push(" ORDER BY id FOR NO KEY UPDATE");
        lock.fetch_all::<(i64,)>(tx).await?;
    }
    let mut statement = Statement::new(SELECT);
    statement.push(" AND c.id IN ").bind_list(next.iter().map(|(id, _)| *id)).push(" ORDER BY c.id");
    let mut moved = Vec::new();
    for clock in read(tx, statement).await? {
        let kept = clock.on(days, today);
        if is_the_same(&clock.kept, &kept) {
            continue;
        }
        let was = clock.kept.due;
        let clock = ClockRecord { kept, ..clock };
        write(tx, &clock).await?;
        // Where its record stands in a list, another clock says by now.
        if !clock.history.has_ended() {
            list_by_due(tx, &clock).await?;
        }
        if was != clock.kept.due {
            moved.push(Moved { clock, was });
        }
    }
    Ok((next.last().map(|(id, _)| *id), moved))
}

/// Whether what does not depend on the day is as it was.
fn is_the_same(kept: &Reckoning, now: &Reckoning) -> bool {
    let of = |one: &Reckoning| (one.limit, one.exempt, one.due, one.late_from);
    of(kept) == of(now) && (kept.used.is_some() || now.used.is_none())
}
