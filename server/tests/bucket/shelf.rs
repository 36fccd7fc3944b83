//! What lies in the bucket, and in what mood it is.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use sha2::{Digest as _, Sha256};
use tokio::sync::watch;

use super::signature::hex;

/// Every part but the last.
const LEAST: usize = 5 * 1024 * 1024;

/// A status and a code.
pub type Refused = (u16, &'static str);

/// How it answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    #[default]
    Well,
    /// With an error of its own, whatever is asked.
    Failing,
    /// Not at all.
    Silent,
    /// Not before the mood changes.
    Holding,
    /// Every part after the first fails.
    FailingLaterParts,
    /// All parts are there, and cannot be put together.
    FailingAtTheEnd,
    /// They are put together, and the answer is lost.
    SilentAtTheEnd,
    /// The same, and an upload that is no more is aborted as if it were.
    AbortingAnything,
    /// The bucket is not there.
    Gone,
    /// The line breaks in the middle of what is handed out.
    BreakingOff,
}

#[derive(Default)]
pub struct Shelf {
    content: Mutex<Content>,
    mood: watch::Sender<Mood>,
    held: watch::Sender<usize>,
}

#[derive(Default)]
struct Content {
    objects: BTreeMap<String, Bytes>,
    uploads: BTreeMap<String, Upload>,
    begun: usize,
    reads: usize,
}

struct Upload {
    key: String,
    parts: BTreeMap<usize, Bytes>,
}

impl Shelf {
    fn content(&self) -> MutexGuard<'_, Content> {
        self.content.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn mood(&self) -> Mood {
        *self.mood.borrow()
    }

    pub fn set_mood(&self, mood: Mood) {
        self.mood.send_replace(mood);
    }

    /// Keeps a request waiting as long as the mood is so.
    pub async fn hold(&self) {
        self.held.send_modify(|held| *held += 1);
        _ = self.mood.subscribe().wait_for(|mood| *mood != Mood::Holding).await;
    }

    /// Returns once a request is kept waiting.
    pub async fn until_one_is_held(&self) {
        _ = self.held.subscribe().wait_for(|held| *held > 0).await;
    }

    /// How many objects there are, and uploads that have not ended.
    pub fn count(&self) -> usize {
        let content = self.content();
        content.objects.len() + content.uploads.len()
    }

    pub fn keys(&self) -> Vec<String> {
        self.content().objects.keys().cloned().collect()
    }

    /// How many uploads in parts were ever begun.
    pub fn begun(&self) -> usize {
        self.content().begun
    }

    /// How often something was handed out.
    pub fn reads(&self) -> usize {
        self.content().reads
    }

    pub fn was_read(&self) {
        self.content().reads += 1;
    }

    pub fn get(&self, key: &str) -> Option<Bytes> {
        self.content().objects.get(key).cloned()
    }

    pub fn put(&self, key: &str, object: Bytes) -> String {
        let etag = etag(&object);
        self.content().objects.insert(key.to_owned(), object);
        etag
    }

    pub fn delete(&self, key: &str) {
        self.content().objects.remove(key);
    }

    pub fn begin(&self, key: &str) -> String {
        let mut content = self.content();
        content.begun += 1;
        let id = format!("u{}", content.begun);
        content.uploads.insert(id.clone(), Upload { key: key.to_owned(), parts: BTreeMap::new() });
        id
    }

    pub fn part(&self, id: &str, number: usize, part: Bytes) -> Result<String, Refused> {
        let etag = etag(&part);
        self.content().uploads.get_mut(id).ok_or((404, "NoSuchUpload"))?.parts.insert(number, part);
        Ok(etag)
    }

    /// Puts together the parts that the request lists.
    pub fn complete(&self, id: &str, request: &str) -> Result<String, Refused> {
        let mut content = self.content();
        let upload = content.uploads.get(id).ok_or((404, "NoSuchUpload"))?;
        let mut whole = Vec::new();
        let listed: Vec<_> = request.split("<Part>").skip(1).collect();
        for (place, part) in listed.iter().enumerate() {
            let number: usize = inside(part, "PartNumber").parse().unwrap();
            let known = upload.parts.get(&number).ok_or((400, "InvalidPart"))?;
            if number != place + 1 || inside(part, "ETag").replace("&quot;", "\"") != etag(known) {
                return Err((400, "InvalidPart"));
            }
            if known.len() < LEAST && place + 1 < listed.len() {
                return Err((400, "EntityTooSmall"));
            }
            whole.extend_from_slice(known);
        }
        let (key, whole) = (upload.key.clone(), Bytes::from(whole));
        let etag = etag(&whole);
        content.uploads.remove(id);
        content.objects.insert(key, whole);
        Ok(etag)
    }

    pub fn abort(&self, id: &str) -> Result<(), Refused> {
        self.content().uploads.remove(id).map(drop).ok_or((404, "NoSuchUpload"))
    }
}

fn inside<'a>(text: &'a str, name: &str) -> &'a str {
    let (_, rest) = text.split_once(&format!("<{name}>")).unwrap_or_default();
    rest.split('<').next().unwrap_or_default()
}

pub fn etag(content: &[u8]) -> String {
    format!("\"{}\"", &hex(&Sha256::digest(content))[..32])
}
