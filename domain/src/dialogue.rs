//! What commission and institution write to each other about a record that is reviewed.

use serde::{Deserialize, Serialize};

use crate::{
    activity::{Audited, Label},
    attachment::parse_ids,
    coded::coded,
    field::{Checker, FieldErrors},
    id::AttachmentId,
    rich_text::{CleanText, RichForm, RichText, TypedText},
};

/// A message of the dialogue, a request, a rejection: text and perhaps files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageForm<T = TypedText> {
    /// Rich text.
    pub text: T,
    /// Attachment numbers.
    pub files: Vec<String>,
}

/// A message that may be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message<T = CleanText> {
    /// Rich text, not blank.
    pub text: T,
    /// Files.
    pub files: Vec<AttachmentId>,
}

impl Audited for Message {
    const LABELS: &'static [Label] = &[Label::new("text", "Isi"), Label::file("files", "Lampiran")];
}

impl RichForm for MessageForm {
    type Clean = MessageForm<CleanText>;
    fn clean(self, clean: &mut dyn FnMut(&'static str, TypedText) -> CleanText) -> Self::Clean {
        MessageForm { text: clean("text", self.text), files: self.files }
    }
}

impl<T: RichText> MessageForm<T> {
    /// Checks it; `label` is the field's name on the screen.
    ///
    /// # Errors
    /// A sentence at each field that cannot be taken.
    pub fn validate(&self, label: &str) -> Result<Message<T>, FieldErrors> {
        let mut check = Checker::new();
        let text = check.required_html("text", label, &self.text);
        let files = check.take("files", parse_ids("Lampiran", &self.files));
        check.finish(|| Some(Message { text: text?, files: files? }))
    }
}

coded! {
    /// What a message in the dialogue was written for.
    pub enum MessageKind {
        /// A plain message.
        Note = "note", "Pesan";
        /// The record was sent or sent again.
        Submission = "submission", "Rencana dikirim";
        /// Perbaikan.
        Correction = "correction", "Perbaikan";
        /// Rekomendasi.
        Recommendation = "recommendation", "Rekomendasi";
        /// Tolak.
        Rejection = "rejection", "Tolak";
        /// Setujui.
        Approval = "approval", "Setujui";
        /// A decision was taken back.
        TakenBack = "taken_back", "Penarikan keputusan";
        /// An applicant resigned after Lulus.
        Withdrawal = "withdrawal", "Pengunduran diri";
    }
}
