//! Hari libur, the years whose lists are closed, and what the Admin sets for counting working days.
//!
//! Whoever changes any of it holds the rules meanwhile ([`setting::kept_to_change`]): no year is closed while a change without
//! a reason is under way.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    holiday::{ClosedYear, Holiday, HolidayKind, Place, WorkCalendar, rules::ClockRules},
    id::HolidayId,
    identity::Signature,
};

use crate::{
    Result, Tx,
    convert::{Stamp, code, instant, narrow, one},
    document::Document,
    record::{Owned, Versioned},
    setting::{self, Kept},
    statement::Statement,
};

impl Document for ClockRules {
    const PLACE: &'static str = "setting.clock_rules";
}

impl Kept for ClockRules {
    const KEY: &'static str = "clock.rules";
    const FIELD: &'static str = "closing";
}

/// A holiday as it is stored.
pub type HolidayRecord = Versioned<HolidayId, Holiday>;

impl Owned for Holiday {}

#[derive(sqlx::FromRow)]
struct HolidayRow {
    id: i64,
    day: NaiveDate,
    name: String,
    kind: String,
    decree: String,
    province: String,
    #[sqlx(flatten)]
    stamp: Stamp,
}

impl HolidayRow {
    fn read(self) -> Result<HolidayRecord> {
        Ok(HolidayRecord {
            id: self.id.into(),
            record: Holiday {
                date: self.day,
                name: self.name,
                kind: code("holiday.kind", &self.kind, HolidayKind::from_code)?,
                decree: self.decree,
                province: Some(self.province).filter(|province| !province.is_empty()),
            },
            version: self.stamp.version,
            saved: self.stamp.saved(),
        })
    }
}

const SELECT: &str = "SELECT id, day, name, kind, decree, province, version, updated_by_id, updated_by_name, updated_at FROM holiday ";
const ORDER: &str = " ORDER BY day, province, id";

async fn read(tx: &mut Tx, mut statement: Statement) -> Result<Vec<HolidayRecord>> {
    statement.push(ORDER);
    statement.fetch_all(tx).await?.into_iter().map(HolidayRow::read).collect()
}

/// All that counting working days needs to know. In a transaction that writes, nobody changes any of it before its end:
/// whoever does waits for what was reckoned by it, and has that computed anew.
///
/// # Errors
/// When the database fails.
pub async fn calendar(tx: &mut Tx) -> Result<WorkCalendar> {
    let rules = setting::kept_as_it_is(tx).await?;
    let years = db!(tx, fetch_all as (i64,), "SELECT year FROM closed_year")?;
    let years = years.into_iter().map(|(year,)| narrow("closed_year.year", year));
    Ok(WorkCalendar { holidays: all(tx).await?, years: years.collect::<Result<_>>()?, rules })
}

/// Every holiday, by day.
///
/// # Errors
/// When the database fails.
pub async fn all(tx: &mut Tx) -> Result<Vec<Holiday>> {
    Ok(read(tx, Statement::new(SELECT)).await?.into_iter().map(|holiday| holiday.record).collect())
}

/// The holidays of a year, by day.
///
/// # Errors
/// When the database fails.
pub async fn of_year(tx: &mut Tx, year: i32) -> Result<Vec<HolidayRecord>> {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    let Some((first, last)) = day(1, 1).zip(day(12, 31)) else { return Ok(Vec::new()) };
    let mut statement = Statement::new(SELECT);
    statement.push("WHERE day BETWEEN ").bind(first).push(" AND ").bind(last);
    read(tx, statement).await
}

/// One holiday.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, id: HolidayId) -> Result<Option<HolidayRecord>> {
    let mut statement = Statement::new(SELECT);
    statement.push("WHERE id = ").bind(id.get());
    Ok(read(tx, statement).await?.pop())
}

/// What a new holiday must not have again: its day, where it holds.
///
/// # Errors
/// When the database fails.
pub async fn taken(tx: &mut Tx) -> Result<HashSet<Place>> {
    Ok(all(tx).await?.iter().map(Holiday::place).collect())
}

/// Stores holidays, one at least; the number of one of them.
///
/// # Errors
/// `holiday_day_province_key` when there is one on such a day where it holds, and then none is stored.
pub async fn insert(tx: &mut Tx, holidays: &[Holiday], by: Option<&Signature>) -> Result<HolidayId> {
    let mut statement = Statement::new(
        "INSERT INTO holiday (day, name, kind, decree, province, version, updated_by_id, updated_by_name, \
         updated_at) VALUES ",
    );
    let at = by.map(|by| instant(by.at));
    let (user, name) = (by.map(|by| by.by.id.get()), by.map(|by| by.by.name.as_str()));
    statement.bind_rows(holidays.iter().map(|Holiday { date, name: day, kind, decree, province }| {
        let province = province.as_deref().unwrap_or_default();
        [
            (*date).into(),
            day.as_str().into(),
            kind.code().into(),
            decree.as_str().into(),
            province.into(),
            1.into(),
            user.into(),
            name.into(),
            at.into(),
        ]
    }));
    statement.push(" RETURNING id");
    let (id,) = statement.fetch_one::<(i64,)>(tx).await?;
    Ok(id.into())
}

/// Changes a holiday from the version that was read.
///
/// # Errors
/// [`crate::StoreError::Stale`] when somebody changed it since; `holiday_day_province_key` as for [`insert`].
pub async fn update(tx: &mut Tx, record: &HolidayRecord, holiday: &Holiday, by: &Signature) -> Result<()> {
    let sql = "UPDATE holiday SET day = $3, name = $4, kind = $5, decree = $6, province = $7, version = version + 1, \
               updated_by_id = $8, updated_by_name = $9, updated_at = $10 WHERE id = $1 AND version = $2";
    let Holiday { date, name, kind, decree, province } = holiday;
    let (id, version, province) = (record.id.get(), record.version, province.as_deref().unwrap_or_default());
    let (kind, user, at) = (kind.code(), by.by.id.get(), instant(by.at));
    one(db!(tx, execute, sql, id, version, date, name, kind, decree, province, user, &by.by.name, at)?)
}

/// Removes a holiday as it was read.
///
/// # Errors
/// [`crate::StoreError::Stale`] when somebody changed it since.
pub async fn remove(tx: &mut Tx, record: &HolidayRecord) -> Result<()> {
    let sql = "DELETE FROM holiday WHERE id = $1 AND version = $2";
    one(db!(tx, execute, sql, record.id.get(), record.version)?)
}

#[derive(sqlx::FromRow)]
struct ClosedRow {
    year: i64,
    decree: String,
    closed_by_name: String,
    closed_at: DateTime<Utc>,
}

/// The years whose lists are closed, the earliest first.
///
/// # Errors
/// When the database fails.
pub async fn closed_years(tx: &mut Tx) -> Result<Vec<ClosedYear>> {
    let sql = "SELECT year, decree, closed_by_name, closed_at FROM closed_year ORDER BY year";
    let read = |row: ClosedRow| {
        Ok(ClosedYear {
            year: narrow("closed_year.year", row.year)?,
            decree: row.decree,
            by: row.closed_by_name,
            at: row.closed_at,
        })
    };
    db!(tx, fetch_all as ClosedRow, sql)?.into_iter().map(read).collect()
}

/// Closes a year's list.
///
/// # Errors
/// `closed_year_pkey` when it is closed.
pub async fn close_year(tx: &mut Tx, closed: &ClosedYear) -> Result<()> {
    let sql = "INSERT INTO closed_year (year, decree, closed_by_name, closed_at) VALUES ($1, $2, $3, $4)";
    let ClosedYear { year, decree, by, at } = closed;
    db!(tx, execute, sql, i64::from(*year), decree, by, instant(*at)).map(drop)
}
