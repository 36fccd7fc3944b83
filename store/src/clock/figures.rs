//! The Dashboard's figures of clocks: what is due, and what answers took.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    clock::ClockKind,
    id::{InstitutionId, UserId},
};

use crate::{
    Result, Tx,
    convert::{code, instant, narrow},
    statement::Statement,
};

/// Clocks that run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// To be answered on the day itself.
    pub due_today: u32,
    /// To be answered between the first and the last day that were asked for.
    pub due_in_week: u32,
    /// Late.
    pub late: u32,
}

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
    let mut counts = [0; 3];
    for (count, statement) in counts.iter_mut().zip(counting(institution, today, week)) {
        let (found,): (i64,) = statement.fetch_one(tx).await?;
        *count = narrow("count", found)?;
    }
    let [due_today, due_in_week, late] = counts;
    Ok(Figures { due_today, due_in_week, late })
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

/// How the database goes about the three counts and the tally; for tests.
///
/// # Errors
/// When the database fails.
#[doc(hidden)]
pub async fn explain(
    tx: &mut Tx,
    institution: Option<InstitutionId>,
    today: NaiveDate,
    since: DateTime<Utc>,
) -> Result<Vec<Vec<String>>> {
    let mut plans = Vec::new();
    for statement in counting(institution, today, (today, today)) {
        plans.push(statement.explain(tx).await?);
    }
    plans.push(tally(institution, since).explain(tx).await?);
    Ok(plans)
}

fn counting(
    institution: Option<InstitutionId>,
    today: NaiveDate,
    (first, last): (NaiveDate, NaiveDate),
) -> [Statement; 3] {
    let open = || {
        let mut statement = Statement::new("SELECT COUNT(*) FROM clock WHERE ended_at IS NULL");
        if let Some(institution) = institution {
            statement.push(" AND institution_id = ").bind(institution.get());
        }
        statement
    };
    let (mut on_day, mut in_week, mut late) = (open(), open(), open());
    on_day.push(" AND due = ").bind(today);
    in_week.push(" AND due BETWEEN ").bind(first).push(" AND ").bind(last);
    late.push(" AND late_from <= ").bind(today);
    [on_day, in_week, late]
}

fn tally(institution: Option<InstitutionId>, since: DateTime<Utc>) -> Statement {
    let mut statement = Statement::new(
        "SELECT kind, officer_id, taken, COUNT(*) FROM clock WHERE late IS NOT NULL AND ended_at >= ",
    );
    statement.bind(instant(since));
    if let Some(institution) = institution {
        statement.push(" AND institution_id = ").bind(institution.get());
    }
    statement.push(" GROUP BY kind, officer_id, taken");
    statement
}
