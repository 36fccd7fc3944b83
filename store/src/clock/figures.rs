//! The Dashboard's figures of clocks: what is due, and what answers took.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    clock::{ClockKind, Figures},
    id::{InstitutionId, UserId},
};

use crate::{
    Result, Tx,
    convert::{code, instant, narrow},
    statement::Statement,
};

/// How many answers took so many working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Of which clock.
    pub kind: ClockKind,
    /// Who answered.
    pub officer: Option<UserId>,
    /// Working days.
    pub days: u32,
    /// How many.
    pub answers: u64,
}

/// What is due on a day, in a week by its first and last day, and late; of all, or of one institution.
///
/// # Errors
/// When the database fails.
pub async fn figures(
    tx: &mut Tx,
    institution: Option<InstitutionId>,
    today: NaiveDate,
    week: (NaiveDate, NaiveDate),
) -> Result<Figures> {
    let (on_day, in_week, late): (i64, i64, i64) = counting(institution, today, week).fetch_one(tx).await?;
    Ok(Figures {
        due_today: narrow("count", on_day)?,
        due_in_week: narrow("count", in_week)?,
        late: narrow("count", late)?,
    })
}

/// What answers took that were given at or after a moment, where a limit was promised; of all, or to one institution.
///
/// # Errors
/// When the database fails.
pub async fn taken(
    tx: &mut Tx,
    institution: Option<InstitutionId>,
    since: DateTime<Utc>,
) -> Result<Vec<Taken>> {
    let rows: Vec<(String, Option<i64>, i64, i64)> = tally(institution, since).fetch_all(tx).await?;
    let read = |(kind, officer, days, answers): (String, Option<i64>, i64, i64)| {
        Ok(Taken {
            kind: code("clock.kind", &kind, ClockKind::from_code)?,
            officer: officer.map(Into::into),
            days: narrow("clock.taken", days)?,
            answers: narrow("count", answers)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// How the database goes about the counts and the tally; for tests.
///
/// # Errors
/// When the database fails.
#[doc(hidden)]
pub async fn explain(
    tx: &mut Tx,
    institution: Option<InstitutionId>,
    today: NaiveDate,
    since: DateTime<Utc>,
) -> Result<[Vec<String>; 2]> {
    let counts = counting(institution, today, (today, today)).explain(tx).await?;
    Ok([counts, tally(institution, since).explain(tx).await?])
}

/// Three counts in one row, each by its index.
fn counting(
    institution: Option<InstitutionId>,
    today: NaiveDate,
    (first, last): (NaiveDate, NaiveDate),
) -> Statement {
    let mut statement = Statement::new("SELECT ");
    push_open(&mut statement, institution).push(" AND due = ").bind(today).push("), ");
    push_open(&mut statement, institution).push(" AND due BETWEEN ").bind(first).push(" AND ").bind(last);
    statement.push("), ");
    push_open(&mut statement, institution).push(" AND late_from <= ").bind(today).push(")");
    statement
}

fn push_open(statement: &mut Statement, institution: Option<InstitutionId>) -> &mut Statement {
    statement
        .push("(SELECT COUNT(*) FROM clock WHERE ended_at IS NULL")
        .only(" AND institution_id = ", institution)
}

fn tally(institution: Option<InstitutionId>, since: DateTime<Utc>) -> Statement {
    let mut statement = Statement::new(
        "SELECT kind, officer_id, taken, COUNT(*) FROM clock WHERE late IS NOT NULL AND ended_at >= ",
    );
    statement.bind(instant(since)).only(" AND institution_id = ", institution);
    statement.push(" GROUP BY kind, officer_id, taken");
    statement
}
