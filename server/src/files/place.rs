//! Where attachments are kept: written whole or not at all, handed out piece by piece.

use std::{
    future::Future,
    io::{self, Seek as _},
    sync::Arc,
};

use object_store::{
    Error, GetResult, MultipartUpload, ObjectStore, ObjectStoreExt as _, PutPayload, local::LocalFileSystem,
    path::Path,
};
use tokio::{fs::File, io::AsyncReadExt as _, time::timeout};

use super::{
    bucket::{Bucket, PART, Patience, unbroken},
    fault::{FilesError, is_full, without_body},
    judge::hex,
    under_way::{UnderWay, Writing},
};
use crate::Fault;

/// So much is written into a folder at once.
const PIECE: usize = 512 * 1024;

/// Where attachments are kept.
#[derive(Clone, Debug)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    /// How long a bucket is waited for; nothing for a folder.
    bucket: Option<Patience>,
    /// What is being written and recorded.
    under_way: UnderWay,
}

impl Files {
    /// Those in a folder that is there.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn folder(folder: &std::path::Path) -> Result<Self, Fault> {
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), bucket: None, under_way: UnderWay::default() })
    }

    /// Those in a bucket; it is not asked yet.
    ///
    /// # Errors
    /// When it cannot be asked.
    pub fn bucket(bucket: &Bucket) -> Result<Self, Fault> {
        let store = Arc::new(bucket.open()?);
        Ok(Self { store, bucket: Some(bucket.patience), under_way: UnderWay::default() })
    }

    /// Says that something is being written and recorded, as long as there is what it answers.
    pub fn begin(&self) -> Writing {
        self.under_way.begin()
    }

    /// Returns once nothing is being written and recorded any more.
    pub async fn until_written(&self) {
        self.under_way.until_none().await;
    }

    /// Writes, reads and removes something.
    ///
    /// # Errors
    /// What cannot be done.
    pub async fn check(&self) -> Result<(), FilesError> {
        let key = Path::from_iter(["start".to_owned(), hex(&rand::random::<[u8; 16]>())]);
        self.try_all(&key).await.map_err(|error| self.fault(&error))
    }

    async fn try_all(&self, key: &Path) -> Result<(), Error> {
        self.store.put_multipart(key).await?.abort().await?;
        self.store.put(key, PutPayload::from_static(b"SIJAPTI")).await?;
        let read = async { self.store.get(key).await?.bytes().await }.await;
        self.store.delete(key).await?;
        read.map(drop)
    }

    /// Writes a file of so many bytes under a new key. Nobody sees it there before all of it is written; what is
    /// written of it when that fails is taken back.
    ///
    /// # Errors
    /// Why it was not written.
    pub async fn put(&self, file: std::fs::File, size: u64) -> Result<Path, FilesError> {
        let key = new_key();
        let written = match self.bucket {
            Some(_) if size <= PART as u64 => self.put_at_once(&key, Parts::of(file, size, PART)?).await,
            Some(_) => self.put_in_parts(&key, Parts::of(file, size, PART)?).await,
            None => self.put_in_parts(&key, Parts::of(file, size, PIECE)?).await,
        };
        written.map(|()| key)
    }

    /// Writes so little that it lies in the program under a key of the caller's choice, over what may lie there.
    ///
    /// # Errors
    /// Why it was not written.
    pub async fn put_small(&self, key: &str, content: &'static [u8]) -> Result<(), FilesError> {
        let put = self.store.put(&Path::from(key), PutPayload::from_static(content)).await;
        put.map(drop).map_err(|error| self.fault(&error))
    }

    async fn put_at_once(&self, key: &Path, mut parts: Parts) -> Result<(), FilesError> {
        let content = parts.next().await?.unwrap_or_default();
        let Err(error) = self.store.put(key, content.into()).await else { return Ok(()) };
        // Of a bucket that did not answer nobody knows whether it was written after all.
        self.undo(key, self.remove(key)).await;
        Err(self.fault(&error))
    }

    async fn put_in_parts(&self, key: &Path, parts: Parts) -> Result<(), FilesError> {
        let mut target = self.store.put_multipart(key).await.map_err(|error| self.fault(&error))?;
        let copied = self.copy(parts, &mut *target).await;
        let is_copied = copied.is_ok();
        let written = match copied {
            Ok(()) => target.complete().await.map(drop).map_err(|error| self.fault(&error)),
            broken => broken,
        };
        if written.is_err() {
            let undoing = async {
                let aborted = target.abort().await;
                let is_unknown = matches!(&aborted, Err(Error::NotFound { .. }));
                // It may have been put together after all, and only the answer was lost. Not every service says of an
                // upload that has ended so that there is none.
                let removed = if is_copied || is_unknown { self.remove(key).await } else { Ok(()) };
                if is_unknown { removed } else { aborted.and(removed) }
            };
            self.undo(key, undoing).await;
        }
        written
    }

    async fn copy(&self, mut parts: Parts, target: &mut dyn MultipartUpload) -> Result<(), FilesError> {
        while let Some(part) = parts.next().await? {
            target.put_part(part.into()).await.map_err(|error| self.fault(&error))?;
        }
        Ok(())
    }

    /// Takes back what was written in vain; nobody waits long for it.
    async fn undo(&self, key: &Path, undoing: impl Future<Output = Result<(), Error>>) {
        let undone = async { undoing.await.map_err(|error| without_body(&error.to_string())) };
        let undone = match self.bucket {
            Some(Patience { undo, .. }) => {
                timeout(undo, undone).await.unwrap_or_else(|late| Err(late.to_string()))
            }
            None => undone.await,
        };
        if let Err(detail) = undone {
            tracing::warn!(%key, detail, "part of a file that was not kept may stay behind");
        }
    }

    /// What lies under a key, to be read piece by piece.
    ///
    /// # Errors
    /// When nothing does, or it cannot be read.
    pub async fn get(&self, key: &str) -> Result<GetResult, FilesError> {
        let key = Path::parse(key).map_err(|error| FilesError::Broken(error.to_string()))?;
        let got = self.store.get(&key).await;
        match got {
            Ok(found) if self.bucket.is_some() => Ok(unbroken(Arc::clone(&self.store), key, found)),
            Ok(found) => Ok(found),
            Err(Error::NotFound { path, source }) if self.says_gone(&source.to_string()) => {
                Err(FilesError::Missing(format!("nothing lies at {path}")))
            }
            Err(error) => Err(self.fault(&error)),
        }
    }

    /// Removes what lies under a key; nothing may lie there.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub async fn delete(&self, key: &Path) -> Result<(), FilesError> {
        self.remove(key).await.map_err(|error| self.fault(&error))
    }

    async fn remove(&self, key: &Path) -> Result<(), Error> {
        match self.store.delete(key).await {
            Err(Error::NotFound { source, .. }) if self.says_gone(&source.to_string()) => Ok(()),
            removed => removed,
        }
    }

    /// Whether what was not found is not there. A 404 of a bucket may as well mean that there is no bucket, or that
    /// somebody else answered.
    fn says_gone(&self, answer: &str) -> bool {
        self.bucket.is_none() || answer.contains("<Code>NoSuchKey</Code>")
    }

    /// What a failure of the store is to whoever asked.
    pub fn fault(&self, error: &Error) -> FilesError {
        let detail = without_body(&error.to_string());
        if self.bucket.is_some() || is_full(error) {
            FilesError::OutOfOrder(detail)
        } else {
            FilesError::Broken(detail)
        }
    }
}

/// A file, part by part.
struct Parts {
    file: File,
    left: u64,
    size: usize,
}

impl Parts {
    fn of(mut file: std::fs::File, left: u64, size: usize) -> Result<Self, FilesError> {
        file.rewind().map_err(unread)?;
        Ok(Self { file: File::from_std(file), left, size })
    }

    /// The next part, nothing at the end. All but the last are of the same size.
    async fn next(&mut self) -> Result<Option<Vec<u8>>, FilesError> {
        let mut part = Vec::with_capacity(usize::try_from(self.left).unwrap_or(self.size).min(self.size));
        (&mut self.file).take(self.size as u64).read_to_end(&mut part).await.map_err(unread)?;
        self.left = self.left.saturating_sub(part.len() as u64);
        Ok((!part.is_empty()).then_some(part))
    }
}

fn unread(error: io::Error) -> FilesError {
    FilesError::Broken(format!("what was taken in cannot be read back: {error}"))
}

/// Says nothing of the file or its owner; two levels, so that no folder grows too large.
fn new_key() -> Path {
    let name = hex(&rand::random::<[u8; 16]>());
    Path::from_iter([&name[..2], &name])
}
