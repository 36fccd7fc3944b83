//! Institutions.

use domain::{
    id::InstitutionId,
    institution::{Institution, InstitutionKind},
};

use crate::{Result, Tx, convert::code};

/// A new institution.
#[derive(Clone, Debug)]
pub struct NewInstitution {
    /// Its name; one per kind (`institution_kind_name_key`).
    pub name: String,
    /// Its kind.
    pub kind: InstitutionKind,
    /// The region it governs; empty for central institutions.
    pub region: String,
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

/// An institution from its columns.
pub(crate) fn restore(id: i64, name: String, kind: &str, region: String) -> Result<Institution> {
    let kind = code("institution.kind", kind, InstitutionKind::from_code)?;
    Ok(Institution { id: id.into(), name, kind, region })
}

/// Stores an institution.
///
/// # Errors
/// `institution_kind_name_key` when there is one of that kind and name.
pub async fn insert(tx: &mut Tx, new: &NewInstitution) -> Result<InstitutionId> {
    let (id,) = db!(
        tx,
        fetch_one as (i64,),
        "INSERT INTO institution (name, kind, region) VALUES ($1, $2, $3) RETURNING id",
        &new.name,
        new.kind.code(),
        &new.region,
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

/// All institutions, by name.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx) -> Result<Vec<Institution>> {
    let sql = "SELECT id, name, kind, region FROM institution ORDER BY name, kind, id";
    db!(tx, fetch_all as InstitutionRow, sql)?.into_iter().map(InstitutionRow::read).collect()
}
