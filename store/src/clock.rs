//! Service clocks: what happened to each request, and what followed from it when it was written last.

mod figures;
mod list;
mod log;
mod recount;

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    clock::{ClockHistory, ClockKind, Due, Place, Reckoning, WorkDays},
    id::{InstitutionId, UserId},
    record::{RecordKind, RecordRef},
};

pub use figures::{Taken, explain, figures, taken};
pub use list::{ClockListRow, ClockQuery, explain as explain_list, list};
pub(crate) use log::begin_from_log;
pub use recount::{Moved, recount};

use crate::{
    Result, Tx,
    convert::{code, instant},
    document::{Document, Raw, stamped, unpack},
    holiday,
    statement::Statement,
};

impl Document for ClockHistory {
    const PLACE: &'static str = "clock.history";
}

impl Document for Reckoning {
    const PLACE: &'static str = "clock.reckoning";
}

/// A clock, as it is kept: one of a kind for each record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockRecord {
    /// Of which record.
    pub about: RecordRef,
    /// Of which kind.
    pub kind: ClockKind,
    /// Whose request it is.
    pub institution: InstitutionId,
    /// Where that lies now; kept with the institution alone.
    pub place: Place,
    /// Who handles it, or has answered.
    pub officer: Option<UserId>,
    /// What happened.
    pub history: ClockHistory,
    /// What followed from it when it was written last.
    pub kept: Reckoning,
}

impl ClockRecord {
    /// How it stands on a day, today in Jakarta. One that has ended keeps what it was reckoned by.
    #[must_use]
    pub fn on(&self, days: &WorkDays, today: NaiveDate) -> Reckoning {
        if self.history.has_ended() && self.kept.used.is_some() {
            return self.kept.clone();
        }
        Reckoning::of(self.kind, &self.history, days, &self.place, today)
    }
}

#[derive(sqlx::FromRow)]
struct ClockRow {
    record_kind: String,
    record_id: i64,
    kind: String,
    institution_id: i64,
    province: String,
    remote_decree: String,
    officer_id: Option<i64>,
    history: Raw,
    reckoning: Raw,
}

impl ClockRow {
    fn read(self) -> Result<ClockRecord> {
        Ok(ClockRecord {
            about: RecordRef::new(
                code("clock.record_kind", &self.record_kind, RecordKind::from_code)?,
                self.record_id,
            ),
            kind: code("clock.kind", &self.kind, ClockKind::from_code)?,
            institution: self.institution_id.into(),
            place: place_of(self.province, &self.remote_decree),
            officer: self.officer_id.map(Into::into),
            history: unpack(&self.history)?,
            kept: unpack(&self.reckoning)?,
        })
    }
}

fn place_of(province: String, remote_decree: &str) -> Place {
    Place { province: Some(province).filter(|code| !code.is_empty()), is_3t: !remote_decree.is_empty() }
}

/// With what a list shows besides. LEFT JOINs, so that SQLite begins with the clocks.
const SELECT: &str = "SELECT c.id, c.record_kind, c.record_id, c.kind, c.institution_id, i.province, i.remote_decree, \
     c.officer_id, c.history, c.reckoning, c.begun_at, i.name AS institution_name, a.name AS officer_name FROM clock c \
     LEFT JOIN institution i ON i.id = c.institution_id LEFT JOIN account a ON a.id = c.officer_id WHERE TRUE";

async fn read(tx: &mut Tx, statement: Statement) -> Result<Vec<ClockRecord>> {
    statement.fetch_all(tx).await?.into_iter().map(ClockRow::read).collect()
}

/// The calendar by which days are counted.
///
/// # Errors
/// When the database fails.
pub async fn days(tx: &mut Tx) -> Result<WorkDays> {
    Ok(holiday::calendar(tx).await?.into())
}

/// Where an institution lies.
///
/// # Errors
/// When the database fails, or there is no such institution.
pub async fn place(tx: &mut Tx, institution: InstitutionId) -> Result<Place> {
    let sql = "SELECT province, remote_decree FROM institution WHERE id = $1";
    let (province, decree) = db!(tx, fetch_one as (String, String), sql, institution.get())?;
    Ok(place_of(province, &decree))
}

/// A record's clock of a kind.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, about: RecordRef, kind: ClockKind) -> Result<Option<ClockRecord>> {
    let of_kind = |clock: &ClockRecord| clock.kind == kind;
    Ok(of_record(tx, about).await?.into_iter().find(of_kind))
}

/// The clocks of a record, in the order of their beginning.
///
/// # Errors
/// When the database fails.
pub async fn of_record(tx: &mut Tx, about: RecordRef) -> Result<Vec<ClockRecord>> {
    Ok(of_records(tx, about.kind, [about.id]).await?.remove(&about.id).unwrap_or_default())
}

/// The clocks of records of one kind, by their numbers.
///
/// # Errors
/// When the database fails.
pub async fn of_records(
    tx: &mut Tx,
    kind: RecordKind,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, Vec<ClockRecord>>> {
    let mut statement = Statement::new(SELECT);
    statement.push(" AND c.record_kind = ").bind(kind.code()).push(" AND c.record_id IN ").bind_list(ids);
    statement.push(" ORDER BY c.id");
    let mut all = HashMap::<_, Vec<_>>::new();
    for clock in read(tx, statement).await? {
        all.entry(clock.about.id).or_default().push(clock);
    }
    Ok(all)
}

/// Keeps a clock, and the day by which its record is listed.
///
/// # Errors
/// When the database fails.
pub async fn save(tx: &mut Tx, clock: &ClockRecord) -> Result<()> {
    write(tx, clock).await?;
    list_by_due(tx, clock).await
}

/// Keeps a clock alone, with columns of their own for what is asked for of it.
async fn write(tx: &mut Tx, clock: &ClockRecord) -> Result<()> {
    let ClockRecord { about, kind, institution, officer, history, kept, .. } = clock;
    let ended_at = history.ended_at().map(instant);
    let due = match kept.due {
        Some(Due::On(day)) => Some(day),
        Some(Due::AwaitsList(_)) | None => None,
    };
    let once_ended = |days: Option<u32>| ended_at.and(days).map(i64::from);
    db!(
        tx,
        execute,
        "INSERT INTO clock (record_kind, record_id, kind, institution_id, officer_id, history, reckoning, begun_at, \
         due, late_from, ended_at, taken, late) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
         ON CONFLICT (record_kind, record_id, kind) DO UPDATE SET officer_id = excluded.officer_id, \
         history = excluded.history, reckoning = excluded.reckoning, due = excluded.due, \
         late_from = excluded.late_from, ended_at = excluded.ended_at, taken = excluded.taken, late = excluded.late",
        about.kind.code(),
        about.id,
        kind.code(),
        institution.get(),
        officer.map(UserId::get),
        stamped(history),
        stamped(kept),
        instant(history.begun()),
        due,
        kept.late_from,
        ended_at,
        once_ended(kept.used),
        once_ended(kept.late()),
    )
    .map(drop)
}

/// Puts a record where its clock wants it in a list.
async fn list_by_due(tx: &mut Tx, clock: &ClockRecord) -> Result<()> {
    let day = match clock.kept.due.filter(|_| !clock.history.has_ended()) {
        Some(Due::On(day)) => day,
        // It is no earlier than that.
        Some(Due::AwaitsList(year)) => NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NEVER),
        None => NEVER,
    };
    if clock.about.kind == RecordKind::Plan {
        db!(tx, execute, "UPDATE plan SET due = $2 WHERE id = $1 AND due <> $2", clock.about.id, day)?;
    }
    Ok(())
}

/// Another officer handles the record from now on; its clocks run on.
///
/// # Errors
/// When the database fails.
pub async fn hand_over(tx: &mut Tx, about: RecordRef, officer: UserId) -> Result<()> {
    let sql =
        "UPDATE clock SET officer_id = $3 WHERE record_kind = $1 AND record_id = $2 AND ended_at IS NULL";
    db!(tx, execute, sql, about.kind.code(), about.id, officer.get()).map(drop)
}

/// Where a record stands in a list by due days that no clock of it runs for.
pub(crate) const NEVER: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};
