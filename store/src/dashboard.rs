//! The Dashboard's numbers (Gambar 3), read from tallies that triggers keep: right at any moment, and
//! as quick with a million plans as with none.

use chrono::{Datelike, NaiveDate};
use domain::{
    dashboard::{Counts, Overview, months_until},
    id::InstitutionId,
    institution::InstitutionKind,
    selection::Phase,
};

use crate::{
    Result, Tx,
    convert::{code, narrow},
    statement::Statement,
};

/// Institutions, positions and office holders by group; of all, or of one institution.
///
/// # Errors
/// When the database fails.
pub async fn by_kind(tx: &mut Tx, institution: Option<InstitutionId>) -> Result<Overview> {
    let rows: Vec<(String, i64, i64, i64)> = kinds(institution).fetch_all(tx).await?;
    let kinds = rows
        .into_iter()
        .map(|(kind, institutions, positions, officials)| {
            let kind = code("institution.kind", &kind, InstitutionKind::from_code)?;
            let counts = Counts {
                institutions: narrow("count", institutions)?,
                positions: narrow("tally_institution.positions", positions)?,
                officials: narrow("tally_institution.officials", officials)?,
            };
            Ok((kind, counts))
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(Overview::of(kinds))
}

/// How many plans stand in each phase, in the order of [`Phase::ALL`], drafts included; phases without
/// any are left out.
///
/// # Errors
/// When the database fails.
pub async fn plans_by_phase(tx: &mut Tx, institution: Option<InstitutionId>) -> Result<Vec<(Phase, u32)>> {
    let rows: Vec<(String, i64)> = phases(institution).fetch_all(tx).await?;
    let mut counts = rows
        .into_iter()
        .map(|(phase, plans)| {
            Ok((code("tally_phase.phase", &phase, Phase::from_code)?, narrow("tally_phase.plans", plans)?))
        })
        .collect::<Result<Vec<_>>>()?;
    counts.sort_by_key(|(phase, _)| Phase::ALL.iter().position(|other| other == phase));
    Ok(counts)
}

/// How many plans were begun in each of the last months in Jakarta, the month of `today` last; each
/// month by its first day. Drafts are left out where they are not to be seen.
///
/// # Errors
/// When the database fails.
pub async fn plans_by_month(
    tx: &mut Tx,
    institution: Option<InstitutionId>,
    see_drafts: bool,
    today: NaiveDate,
    months: u32,
) -> Result<Vec<(NaiveDate, u32)>> {
    let wanted = months_until(today, months);
    let Some(first) = wanted.first() else { return Ok(Vec::new()) };
    let rows: Vec<(String, i64, i64)> = plans(institution, *first, today).fetch_all(tx).await?;
    wanted
        .into_iter()
        .map(|day| {
            let key = month(day);
            let count = rows.iter().find(|(month, ..)| *month == key);
            let count = count.map_or(0, |(_, plans, drafts)| plans - if see_drafts { 0 } else { *drafts });
            Ok((day, narrow("tally_month.plans", count)?))
        })
        .collect()
}

/// How the database goes about each of the three; for tests.
///
/// # Errors
/// When the database fails.
#[doc(hidden)]
pub async fn explain(
    tx: &mut Tx,
    institution: Option<InstitutionId>,
    today: NaiveDate,
) -> Result<[Vec<String>; 3]> {
    Ok([
        kinds(institution).explain(tx).await?,
        phases(institution).explain(tx).await?,
        plans(institution, today, today).explain(tx).await?,
    ])
}

fn kinds(institution: Option<InstitutionId>) -> Statement {
    let mut statement = Statement::new(
        "SELECT i.kind, COUNT(*), CAST(SUM(COALESCE(t.positions, 0)) AS BIGINT), \
         CAST(SUM(COALESCE(t.officials, 0)) AS BIGINT) \
         FROM institution i LEFT JOIN tally_institution t ON t.institution_id = i.id",
    );
    statement.only(" WHERE i.id = ", institution);
    statement.push(" GROUP BY i.kind");
    statement
}

fn phases(institution: Option<InstitutionId>) -> Statement {
    let mut statement = Statement::new("SELECT phase, CAST(SUM(plans) AS BIGINT) FROM tally_phase");
    statement.only(" WHERE institution_id = ", institution);
    statement.push(" GROUP BY phase HAVING SUM(plans) <> 0");
    statement
}

fn plans(institution: Option<InstitutionId>, from: NaiveDate, to: NaiveDate) -> Statement {
    let mut statement = Statement::new(
        "SELECT month, CAST(SUM(plans) AS BIGINT), CAST(SUM(drafts) AS BIGINT) FROM tally_month WHERE month >= ",
    );
    statement.bind(month(from)).push(" AND month <= ").bind(month(to));
    statement.only(" AND institution_id = ", institution);
    statement.push(" GROUP BY month");
    statement
}

/// As the tally writes it: `2016-08`.
fn month(day: NaiveDate) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}
