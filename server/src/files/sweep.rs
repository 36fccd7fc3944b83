//! Uploads that nothing names: somebody chose a file and left the page, or took it out of a draft.

use chrono::{DateTime, TimeDelta, Utc};
use domain::activity::{Act, Activity};
use object_store::path::Path;
use store::Db;

use crate::{Fault, state::Files};

/// A form may stand open so long with what was uploaded for it.
const KEPT: TimeDelta = TimeDelta::hours(48);
/// So many at a time, so that nobody who saves has to wait.
const AT_ONCE: u32 = 200;

/// Removes uploads that no record has named for two days; how many.
///
/// # Errors
/// When the database or the place of the attachments fails. What was not removed is removed the next time: content whose row is gone
/// is noted until it is gone too.
pub async fn sweep(db: &Db, files: &Files, now: DateTime<Utc>) -> Result<usize, Fault> {
    let mut removed = 0;
    loop {
        let mut tx = db.begin().await?;
        let taken = store::attachment::take_abandoned(&mut tx, now - KEPT, AT_ONCE).await?;
        for file in &taken {
            let before = Some(serde_json::json!({ "nama": file.name }).to_string());
            let line = Activity::of_system(Act::DiscardFile, file.id, now);
            let line = Activity { institution: file.institution, before, ..line };
            store::activity::record(&mut tx, &line).await?;
        }
        tx.commit().await?;
        removed += taken.len();
        if taken.len() < AT_ONCE as usize {
            break;
        }
    }
    remove_content(db, files).await?;
    Ok(removed)
}

/// Removes the content whose rows are gone for good.
async fn remove_content(db: &Db, files: &Files) -> Result<(), Fault> {
    loop {
        let keys = store::attachment::discarded(&mut db.read().await?, AT_ONCE).await?;
        if keys.is_empty() {
            return Ok(());
        }
        for key in &keys {
            files.delete(&Path::from(key.as_str())).await?;
        }
        let mut tx = db.begin().await?;
        store::attachment::forget_discarded(&mut tx, &keys).await?;
        tx.commit().await?;
    }
}
