//! The three best (Daftar pelamar yang masuk 3 besar, Gambar 40): rank, acceptance,
//! and when a vacancy is complete.

use serde::{Deserialize, Serialize};

use crate::{id::ApplicantId, number::Mark, refusal::Refusal};

use super::{applicant::Applicant, stage::Scheme};

/// So many equals are named.
const NAMED: usize = 10;
/// How many are accepted per vacancy.
pub const SHORTLIST: usize = 3;

/// Why accepting somebody needs a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// Others have a higher total than the one who is accepted, and three or more of them.
    OutOfRank,
    /// The third place lies between equal totals: not all who have it can be among the three.
    BetweenEquals,
}

/// One fully scored applicant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Who.
    pub applicant: ApplicantId,
    /// Their name, for sentences.
    pub name: String,
    /// TOTAL NILAI.
    pub total: Mark,
    /// 1 for the highest total; equal totals share a rank.
    pub rank: usize,
    /// Terima (`true`), Tolak (`false`), or undecided.
    pub accepted: Option<bool>,
    /// The reason that was given with the decision.
    pub reason: Option<String>,
}

/// All fully scored applicants of one vacancy, highest total first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standings(Vec<Standing>);

impl Standings {
    /// Ranks those who have all scores and have not resigned.
    #[must_use]
    pub fn of<'a>(scheme: &Scheme, applicants: impl IntoIterator<Item = &'a Applicant>) -> Self {
        let mut rows: Vec<Standing> = applicants
            .into_iter()
            .filter(|applicant| applicant.withdrawal.is_none())
            .filter_map(|applicant| {
                let decision = applicant.progress.decision();
                Some(Standing {
                    applicant: applicant.id,
                    name: applicant.person.name.clone(),
                    total: applicant.progress.total(scheme)?,
                    rank: 0,
                    accepted: decision.map(|d| d.accepted),
                    reason: decision.and_then(|d| d.reason.clone()),
                })
            })
            .collect();
        rows.sort_by(|a, b| b.total.cmp(&a.total).then(a.applicant.cmp(&b.applicant)));
        for index in 0..rows.len() {
            let tied = index > 0 && rows[index - 1].total == rows[index].total;
            rows[index].rank = if tied { rows[index - 1].rank } else { index + 1 };
        }
        Self(rows)
    }

    /// All, highest total first.
    #[must_use]
    pub fn all(&self) -> &[Standing] {
        &self.0
    }

    /// The accepted, highest total first.
    pub fn accepted(&self) -> impl Iterator<Item = &Standing> {
        self.0.iter().filter(|row| row.accepted == Some(true))
    }

    /// The rank of an applicant among all who are fully scored.
    #[must_use]
    pub fn rank(&self, applicant: ApplicantId) -> Option<usize> {
        self.0.iter().find(|row| row.applicant == applicant).map(|row| row.rank)
    }

    /// Why accepting this applicant needs a reason; nothing when it needs none. Decisions change nothing about
    /// it: turning one of several equals down is a choice as well.
    #[must_use]
    pub fn ground(&self, applicant: ApplicantId) -> Option<Ground> {
        let rank = self.rank(applicant)?;
        if rank > SHORTLIST {
            return Some(Ground::OutOfRank);
        }
        let last = rank + self.equals(applicant).count();
        (last > SHORTLIST).then_some(Ground::BetweenEquals)
    }

    /// The others who have the same total.
    pub fn equals(&self, applicant: ApplicantId) -> impl Iterator<Item = &Standing> {
        let rank = self.rank(applicant);
        self.0.iter().filter(move |row| Some(row.rank) == rank && row.applicant != applicant)
    }

    /// Their names, for sentences.
    #[must_use]
    pub fn names_of_equals(&self, applicant: ApplicantId) -> String {
        in_a_sentence(self.equals(applicant).map(|row| row.name.as_str()))
    }

    /// Whether this applicant may be accepted now.
    ///
    /// # Errors
    /// As a fourth; out of rank, or as one of several equals of whom not all can be taken, without a reason
    /// (at field `reason`).
    pub fn check_acceptance(&self, applicant: ApplicantId, reason: Option<&str>) -> Result<(), Refusal> {
        if self.accepted().count() >= SHORTLIST {
            return Err(Refusal::state(
                "Sudah ada tiga pelamar yang diterima. Batalkan salah satunya bila ingin menggantinya.",
            ));
        }
        let Some(ground) = self.ground(applicant).filter(|_| is_blank(reason)) else { return Ok(()) };
        Err(Refusal::field(
            "reason",
            match ground {
                Ground::OutOfRank => format!(
                    "Pelamar ini peringkat {}. Tulis alasan menerimanya di luar urutan.",
                    self.rank(applicant).unwrap_or_default()
                ),
                Ground::BetweenEquals => format!(
                    "Pelamar ini bertotal nilai sama dengan {}, dan tidak semuanya dapat masuk tiga besar. Tulis alasan memilihnya.",
                    self.names_of_equals(applicant)
                ),
            },
        ))
    }

    /// What still keeps the vacancy from being reported; empty when complete.
    #[must_use]
    pub fn obstacles(&self, explanation: Option<&str>) -> Vec<String> {
        let mut obstacles = Vec::new();
        let accepted = self.accepted().count();
        if accepted < SHORTLIST && explanation.is_none_or(|text| text.trim().is_empty()) {
            obstacles.push(format!(
                "baru {accepted} dari tiga pelamar diterima; lengkapi, atau catat alasan kurang dari tiga"
            ));
        }
        for row in self.accepted() {
            match self.ground(row.applicant).filter(|_| is_blank(row.reason.as_deref())) {
                None => {}
                Some(Ground::OutOfRank) => obstacles.push(format!(
                    "{} kini peringkat {}; batalkan keputusannya, lalu terima kembali dengan alasan",
                    row.name, row.rank
                )),
                Some(Ground::BetweenEquals) => obstacles.push(format!(
                    "{} bertotal nilai sama dengan {}, dan tidak semuanya dapat masuk tiga besar; batalkan keputusannya, lalu terima kembali dengan alasan memilihnya",
                    row.name,
                    self.names_of_equals(row.applicant)
                )),
            }
        }
        obstacles
    }
}

/// Names inside a sentence: `Ani, Budi`; the first ten and how many more, so that two hundred who are equal are not two
/// hundred times two hundred names.
pub fn in_a_sentence<'a>(mut names: impl Iterator<Item = &'a str>) -> String {
    let named = names.by_ref().take(NAMED).collect::<Vec<_>>().join(", ");
    match names.count() {
        0 => named,
        more => format!("{named}, dan {more} lainnya"),
    }
}

fn is_blank(reason: Option<&str>) -> bool {
    reason.is_none_or(|text| text.trim().is_empty())
}

#[cfg(test)]
#[path = "shortlist_tests.rs"]
mod tests;
