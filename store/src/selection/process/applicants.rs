//! Applicants, with how far they have come and the scores and results of the panel.

use chrono::{DateTime, Utc};
use domain::{
    id::{ApplicantId, VacancyId},
    identity::{Person, Signature},
    number::Score,
    selection::{
        Outcome, Scheme, Stage, Verdict,
        applicant::{self, Applicant},
        progress::{Decision, Progress},
    },
};

use crate::{
    Result, StoreError, Tx,
    convert::{code, instant, narrow, one, signature},
    document::{Raw, stamped, unpack},
};

#[derive(sqlx::FromRow)]
struct ApplicantRow {
    id: i64,
    vacancy_id: i64,
    name: String,
    nip: String,
    agency: String,
    version: i64,
    reached: i16,
    /// `managerial 750,paper 800,own_1 1`, in no order.
    scores: Option<String>,
    accepted: Option<bool>,
    decision_reason: Option<String>,
    decided_by_id: Option<i64>,
    decided_at: Option<DateTime<Utc>>,
    track_record: Option<Raw>,
    withdrawal: Option<Raw>,
    updated_by_id: Option<i64>,
    updated_by_name: Option<String>,
    updated_at: DateTime<Utc>,
}

/// An applicant as they are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicantRecord {
    /// The applicant.
    pub applicant: Applicant,
    /// Who saved the row last, and when; nothing when nobody did since it was entered.
    pub saved: Option<Signature>,
}

impl ApplicantRow {
    fn decision(&self) -> Option<Decision> {
        Some(Decision {
            accepted: self.accepted?,
            reason: self.decision_reason.clone(),
            by: self.decided_by_id?.into(),
            at: self.decided_at?,
        })
    }

    fn progress(&self, scheme: &Scheme) -> Result<Progress> {
        let broken = |what: &str| StoreError::Corrupt(format!("applicant {}: {what}", self.id));
        let mut outcomes = vec![None; scheme.stages().len()];
        for one in self.scores.iter().flat_map(|all| all.split(',')) {
            let (stage, value) = one.split_once(' ').ok_or_else(|| broken("a score cannot be read"))?;
            let stage = code("score.stage", stage, Stage::from_code)?;
            let place =
                scheme.index(stage).ok_or_else(|| broken("a score in a stage that the plan has not"))?;
            let outcome = outcome(value.parse().map_err(StoreError::corrupt)?)?;
            if !scheme.stages()[place].gives(outcome) {
                return Err(broken("a score where the stage has no weight, or none where it has one"));
            }
            outcomes[place] = Some(outcome);
        }
        let reached = narrow("applicant.reached", self.reached)?;
        Progress::restore(reached, &outcomes, self.decision()).map_err(|error| broken(&error.to_string()))
    }

    fn read(self, scheme: &Scheme) -> Result<Applicant> {
        Ok(Applicant {
            progress: self.progress(scheme)?,
            id: self.id.into(),
            vacancy: self.vacancy_id.into(),
            person: applicant::Person { name: self.name, nip: self.nip, agency: self.agency },
            version: self.version,
            track_record: self.track_record.as_ref().map(unpack).transpose()?,
            withdrawal: self.withdrawal.as_ref().map(unpack).transpose()?,
        })
    }
}

/// Gugur and Lulus in a score's column, below every score.
const FAILED: i16 = 0;
const PASSED: i16 = 1;

/// A score or result from its column.
pub(super) fn outcome(value: i16) -> Result<Outcome> {
    Ok(match value {
        FAILED => Verdict::Failed.into(),
        PASSED => Verdict::Passed.into(),
        hundredths => {
            Score::from_hundredths(narrow("score", hundredths)?).map_err(StoreError::corrupt)?.into()
        }
    })
}

/// A score, at most 1000, or result for its column.
pub(super) fn value(outcome: Outcome) -> i16 {
    match outcome {
        Outcome::Verdict(Verdict::Failed) => FAILED,
        Outcome::Verdict(Verdict::Passed) => PASSED,
        Outcome::Score(score) => i16::try_from(score.hundredths()).unwrap_or(i16::MAX),
    }
}

macro_rules! select_applicant {
    ($condition:literal) => {
        concat!(
            "SELECT id, vacancy_id, name, nip, agency, version, reached, \
             (SELECT string_agg(score.stage || ' ' || score.value, ',') FROM score \
             WHERE score.applicant_id = applicant.id AND score.rater_id IS NULL) AS scores, \
             accepted, decision_reason, decided_by_id, decided_at, track_record, withdrawal, \
             updated_by_id, updated_by_name, updated_at FROM applicant WHERE ",
            $condition
        )
    };
}

/// A vacancy's applicants, in the order they were entered. `scheme` is its plan's.
///
/// # Errors
/// [`StoreError::Corrupt`] when a row contradicts itself.
pub async fn applicants(tx: &mut Tx, vacancy: VacancyId, scheme: &Scheme) -> Result<Vec<Applicant>> {
    let sql = select_applicant!("vacancy_id = $1 ORDER BY id");
    db!(tx, fetch_all as ApplicantRow, sql, vacancy.get())?.into_iter().map(|row| row.read(scheme)).collect()
}

/// An applicant.
///
/// # Errors
/// [`StoreError::Corrupt`] when the row contradicts itself.
pub async fn applicant(tx: &mut Tx, id: ApplicantId, scheme: &Scheme) -> Result<Option<ApplicantRecord>> {
    let row = db!(tx, fetch_optional as ApplicantRow, select_applicant!("id = $1"), id.get())?;
    row.map(|mut row| {
        let by = row.updated_by_id.zip(row.updated_by_name.take());
        let saved = by.map(|(id, name)| signature(id, name, row.updated_at));
        Ok(ApplicantRecord { applicant: row.read(scheme)?, saved })
    })
    .transpose()
}

/// Enters people who passed administration, in this order.
///
/// # Errors
/// `applicant_vacancy_nip_key` when one of the NIP stands there already.
pub async fn insert_applicants(
    tx: &mut Tx,
    vacancy: VacancyId,
    people: &[applicant::Person],
    at: DateTime<Utc>,
) -> Result<Vec<ApplicantId>> {
    let mut ids = Vec::with_capacity(people.len());
    for new in people {
        let (id,) = db!(
            tx,
            fetch_one as (i64,),
            "INSERT INTO applicant (vacancy_id, name, nip, agency, version, reached, created_at, updated_at) \
             VALUES ($1, $2, $3, $4, 1, 0, $5, $5) RETURNING id",
            vacancy.get(),
            &new.name,
            &new.nip,
            &new.agency,
            instant(at),
        )?;
        ids.push(id.into());
    }
    Ok(ids)
}

/// Saves person, progress and track record over the version that was loaded; the version moves on. What a score became
/// is [`record_score`](super::record_score)'s to write.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else saved meanwhile; `applicant_vacancy_nip_key` when the
/// NIP stands there already.
pub async fn save_applicant(
    tx: &mut Tx,
    applicant: &mut Applicant,
    by: &Person,
    at: DateTime<Utc>,
) -> Result<()> {
    let decision = applicant.progress.decision();
    let saved = db!(
        tx,
        execute,
        "UPDATE applicant SET version = version + 1, name = $3, nip = $4, agency = $5, reached = $6, \
         accepted = $7, decision_reason = $8, decided_by_id = $9, decided_at = $10, track_record = $11, \
         updated_by_id = $12, updated_by_name = $13, updated_at = $14, withdrawal = $15 WHERE id = $1 AND version = $2",
        applicant.id.get(),
        applicant.version,
        &applicant.person.name,
        &applicant.person.nip,
        &applicant.person.agency,
        i16::try_from(applicant.progress.reached()).unwrap_or(i16::MAX),
        decision.map(|decision| decision.accepted),
        decision.and_then(|decision| decision.reason.as_deref()),
        decision.map(|decision| decision.by.get()),
        decision.map(|decision| instant(decision.at)),
        applicant.track_record.as_ref().map(stamped),
        by.id.get(),
        &by.name,
        instant(at),
        applicant.withdrawal.as_ref().map(stamped),
    )?;
    one(saved)?;
    applicant.version += 1;
    Ok(())
}

/// Takes an applicant away who was entered by mistake.
///
/// # Errors
/// [`StoreError::Stale`] when gone already; [`StoreError::Database`] when a score was ever saved.
pub async fn remove_applicant(tx: &mut Tx, id: ApplicantId) -> Result<()> {
    one(db!(tx, execute, "DELETE FROM applicant WHERE id = $1", id.get())?)
}
