//! What goes on by itself: a one-time password for each first account, some at a time. Whoever is stopped with its
//! server is followed by another run, which goes on where it was.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{
    activity::{Act, Activity},
    id::RegistrationId,
    institution::registration::{Purpose, Registration, may_go_on},
    record::{RecordKind, RecordRef},
};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde_json::{Value, json};
use store::{
    StoreError, Tx,
    institution::registration::{self, Claim, Waiting},
};

use crate::{
    error::AppError,
    server::{HandoutSeed, Services, hash_password},
};

/// Hashing waits for its turn anyway; so many stand in line.
const SIDE_BY_SIDE: usize = 4;
/// So many are stored at once, and the page is told.
const STEP: u32 = 10;
/// And it waits so long when too many others wait for a turn.
const PATIENCE: Duration = Duration::from_secs(1);

/// Lets a registration go on by itself; its page tells how far it is.
pub(super) fn start(services: Services, id: RegistrationId) {
    tokio::spawn(async move {
        if let Err(error) = work(&services, id).await {
            // It is taken up again.
            tracing::error!(registration = id.get(), ?error, "a registration does not come on");
        }
    });
}

/// Goes on with every registration that was left by a server that ended, to its end.
///
/// # Errors
/// When the database fails. What was not done is done the next time.
pub async fn go_on(services: &Services) -> Result<(), AppError> {
    let mut tx = services.db.read().await?;
    let left = registration::left(&mut tx, (services.clock)()).await?;
    drop(tx);
    for id in left {
        work(services, id).await?;
    }
    Ok(())
}

async fn work(services: &Services, id: RegistrationId) -> Result<(), AppError> {
    let claim = Claim { id, run: format!("{:032x}", rand::random::<u128>()) };
    let mut tx = services.db.begin().await?;
    let sealed = registration::claim(&mut tx, &claim, (services.clock)()).await?;
    tx.commit().await?;
    let Some(sealed) = sealed else { return Ok(()) };
    let Ok(seed) = HandoutSeed::open(&services.vault, &sealed) else {
        let reason =
            "Terhenti karena kunci server diganti. Buat password baru untuk akun yang belum menerimanya.";
        return stop(services.db.begin().await?, &claim, reason, (services.clock)()).await;
    };
    loop {
        let mut tx = services.db.read().await?;
        let next = registration::next(&mut tx, id, STEP).await?;
        drop(tx);
        let Some(last) = next.last().map(|last| last.number) else {
            return finish(services, &claim).await;
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
        if !store_step(services, &claim, &hashed, last).await? {
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
    hashed: &[(Waiting, String)],
    last: u32,
) -> Result<bool, AppError> {
    let mut tx = services.db.begin().await?;
    let now = (services.clock)();
    let Some(found) = registration::find(&mut tx, claim.id).await? else { return Ok(false) };
    let by = store::identity::find(&mut tx, found.by.id).await?;
    let may = by.map_or(Ok(()), |by| may_go_on(&by.name, by.active, by.role));
    if let Err(reason) = may {
        stop(tx, claim, &reason, now).await?;
        return Ok(false);
    }
    match registration::come_on(&mut tx, claim, last, now).await {
        // Another run has taken it over, or it has ended.
        Err(StoreError::Stale) => return Ok(false),
        come_on => come_on?,
    }
    for (to, hash) in hashed {
        registration::hand_out(&mut tx, claim.id, *to, hash, (found.started_at, now)).await?;
    }
    tx.commit().await?;
    Ok(true)
}

async fn finish(services: &Services, claim: &Claim) -> Result<(), AppError> {
    let mut tx = services.db.begin().await?;
    let now = (services.clock)();
    match registration::finish(&mut tx, claim, now).await {
        Err(StoreError::Stale) => return Ok(()),
        finished => finished?,
    }
    let made = registration::handed_out(&mut tx, claim.id).await?.len();
    log(&mut tx, claim.id, json!({ "pendaftaran": claim.id, "password_dibuat": made }), now).await?;
    Ok(tx.commit().await?)
}

async fn stop(mut tx: Tx, claim: &Claim, reason: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    match registration::stop(&mut tx, claim, reason, now).await {
        Err(StoreError::Stale) => return Ok(()),
        stopped => stopped?,
    }
    log(&mut tx, claim.id, json!({ "pendaftaran": claim.id, "terhenti": reason }), now).await?;
    Ok(tx.commit().await?)
}

/// A line of whoever began it: the server does it for them, from nowhere.
async fn log(tx: &mut Tx, id: RegistrationId, after: Value, at: DateTime<Utc>) -> Result<(), AppError> {
    let Some(Registration { by, purpose, .. }) = registration::find(tx, id).await? else { return Ok(()) };
    let activity = Activity {
        user: Some(by.id),
        name: by.name,
        at,
        address: String::new(),
        act: act(purpose),
        record: RecordRef::only(RecordKind::Institution),
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
