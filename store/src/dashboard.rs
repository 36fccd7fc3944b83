//! The Dashboard's numbers (Gambar 3), read from tallies that triggers keep, and from the vacancies that
//! are open: right at any moment, and as quick with a million plans as with none.

use chrono::{Datelike, NaiveDate};
use domain::{
    dashboard::{Counts, Tally, months_until},
    id::InstitutionId,
    institution::InstitutionKind,
    selection::Phase,
};

use crate::{
    Result, Tx,
    convert::{code, narrow},
    statement::Statement,
};

/// Institutions, posts, who holds them and what is in selection, by kind and province; of all, or of one institution.
///
/// # Errors
/// When the database fails.
pub async fn tallies(tx: &mut Tx, institution: Option<InstitutionId>) -> Result<Vec<Tally>> {
    let rows: Vec<(String, String, i64, i64, i64, i64, i64)> = by_place(institution).fetch_all(tx).await?;
    rows.into_iter()
        .map(|(kind, province, institutions, positions, officials, in_selection, held_in_selection)| {
            Ok(Tally {
                kind: code("institution.kind", &kind, InstitutionKind::from_code)?,
                province,
                counts: Counts {
                    institutions: narrow("count", institutions)?,
                    positions: narrow("tally_institution.positions", positions)?,
                    officials: narrow("tally_institution.officials", officials)?,
                },
                in_selection: narrow("count", in_selection)?,
                held_in_selection: narrow("count", held_in_selection)?,
            })
        })
        .collect()
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
        by_place(institution).explain(tx).await?,
        phases(institution).explain(tx).await?,
        plans(institution, today, today).explain(tx).await?,
    ])
}

/// Posts and who holds them are kept in tallies. What is in selection is counted from the open vacancies, which are few,
/// each looked up by its number; so is whether somebody holds the post still. An institution's posts are fewer yet. SQLite
/// goes from the left to the right of a CROSS JOIN; by itself it would read all posts, to have them in groups. Of an EXISTS
/// PostgreSQL would make a table of all who hold a post.
fn by_place(institution: Option<InstitutionId>) -> Statement {
    let mut statement = Statement::new(
        "SELECT i.kind, i.province, COUNT(*), CAST(SUM(COALESCE(t.positions, 0)) AS BIGINT), \
         CAST(SUM(COALESCE(t.officials, 0)) AS BIGINT), CAST(SUM(COALESCE(s.posts, 0)) AS BIGINT), \
         CAST(SUM(COALESCE(s.held, 0)) AS BIGINT) \
         FROM institution i LEFT JOIN tally_institution t ON t.institution_id = i.id \
         LEFT JOIN (SELECT p.institution_id, COUNT(*) AS posts, COUNT((SELECT 1 FROM official o \
         WHERE o.position_id = v.position_id AND NOT o.former LIMIT 1)) AS held \
         FROM ",
    );
    statement.push(match institution {
        Some(_) => "position p CROSS JOIN vacancy v",
        None => "vacancy v CROSS JOIN position p",
    });
    statement.push(" WHERE v.position_id = p.id AND v.open");
    statement.only(" AND p.institution_id = ", institution);
    statement.push(" GROUP BY p.institution_id) s ON s.institution_id = i.id");
    statement.only(" WHERE i.id = ", institution);
    statement.push(" GROUP BY i.kind, i.province");
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
