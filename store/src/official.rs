//! Holders of senior posts (Daftar Pejabat).

mod list;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    fold::fold,
    id::{InstitutionId, OfficialId, PositionId, VacancyId},
    official::closing_day,
    selection::FillingMethod,
};

pub use list::{OfficialListRow, OfficialQuery, explain, holders, list};

use crate::{
    Result, Tx,
    convert::{instant, narrow},
    statement::Statement,
};

/// A new office holder.
#[derive(Clone, Debug)]
pub struct NewOfficial {
    /// The institution.
    pub institution: InstitutionId,
    /// The post.
    pub position: PositionId,
    /// Nama Pejabat.
    pub name: String,
    /// NIP.
    pub nip: String,
    /// Pangkat/golongan; may be empty.
    pub rank: String,
    /// SK.
    pub decree: String,
    /// Tanggal Mulai Periode.
    pub start: NaiveDate,
    /// Tanggal Akhir Periode.
    pub end: NaiveDate,
    /// Pengangkatan.
    pub appointment: FillingMethod,
    /// Rencana Pengisian.
    pub filling_plan: FillingMethod,
    /// The vacancy that was filled, when it was a selection; once (`official_vacancy_key`).
    pub vacancy: Option<VacancyId>,
    /// When it was entered.
    pub at: DateTime<Utc>,
}

/// Stores an office holder.
///
/// # Errors
/// `official_vacancy_key` when the vacancy is filled already.
pub async fn insert(tx: &mut Tx, new: &NewOfficial) -> Result<OfficialId> {
    let (id,) = db!(
        tx,
        fetch_one as (i64,),
        "INSERT INTO official (institution_id, position_id, name, nip, rank, decree, start_on, end_on, appointment, \
         filling_plan, vacancy_id, former, created_at, name_key, decree_key) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, FALSE, $12, $13, $14) RETURNING id",
        new.institution.get(),
        new.position.get(),
        &new.name,
        &new.nip,
        &new.rank,
        &new.decree,
        new.start,
        new.end,
        new.appointment.code(),
        new.filling_plan.code(),
        new.vacancy.map(VacancyId::get),
        instant(new.at),
        fold(&new.name),
        fold(&new.decree),
    )?;
    Ok(id.into())
}

/// A term that ends earlier than it was to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Whose.
    pub id: OfficialId,
    /// Their name.
    pub name: String,
    /// The day it was to end.
    pub was_to_end: NaiveDate,
    /// The day it ends now.
    pub ends: NaiveDate,
}

/// Makes the others who hold a post former holders: a term that would last into the new one ends
/// on [`closing_day`]. Answers whose term was shortened.
///
/// # Errors
/// When the database fails.
pub async fn close_former(
    tx: &mut Tx,
    position: PositionId,
    new: OfficialId,
    new_start: NaiveDate,
) -> Result<Vec<Closed>> {
    let mut read =
        Statement::new("SELECT id, name, start_on, end_on FROM official WHERE NOT former AND position_id = ");
    read.bind(position.get()).push(" AND id <> ").bind(new.get()).push(" ORDER BY id").lock(tx);
    let holders: Vec<(i64, String, NaiveDate, NaiveDate)> = read.fetch_all(tx).await?;
    let mut shortened = Vec::new();
    for (id, name, start, end) in holders {
        let closed = closing_day(start, new_start).min(end);
        db!(tx, execute, "UPDATE official SET former = TRUE, end_on = $2 WHERE id = $1", id, closed)?;
        if closed != end {
            shortened.push(Closed { id: id.into(), name, was_to_end: end, ends: closed });
        }
    }
    Ok(shortened)
}

/// How many hold a post that nobody else has taken over.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx, institution: Option<InstitutionId>) -> Result<u32> {
    let mut statement = Statement::new("SELECT COUNT(*) FROM official WHERE NOT former");
    statement.only(" AND institution_id = ", institution);
    let (count,): (i64,) = statement.fetch_one(tx).await?;
    narrow("count", count)
}
