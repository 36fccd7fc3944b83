//! Selection plans; the vacancies of each are [`super::process`]'.

mod count;
mod kept;
mod list;
mod query;
mod record;
mod seen;

use std::borrow::Cow;

use chrono::{DateTime, Utc};
pub use count::{Neighbours, count, explain_loads, is_found, loads, neighbours};
use domain::{
    fold::fold,
    id::{ApplicantId, InstitutionId, PlanId, PositionId, VacancyId},
    identity::{Person, Signature},
    selection::{Phase, inauguration::Inauguration, review::PlanState},
};
pub(crate) use kept::keep_what_was_sent;
pub use list::{PlanListRow, PlanNote, PlanOrder, PlanQuery, counts_by_phase, explain, list};
pub use record::{NewPlan, PlanRecord};
pub use seen::{is_unread, touch};

use self::record::Columns;
use super::documents::PlanDocument;
use crate::{
    Result, StoreError, Tx,
    convert::{instant, one, signature},
    document::{Raw, stamped, unpack},
    institution,
    statement::Statement,
};

#[derive(sqlx::FromRow)]
struct PlanRow {
    id: i64,
    institution_id: i64,
    institution_name: String,
    institution_kind: String,
    institution_region: String,
    institution_then: Option<String>,
    version: i64,
    form: Raw,
    state: Raw,
    created_by_id: i64,
    created_by_name: String,
    created_at: DateTime<Utc>,
    updated_by_id: i64,
    updated_by_name: String,
    updated_at: DateTime<Utc>,
    sent_at: DateTime<Utc>,
}

/// Begins a plan. Its vacancies are [`set_vacancies`]' to make.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, new: NewPlan<'_>) -> Result<PlanId> {
    let state = PlanState::Draft;
    let columns = Columns::of(&new.form);
    let document = PlanDocument { typed: Cow::Borrowed(&new.form), sent: None, untold: None };
    let (id,) = db!(
        tx,
        fetch_one as (i64,),
        "INSERT INTO plan (institution_id, version, phase, letter_number, filling_method, reason, created_by_id, \
         created_by_name, created_at, updated_by_id, updated_by_name, updated_at, sent_at, state, form, letter_key) \
         VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $6, $7, $8, $8, $9, $10, $11) RETURNING id",
        new.institution.get(),
        state.phase().code(),
        &columns.letter_number,
        columns.filling_method,
        columns.reason,
        new.by.id.get(),
        &new.by.name,
        instant(new.at),
        stamped(&state),
        stamped(&document),
        fold(&columns.letter_number),
    )?;
    Ok(id.into())
}

/// The statements that lock a plan and read it, named by an expression of `$1`.
struct Pick {
    lock: &'static str,
    read: &'static str,
}

/// What the institution was called when the plan was begun, where that was another name.
macro_rules! name_then {
    () => {
        "(SELECT n.name FROM former_name n WHERE n.record_kind = 'institution' AND n.record_id = p.institution_id \
         AND n.until > p.created_at ORDER BY n.until, n.id LIMIT 1)"
    };
}
use name_then;

macro_rules! pick {
    ($plan:literal) => {
        Pick {
            // Weaker than FOR UPDATE only in that others may go on referring to the plan.
            lock: concat!("SELECT id FROM plan WHERE id = ", $plan, " FOR NO KEY UPDATE"),
            read: concat!(
                "SELECT p.id, p.institution_id, i.name AS institution_name, i.kind AS institution_kind, \
                 i.region AS institution_region, ",
                name_then!(),
                " AS institution_then, p.version, p.form, p.state, p.created_by_id, p.created_by_name, \
                 p.created_at, p.updated_by_id, p.updated_by_name, p.updated_at, p.sent_at \
                 FROM plan p JOIN institution i ON i.id = p.institution_id WHERE p.id = ",
                $plan
            ),
        }
    };
}

/// A plan. A transaction that may write holds it from here on: another one that loads it waits
/// for this one to end.
///
/// # Errors
/// When the database fails.
pub async fn load(tx: &mut Tx, id: PlanId) -> Result<Option<PlanRecord>> {
    load_picked(tx, &pick!("$1"), id.get()).await
}

/// The plan of a vacancy, as [`load`] has it.
///
/// # Errors
/// When the database fails.
pub async fn load_of_vacancy(tx: &mut Tx, vacancy: VacancyId) -> Result<Option<PlanRecord>> {
    load_picked(tx, &pick!("(SELECT plan_id FROM vacancy WHERE id = $1)"), vacancy.get()).await
}

/// The plan of an applicant, as [`load`] has it.
///
/// # Errors
/// When the database fails.
pub async fn load_of_applicant(tx: &mut Tx, applicant: ApplicantId) -> Result<Option<PlanRecord>> {
    let pick =
        pick!("(SELECT v.plan_id FROM applicant a JOIN vacancy v ON v.id = a.vacancy_id WHERE a.id = $1)");
    load_picked(tx, &pick, applicant.get()).await
}

async fn load_picked(tx: &mut Tx, pick: &Pick, by: i64) -> Result<Option<PlanRecord>> {
    if tx.must_lock() {
        db!(tx, fetch_optional as (i64,), pick.lock, by)?;
    }
    let Some(row) = db!(tx, fetch_optional as PlanRow, pick.read, by)? else { return Ok(None) };
    let id = row.id.into();
    let PlanDocument { typed, sent, untold } = unpack(&row.form)?;
    Ok(Some(PlanRecord {
        id,
        institution: institution::restore(
            row.institution_id,
            row.institution_name,
            &row.institution_kind,
            row.institution_region,
        )?,
        institution_then: row.institution_then,
        version: row.version,
        form: typed.into_owned(),
        sent: sent.map(Cow::into_owned),
        untold: untold.map(Cow::into_owned),
        state: unpack(&row.state)?,
        created: signature(row.created_by_id, row.created_by_name, row.created_at),
        updated: signature(row.updated_by_id, row.updated_by_name, row.updated_at),
        sent_at: row.sent_at,
    }))
}

/// Saves a plan's form and state over the version that was loaded, and whether its vacancies are
/// held. The record's version and who changed it last move on; its vacancies are not saved.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else saved it meanwhile; `vacancy_open_position_key` when
/// another plan holds one of its posts already.
pub async fn save(tx: &mut Tx, plan: &mut PlanRecord, by: &Person, at: DateTime<Utc>) -> Result<()> {
    let at = instant(at);
    let phase = plan.state.phase();
    let columns = Columns::of(&plan.form);
    let document = PlanDocument {
        typed: Cow::Borrowed(&plan.form),
        sent: plan.sent.as_ref().map(Cow::Borrowed),
        untold: plan.untold.as_ref().map(Cow::Borrowed),
    };
    let saved = db!(
        tx,
        execute,
        "UPDATE plan SET version = version + 1, phase = $3, letter_number = $4, filling_method = $5, reason = $6, \
         officer_id = $7, updated_by_id = $8, updated_by_name = $9, updated_at = $10, state = $11, form = $12, \
         letter_key = $13, sent_at = $14 WHERE id = $1 AND version = $2",
        plan.id.get(),
        plan.version,
        phase.code(),
        &columns.letter_number,
        columns.filling_method,
        columns.reason,
        plan.state.officer().map(|officer| officer.id.get()),
        by.id.get(),
        &by.name,
        at,
        stamped(&plan.state),
        stamped(&document),
        fold(&columns.letter_number),
        instant(plan.sent_at),
    )?;
    one(saved)?;
    let sql = "UPDATE vacancy SET open = $2 WHERE plan_id = $1 AND open <> $2";
    db!(tx, execute, sql, plan.id.get(), phase.is_open())?;
    plan.version += 1;
    plan.updated = Signature { by: by.clone(), at };
    Ok(())
}

/// Makes a plan's vacancies those of these positions: adds what is missing and takes away what is
/// gone; the rest stay as they are.
///
/// # Errors
/// `vacancy_open_position_key` when the plan holds its posts and another plan holds one of them;
/// [`StoreError::Database`] when a vacancy that is gone has applicants.
pub async fn set_vacancies(tx: &mut Tx, plan: &PlanRecord, positions: &[PositionId]) -> Result<()> {
    let mut gone = Statement::new("DELETE FROM vacancy WHERE plan_id = ");
    gone.bind(plan.id.get());
    if !positions.is_empty() {
        gone.push(" AND position_id NOT IN ").bind_list(positions.iter().map(|id| id.get()));
    }
    gone.execute(tx).await?;
    for position in positions {
        db!(
            tx,
            execute,
            "INSERT INTO vacancy (plan_id, position_id, open, version, inauguration) VALUES ($1, $2, $3, 1, $4) \
             ON CONFLICT (plan_id, position_id) DO NOTHING",
            plan.id.get(),
            position.get(),
            plan.state.phase().is_open(),
            stamped(&Inauguration::Pending),
        )?;
    }
    Ok(())
}

/// The letter numbers of an institution's plans that were sent, the first plan first.
///
/// # Errors
/// When the database fails.
pub async fn sent_letters(tx: &mut Tx, institution: InstitutionId) -> Result<Vec<(PlanId, String)>> {
    let sql = "SELECT id, letter_number FROM plan WHERE institution_id = $1 AND phase <> 'draft' ORDER BY id";
    let rows = db!(tx, fetch_all as (i64, String), sql, institution.get())?;
    Ok(rows.into_iter().map(|(id, letter)| (id.into(), letter)).collect())
}

/// Discards a draft with its vacancies; its files are bound to nothing again.
///
/// # Errors
/// [`StoreError::Stale`] when it is gone already, or no draft any more.
pub async fn delete(tx: &mut Tx, id: PlanId, at: DateTime<Utc>) -> Result<()> {
    let sql = "DELETE FROM plan WHERE id = $1 AND phase = $2";
    match db!(tx, execute, sql, id.get(), Phase::Draft.code())? {
        0 => Err(StoreError::Stale),
        _ => crate::record::forget(tx, id, at).await,
    }
}
