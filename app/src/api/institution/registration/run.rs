//! What goes on by itself: a one-time password for each first account, some at a time. It is a job: whoever is stopped
//! with its server is followed by another run, which goes on where it was.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{
    activity::{Act, Activity},
    id::RegistrationId,
    institution::registration::{Purpose, Registration, may_go_on},
};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde_json::{Value, json};
use store::{
    StoreError, Tx,
    institution::registration::{self, Waiting},
    job::{self, Claim},
};

use crate::{
    error::AppError,
    ports::{HandoutSeed, Services, hash_password},
};

/// Hashing waits for its turn anyway; so many stand in line.
const SIDE_BY_SIDE: usize = 4;
/// So many are stored at once, and the page is told.
const STEP: u32 = 10;
/// And it waits so long when too many others wait for a turn.
const PATIENCE: Duration = Duration::from_secs(1);

/// Makes the passwords of a registration, as the job that was claimed; to the end, or until another run has taken it
/// over.
///
/// # Errors
/// When the database fails. What was not done is done the next time.
pub async fn make_passwords(services: &Services, claim: &Claim, id: RegistrationId) -> Result<(), AppError> {
    let mut tx = services.db.read().await?;
    let sealed = registration::seed(&mut tx, id).await?;
    drop(tx);
    let Some(sealed) = sealed else { return Ok(()) };
    let Ok(seed) = HandoutSeed::open(&services.vault, &sealed) else {
        let reason =
            "Terhenti karena kunci server diganti. Buat password baru untuk akun yang belum menerimanya.";
        return stop(services.db.begin().await?, id, reason, (services.clock)()).await;
    };
    loop {
        let mut tx = services.db.read().await?;
        let next = registration::next(&mut tx, id, STEP).await?;
        drop(tx);
        let Some(last) = next.last().map(|last| last.number) else {
            return finish(services, id).await;
        };
        // Outside any transaction: it takes long, and others wait to write.
        let hashed: Result<Vec<(Waiting, String)>, AppError> =
            stream::iter(next.into_iter().map(|to| hashed(to, seed.password(to.number))))
                .buffered(SIDE_BY_SIDE)
                .try_collect()
                .await;
        let hashed = match hashed {
            // Whoever logs in just now comes first.
            Err(AppError::Busy(_)) => {
                tokio::time::sleep(PATIENCE).await;
                continue;
            }
            hashed => hashed?,
        };
        if !store_step(services, claim, id, (&hashed, last)).await? {
            return Ok(());
        }
    }
}

async fn hashed(to: Waiting, password: String) -> Result<(Waiting, String), AppError> {
    Ok((to, hash_password(password).await?))
}

/// Stores some passwords, if whoever began may still do so; whether there is more to do.
async fn store_step(
    services: &Services,
    claim: &Claim,
    id: RegistrationId,
    (hashed, last): (&[(Waiting, String)], u32),
) -> Result<bool, AppError> {
    let mut tx = services.db.begin().await?;
    let now = (services.clock)();
    match job::hold(&mut tx, claim, now).await {
        // Another run has taken it over.
        Err(StoreError::Stale) => return Ok(false),
        held => held?,
    }
    let Some(found) = registration::find(&mut tx, id).await? else { return Ok(false) };
    let by = store::identity::find(&mut tx, found.by.id).await?;
    let may = by.map_or(Ok(()), |by| may_go_on(&by.name, by.active, by.role));
    if let Err(reason) = may {
        stop(tx, id, &reason, now).await?;
        return Ok(false);
    }
    match registration::come_on(&mut tx, id, last).await {
        // It has ended.
        Err(StoreError::Stale) => return Ok(false),
        come_on => come_on?,
    }
    for (to, hash) in hashed {
        registration::hand_out(&mut tx, id, *to, hash, (found.started_at, now)).await?;
    }
    tx.commit().await?;
    Ok(true)
}

async fn finish(services: &Services, id: RegistrationId) -> Result<(), AppError> {
    let mut tx = services.db.begin().await?;
    let now = (services.clock)();
    match registration::finish(&mut tx, id, now).await {
        Err(StoreError::Stale) => return Ok(()),
        finished => finished?,
    }
    let made = registration::handed_out(&mut tx, id).await?.len();
    log(&mut tx, id, Act::MakeFirstPasswords, json!({ "password_dibuat": made }), now).await?;
    Ok(tx.commit().await?)
}

async fn stop(mut tx: Tx, id: RegistrationId, reason: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    match registration::stop(&mut tx, id, reason, now).await {
        Err(StoreError::Stale) => return Ok(()),
        stopped => stopped?,
    }
    log(&mut tx, id, Act::StopFirstPasswords, json!({ "terhenti": reason }), now).await?;
    Ok(tx.commit().await?)
}

/// A line of whoever began it: the server does it for them, from nowhere.
async fn log(
    tx: &mut Tx,
    id: RegistrationId,
    act: Act,
    after: Value,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let Some(Registration { by, .. }) = registration::find(tx, id).await? else { return Ok(()) };
    let activity = Activity {
        user: Some(by.id),
        name: by.name,
        at,
        address: String::new(),
        act,
        record: id.into(),
        institution: None,
        before: None,
        after: Some(after.to_string()),
    };
    Ok(store::activity::record(tx, &activity).await?)
}

/// What the log calls it.
pub(super) const fn act(purpose: Purpose) -> Act {
    match purpose {
        Purpose::Register => Act::RegisterInstitutions,
        Purpose::Renew(_) => Act::RenewFirstPasswords,
    }
}
