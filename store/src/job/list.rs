//! The jobs as the Admin looks at them: what waits, and what was given up.

use chrono::{DateTime, TimeDelta, Utc};
use domain::job::{Job, JobKind};

use super::{
    JobRow, SELECT,
    work::{claiming, push_kinds},
};
use crate::{
    Result, Tx,
    convert::{instant, narrow},
    statement::Statement,
};

/// What comes round is shown once it waits for this long in vain: something keeps every server from doing it.
const OVERDUE: TimeDelta = TimeDelta::hours(2);

/// The first of a list, and how many there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The first of them.
    pub jobs: Vec<Job>,
    /// How many there are.
    pub total: u32,
}

/// Of kinds that this program knows, as below: those of a newer one are not for it to show.
fn push_open(statement: &mut Statement, now: DateTime<Utc>) {
    statement.push("WHERE ended_at IS NULL AND (failure IS NOT NULL OR kind NOT IN ");
    let round = JobKind::ALL.into_iter().filter(|kind| kind.every().is_some());
    statement.bind_list(round.map(JobKind::code));
    statement.push(" OR run_at < ").bind(instant(now - OVERDUE)).push(")");
    push_kinds(statement, &JobKind::ALL);
}

fn push_dead(statement: &mut Statement, _: DateTime<Utc>) {
    statement.push("WHERE ended_at IS NOT NULL AND failure IS NOT NULL");
    push_kinds(statement, &JobKind::ALL);
}

/// What has not ended, what is to be done soonest first. What comes round is among it only when it failed,
/// or is hours late.
///
/// # Errors
/// When the database fails.
pub async fn open(tx: &mut Tx, limit: u32, now: DateTime<Utc>) -> Result<Listed> {
    let statement = opening(limit, now);
    listed(tx, statement, push_open, now).await
}

/// What was given up, the last first.
///
/// # Errors
/// When the database fails.
pub async fn dead(tx: &mut Tx, limit: u32, now: DateTime<Utc>) -> Result<Listed> {
    let statement = dying(limit, now);
    listed(tx, statement, push_dead, now).await
}

fn opening(limit: u32, now: DateTime<Utc>) -> Statement {
    let mut statement = Statement::new(SELECT);
    push_open(&mut statement, now);
    statement.push(" ORDER BY run_at, id LIMIT ").bind(i64::from(limit));
    statement
}

fn dying(limit: u32, now: DateTime<Utc>) -> Statement {
    let mut statement = Statement::new(SELECT);
    push_dead(&mut statement, now);
    statement.push(" ORDER BY ended_at DESC, id DESC LIMIT ").bind(i64::from(limit));
    statement
}

async fn listed(
    tx: &mut Tx,
    statement: Statement,
    which: fn(&mut Statement, DateTime<Utc>),
    now: DateTime<Utc>,
) -> Result<Listed> {
    let rows: Vec<JobRow> = statement.fetch_all(tx).await?;
    let mut count = Statement::new("SELECT COUNT(*) FROM job ");
    which(&mut count, now);
    let (total,): (i64,) = count.fetch_one(tx).await?;
    let jobs = rows.into_iter().map(|row| row.read(now)).collect::<Result<_>>()?;
    Ok(Listed { jobs, total: narrow("count of jobs", total)? })
}

/// How the database goes about taking jobs, and about the two lists.
///
/// # Errors
/// When the database fails.
pub async fn explain(tx: &mut Tx, now: DateTime<Utc>) -> Result<[Vec<String>; 3]> {
    let claim = claiming(tx, &JobKind::ALL, "run", 4, now).explain(tx).await?;
    Ok([claim, opening(50, now).explain(tx).await?, dying(50, now).explain(tx).await?])
}
