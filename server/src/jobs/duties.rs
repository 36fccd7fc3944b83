//! What is done for each kind of job.

use std::fmt;

use app::{
    api::{clock::recompute, institution::registration::make_passwords, throttle},
    ports::Services,
};
use async_trait::async_trait;
use chrono::TimeDelta;
use domain::job::{JobKind, KEPT};
use store::{
    job::{self, Claimed, MakeFirstPasswords},
    sent_form, session,
};

use super::Handle;
use crate::{Fault, files, state::Files};

/// How long a form's token is remembered; a page may stand open so long, and be gone back to.
const SENT_FORMS_KEPT: TimeDelta = TimeDelta::days(7);

/// What this server does.
pub struct Duties {
    files: Files,
}

impl fmt::Debug for Duties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Duties").finish_non_exhaustive()
    }
}

impl Duties {
    /// With attachments in this folder.
    #[must_use]
    pub const fn new(files: Files) -> Self {
        Self { files }
    }
}

#[async_trait]
impl Handle for Duties {
    async fn handle(&self, services: &Services, job: &Claimed) -> Result<(), Fault> {
        let Services { db, clock, .. } = services;
        match job.kind {
            JobKind::MakeFirstPasswords => {
                let MakeFirstPasswords { registration } = job.read()?;
                make_passwords(services, &job.claim, registration).await?;
            }
            JobKind::ForgetSessions => {
                let mut tx = db.begin().await?;
                session::delete_expired(&mut tx, clock()).await?;
                tx.commit().await?;
            }
            JobKind::TellFailedLogins => throttle::settle(db, clock()).await?,
            JobKind::ForgetSentForms => {
                let mut tx = db.begin().await?;
                sent_form::forget_before(&mut tx, clock() - SENT_FORMS_KEPT).await?;
                tx.commit().await?;
            }
            JobKind::RemoveUploads => drop(files::sweep(db, &self.files, clock()).await?),
            JobKind::RecomputeClocks => recompute(db, *clock, &job.claim).await?,
            JobKind::ForgetJobs => {
                let mut tx = db.begin().await?;
                job::forget_before(&mut tx, clock() - KEPT).await?;
                tx.commit().await?;
            }
        }
        Ok(())
    }
}
