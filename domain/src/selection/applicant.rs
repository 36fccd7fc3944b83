//! Applicants who passed administration (Gambar 32).

use serde::{Deserialize, Serialize};

pub use super::{
    applicant_lines::{MAX_LINES, parse_lines},
    nip::parse_nip,
};
use super::{
    progress::{Decision, Progress},
    shortlist::Standings,
    stage::Scheme,
    withdrawal::Withdrawal,
};
use crate::{
    activity::{Audited, Label},
    attachment::parse_ids,
    bounds,
    field::{Checker, FieldErrors},
    id::{ApplicantId, AttachmentId, VacancyId},
    refusal::Refusal,
    rich_text::{CleanText, RichForm, RichText, TypedText},
};

/// Somebody who applies for a vacancy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applicant {
    /// Their number.
    pub id: ApplicantId,
    /// The vacancy.
    pub vacancy: VacancyId,
    /// Who they are.
    pub person: Person,
    /// Grows with every change.
    pub version: i64,
    /// How far they have come.
    pub progress: Progress,
    /// What was found in their track record.
    pub track_record: Option<TrackRecord>,
    /// That they resigned.
    pub withdrawal: Option<Withdrawal>,
}

/// Nama, NIP and Instansi.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Nama.
    pub name: String,
    /// NIP: 18 digits.
    pub nip: String,
    /// Instansi asal.
    pub agency: String,
}

impl Audited for Person {
    const LABELS: &'static [Label] =
        &[Label::new("name", "Nama"), Label::new("nip", "NIP"), Label::new("agency", "Instansi")];
}

/// Deskripsi rekam jejak (Gambar 38).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackRecord<T = CleanText> {
    /// The findings.
    pub text: T,
    /// Evidence.
    pub files: Vec<AttachmentId>,
}

impl Audited for TrackRecord {
    const LABELS: &'static [Label] = &[Label::new("text", "Deskripsi"), Label::file("files", "Lampiran")];
}

impl Applicant {
    /// Writes down the findings; they may be changed until the decision.
    ///
    /// # Errors
    /// Before the stage in which it is described, behind the one that was failed, or after the decision.
    pub fn describe(mut self, scheme: &Scheme, record: TrackRecord) -> Result<Self, Refusal> {
        self.check_present()?;
        self.progress.check_takes_part(scheme, scheme.described_in())?;
        if self.progress.decision().is_some() {
            return Err(Refusal::state("Pelamar sudah diterima atau ditolak; batalkan dahulu keputusannya."));
        }
        self.track_record = Some(record);
        Ok(self)
    }

    /// Terima.
    ///
    /// # Errors
    /// Without description or scores, once failed or resigned, as a fourth, or out of rank without a reason.
    pub fn accept(
        mut self,
        scheme: &Scheme,
        standings: &Standings,
        decision: Decision,
    ) -> Result<Self, Refusal> {
        self.check_present()?;
        self.check_described()?;
        let progress = self.progress.clone().decide(scheme, decision.clone())?;
        standings.check_acceptance(self.id, decision.reason.as_deref())?;
        self.progress = progress;
        Ok(self)
    }

    /// Tolak.
    ///
    /// # Errors
    /// Without description or scores, or once failed.
    pub fn reject(mut self, scheme: &Scheme, decision: Decision) -> Result<Self, Refusal> {
        self.check_present()?;
        self.check_described()?;
        self.progress = self.progress.decide(scheme, decision)?;
        Ok(self)
    }

    /// Whether it may still be removed as entered by mistake.
    ///
    /// # Errors
    /// Once a score or result is saved.
    pub fn check_removable(&self) -> Result<(), Refusal> {
        if !self.progress.outcomes().is_empty() {
            return Err(Refusal::state("Pelamar yang sudah dinilai tidak dapat dihapus."));
        }
        Ok(())
    }

    fn check_described(&self) -> Result<(), Refusal> {
        if self.track_record.is_none() {
            return Err(Refusal::state("Isi dahulu deskripsi rekam jejak."));
        }
        Ok(())
    }
}

/// The form of one applicant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonForm {
    /// Nama.
    #[serde(default)]
    pub name: String,
    /// NIP.
    #[serde(default)]
    pub nip: String,
    /// Instansi.
    #[serde(default)]
    pub agency: String,
}

impl PersonForm {
    /// # Errors
    /// A sentence at each field that cannot be taken.
    pub fn validate(&self) -> Result<Person, FieldErrors> {
        let mut check = Checker::new();
        let name = check.required("name", "Nama", &self.name, bounds::NAME);
        let nip = check.take("nip", parse_nip(&self.nip));
        let agency = check.required("agency", "Instansi", &self.agency, bounds::NAME);
        check.finish(|| Some(Person { name: name?, nip: nip?, agency: agency? }))
    }
}

/// The form of a track record's description.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrackRecordForm<T = TypedText> {
    /// Deskripsi, rich text.
    pub text: T,
    /// Attachment numbers.
    pub files: Vec<String>,
}

impl RichForm for TrackRecordForm {
    type Clean = TrackRecordForm<CleanText>;
    fn clean(self, clean: &mut dyn FnMut(&'static str, TypedText) -> CleanText) -> Self::Clean {
        TrackRecordForm { text: clean("text", self.text), files: self.files }
    }
}

impl<T: RichText> TrackRecordForm<T> {
    /// # Errors
    /// A sentence at each field that cannot be taken.
    pub fn validate(&self) -> Result<TrackRecord<T>, FieldErrors> {
        let mut check = Checker::new();
        let text = check.required_html("text", "Deskripsi", &self.text);
        let files = check.take("files", parse_ids("Lampiran", &self.files));
        check.finish(|| Some(TrackRecord { text: text?, files: files? }))
    }
}
