//! Applicants who passed administration (Gambar 32), one by one or pasted as lines.

use serde::{Deserialize, Serialize};

use super::{
    Stage,
    progress::{Decision, Progress, Scheme},
    shortlist::Standings,
};
use crate::{
    attachment::parse_ids,
    bounds,
    field::{Checker, FieldErrors},
    id::{ApplicantId, AttachmentId, VacancyId},
    refusal::Refusal,
    rich_text::{CleanText, RichForm, RichText, TypedText},
};

/// The most lines that are pasted at once.
pub const MAX_LINES: usize = 500;

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

/// Deskripsi rekam jejak (Gambar 38).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackRecord<T = CleanText> {
    /// The findings.
    pub text: T,
    /// Evidence.
    pub files: Vec<AttachmentId>,
}

impl Applicant {
    /// Writes down the findings; they may be changed until the decision.
    ///
    /// # Errors
    /// Before the track-record stage, or after the decision.
    pub fn describe(mut self, scheme: &Scheme, record: TrackRecord) -> Result<Self, Refusal> {
        if !self.progress.has_reached(scheme, Stage::TrackRecord) {
            return Err(Refusal::state("Pelamar belum mengikuti rekam jejak."));
        }
        if self.progress.decision().is_some() {
            return Err(Refusal::state("Pelamar sudah diterima atau ditolak; batalkan dahulu keputusannya."));
        }
        self.track_record = Some(record);
        Ok(self)
    }

    /// Terima.
    ///
    /// # Errors
    /// Without description or scores, as a fourth, or out of rank without a reason.
    pub fn accept(mut self, standings: &Standings, decision: Decision) -> Result<Self, Refusal> {
        self.check_described()?;
        let progress = self.progress.clone().decide(decision.clone())?;
        standings.check_acceptance(self.id, decision.reason.as_deref())?;
        self.progress = progress;
        Ok(self)
    }

    /// Tolak.
    ///
    /// # Errors
    /// Without description or scores.
    pub fn reject(mut self, decision: Decision) -> Result<Self, Refusal> {
        self.check_described()?;
        self.progress = self.progress.decide(decision)?;
        Ok(self)
    }

    /// Whether it may still be removed as entered by mistake.
    ///
    /// # Errors
    /// Once a score is saved.
    pub fn check_removable(&self) -> Result<(), Refusal> {
        if self.progress.scores().iter().any(Option::is_some) {
            return Err(Refusal::state("Pelamar yang sudah berskor tidak dapat dihapus."));
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

/// Reads pasted lines `Nama; NIP; Instansi`, parted by tabs (as a spreadsheet copies
/// them) or semicolons. Commas part nothing: names carry titles.
///
/// # Errors
/// Under `lines`, a sentence naming the first bad lines.
pub fn parse_lines(text: &str) -> Result<Vec<Person>, FieldErrors> {
    let mut people: Vec<Person> = Vec::new();
    let mut complaints = Vec::new();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    for (index, line) in lines {
        let number = index + 1;
        let separator = if line.contains('\t') { '\t' } else { ';' };
        let cells: Vec<&str> = line.split(separator).map(str::trim).collect();
        let [name, nip, agency] = cells.as_slice() else {
            complaints.push(format!("Baris {number}: tulis Nama; NIP; Instansi."));
            continue;
        };
        let form = PersonForm { name: (*name).into(), nip: (*nip).into(), agency: (*agency).into() };
        match form.validate() {
            Ok(person) => {
                if people.iter().any(|p| p.nip == person.nip) {
                    complaints.push(format!("Baris {number}: NIP {} tertulis dua kali.", person.nip));
                }
                people.push(person);
            }
            Err(errors) => {
                let sentences: Vec<&str> = errors.iter().map(|(_, sentence)| sentence).collect();
                complaints.push(format!("Baris {number}: {}", sentences.join(" ")));
            }
        }
    }
    if complaints.is_empty() && people.is_empty() {
        complaints.push("Tempelkan paling sedikit satu baris: Nama; NIP; Instansi.".to_owned());
    }
    if people.len() > MAX_LINES {
        complaints.push(format!("Paling banyak {MAX_LINES} baris sekali tempel."));
    }
    if complaints.is_empty() {
        return Ok(people);
    }
    let more = complaints.len().saturating_sub(5);
    complaints.truncate(5);
    if more > 0 {
        complaints.push(format!("Dan {more} baris lain."));
    }
    Err(FieldErrors::of("lines", complaints.join(" ")))
}

/// Reads a NIP: 18 digits holding date of birth, month of appointment, sex (1 or 2)
/// and a serial number. Blanks between the groups are taken away.
///
/// # Errors
/// A sentence.
pub fn parse_nip(text: &str) -> Result<String, String> {
    let nip: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if nip.is_empty() {
        return Err("NIP wajib diisi.".to_owned());
    }
    if nip.len() != 18 || !nip.bytes().all(|b| b.is_ascii_digit()) {
        return Err("NIP harus 18 angka.".to_owned());
    }
    let born = chrono::NaiveDate::parse_from_str(&nip[0..8], "%Y%m%d");
    let appointed = chrono::NaiveDate::parse_from_str(&format!("{}01", &nip[8..14]), "%Y%m%d");
    let (Ok(born), Ok(appointed)) = (born, appointed) else {
        return Err("NIP tidak sah: tanggal lahir atau bulan pengangkatannya keliru.".to_owned());
    };
    if !matches!(nip.as_bytes()[14], b'1' | b'2') || appointed <= born {
        return Err("NIP tidak sah: periksa kembali ke-18 angkanya.".to_owned());
    }
    Ok(nip)
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

#[cfg(test)]
mod tests {
    use super::*;

    const NIP: &str = "197803152005011002";

    #[test]
    fn a_nip_is_checked() {
        assert_eq!(parse_nip("19780315 200501 1 002"), Ok(NIP.to_owned()));
        for bad in [
            "",
            "987765",
            "19781315200501100x",
            "197813152005011002",
            "197803152005131002",
            "197803152005013002",
            "200503151978011002",
        ] {
            assert!(parse_nip(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn lines_by_tab_or_semicolon() {
        let text =
            format!("dr. Ani, M.Kes; {NIP}; Dinas Kesehatan A\n\nBudi\t198001012006042001\tDinas Sosial\r\n");
        let people = parse_lines(&text).unwrap();
        assert_eq!(people.len(), 2);
        assert_eq!(people[0].name, "dr. Ani, M.Kes");
        assert_eq!(people[1].agency, "Dinas Sosial");
    }

    #[test]
    fn bad_lines_are_named() {
        let errors = parse_lines(&format!("Ani; {NIP}; A\nBudi; 12; B\nCitra\nAni; {NIP}; A")).unwrap_err();
        let sentence = errors.get("lines").unwrap();
        assert!(sentence.contains("Baris 2: NIP harus 18 angka."));
        assert!(sentence.contains("Baris 3: tulis Nama; NIP; Instansi."));
        assert!(sentence.contains("Baris 4: NIP"));
        assert!(parse_lines("  \n").is_err());
    }
}
