//! The three best (Daftar pelamar yang masuk 3 besar, Gambar 40): rank, acceptance,
//! and when a vacancy is complete.

use crate::{id::ApplicantId, number::Mark, refusal::Refusal};

use super::{applicant::Applicant, progress::Scheme};

/// How many are accepted per vacancy.
pub const SHORTLIST: usize = 3;

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
    /// Ranks those who have all four scores.
    #[must_use]
    pub fn of<'a>(scheme: &Scheme, applicants: impl IntoIterator<Item = &'a Applicant>) -> Self {
        let mut rows: Vec<Standing> = applicants
            .into_iter()
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

    /// Whether this applicant ranks below the third place, so that accepting needs a reason.
    #[must_use]
    pub fn is_out_of_rank(&self, applicant: ApplicantId) -> bool {
        self.rank(applicant).is_some_and(|rank| rank > SHORTLIST)
    }

    /// Whether this applicant may be accepted now.
    ///
    /// # Errors
    /// As a fourth, or out of rank without a reason (at field `reason`).
    pub fn check_acceptance(&self, applicant: ApplicantId, reason: Option<&str>) -> Result<(), Refusal> {
        if self.accepted().count() >= SHORTLIST {
            return Err(Refusal::state(
                "Sudah ada tiga pelamar yang diterima. Batalkan salah satunya bila ingin menggantinya.",
            ));
        }
        if self.is_out_of_rank(applicant) && reason.is_none_or(|r| r.trim().is_empty()) {
            let rank = self.rank(applicant).unwrap_or_default();
            return Err(Refusal::field(
                "reason",
                format!("Pelamar ini peringkat {rank}. Tulis alasan menerimanya di luar urutan."),
            ));
        }
        Ok(())
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
            if row.rank > SHORTLIST && row.reason.as_deref().is_none_or(|r| r.trim().is_empty()) {
                obstacles.push(format!(
                    "{} kini peringkat {}; batalkan keputusannya, lalu terima kembali dengan alasan",
                    row.name, row.rank
                ));
            }
        }
        obstacles
    }
}

#[cfg(test)]
#[path = "shortlist_tests.rs"]
mod tests;
