//! Jabatan of the commission's people.

use domain::{fold::fold, id::JobTitleId};

use crate::{Result, Tx};

/// A Jabatan to choose from (Gambar 4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobTitle {
    /// Its number.
    pub id: JobTitleId,
    /// Its name.
    pub name: String,
}

/// Every Jabatan, by name.
///
/// # Errors
/// When the database fails.
pub async fn job_titles(tx: &mut Tx) -> Result<Vec<JobTitle>> {
    let rows = db!(tx, fetch_all as (i64, String), "SELECT id, name FROM job_title ORDER BY name_key, id")?;
    Ok(rows.into_iter().map(|(id, name)| JobTitle { id: id.into(), name }).collect())
}

/// One Jabatan.
///
/// # Errors
/// When the database fails.
pub async fn job_title(tx: &mut Tx, id: JobTitleId) -> Result<Option<JobTitle>> {
    let sql = "SELECT id, name FROM job_title WHERE id = $1";
    let row = db!(tx, fetch_optional as (i64, String), sql, id.get())?;
    Ok(row.map(|(id, name)| JobTitle { id: id.into(), name }))
}

/// Adds a Jabatan.
///
/// # Errors
/// `job_title_name_key` when there is one of that name, in whatever case.
pub async fn insert_job_title(tx: &mut Tx, name: &str) -> Result<JobTitleId> {
    let sql = "INSERT INTO job_title (name, name_key) VALUES ($1, $2) RETURNING id";
    let (id,) = db!(tx, fetch_one as (i64,), sql, name.trim(), fold(name))?;
    Ok(id.into())
}
