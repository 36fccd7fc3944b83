//! Looking at registrations, and putting passwords away.

use domain::{
    activity::Act,
    id::RegistrationId,
    institution::registration::{Handout, Purpose, Registration, RegistrationProgress},
};
use store::{Tx, institution::registration};

use super::{RegistrationLine, RegistrationState, RegistrationView, check, renew};
use crate::{
    api::{context::Caller, tail::Line},
    error::{AppError, Done},
    ports::{FreshHandout, HandoutSeed, current_session},
};

/// So many are listed, the last ones.
const LISTED: u32 = 50;

pub(super) async fn list() -> Result<Vec<RegistrationLine>, AppError> {
    let caller = check::admin().await?;
    let mut tx = caller.read().await?;
    let found = registration::recent(&mut tx, LISTED).await?;
    let line = |registration: Registration| RegistrationLine {
        id: registration.id,
        renews: renews(&registration),
        total: registration.total,
        done: registration.done,
        by: registration.by.name.clone(),
        at: registration.started_at,
        state: state(&caller, &registration),
    };
    Ok(found.into_iter().map(line).collect())
}

fn renews(registration: &Registration) -> Option<RegistrationId> {
    match registration.purpose {
        Purpose::Register => None,
        Purpose::Renew(first) => Some(first),
    }
}

fn state(caller: &Caller, registration: &Registration) -> RegistrationState {
    match &registration.progress {
        RegistrationProgress::Running { .. } => {
            RegistrationState::Running { waits: registration.waits(caller.now) }
        }
        RegistrationProgress::Stopped { reason, .. } => RegistrationState::Stopped(reason.clone()),
        RegistrationProgress::Finished { .. } => RegistrationState::Finished,
    }
}

pub(super) async fn view(id: RegistrationId) -> Result<RegistrationView, AppError> {
    let caller = check::admin().await?;
    let seed = seed(&caller, id).await?;
    let mut tx = caller.read().await?;
    let found = registration::find(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    let waiting = registration::without_own_password(&mut tx, id).await?.len();
    let waiting = u32::try_from(waiting).unwrap_or(u32::MAX);
    Ok(RegistrationView {
        id,
        renews: renews(&found),
        total: found.total,
        done: found.done,
        by: found.by.name.clone(),
        at: found.started_at,
        state: state(&caller, &found),
        waiting,
        may_renew: renew::may(&mut tx, &found, waiting).await.is_ok(),
        passwords: match seed {
            Some(seed) if !found.is_running() => Some(passwords(&mut tx, &seed, id).await?),
            _ => None,
        },
    })
}

/// What the passwords come of, on the session that had them made.
async fn seed(caller: &Caller, id: RegistrationId) -> Result<Option<HandoutSeed>, AppError> {
    let session = current_session().await?;
    let fresh = FreshHandout::of(&session, id, caller.now).await?;
    Ok(fresh.zip(session.id()).map(|(fresh, session_id)| fresh.seed(&session_id.to_string())))
}

/// The passwords; those that were changed since are left out.
async fn passwords(tx: &mut Tx, seed: &HandoutSeed, id: RegistrationId) -> Result<Vec<Handout>, AppError> {
    let one = |one: registration::HandedOut| Handout {
        institution: one.institution,
        kind: one.kind.label().to_owned(),
        username: one.username,
        password: seed.password(one.number),
    };
    Ok(registration::handed_out(tx, id).await?.into_iter().map(one).collect())
}

pub(super) async fn forget(id: RegistrationId) -> Result<Done, AppError> {
    let caller = check::admin().await?;
    let session = current_session().await?;
    // Before the transaction: a session has transactions of its own.
    let fresh = FreshHandout::of(&session, id, caller.now).await?;
    let mut tx = caller.begin().await?;
    let found = registration::find(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    if found.is_running() {
        return Err(AppError::Refused("Password masih dibuat. Tunggu sampai selesai.".to_owned()));
    }
    if fresh.is_none() {
        return Err(AppError::Refused("Daftar password ini tidak ditampilkan lagi.".to_owned()));
    }
    let line = Line::new(Act::ForgetFirstPasswords, id, None);
    caller.record(&mut tx, line).await?;
    tx.commit().await?;
    FreshHandout::forget(&session, id).await?;
    Ok(Done::stay("Daftar password telah dihapus."))
}
