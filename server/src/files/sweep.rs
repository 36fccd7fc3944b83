//! Uploads that no form ever named: somebody chose a file and left the page.

use chrono::{DateTime, TimeDelta, Utc};
use domain::activity::{Act, Activity, RecordKind};
use object_store::{Error, ObjectStoreExt as _, path::Path};
use store::Db;

use crate::{Fault, state::Files, system};

/// A form may stand open so long with what was uploaded for it.
const KEPT: TimeDelta = TimeDelta::hours(48);
/// So many at a time, so that nobody who saves has to wait.
const AT_ONCE: u32 = 200;

/// Removes uploads that are older than two days and belong to no record; how many.
///
/// # Errors
/// When the database or the folder fails. What was not removed is removed the next time; content whose row
/// is gone already stays, and harms nobody.
pub async fn sweep(db: &Db, files: &Files, now: DateTime<Utc>) -> Result<usize, Fault> {
    let mut removed = 0;
    loop {
        let mut tx = db.begin().await?;
        let taken = store::attachment::take_abandoned(&mut tx, now - KEPT, AT_ONCE).await?;
        for file in &taken {
            let before = Some(serde_json::json!({ "nama": file.name }).to_string());
            let line = system::line(Act::DiscardFile, RecordKind::Attachment, file.id.get(), now);
            let line = Activity { institution: file.institution, before, ..line };
            store::activity::record(&mut tx, &line).await?;
        }
        tx.commit().await?;
        for file in &taken {
            match files.delete(&Path::from(file.key.as_str())).await {
                Ok(()) | Err(Error::NotFound { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        removed += taken.len();
        if taken.len() < AT_ONCE as usize {
            return Ok(removed);
        }
    }
}
