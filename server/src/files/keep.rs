//! The one way into the attachment store: hashed, counted and recognised while it streams in.

use app::{api::context::unexpected, error::AppError};
use bytes::{Bytes, BytesMut};
use domain::{
    access::{Action, Subject, decide},
    activity::{Act, Activity, RecordKind},
    attachment::{Attachment, FileRefusal, FileType, Purpose, check_type, clean_name},
    field::FieldErrors,
    identity::Actor,
};
use futures::{Stream, StreamExt as _, pin_mut};
use object_store::{MultipartUpload, ObjectStoreExt as _, PutPayload, path::Path};
use sha2::{Digest as _, Sha256};
use store::attachment::NewFile;

use super::sniff;
use crate::AppState;

/// So much is written at once.
const PART: usize = 512 * 1024;

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
            Self::Broken => {
                FieldErrors::of(field, "Pengiriman berkas terputus. Pilih berkasnya lagi.").into()
            }
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
#[derive(Debug)]
pub struct Keeper<'a> {
    state: &'a AppState,
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

impl<'a> Keeper<'a> {
    /// Asks whether this person may store files at all.
    ///
    /// # Errors
    /// The refusal.
    pub fn new(state: &'a AppState, owner: Actor, address: String) -> Result<Self, AppError> {
        decide(&owner, Action::Upload, &Subject::Everything)?;
        Ok(Self { state, owner, address })
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
        let kept = self.write(clean_name(name), purpose, content).await?;
        let recorded = self.record(&kept).await;
        if recorded.is_err()
            && let Err(error) = self.state.files.delete(&kept.key).await
        {
            tracing::error!(key = %kept.key, %error, "a file that no row names stays behind");
        }
        recorded.map_err(Refused::Error)
    }

    async fn write<E>(
        &self,
        name: String,
        purpose: Purpose,
        content: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<Kept, Refused> {
        let key = new_key();
        // Invisible under its key until it is complete; dropping it removes what was written.
        let mut target = self.state.files.put_multipart(&key).await.map_err(lost)?;
        match self.stream(&name, purpose, content, &mut *target).await {
            Ok((kind, size, sha256)) => {
                target.complete().await.map_err(lost)?;
                Ok(Kept { name, kind, size, sha256, key })
            }
            Err(refused) => {
                if let Err(error) = target.abort().await {
                    tracing::warn!(%key, %error, "part of a refused file stays behind");
                }
                Err(refused)
            }
        }
    }

    async fn stream<E>(
        &self,
        name: &str,
        purpose: Purpose,
        content: impl Stream<Item = Result<Bytes, E>> + Send,
        target: &mut dyn MultipartUpload,
    ) -> Result<(FileType, u64, String), Refused> {
        pin_mut!(content);
        let limit = self.state.settings().max_file_bytes;
        let mut waiting = BytesMut::new();
        let mut kind = None;
        let (mut size, mut hash) = (0_u64, Sha256::new());
        while let Some(chunk) = content.next().await {
            let chunk = chunk.map_err(|_| Refused::Broken)?;
            size += chunk.len() as u64;
            if size > limit {
                return Err(FileRefusal::TooLarge {
                    name: name.to_owned(),
                    limit_mib: limit / (1024 * 1024),
                }
                .into());
            }
            hash.update(&chunk);
            waiting.extend_from_slice(&chunk);
            // Its beginning tells what it is; the rest of a wrong file need not come.
            if kind.is_none() && waiting.len() >= sniff::HEAD {
                kind = Some(check_type(name, sniff::sniff(&waiting, purpose), purpose)?);
            }
            if waiting.len() >= PART {
                put(target, waiting.split().freeze()).await?;
            }
        }
        if size == 0 {
            return Err(FileRefusal::Empty(name.to_owned()).into());
        }
        let kind = match kind {
            Some(kind) => kind,
            None => check_type(name, sniff::sniff(&waiting, purpose), purpose)?,
        };
        if !waiting.is_empty() {
            put(target, waiting.freeze()).await?;
        }
        Ok((kind, size, hex(&hash.finalize())))
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
            user: Some(self.owner.user),
            name: self.owner.name.clone(),
            at: now,
            address: self.address.clone(),
            act: Act::UploadFile,
            record: RecordKind::Attachment,
            record_id: id.get(),
            institution: self.owner.institution,
            before: None,
            after: Some(after.to_string()),
        };
        store::activity::record(&mut tx, &line).await?;
        tx.commit().await?;
        Ok(Attachment { id, name: kept.name.clone(), size: kept.size })
    }
}

async fn put(target: &mut dyn MultipartUpload, bytes: Bytes) -> Result<(), Refused> {
    target.put_part(PutPayload::from(bytes)).await.map_err(lost)
}

fn lost(error: object_store::Error) -> Refused {
    Refused::Error(unexpected(&format!("attachment store: {error}")))
}

/// Says nothing of the file or its owner; two levels, so that no folder grows too large.
fn new_key() -> Path {
    let name = hex(&rand::random::<[u8; 16]>());
    Path::from_iter([&name[..2], &name])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
