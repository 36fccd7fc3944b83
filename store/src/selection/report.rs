//! Pelaporan: every round of a plan's report, and what the commission said to it.

use chrono::{DateTime, Utc};
use domain::{
    id::PlanId,
    identity::{Person, Signature},
    selection::{report::Report, review::Message},
};

use crate::{
    Result, Tx,
    convert::{instant, narrow, one, signature},
    document::{Raw, stamped, unpack},
};

/// One round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundRecord {
    /// From 1.
    pub round: u32,
    /// What was sent.
    pub report: Report,
    /// Who sent it, and when.
    pub signed: Signature,
    /// What the commission said, once it did.
    pub review: Option<ReviewRecord>,
}

/// Lulus or Perbaiki.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRecord {
    /// Lulus (`true`) or Perbaiki.
    pub passed: bool,
    /// Who, and when.
    pub signed: Signature,
    /// The recommendation, or what is to be repaired.
    pub message: Message,
}

#[derive(sqlx::FromRow)]
struct RoundRow {
    round: i32,
    report: Raw,
    by_id: i64,
    by_name: String,
    at: DateTime<Utc>,
    passed: Option<bool>,
    reviewed_by_id: Option<i64>,
    reviewed_by_name: Option<String>,
    reviewed_at: Option<DateTime<Utc>>,
    review: Option<Raw>,
}

impl RoundRow {
    fn review(&mut self) -> Result<Option<ReviewRecord>> {
        let (Some(passed), Some(id), Some(name), Some(at), Some(message)) = (
            self.passed,
            self.reviewed_by_id,
            self.reviewed_by_name.take(),
            self.reviewed_at,
            self.review.as_ref(),
        ) else {
            return Ok(None);
        };
        Ok(Some(ReviewRecord { passed, signed: signature(id, name, at), message: unpack(message)? }))
    }
}

/// Keeps a report that was sent. Rounds count from 1.
///
/// # Errors
/// `report_round_pkey` when that round was sent already.
pub async fn insert(
    tx: &mut Tx,
    plan: PlanId,
    round: u32,
    report: &Report,
    by: &Person,
    at: DateTime<Utc>,
) -> Result<()> {
    db!(
        tx,
        execute,
        "INSERT INTO report_round (plan_id, round, report, by_id, by_name, at) VALUES ($1, $2, $3, $4, $5, $6)",
        plan.get(),
        column(round),
        stamped(report),
        by.id.get(),
        &by.name,
        instant(at),
    )?;
    Ok(())
}

/// Keeps what the commission says to a round, once.
///
/// # Errors
/// [`crate::StoreError::Stale`] when there is no such round, or it was reviewed already.
pub async fn review(
    tx: &mut Tx,
    plan: PlanId,
    round: u32,
    passed: bool,
    by: &Person,
    at: DateTime<Utc>,
    message: &Message,
) -> Result<()> {
    let reviewed = db!(
        tx,
        execute,
        "UPDATE report_round SET passed = $3, reviewed_by_id = $4, reviewed_by_name = $5, reviewed_at = $6, \
         review = $7 WHERE plan_id = $1 AND round = $2 AND passed IS NULL",
        plan.get(),
        column(round),
        passed,
        by.id.get(),
        &by.name,
        instant(at),
        stamped(message),
    )?;
    one(reviewed)
}

/// A Lulus was taken back: the round waits for its review again.
///
/// # Errors
/// [`crate::StoreError::Stale`] when there is no such round, or it was not passed.
pub async fn reopen(tx: &mut Tx, plan: PlanId, round: u32) -> Result<()> {
    let sql = "UPDATE report_round SET passed = NULL, reviewed_by_id = NULL, reviewed_by_name = NULL, \
               reviewed_at = NULL, review = NULL WHERE plan_id = $1 AND round = $2 AND passed";
    one(db!(tx, execute, sql, plan.get(), column(round))?)
}

/// All rounds, the first one first.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, plan: PlanId) -> Result<Vec<RoundRecord>> {
    let sql = "SELECT round, report, by_id, by_name, at, passed, reviewed_by_id, reviewed_by_name, reviewed_at, \
               review FROM report_round WHERE plan_id = $1 ORDER BY round";
    let rows = db!(tx, fetch_all as RoundRow, sql, plan.get())?;
    rows.into_iter()
        .map(|mut row| {
            Ok(RoundRecord {
                review: row.review()?,
                round: narrow("report_round.round", row.round)?,
                report: unpack(&row.report)?,
                signed: signature(row.by_id, row.by_name, row.at),
            })
        })
        .collect()
}

fn column(round: u32) -> i32 {
    i32::try_from(round).unwrap_or(i32::MAX)
}
