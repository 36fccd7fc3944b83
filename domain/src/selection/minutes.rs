//! Berita Acara Tiga Besar: when there is one to print, and its sentences, which the committee signs.

use super::{Scheme, shortlist::SHORTLIST};
use crate::refusal::Refusal;

/// Whose papers they are, below the institution's name.
pub const PANEL: &str = "Panitia Seleksi Terbuka Jabatan Pimpinan Tinggi";
/// Where a word is filled in by hand.
pub const BLANK: &str = "........................";
/// Above the signatures.
pub const CLOSING: &str = "Demikian Berita Acara ini dibuat dengan sebenarnya dan ditandatangani oleh anggota \
    Panitia Seleksi untuk dipergunakan sebagaimana mestinya.";

/// Whether the three are established: somebody is accepted, and nothing keeps the vacancy from being reported.
///
/// # Errors
/// What is missing, in a sentence.
pub fn check(accepted: usize, obstacles: &[String]) -> Result<(), Refusal> {
    if accepted == 0 {
        return Err(Refusal::state(
            "Belum ada pelamar yang diterima. Berita Acara dapat dicetak setelah tiga besar ditetapkan.",
        ));
    }
    if obstacles.is_empty() {
        return Ok(());
    }
    let missing = obstacles.join("; ");
    Err(Refusal::state(format!("Berita Acara dapat dicetak setelah tiga besar ditetapkan: {missing}.")))
}

/// What the minutes are about.
#[derive(Clone, Copy, Debug)]
pub struct Minutes<'a> {
    /// Whose post it is.
    pub institution: &'a str,
    /// The post, as in `Kepala Dinas Sosial`.
    pub title: &'a str,
    /// Where it is, as in `Dinas Sosial`.
    pub unit: &'a str,
    /// The stages of the selection.
    pub scheme: &'a Scheme,
    /// How many were accepted.
    pub accepted: usize,
    /// Whether they are those with the highest totals, and no choice among equals was made.
    pub by_rank: bool,
    /// Why they are fewer than three.
    pub note: Option<&'a str>,
}

impl Minutes<'_> {
    /// When and where who met, and for what.
    #[must_use]
    pub fn opening(&self) -> String {
        let Self { institution, title, unit, .. } = self;
        format!(
            "Pada hari ini {BLANK} tanggal {BLANK} bulan {BLANK} tahun {BLANK}, bertempat di {BLANK}{BLANK}, {PANEL} \
             {institution} telah mengadakan rapat untuk menetapkan hasil seleksi terbuka pengisian jabatan {title} \
             pada {unit}."
        )
    }

    /// What was decided; the table follows.
    #[must_use]
    pub fn finding(&self) -> String {
        let (stages, number) = (listed(self.scheme), counted(self.accepted));
        let which = match (self.by_rank, self.accepted) {
            (true, 1) => " yang memperoleh total nilai tertinggi",
            (true, _) => " yang memperoleh total nilai tertinggi secara berurutan",
            (false, _) => "",
        };
        format!(
            "Berdasarkan hasil penilaian pada tahapan {stages}, Panitia Seleksi menetapkan {number} orang pelamar{which} \
             sebagai berikut:"
        )
    }

    /// Why they are fewer than three; nothing when they are three.
    #[must_use]
    pub fn fewer(&self) -> Option<String> {
        let note = self.note.filter(|_| self.accepted < SHORTLIST)?.trim();
        let end = if note.ends_with(['.', '!', '?']) { "" } else { "." };
        Some(format!("Pelamar yang ditetapkan kurang dari tiga orang dengan alasan: {note}{end}"))
    }
}

/// `Wawancara`; `Penulisan Makalah dan Wawancara`; `A, B, dan C`.
fn listed(scheme: &Scheme) -> String {
    let labels: Vec<&str> = scheme.stages().iter().map(super::PlannedStage::label).collect();
    match labels.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, second] => format!("{first} dan {second}"),
        [others @ .., last] => format!("{}, dan {last}", others.join(", ")),
    }
}

/// `3 (tiga)`.
fn counted(count: usize) -> String {
    match count {
        1 => "1 (satu)".to_owned(),
        2 => "2 (dua)".to_owned(),
        3 => "3 (tiga)".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::selection::{PlannedStage, Stage};

    fn scheme(stages: &[Stage]) -> Scheme {
        let weight = u8::try_from(100 / stages.len()).unwrap();
        let stage = |stage: &Stage| PlannedStage::usual(*stage, weight.to_string().parse().unwrap());
        Scheme::new(stages.iter().map(stage).collect()).unwrap()
    }

    fn minutes(scheme: &Scheme) -> Minutes<'_> {
        Minutes {
            institution: "Kota Surabaya",
            title: "Kepala Dinas Sosial",
            unit: "Dinas Sosial",
            scheme,
            accepted: 3,
            by_rank: true,
            note: None,
        }
    }

    #[test]
    fn there_are_minutes_once_the_three_are_established() {
        assert!(check(3, &[]).is_ok());
        assert!(check(1, &[]).is_ok());
        assert!(check(0, &[]).unwrap_err().to_string().contains("Belum ada pelamar yang diterima"));
        let missing = check(2, &["baru 2 dari tiga pelamar diterima".to_owned()]).unwrap_err();
        assert!(missing.to_string().ends_with("ditetapkan: baru 2 dari tiga pelamar diterima."));
    }

    #[test]
    fn the_day_is_filled_in_by_hand() {
        let scheme = scheme(&[Stage::Interview]);
        let opening = minutes(&scheme).opening();
        assert!(opening.starts_with("Pada hari ini ...") && opening.contains(". tahun ..."));
        assert!(opening.ends_with("pengisian jabatan Kepala Dinas Sosial pada Dinas Sosial."), "{opening}");
        assert!(opening.contains("Panitia Seleksi Terbuka Jabatan Pimpinan Tinggi Kota Surabaya telah"));
    }

    #[test]
    fn the_finding_says_how_many_and_after_which_stages() {
        let all = scheme(&Stage::USUAL);
        assert_eq!(
            minutes(&all).finding(),
            "Berdasarkan hasil penilaian pada tahapan Kompetensi Manajerial, Penulisan Makalah, Wawancara, dan Rekam \
             Jejak, Panitia Seleksi menetapkan 3 (tiga) orang pelamar yang memperoleh total nilai tertinggi secara \
             berurutan sebagai berikut:"
        );
        let two = scheme(&[Stage::Paper, Stage::Interview]);
        let finding = Minutes { accepted: 1, ..minutes(&two) }.finding();
        assert!(finding.contains("Penulisan Makalah dan Wawancara, "), "{finding}");
        assert!(finding.contains("1 (satu) orang pelamar yang memperoleh total nilai tertinggi sebagai"));
        let finding = Minutes { accepted: 2, by_rank: false, ..minutes(&two) }.finding();
        assert!(finding.ends_with("menetapkan 2 (dua) orang pelamar sebagai berikut:"), "{finding}");
    }

    #[test]
    fn fewer_than_three_are_explained() {
        let one = scheme(&[Stage::Interview]);
        let note = Some("Hanya dua yang lulus");
        assert_eq!(minutes(&one).fewer(), None);
        assert_eq!(Minutes { note, ..minutes(&one) }.fewer(), None, "three are three");
        assert_eq!(
            Minutes { note, accepted: 2, ..minutes(&one) }.fewer().as_deref(),
            Some("Pelamar yang ditetapkan kurang dari tiga orang dengan alasan: Hanya dua yang lulus.")
        );
    }
}
