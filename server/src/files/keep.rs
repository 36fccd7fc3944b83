//! The one way into the attachment store: taken in, judged when all of it is there, and only then kept.

use std::io;

use app::{
    api::context::{out_of_order, unexpected},
    error::AppError,
    ports::work::Ticket,
};
use bytes::Bytes;
use domain::{
    access::Guarded,
    activity::{Act, Activity},
    attachment::{
        Attachment, FileRefusal, FileType, Purpose,
        access::{Uploads, UploadsAction},
        clean_name,
    },
    field::FieldErrors,
    identity::Actor,
};
use futures::Stream;
use object_store::path::Path;
use store::attachment::NewFile;
use tracing::Instrument as _;

use super::{
    fault::is_full_disk,
    judge::{self, Flaw, Judged},
    scan::{Finding, scan},
    spool::Spool,
};
use crate::AppState;

/// Why a file was not kept.
#[derive(Debug)]
pub enum Refused {
    /// The file itself cannot be taken.
    File(FileRefusal),
    /// The sender broke off.
    Broken,
    /// Anything else.
    Error(AppError),
}

impl Refused {
    /// The error, with the sentence at this field.
    pub fn at(self, field: &str) -> AppError {
        match self {
            Self::File(refusal) => FieldErrors::of(field, refusal.to_string()).into(),
            Self::Broken => FieldErrors::of(field, "Pengiriman berkas terputus. Coba lagi.").into(),
            Self::Error(error) => error,
        }
    }

    /// Whether the file is larger than it may be.
    pub const fn is_too_large(&self) -> bool {
        matches!(self, Self::File(FileRefusal::TooLarge { .. }))
    }
}

impl From<FileRefusal> for Refused {
    fn from(refusal: FileRefusal) -> Self {
        Self::File(refusal)
    }
}

impl From<AppError> for Refused {
    fn from(error: AppError) -> Self {
        Self::Error(error)
    }
}

/// Somebody who may store files.
#[derive(Clone, Debug)]
pub struct Keeper {
    state: AppState,
    owner: Actor,
    address: String,
}

/// What was written, before the database knows of it.
struct Kept {
    name: String,
    kind: FileType,
    size: u64,
    sha256: String,
    key: Path,
}

impl Keeper {
    /// Asks whether this person may store files at all.
    ///
    /// # Errors
    /// The refusal.
    pub fn new(state: &AppState, owner: Actor, address: String) -> Result<Self, AppError> {
        Uploads.decide(&owner, UploadsAction::Store)?;
        Ok(Self { state: state.clone(), owner, address })
    }

    /// Keeps a file under a cleaned name. Nothing of it stays when it is refused.
    ///
    /// # Errors
    /// Why it was not kept.
    pub async fn keep<E>(
        &self,
        name: &str,
        purpose: Purpose,
        content: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<Attachment, Refused> {
        let name = clean_name(name);
        let limit = self.state.settings().max_file_bytes;
        let spool = Spool::fill(&name, purpose, limit, content).await?;
        let (judged, Spool { file, size, sha256 }) = self.judge(name, purpose, spool).await?;
        self.scan(&judged.name, &file).await?;
        let Judged { kind, name, cleaned } = judged;
        let (file, size, sha256) = match cleaned {
            Some(cleaned) => (cleaned.file, cleaned.size, cleaned.sha256),
            None => (file, size, sha256),
        };
        // Whoever sent it may go now: what has begun is ended, one way or the other.
        let (keeper, under_way) = (self.clone(), self.state.files.begin());
        let ended = async move {
            let _under_way = under_way;
            let key = keeper.state.files.put(file, size).await?;
            keeper.record_or_remove(Kept { name, kind, size, sha256, key }).await
        };
        let ended = tokio::spawn(ended.in_current_span()).await;
        ended.unwrap_or_else(|error| Err(unexpected(&error.to_string()))).map_err(Refused::Error)
    }

    /// Looks at all of it, off the threads that answer requests.
    async fn judge(
        &self,
        name: String,
        purpose: Purpose,
        mut spool: Spool,
    ) -> Result<(Judged, Spool), Refused> {
        let job =
            move |_: &Ticket| judge::judge(&name, purpose, &mut spool.file).map(|judged| (judged, spool));
        match self.state.services.work.files.run(self.owner.user, job).await {
            Ok(Ok(judged)) => Ok(judged),
            Ok(Err(Flaw::Refused(refusal))) => Err(refusal.into()),
            Ok(Err(Flaw::Broken(error))) => Err(lost(error)),
            Err(stopped) => Err(Refused::Error(stopped.into())),
        }
    }

    /// Has the virus scanner look at it, where there is one.
    async fn scan(&self, name: &str, file: &std::fs::File) -> Result<(), Refused> {
        let Some(address) = &self.state.settings().virus_scanner else { return Ok(()) };
        match scan(address, file).await {
            Ok(Finding::Clean) => Ok(()),
            Ok(Finding::Infected(what)) => {
                tracing::warn!(user = %self.owner.user, name, what, "the virus scanner refused an upload");
                Err(FileRefusal::Infected(name.to_owned()).into())
            }
            Err(error) => {
                tracing::error!(address, %error, "the virus scanner does not answer; uploads are refused");
                Err(FileRefusal::NotScanned(name.to_owned()).into())
            }
        }
    }

    async fn record_or_remove(&self, kept: Kept) -> Result<Attachment, AppError> {
        let recorded = self.record(&kept).await;
        if recorded.is_err()
            && let Err(error) = self.state.files.delete(&kept.key).await
        {
            tracing::error!(key = %kept.key, %error, "a file that no row names stays behind");
        }
        recorded
    }

    /// The row and the activity line, together.
    async fn record(&self, kept: &Kept) -> Result<Attachment, AppError> {
        let now = self.state.now();
        let mut tx = self.state.services.db.begin().await?;
        let file = NewFile {
            owner: self.owner.user,
            institution: self.owner.institution,
            name: kept.name.clone(),
            kind: kept.kind,
            size: kept.size,
            sha256: kept.sha256.clone(),
            key: kept.key.to_string(),
            at: now,
        };
        let id = store::attachment::insert(&mut tx, &file).await?;
        let after = serde_json::json!({ "name": kept.name, "size": kept.size, "sha256": kept.sha256 });
        let line = Activity {
            address: self.address.clone(),
            institution: self.owner.institution,
            after: Some(after.to_string()),
            ..Activity::by(&self.owner, Act::UploadFile, id, now)
        };
        store::activity::record(&mut tx, &line).await?;
        tx.commit().await?;
        Ok(Attachment { id, name: kept.name.clone(), size: kept.size })
    }
}

pub(super) fn lost(error: io::Error) -> Refused {
    let detail = format!("attachment store: {error}");
    Refused::Error(if is_full_disk(&error) { out_of_order(&detail) } else { unexpected(&detail) })
}
