//! Pelantikan (Gambar 49 to 52), per vacancy: documents first, then the new Pejabat.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{report::required_files, review::Person};
use crate::{
    activity::{Audited, Label},
    field::{Checker, FieldErrors},
    id::{ApplicantId, AttachmentId, OfficialId},
    refusal::Refusal,
    rich_text::{CleanText, RichForm, RichText, TypedText},
};

/// The documents as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InaugurationForm<T = TypedText> {
    /// Berita Acara Pelantikan, rich text.
    pub minutes: T,
    /// Lampiran Berita Acara Pelantikan: attachment numbers.
    pub minutes_files: Vec<String>,
    /// SK Pengangkatan, rich text.
    pub decree: T,
    /// Lampiran SK Pengangkatan: attachment numbers.
    pub decree_files: Vec<String>,
}

/// The documents of an inauguration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Documents<T = CleanText> {
    /// Berita Acara Pelantikan.
    pub minutes: T,
    /// Its attachments.
    pub minutes_files: Vec<AttachmentId>,
    /// SK Pengangkatan.
    pub decree: T,
    /// Its attachments.
    pub decree_files: Vec<AttachmentId>,
}

impl Audited for Documents {
    const LABELS: &'static [Label] = &[
        Label::new("minutes", "Berita Acara Pelantikan"),
        Label::file("minutes_files", "Lampiran Berita Acara Pelantikan"),
        Label::new("decree", "SK Pengangkatan"),
        Label::file("decree_files", "Lampiran SK Pengangkatan"),
    ];
}

impl RichForm for InaugurationForm {
    type Clean = InaugurationForm<CleanText>;
    fn clean(self, clean: &mut dyn FnMut(&'static str, TypedText) -> CleanText) -> Self::Clean {
        InaugurationForm {
            minutes: clean("minutes", self.minutes),
            minutes_files: self.minutes_files,
            decree: clean("decree", self.decree),
            decree_files: self.decree_files,
        }
    }
}

impl<T: RichText> InaugurationForm<T> {
    /// # Errors
    /// A sentence at each field that cannot be taken.
    pub fn validate(&self) -> Result<Documents<T>, FieldErrors> {
        let mut check = Checker::new();
        let minutes = check.required_html("minutes", "Berita Acara Pelantikan", &self.minutes);
        let minutes_files = required_files(
            &mut check,
            "minutes_files",
            "Lampiran Berita Acara Pelantikan",
            &self.minutes_files,
        );
        let decree = check.required_html("decree", "SK Pengangkatan", &self.decree);
        let decree_files =
            required_files(&mut check, "decree_files", "Lampiran SK Pengangkatan", &self.decree_files);
        check.finish(|| {
            Some(Documents {
                minutes: minutes?,
                minutes_files: minutes_files?,
                decree: decree?,
                decree_files: decree_files?,
            })
        })
    }
}

/// How far a vacancy's inauguration has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "inauguration")]
pub enum Inauguration {
    /// Nothing recorded.
    Pending,
    /// The documents are there; the Pejabat is not entered yet.
    Documented {
        /// Who recorded them.
        by: Person,
        /// When.
        at: DateTime<Utc>,
        /// The documents.
        documents: Documents,
    },
    /// Filled.
    Filled {
        /// Who recorded the documents.
        by: Person,
        /// When.
        at: DateTime<Utc>,
        /// The documents.
        documents: Documents,
        /// Which of the three.
        applicant: ApplicantId,
        /// The new office holder.
        official: OfficialId,
    },
}

impl Inauguration {
    /// The documents, once recorded.
    #[must_use]
    pub const fn documents(&self) -> Option<&Documents> {
        match self {
            Self::Pending => None,
            Self::Documented { documents, .. } | Self::Filled { documents, .. } => Some(documents),
        }
    }

    /// Whether the post is filled.
    #[must_use]
    pub const fn is_filled(&self) -> bool {
        matches!(self, Self::Filled { .. })
    }

    /// Records the documents, or corrects them before the Pejabat is entered.
    ///
    /// # Errors
    /// Once the post is filled.
    pub fn document(self, by: Person, at: DateTime<Utc>, documents: Documents) -> Result<Self, Refusal> {
        match self {
            Self::Pending | Self::Documented { .. } => Ok(Self::Documented { by, at, documents }),
            Self::Filled { .. } => Err(Refusal::state("Jabatan ini sudah terisi.")),
        }
    }

    /// Fills the post with one of the accepted.
    ///
    /// # Errors
    /// Without documents, twice, or with somebody who is not among the three.
    pub fn fill(
        self,
        applicant: ApplicantId,
        is_accepted: bool,
        official: OfficialId,
    ) -> Result<Self, Refusal> {
        match self {
            Self::Documented { .. } if !is_accepted => {
                Err(Refusal::field("applicant", "Pilih salah satu dari tiga besar."))
            }
            Self::Documented { by, at, documents } => {
                Ok(Self::Filled { by, at, documents, applicant, official })
            }
            Self::Pending => Err(Refusal::state("Isi dahulu Berita Acara Pelantikan dan SK Pengangkatan.")),
            Self::Filled { .. } => Err(Refusal::state("Jabatan ini sudah terisi.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::UserId;

    fn documents() -> Documents {
        InaugurationForm {
            minutes: CleanText::from_text("ba"),
            minutes_files: vec!["1".into()],
            decree: CleanText::from_text("sk"),
            decree_files: vec!["2".into()],
        }
        .validate()
        .unwrap()
    }

    fn who() -> Person {
        Person { id: UserId::new(1), name: "Operator".into() }
    }

    #[test]
    fn documents_come_first_and_a_post_is_filled_once() {
        let (a, o) = (ApplicantId::new(1), OfficialId::new(1));
        let now = DateTime::UNIX_EPOCH;
        assert!(Inauguration::Pending.fill(a, true, o).is_err());
        let ready = Inauguration::Pending.document(who(), now, documents()).unwrap();
        assert!(ready.clone().fill(a, false, o).is_err());
        let filled = ready.fill(a, true, o).unwrap();
        assert!(filled.is_filled() && filled.documents().is_some());
        assert!(filled.clone().fill(a, true, o).is_err());
        assert!(filled.document(who(), now, documents()).is_err());
    }

    #[test]
    fn every_part_is_required() {
        let errors = <InaugurationForm>::default().validate().unwrap_err();
        for field in ["minutes", "minutes_files", "decree", "decree_files"] {
            assert!(errors.get(field).is_some(), "{field}");
        }
    }
}
