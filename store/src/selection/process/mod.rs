//! Proses Seleksi: vacancies, their applicants, and the history of scores.

mod applicants;
mod scores;

use domain::{
    id::{PlanId, VacancyId},
    position::Position,
    selection::inauguration::Inauguration,
};
use sqlx::types::Json;

pub use applicants::{
    applicant, applicants, insert_applicants, last_change, remove_applicant, save_applicant,
};
pub use scores::{ScoreHistoryRow, record_score, score_history};

use crate::{Result, StoreError, Tx, convert::narrow, position};

/// A vacancy as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VacancyRecord {
    /// Its number.
    pub id: VacancyId,
    /// The plan it belongs to.
    pub plan: PlanId,
    /// The post to fill.
    pub position: Position,
    /// Grows with every [`save_vacancy`].
    pub version: i64,
    /// Jumlah Pelamar, once recorded.
    pub applicant_count: Option<u32>,
    /// Why fewer than three were accepted.
    pub shortlist_note: Option<String>,
    /// How far its inauguration has come.
    pub inauguration: Inauguration,
}

#[derive(sqlx::FromRow)]
struct VacancyRow {
    id: i64,
    plan_id: i64,
    version: i64,
    applicant_count: Option<i32>,
    shortlist_note: Option<String>,
    inauguration: Json<Inauguration>,
    position_id: i64,
    institution_id: i64,
    unit: String,
    title: String,
    level: String,
}

impl VacancyRow {
    fn read(self) -> Result<VacancyRecord> {
        Ok(VacancyRecord {
            id: self.id.into(),
            plan: self.plan_id.into(),
            position: position::restore(
                self.position_id,
                self.institution_id,
                self.unit,
                self.title,
                &self.level,
            )?,
            version: self.version,
            applicant_count: self
                .applicant_count
                .map(|count| narrow("vacancy.applicant_count", count))
                .transpose()?,
            shortlist_note: self.shortlist_note,
            inauguration: self.inauguration.0,
        })
    }
}

macro_rules! select_vacancy {
    ($condition:literal) => {
        concat!(
            "SELECT v.id, v.plan_id, v.version, v.applicant_count, v.shortlist_note, v.inauguration, v.position_id, \
             p.institution_id, p.unit, p.title, p.level \
             FROM vacancy v JOIN position p ON p.id = v.position_id WHERE ",
            $condition
        )
    };
}

/// A vacancy.
///
/// # Errors
/// When the database fails.
pub async fn vacancy(tx: &mut Tx, id: VacancyId) -> Result<Option<VacancyRecord>> {
    db!(tx, fetch_optional as VacancyRow, select_vacancy!("v.id = $1"), id.get())?
        .map(VacancyRow::read)
        .transpose()
}

/// A plan's vacancies, in the order they were named.
pub(crate) async fn vacancies(tx: &mut Tx, plan: PlanId) -> Result<Vec<VacancyRecord>> {
    let sql = select_vacancy!("v.plan_id = $1 ORDER BY v.id");
    db!(tx, fetch_all as VacancyRow, sql, plan.get())?.into_iter().map(VacancyRow::read).collect()
}

/// Saves count, note and inauguration over the version that was loaded; the record's version
/// moves on.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else saved it meanwhile.
pub async fn save_vacancy(tx: &mut Tx, vacancy: &mut VacancyRecord) -> Result<()> {
    let saved = db!(
        tx,
        execute,
        "UPDATE vacancy SET version = version + 1, applicant_count = $3, shortlist_note = $4, inauguration = $5 \
         WHERE id = $1 AND version = $2",
        vacancy.id.get(),
        vacancy.version,
        vacancy.applicant_count.map(|count| i32::try_from(count).unwrap_or(i32::MAX)),
        vacancy.shortlist_note.as_deref(),
        Json(&vacancy.inauguration),
    )?;
    if saved == 0 {
        return Err(StoreError::Stale);
    }
    vacancy.version += 1;
    Ok(())
}
