//! Where a test's attachments lie.

use std::{path::Path, sync::Arc, time::Duration};

use server::{
    config::{Bucket, Patience, Secret},
    state::Files,
};
use tempfile::TempDir;

use crate::fake_bucket::{BUCKET, FakeBucket, KEY_ID, PREFIX, REGION, SECRET};

/// A folder, or a bucket, for the length of one test.
#[derive(Clone)]
pub enum Place {
    Folder(Arc<TempDir>),
    Bucket(Arc<FakeBucket>, Patience),
}

impl Place {
    pub fn folder() -> Self {
        Self::Folder(Arc::new(tempfile::tempdir().unwrap()))
    }

    pub fn bucket(bucket: FakeBucket) -> Self {
        Self::Bucket(Arc::new(bucket), Patience::default())
    }

    /// The same bucket, which is not waited for.
    pub fn impatient(&self) -> Self {
        let soon = Duration::from_millis(300);
        let patience =
            Patience { answer: soon, pause: soon, repeat: soon, undo: soon, ..Patience::default() };
        match self {
            Self::Bucket(bucket, _) => Self::Bucket(Arc::clone(bucket), patience),
            Self::Folder(_) => self.clone(),
        }
    }

    /// The same bucket, of which no request is repeated, as when the time for that has gone.
    pub fn unrepeated(&self) -> Self {
        match self {
            Self::Bucket(bucket, patience) => {
                Self::Bucket(Arc::clone(bucket), Patience { repeat: Duration::ZERO, ..*patience })
            }
            Self::Folder(_) => self.clone(),
        }
    }

    /// What stands in for the bucket, in a test that runs on one.
    pub fn fake(&self) -> &FakeBucket {
        match self {
            Self::Bucket(bucket, _) => bucket,
            Self::Folder(_) => panic!("this test runs on a bucket alone"),
        }
    }

    /// What a server keeps its attachments with.
    pub fn files(&self) -> Files {
        match self {
            Self::Folder(folder) => Files::folder(folder.path()).unwrap(),
            Self::Bucket(bucket, patience) => {
                Files::bucket(&Bucket { patience: *patience, ..named(bucket) }).unwrap()
            }
        }
    }

    /// How many attachments are stored, whole or in part.
    pub fn count(&self) -> usize {
        match self {
            Self::Folder(folder) => count(folder.path()),
            Self::Bucket(bucket, _) => bucket.shelf.count(),
        }
    }
}

/// As a server's settings name it.
pub fn named(bucket: &FakeBucket) -> Bucket {
    Bucket {
        name: BUCKET.to_owned(),
        prefix: PREFIX.into(),
        endpoint: Some(format!("http://{}", bucket.address)),
        region: REGION.to_owned(),
        key_id: Secret::new(KEY_ID),
        secret: Secret::new(SECRET),
        certificates: None,
        patience: Patience::default(),
    }
}

fn count(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    entries.flatten().map(|entry| if entry.path().is_dir() { count(&entry.path()) } else { 1 }).sum()
}
