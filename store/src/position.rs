//! Position profiles (nomenklatur), as far as a selection needs them.

use chrono::{DateTime, Utc};
use domain::{
    fold::fold,
    id::{InstitutionId, PositionId, UserId},
    position::{Level, Position, PositionStatus},
};

use crate::{
    Result, Tx,
    convert::{code, instant},
    statement::Statement,
};

/// A new position profile.
#[derive(Clone, Debug)]
pub struct NewPosition {
    /// Whose post it is.
    pub institution: InstitutionId,
    /// Unit Kerja.
    pub unit: String,
    /// Jabatan.
    pub title: String,
    /// Level.
    pub level: Level,
    /// Kompetensi Teknis/Bidang.
    pub technical: String,
    /// Kompetensi Sosial-Kultural.
    pub socio_cultural: String,
    /// Where it stands in the review.
    pub status: PositionStatus,
    /// Who reviews it.
    pub officer: Option<UserId>,
    /// When.
    pub at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct PositionRow {
    id: i64,
    institution_id: i64,
    unit: String,
    title: String,
    level: String,
}

impl PositionRow {
    fn read(self) -> Result<Position> {
        restore(self.id, self.institution_id, self.unit, self.title, &self.level)
    }
}

/// A position from its columns.
pub(crate) fn restore(
    id: i64,
    institution: i64,
    unit: String,
    title: String,
    level: &str,
) -> Result<Position> {
    let level = code("position.level", level, Level::from_code)?;
    Ok(Position { id: id.into(), institution: institution.into(), unit, title, level })
}

/// Stores a position profile.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, new: &NewPosition) -> Result<PositionId> {
    let (id,) = db!(
        tx,
        fetch_one as (i64,),
        "INSERT INTO position (institution_id, unit, title, level, technical, socio_cultural, status, officer_id, \
         created_at, unit_key, title_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
        new.institution.get(),
        &new.unit,
        &new.title,
        new.level.code(),
        &new.technical,
        &new.socio_cultural,
        new.status.code(),
        new.officer.map(UserId::get),
        instant(new.at),
        fold(&new.unit),
        fold(&new.title),
    )?;
    Ok(id.into())
}

/// The approved positions of an institution: those that may be filled; by unit and title.
///
/// # Errors
/// When the database fails.
pub async fn approved(tx: &mut Tx, institution: InstitutionId) -> Result<Vec<Position>> {
    let sql = "SELECT id, institution_id, unit, title, level FROM position \
               WHERE institution_id = $1 AND status = 'approved' ORDER BY unit_key, title_key, id";
    db!(tx, fetch_all as PositionRow, sql, institution.get())?.into_iter().map(PositionRow::read).collect()
}

/// Those of the positions that are the institution's, by number, wherever they stand.
///
/// # Errors
/// When the database fails.
pub async fn of_institution(
    tx: &mut Tx,
    institution: InstitutionId,
    ids: &[PositionId],
) -> Result<Vec<Position>> {
    let mut statement =
        Statement::new("SELECT id, institution_id, unit, title, level FROM position WHERE institution_id = ");
    statement.bind(institution.get()).push(" AND id IN ").bind_list(ids.iter().map(|id| id.get()));
    statement.push(" ORDER BY id");
    statement.fetch_all::<PositionRow>(tx).await?.into_iter().map(PositionRow::read).collect()
}
