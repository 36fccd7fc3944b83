//! A bucket of an S3-compatible service, and how it is asked.

mod line;
mod resumed;

use std::{fmt, path::PathBuf, time::Duration};

use object_store::{
    BackoffConfig, ObjectStore, RetryConfig, aws::AmazonS3Builder, path::Path, prefix::PrefixStore,
};

use self::line::Lines;
pub use self::resumed::unbroken;
use crate::Fault;

/// Every part but the last has so many bytes: the least that S3 takes, so that little is held in memory. Some services
/// want them all alike, too.
pub const PART: usize = 5 * 1024 * 1024;

/// What is never shown, not even in a message for the log.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Hides it.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// A bucket, and what it takes to use it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// What every key begins with; may be empty.
    pub prefix: Path,
    /// The service's address, without a slash at its end; Amazon's own when nothing is said.
    pub endpoint: Option<String>,
    /// The service's region, which is part of each signature.
    pub region: String,
    /// Which key is used.
    pub key_id: Secret,
    /// The key itself.
    pub secret: Secret,
    /// A PEM file of those who may vouch for the service, instead of the usual ones.
    pub certificates: Option<PathBuf>,
    /// How long it is waited for.
    pub patience: Patience,
}

/// How long a bucket is waited for. Somebody looks at a page meanwhile: one request, with all its repetitions, ends
/// within half a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Until somebody picks up.
    pub connect: Duration,
    /// From the first byte of a request to the head of its answer, besides the time for its content.
    pub answer: Duration,
    /// Between two pieces of an answer.
    pub pause: Duration,
    /// How slow the line to the bucket may be, in bytes a second.
    pub pace: u32,
    /// A request that failed is not repeated once so much time has gone. Of a download that is its head; what broke off
    /// later is fetched on as often as something of it comes.
    pub repeat: Duration,
    /// For taking back what was written in vain.
    pub undo: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(4),
            answer: Duration::from_secs(8),
            pause: Duration::from_secs(10),
            pace: 512 * 1024,
            repeat: Duration::from_secs(5),
            undo: Duration::from_secs(5),
        }
    }
}

/// How often a request is repeated that was not answered, or answered with an error of the service's.
const REPETITIONS: usize = 3;
/// The longest pause before that.
const BACKOFF: Duration = Duration::from_secs(1);

impl Bucket {
    /// What speaks to it; nothing is asked yet.
    ///
    /// # Errors
    /// When the certificates cannot be read, or the address is none.
    pub fn open(&self) -> Result<impl ObjectStore, Fault> {
        let backoff = BackoffConfig { max_backoff: BACKOFF, ..BackoffConfig::default() };
        let retry = RetryConfig { backoff, max_retries: REPETITIONS, retry_timeout: self.patience.repeat };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&self.name)
            .with_region(&self.region)
            .with_access_key_id(&self.key_id.0)
            .with_secret_access_key(&self.secret.0)
            // Not every service knows how to delete many at once, and one at a time is all that is done.
            .with_disable_bulk_delete(true)
            .with_retry(retry)
            .with_http_connector(Lines::new(self)?);
        if let Some(endpoint) = &self.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        Ok(PrefixStore::new(builder.build()?, self.prefix.clone()))
    }
}
