//! Papers that records of the demo name: each a file of its own, all with the content of one sample.

use chrono::{DateTime, Utc};
use domain::{activity::Act, attachment::FileType, id::AttachmentId, id::PlanId, record::RecordRef};
use serde_json::json;

use super::making::{Line, Making};
use crate::{
    Result, StoreError,
    attachment::{self, NewFile},
    identity::User,
};

/// What every paper of the demo holds: a PDF that says so.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Its size in bytes.
    pub size: u64,
    /// Its SHA-256: 64 hexadecimal digits.
    pub sha256: String,
}

/// The sample, and the keys under which its copies are to lie.
pub(super) struct Papers<'a> {
    pub(super) sample: &'a Sample,
    pub(super) keys: Vec<String>,
}

impl Making<'_> {
    /// A paper that somebody uploads for a field of a plan, or of what lies in it.
    pub(super) async fn paper(
        &mut self,
        who: &User,
        plan: PlanId,
        field: &'static str,
        name: &str,
        at: DateTime<Utc>,
    ) -> Result<AttachmentId> {
        let key = format!("contoh/{:04}", self.papers.keys.len() + 1);
        let Sample { size, sha256 } = self.papers.sample.clone();
        let institution = who.institution.as_ref().map(|institution| institution.id);
        let after = json!({ "name": name, "size": size, "sha256": sha256 });
        let file = NewFile {
            owner: who.id,
            institution,
            name: name.to_owned(),
            kind: FileType::Pdf,
            size,
            sha256,
            key: key.clone(),
            at,
        };
        let id = attachment::insert(self.tx, &file).await?;
        self.papers.keys.push(key);
        let record = RecordRef::from(id);
        let line = Line { act: Act::UploadFile, record, institution, before: None, after: Some(after) };
        self.log(who, at, line).await?;
        if !attachment::claim(self.tx, &[id], plan, field, who.id).await? {
            return Err(StoreError::corrupt("a paper of the demo belongs to somebody else"));
        }
        Ok(id)
    }
}
