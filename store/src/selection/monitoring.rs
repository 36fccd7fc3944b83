//! Monitoring Seleksi by the commission.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    id::{AttachmentId, MonitoringId, VacancyId},
    identity::{Person, Signature},
    rich_text::CleanText,
    selection::{Stage, monitoring::Monitoring},
};
use sqlx::types::Json;

use crate::{
    Result, Tx,
    convert::{code, instant, signature},
};

/// A monitoring as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonitoringRecord {
    /// Its number.
    pub id: MonitoringId,
    /// Day, stage, findings and files.
    pub monitoring: Monitoring,
    /// Who recorded it, and when.
    pub signed: Signature,
}

#[derive(sqlx::FromRow)]
struct MonitoringRow {
    id: i64,
    day: NaiveDate,
    stage: Option<String>,
    findings: String,
    files: Json<Vec<AttachmentId>>,
    by_id: i64,
    by_name: String,
    at: DateTime<Utc>,
}

/// Records a monitoring.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &mut Tx,
    vacancy: VacancyId,
    monitoring: &Monitoring,
    by: &Person,
    at: DateTime<Utc>,
) -> Result<MonitoringId> {
    let (id,) = db!(
        tx,
        fetch_one as (i64,),
        "INSERT INTO monitoring (vacancy_id, day, stage, findings, files, by_id, by_name, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        vacancy.get(),
        monitoring.day,
        monitoring.stage.map(Stage::code),
        monitoring.findings.as_str(),
        Json(&monitoring.files),
        by.id.get(),
        &by.name,
        instant(at),
    )?;
    Ok(id.into())
}

/// A vacancy's monitorings, the latest day first.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, vacancy: VacancyId) -> Result<Vec<MonitoringRecord>> {
    let sql = "SELECT id, day, stage, findings, files, by_id, by_name, at FROM monitoring \
               WHERE vacancy_id = $1 ORDER BY day DESC, id DESC";
    let rows = db!(tx, fetch_all as MonitoringRow, sql, vacancy.get())?;
    rows.into_iter()
        .map(|row| {
            let stage =
                row.stage.map(|text| code("monitoring.stage", &text, Stage::from_code)).transpose()?;
            Ok(MonitoringRecord {
                id: row.id.into(),
                monitoring: Monitoring {
                    day: row.day,
                    stage,
                    findings: CleanText::trusted(row.findings),
                    files: row.files.0,
                },
                signed: signature(row.by_id, row.by_name, row.at),
            })
        })
        .collect()
}
