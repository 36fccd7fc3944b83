//! Institutions.

mod list;
mod register;
pub mod registration;

use chrono::{DateTime, Utc};
use domain::{
    activity::Act,
    fold::fold,
    id::InstitutionId,
    identity::Signature,
    institution::{Institution, InstitutionKind, form::Place},
    record::{RecordKind, RecordRef},
};

pub use list::{InstitutionQuery, explain, list as page};
pub use register::{Registration, register, taken};

use crate::{
    Result, Tx, activity,
    convert::{code, instant, one},
    record::{Held, Record},
};

/// What counts as saving an institution.
const SAVING: [Act; 2] = [Act::CreateInstitution, Act::EditInstitution];

/// A new institution.
#[derive(Clone, Debug)]
pub struct NewInstitution {
    /// Its name; one per kind, as names are compared (`institution_kind_name_key`).
    pub name: String,
    /// Its kind.
    pub kind: InstitutionKind,
    /// The region it governs, in words; empty for central institutions.
    pub region: String,
    /// The region's codes.
    pub place: Place,
    /// Its e-mail address; kept in lower case. Empty when there is none.
    pub email: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// An institution with all that its form holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstitutionRecord {
    /// What other records show of it.
    pub institution: Institution,
    /// The region's codes.
    pub place: Place,
    /// Its e-mail address; empty when there is none.
    pub email: String,
    /// The decree by which it lies in a 3T region; empty when it lies in none.
    pub remote_decree: String,
    /// Counts the changes; see [`update`].
    pub version: i64,
    /// Since when; nothing for those that were there before this was noted.
    pub created_at: Option<DateTime<Utc>>,
}

impl Record for Held<InstitutionRecord> {
    fn about(&self) -> RecordRef {
        self.record.institution.id.into()
    }

    fn institution(&self) -> Option<InstitutionId> {
        Some(self.record.institution.id)
    }

    fn version(&self) -> i64 {
        self.record.version
    }

    fn last_saved(&self) -> Option<Signature> {
        self.saved.clone()
    }
}

/// What the form changes of an institution.
#[derive(Clone, Debug)]
pub struct InstitutionChange {
    /// Which institution.
    pub id: InstitutionId,
    /// The version the form began with.
    pub version: i64,
    /// Nama.
    pub name: String,
    /// Jenis.
    pub kind: InstitutionKind,
    /// Wilayah, in words.
    pub region: String,
    /// Wilayah, in codes.
    pub place: Place,
    /// Email; kept in lower case.
    pub email: String,
    /// When.
    pub at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct InstitutionRow {
    id: i64,
    name: String,
    kind: String,
    region: String,
}

impl InstitutionRow {
    fn read(self) -> Result<Institution> {
        restore(self.id, self.name, &self.kind, self.region)
    }
}

#[derive(sqlx::FromRow)]
struct RecordRow {
    id: i64,
    name: String,
    kind: String,
    region: String,
    province: String,
    regency: String,
    email: String,
    remote_decree: String,
    version: i64,
    created_at: Option<DateTime<Utc>>,
}

impl RecordRow {
    fn read(self) -> Result<InstitutionRecord> {
        Ok(InstitutionRecord {
            institution: restore(self.id, self.name, &self.kind, self.region)?,
            place: Place { province: self.province, regency: self.regency },
            email: self.email,
            remote_decree: self.remote_decree,
            version: self.version,
            created_at: self.created_at,
        })
    }
}

macro_rules! select_record {
    ($condition:literal) => {
        concat!(
            "SELECT i.id, i.name, i.kind, i.region, i.province, i.regency, i.email, i.remote_decree, i.version, \
             i.created_at FROM institution i WHERE ",
            $condition
        )
    };
}
use select_record;

/// An institution from its columns.
pub(crate) fn restore(id: i64, name: String, kind: &str, region: String) -> Result<Institution> {
    let kind = code("institution.kind", kind, InstitutionKind::from_code)?;
    Ok(Institution { id: id.into(), name, kind, region })
}

/// Stores an institution.
///
/// # Errors
/// `institution_kind_name_key` when there is one of that kind and name, `institution_place_key` when the place
/// has its government.
pub async fn insert(tx: &mut Tx, new: &NewInstitution) -> Result<InstitutionId> {
    let (id,) = db!(
        tx,
        fetch_one as (i64,),
        "INSERT INTO institution (name, kind, region, province, regency, email, created_at, name_key, region_key, \
         unique_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8) RETURNING id",
        &new.name,
        new.kind.code(),
        &new.region,
        &new.place.province,
        &new.place.regency,
        new.email.trim().to_lowercase(),
        instant(new.at),
        fold(&new.name),
        fold(&new.region),
    )?;
    Ok(id.into())
}

/// One institution.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, id: InstitutionId) -> Result<Option<Institution>> {
    let sql = "SELECT id, name, kind, region FROM institution WHERE id = $1";
    db!(tx, fetch_optional as InstitutionRow, sql, id.get())?.map(InstitutionRow::read).transpose()
}

/// One institution, with all that its form holds.
///
/// # Errors
/// When the database fails.
pub async fn record(tx: &mut Tx, id: InstitutionId) -> Result<Option<InstitutionRecord>> {
    db!(tx, fetch_optional as RecordRow, select_record!("i.id = $1"), id.get())?
        .map(RecordRow::read)
        .transpose()
}

/// [`record`], in a transaction that writes: nobody else changes the institution before it ends, and whoever comes
/// second reads what the first has saved.
///
/// # Errors
/// When the database fails.
pub async fn record_to_change(tx: &mut Tx, id: InstitutionId) -> Result<Option<Held<InstitutionRecord>>> {
    if tx.must_lock() {
        let sql = "SELECT id FROM institution WHERE id = $1 FOR NO KEY UPDATE";
        db!(tx, fetch_optional as (i64,), sql, id.get())?;
    }
    let Some(record) = record(tx, id).await? else { return Ok(None) };
    let saved = activity::last(tx, id, &SAVING, None).await?;
    Ok(Some(Held { record, saved }))
}

/// Changes an institution. What was called otherwise before is remembered, with the day.
///
/// # Errors
/// [`crate::StoreError::Stale`] when somebody changed it since, `institution_kind_name_key` when there is another of
/// that kind and name, `institution_place_key` when the place has its government.
pub async fn update(tx: &mut Tx, change: &InstitutionChange) -> Result<()> {
    db!(
        tx,
        execute,
        "INSERT INTO former_name (record_kind, record_id, name, name_key, until) \
         SELECT $2, id, name, name_key, $3 FROM institution WHERE id = $1 AND version = $4 AND name <> $5",
        change.id.get(),
        RecordKind::Institution.code(),
        instant(change.at),
        change.version,
        &change.name,
    )?;
    let changed = db!(
        tx,
        execute,
        "UPDATE institution SET name = $3, kind = $4, region = $5, province = $6, regency = $7, email = $8, \
         unique_key = CASE WHEN kind = $4 AND name_key = $9 THEN unique_key ELSE $9 END, \
         name_key = $9, region_key = $10, version = version + 1 WHERE id = $1 AND version = $2",
        change.id.get(),
        change.version,
        &change.name,
        change.kind.code(),
        &change.region,
        &change.place.province,
        &change.place.regency,
        change.email.trim().to_lowercase(),
        fold(&change.name),
        fold(&change.region),
    )?;
    one(changed)
}

/// Says by which decree an institution lies in a 3T region; empty when it lies in none.
///
/// # Errors
/// When the database fails.
pub async fn mark_remote(tx: &mut Tx, id: InstitutionId, decree: &str) -> Result<()> {
    let sql = "UPDATE institution SET remote_decree = $2 WHERE id = $1";
    db!(tx, execute, sql, id.get(), decree).map(drop)
}

/// All institutions, by name.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx) -> Result<Vec<Institution>> {
    let sql = "SELECT id, name, kind, region FROM institution ORDER BY name_key, kind, id";
    db!(tx, fetch_all as InstitutionRow, sql)?.into_iter().map(InstitutionRow::read).collect()
}
