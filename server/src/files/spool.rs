//! An upload on its way in: counted, hashed, and set aside until all of it is there. It has no name on the disk, so
//! nothing of it stays, whatever happens.

use bytes::Bytes;
use domain::attachment::{FileRefusal, Purpose};
use futures::{Stream, StreamExt as _, pin_mut};
use sha2::{Digest as _, Sha256};
use tokio::{fs::File, io::AsyncWriteExt as _};

use super::{
    Refused,
    judge::{self, HEAD, hex},
    keep::lost,
};

/// All of an upload.
#[derive(Debug)]
pub struct Spool {
    /// Its content.
    pub file: std::fs::File,
    /// Its size in bytes.
    pub size: u64,
    /// Its SHA-256: 64 hexadecimal digits.
    pub sha256: String,
}

impl Spool {
    /// Takes it in, as far as it is not too large and its beginning may be something that is taken.
    ///
    /// # Errors
    /// Why it is not kept.
    pub async fn fill<E>(
        name: &str,
        purpose: Purpose,
        limit: u64,
        content: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<Self, Refused> {
        pin_mut!(content);
        let mut file = File::from_std(tempfile::tempfile().map_err(lost)?);
        let mut head = Some(Vec::new());
        let (mut size, mut hash) = (0_u64, Sha256::new());
        while let Some(chunk) = content.next().await {
            let chunk = chunk.map_err(|_| Refused::Broken)?;
            size += chunk.len() as u64;
            if size > limit {
                let limit_mib = limit / (1024 * 1024);
                return Err(FileRefusal::TooLarge { name: name.to_owned(), limit_mib }.into());
            }
            hash.update(&chunk);
            // Always of the same length, however it arrives.
            if let Some(start) = &mut head {
                start.extend_from_slice(&chunk[..chunk.len().min(HEAD - start.len())]);
                if start.len() == HEAD {
                    judge::check_start(name, purpose, start)?;
                    head = None;
                }
            }
            file.write_all(&chunk).await.map_err(lost)?;
        }
        if size == 0 {
            return Err(FileRefusal::Empty(name.to_owned()).into());
        }
        file.flush().await.map_err(lost)?;
        Ok(Self { file: file.into_std().await, size, sha256: hex(&hash.finalize()) })
    }
}
