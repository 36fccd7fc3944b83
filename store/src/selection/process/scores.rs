//! Scores and results, and their history: before, after, who and why. The history is never changed.

use chrono::{DateTime, Utc};
use domain::{
    id::{ApplicantId, VacancyId},
    identity::{Person, Signature},
    selection::{Outcome, Stage, progress::ScoreChange},
};

use super::applicants::{outcome, value};
use crate::{
    Result, Tx,
    convert::{code, instant, signature},
};

/// One change of one score or result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreHistoryRow {
    /// Whose score.
    pub applicant: ApplicantId,
    /// The stage.
    pub stage: Stage,
    /// What stood there; nothing the first time.
    pub before: Option<Outcome>,
    /// What was saved.
    pub after: Outcome,
    /// Why it was corrected; nothing the first time.
    pub reason: Option<String>,
    /// Who, and when.
    pub signed: Signature,
}

#[derive(sqlx::FromRow)]
struct ScoreRow {
    applicant_id: i64,
    stage: String,
    before_score: Option<i16>,
    after_score: i16,
    reason: Option<String>,
    by_id: i64,
    by_name: String,
    at: DateTime<Utc>,
}

/// Writes the panel's score or result of a stage, and keeps the change.
///
/// # Errors
/// When the database fails.
pub async fn record_score(
    tx: &mut Tx,
    applicant: ApplicantId,
    change: &ScoreChange,
    by: &Person,
    at: DateTime<Utc>,
) -> Result<()> {
    db!(
        tx,
        execute,
        "INSERT INTO score (applicant_id, stage, value) VALUES ($1, $2, $3) \
         ON CONFLICT (applicant_id, stage) WHERE rater_id IS NULL DO UPDATE SET value = excluded.value",
        applicant.get(),
        change.stage.code(),
        value(change.after),
    )?;
    db!(
        tx,
        execute,
        "INSERT INTO score_change (applicant_id, stage, before_score, after_score, reason, by_id, by_name, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        applicant.get(),
        change.stage.code(),
        change.before.map(value),
        value(change.after),
        change.reason.as_deref(),
        by.id.get(),
        &by.name,
        instant(at),
    )?;
    Ok(())
}

/// Every change of every score of a vacancy, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn score_history(tx: &mut Tx, vacancy: VacancyId) -> Result<Vec<ScoreHistoryRow>> {
    let sql = "SELECT c.applicant_id, c.stage, c.before_score, c.after_score, c.reason, c.by_id, c.by_name, c.at \
               FROM score_change c JOIN applicant a ON a.id = c.applicant_id WHERE a.vacancy_id = $1 ORDER BY c.id";
    let rows = db!(tx, fetch_all as ScoreRow, sql, vacancy.get())?;
    rows.into_iter()
        .map(|row| {
            Ok(ScoreHistoryRow {
                applicant: row.applicant_id.into(),
                stage: code("score_change.stage", &row.stage, Stage::from_code)?,
                before: row.before_score.map(outcome).transpose()?,
                after: outcome(row.after_score)?,
                reason: row.reason,
                signed: signature(row.by_id, row.by_name, row.at),
            })
        })
        .collect()
}
