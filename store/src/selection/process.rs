//! Proses Seleksi: vacancies, their applicants, and the history of scores.

mod applicants;
mod scores;

use chrono::{DateTime, Utc};
use domain::{
    id::{PlanId, VacancyId},
    identity::{Person, Signature},
    position::Position,
    selection::inauguration::Inauguration,
};

pub use applicants::{
    ApplicantRecord, applicant, applicants, insert_applicants, remove_applicant, save_applicant,
};
pub use scores::{ScoreHistoryRow, record_score, score_history};

use crate::{
    Result, Tx,
    convert::{Stamp, instant, narrow, one},
    document::{Raw, stamped, unpack},
    position,
    statement::Statement,
};

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
    /// Who saved it last and when; nothing while it is as the plan made it.
    pub saved: Option<Signature>,
}

/// A vacancy in which somebody was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedVacancy {
    /// Its number.
    pub id: VacancyId,
    /// The plan it belongs to.
    pub plan: PlanId,
    /// Nama jabatan.
    pub title: String,
}

/// The vacancies of these plans in which somebody was accepted for a reason that was written down.
///
/// # Errors
/// When the database fails.
pub async fn reasoned_vacancies(tx: &mut Tx, plans: &[PlanId]) -> Result<Vec<DecidedVacancy>> {
    let mut statement = Statement::new(
        "SELECT v.id, v.plan_id, p.title FROM vacancy v JOIN position p ON p.id = v.position_id \
         WHERE EXISTS (SELECT 1 FROM applicant a WHERE a.vacancy_id = v.id AND a.accepted \
         AND a.decision_reason IS NOT NULL) AND v.plan_id IN ",
    );
    statement.bind_list(plans.iter().map(|plan| plan.get())).push(" ORDER BY v.id");
    let rows = statement.fetch_all::<(i64, i64, String)>(tx).await?;
    Ok(rows
        .into_iter()
        .map(|(id, plan, title)| DecidedVacancy { id: id.into(), plan: plan.into(), title })
        .collect())
}

#[derive(sqlx::FromRow)]
struct VacancyRow {
    id: i64,
    plan_id: i64,
    #[sqlx(flatten)]
    stamp: Stamp,
    applicant_count: Option<i32>,
    shortlist_note: Option<String>,
    inauguration: Raw,
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
            version: self.stamp.version,
            applicant_count: self
                .applicant_count
                .map(|count| narrow("vacancy.applicant_count", count))
                .transpose()?,
            shortlist_note: self.shortlist_note,
            inauguration: unpack(&self.inauguration)?,
            saved: self.stamp.saved(),
        })
    }
}

macro_rules! select_vacancy {
    ($condition:literal) => {
        concat!(
            "SELECT v.id, v.plan_id, v.version, v.applicant_count, v.shortlist_note, v.inauguration, v.updated_by_id, \
             v.updated_by_name, v.updated_at, v.position_id, p.institution_id, p.unit, p.title, p.level \
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

/// The posts a plan fills, in the order they were named.
///
/// # Errors
/// When the database fails.
pub async fn vacancies(tx: &mut Tx, plan: PlanId) -> Result<Vec<VacancyRecord>> {
    let sql = select_vacancy!("v.plan_id = $1 ORDER BY v.id");
    db!(tx, fetch_all as VacancyRow, sql, plan.get())?.into_iter().map(VacancyRow::read).collect()
}

/// Saves count, note and inauguration over the version that was loaded; the record's version
/// moves on.
///
/// # Errors
/// [`crate::StoreError::Stale`] when somebody else saved it meanwhile.
pub async fn save_vacancy(
    tx: &mut Tx,
    vacancy: &mut VacancyRecord,
    by: &Person,
    at: DateTime<Utc>,
) -> Result<()> {
    let at = instant(at);
    let saved = db!(
        tx,
        execute,
        "UPDATE vacancy SET version = version + 1, applicant_count = $3, shortlist_note = $4, inauguration = $5, \
         updated_by_id = $6, updated_by_name = $7, updated_at = $8 WHERE id = $1 AND version = $2",
        vacancy.id.get(),
        vacancy.version,
        vacancy.applicant_count.map(|count| i32::try_from(count).unwrap_or(i32::MAX)),
        vacancy.shortlist_note.as_deref(),
        stamped(&vacancy.inauguration),
        by.id.get(),
        &by.name,
        at,
    )?;
    one(saved)?;
    vacancy.version += 1;
    vacancy.saved = Some(Signature { by: by.clone(), at });
    Ok(())
}
