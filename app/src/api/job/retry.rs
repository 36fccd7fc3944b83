//! Coba lagi.

use domain::id::JobId;
use leptos::prelude::*;

use crate::error::{AppError, Done};

/// Sends a job round again at once that failed. Whoever comes second is told that it is on its way.
#[server(endpoint = "job/retry")]
pub async fn retry_job(job: JobId) -> Result<Done, AppError> {
    use domain::{
        activity::Act,
        job::{Jobs, JobsAction},
        record::{RecordKind, RecordRef},
    };
    use serde_json::json;
    use store::StoreError;

    use crate::api::{context::caller, tail::Line};

    let caller = caller().await?;
    caller.may(&Jobs, JobsAction::Manage)?;
    let mut tx = caller.begin().await?;
    let found = store::job::find(&mut tx, job, caller.now).await?.ok_or(AppError::NotFound)?;
    let name = found.kind.label();
    let Some(reason) = found.state.failure() else {
        // Ended before the answer: whoever looks for jobs leaves out what is locked.
        tx.commit().await?;
        return Ok(Done::stay(format!("{name}: sudah diulang, atau sudah selesai.")));
    };
    match store::job::retry(&mut tx, job, caller.now).await {
        Err(StoreError::Stale) => {
            tx.commit().await?;
            return Ok(Done::stay(format!("{name}: pekerjaan yang sama sudah menunggu.")));
        }
        retried => retried?,
    }
    let told = json!({ "pekerjaan": name, "nomor_pekerjaan": job, "gagal_karena": reason, "percobaan": found.tries });
    let line = Line::new(Act::RetryJob, RecordRef::only(RecordKind::System), None).after(told);
    caller.record(&mut tx, line).await?;
    tx.commit().await?;
    Ok(Done::stay(format!("{name}: segera dikerjakan lagi.")))
}
