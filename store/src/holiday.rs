//! Hari libur, the years whose lists are closed, and what the Admin sets for counting working days.

mod rules;

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    holiday::{ClosedYear, Holiday, HolidayKind, WorkCalendar},
    id::{HolidayId, InstitutionId},
    identity::Signature,
    record::RecordRef,
};

pub use rules::{RulesRecord, hold, rules, save_rules};

use crate::{
    Result, StoreError, Tx,
    convert::{code, instant, narrow, saved},
    record::Record,
    statement::Statement,
};

/// A holiday as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolidayRecord {
    /// Its number.
    pub id: HolidayId,
    /// What is known of it.
    pub holiday: Holiday,
    /// Counts the changes.
    pub version: i64,
    /// Who saved it last, and when; nothing where it came along.
    pub saved: Option<Signature>,
}

impl Record for HolidayRecord {
    fn about(&self) -> RecordRef {
        self.id.into()
    }

    fn institution(&self) -> Option<InstitutionId> {
        None
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn last_saved(&self) -> Option<Signature> {
        self.saved.clone()
    }
}

#[derive(sqlx::FromRow)]
struct HolidayRow {
    id: i64,
    day: NaiveDate,
    name: String,
    kind: String,
    decree: String,
    province: String,
    version: i64,
    updated_by_id: Option<i64>,
    updated_by_name: Option<String>,
    updated_at: Option<DateTime<Utc>>,
}

impl HolidayRow {
    fn read(self) -> Result<HolidayRecord> {
        Ok(HolidayRecord {
            id: self.id.into(),
            holiday: Holiday {
                date: self.day,
                name: self.name,
                kind: code("holiday.kind", &self.kind, HolidayKind::from_code)?,
                decree: self.decree,
                province: Some(self.province).filter(|province| !province.is_empty()),
            },
            version: self.version,
            saved: saved(self.updated_by_id, self.updated_by_name, self.updated_at),
        })
    }
}

const SELECT: &str = "SELECT id, day, name, kind, decree, province, version, updated_by_id, updated_by_name, updated_at FROM holiday ";
const ORDER: &str = " ORDER BY day, province, id";

async fn read(tx: &mut Tx, mut statement: Statement) -> Result<Vec<HolidayRecord>> {
    statement.push(ORDER);
    statement.fetch_all(tx).await?.into_iter().map(HolidayRow::read).collect()
}

/// All that counting working days needs to know.
///
/// # Errors
/// When the database fails.
pub async fn calendar(tx: &mut Tx) -> Result<WorkCalendar> {
    let years = db!(tx, fetch_all as (i64,), "SELECT year FROM closed_year")?;
    let years = years.into_iter().map(|(year,)| narrow("closed_year.year", year));
    Ok(WorkCalendar {
        holidays: all(tx).await?,
        years: years.collect::<Result<_>>()?,
        rules: rules(tx).await?.rules,
    })
}

/// Every holiday, by day.
///
/// # Errors
/// When the database fails.
pub async fn all(tx: &mut Tx) -> Result<Vec<Holiday>> {
    Ok(read(tx, Statement::new(SELECT)).await?.into_iter().map(|record| record.holiday).collect())
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
pub async fn taken(tx: &mut Tx) -> Result<HashSet<(NaiveDate, Option<String>)>> {
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
    let mut opening = "(";
    for Holiday { date, name, kind, decree, province } in holidays {
        statement.push(opening).bind(*date).push(", ").bind(name.as_str()).push(", ").bind(kind.code());
        statement.push(", ").bind(decree.as_str()).push(", ").bind(province.as_deref().unwrap_or_default());
        statement.push(", 1, ");
        match by {
            Some(Signature { by, at }) => {
                statement.bind(by.id.get()).push(", ").bind(by.name.as_str()).push(", ").bind(instant(*at))
            }
            None => statement.push("NULL, NULL, NULL"),
        }
        .push(")");
        opening = ", (";
    }
    statement.push(" RETURNING id");
    let (id,) = statement.fetch_one::<(i64,)>(tx).await?;
    Ok(id.into())
}

/// Changes a holiday from the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed it since; `holiday_day_province_key` as for [`insert`].
pub async fn update(tx: &mut Tx, record: &HolidayRecord, holiday: &Holiday, by: &Signature) -> Result<()> {
    let sql = "UPDATE holiday SET day = $3, name = $4, kind = $5, decree = $6, province = $7, version = version + 1, \
               updated_by_id = $8, updated_by_name = $9, updated_at = $10 WHERE id = $1 AND version = $2";
    let Holiday { date, name, kind, decree, province } = holiday;
    let (id, version, province) = (record.id.get(), record.version, province.as_deref().unwrap_or_default());
    let (kind, user, at) = (kind.code(), by.by.id.get(), instant(by.at));
    let changed =
        db!(tx, execute, sql, id, version, date, name, kind, decree, province, user, &by.by.name, at)?;
    if changed == 0 { Err(StoreError::Stale) } else { Ok(()) }
}

/// Removes a holiday as it was read.
///
/// # Errors
/// [`StoreError::Stale`] when somebody changed it since.
pub async fn remove(tx: &mut Tx, record: &HolidayRecord) -> Result<()> {
    let sql = "DELETE FROM holiday WHERE id = $1 AND version = $2";
    match db!(tx, execute, sql, record.id.get(), record.version)? {
        0 => Err(StoreError::Stale),
        _ => Ok(()),
    }
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
