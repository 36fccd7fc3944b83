//! How many plans there are of a kind: of a list, and in an officer's hands.

use std::collections::HashMap;

use domain::{
    id::{PlanId, UserId},
    selection::next::handled_by,
};

use super::{
    list::{PlanListRow, PlanQuery, list},
    query::{count_statement, found_statement},
};
use crate::{Result, Tx, convert::narrow, statement::Statement};

/// How many plans a query finds, whatever page it is on; so many at most in each of the phases it asks for.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx, query: &PlanQuery, most: u32) -> Result<u32> {
    let (count,): (i64,) = count_statement(query, None, most).fetch_one(tx).await?;
    narrow("count", count)
}

/// What stands around a place in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbours {
    /// The plan before it.
    pub previous: Option<PlanListRow>,
    /// The plan after it.
    pub next: Option<PlanListRow>,
    /// How many stand before it; so many at most in each phase as are worth counting.
    pub before: u32,
}

/// What stands around a [`PlanListRow::place`] of a list, whether or not the plan there still is what the query looks
/// for; nothing when it is no place in it.
///
/// # Errors
/// When the database fails.
pub async fn neighbours(
    tx: &mut Tx,
    query: &PlanQuery,
    place: &str,
    most: u32,
) -> Result<Option<Neighbours>> {
    let around = |after: Option<&str>, before: Option<&str>| PlanQuery {
        after: after.map(str::to_owned),
        before: before.map(str::to_owned),
        limit: 1,
        now: None,
        ..query.clone()
    };
    let before = around(None, Some(place));
    let at = before.at();
    if at.cursor().is_none() {
        return Ok(None);
    }
    let (count,): (i64,) = count_statement(&before, Some(&at), most).fetch_one(tx).await?;
    Ok(Some(Neighbours {
        previous: list(tx, &before).await?.rows.pop(),
        next: list(tx, &around(Some(place), None)).await?.rows.pop(),
        before: narrow("count", count)?,
    }))
}

/// Whether a plan is among those that a query finds.
///
/// # Errors
/// When the database fails.
pub async fn is_found(tx: &mut Tx, query: &PlanQuery, plan: PlanId) -> Result<bool> {
    let (count,): (i64,) = found_statement(query, plan).fetch_one(tx).await?;
    Ok(count > 0)
}

/// How many plans each of these officers handles that have not ended; nobody with none is among them.
///
/// # Errors
/// When the database fails.
pub async fn loads(tx: &mut Tx, officers: &[UserId]) -> Result<HashMap<UserId, u32>> {
    let rows: Vec<(i64, i64)> = statement(officers).fetch_all(tx).await?;
    rows.into_iter().map(|(officer, plans)| Ok((officer.into(), narrow("count", plans)?))).collect()
}

/// How the database goes about the counts of officers; for tests.
///
/// # Errors
/// When the database fails.
#[doc(hidden)]
pub async fn explain_loads(tx: &mut Tx, officers: &[UserId]) -> Result<Vec<String>> {
    statement(officers).explain(tx).await
}

fn statement(officers: &[UserId]) -> Statement {
    let mut statement = Statement::new("SELECT officer_id, COUNT(*) FROM plan p WHERE officer_id IN ");
    statement.bind_list(officers.iter().map(|officer| officer.get())).push(" AND phase IN ");
    let open = officers.first().map(|first| handled_by(*first)).unwrap_or_default();
    statement.bind_list(open.iter().map(|share| share.phase.code())).push(" GROUP BY officer_id");
    statement
}
