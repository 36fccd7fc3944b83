//! What commission and institution write to each other about a plan.

use serde::{Deserialize, Serialize};

use crate::{
    attachment::parse_ids,
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

/// What a message in the dialogue was written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// A plain message.
    Note,
    /// The plan was sent or sent again.
    Submission,
    /// Perbaikan.
    Correction,
    /// Rekomendasi.
    Recommendation,
    /// Tolak.
    Rejection,
    /// Setujui.
    Approval,
}

impl MessageKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Note,
        Self::Submission,
        Self::Correction,
        Self::Recommendation,
        Self::Rejection,
        Self::Approval,
    ];

    /// The words on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Note => "Pesan",
            Self::Submission => "Rencana dikirim",
            Self::Correction => "Perbaikan",
            Self::Recommendation => "Rekomendasi",
            Self::Rejection => "Tolak",
            Self::Approval => "Setujui",
        }
    }

    /// The code in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Submission => "submission",
            Self::Correction => "correction",
            Self::Recommendation => "recommendation",
            Self::Rejection => "rejection",
            Self::Approval => "approval",
        }
    }

    /// Reads the database's code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
