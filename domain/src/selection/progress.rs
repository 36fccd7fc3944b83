//! How far an applicant has come: stages reached, scores, decision.
//!
//! The fields are private, so that a score without its stage, a stage without the
//! score before it, or a decision without all scores cannot be written down.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::stage::{PlannedStage, Scheme, Stage};
use crate::{
    activity::{Audited, Label},
    id::UserId,
    number::{Mark, Score},
    refusal::Refusal,
};

/// Terima or Tolak.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Accepted among the three, or turned down.
    pub accepted: bool,
    /// Why: needed when accepted out of rank, welcome when turned down.
    pub reason: Option<String>,
    /// Who decided.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

impl Audited for Decision {
    const LABELS: &'static [Label] = &[
        Label::new("accepted", "Diterima"),
        Label::new("reason", "Alasan"),
        Label::new("by", "Oleh (nomor akun)"),
        Label::new("at", "Waktu"),
    ];
}

/// A score's change, for its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreChange {
    /// The stage.
    pub stage: Stage,
    /// What stood there; nothing the first time.
    pub before: Option<Score>,
    /// What stands there now.
    pub after: Score,
    /// Why it was corrected; nothing the first time.
    pub reason: Option<String>,
}

/// How far an applicant has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// 0: administration only; n: takes part in the nth stage.
    reached: usize,
    /// By the plan's order: one of each stage before the one reached last, and perhaps that one's.
    scores: Vec<Score>,
    decision: Option<Decision>,
}

/// A row that contradicts itself, which only a change from outside can cause.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("applicant data contradict themselves: {0}")]
pub struct Broken(&'static str);

impl Default for Progress {
    fn default() -> Self {
        Self::eligible()
    }
}

impl Progress {
    /// Memenuhi syarat administrasi, in no stage yet.
    #[must_use]
    pub const fn eligible() -> Self {
        Self { reached: 0, scores: Vec::new(), decision: None }
    }

    /// Builds it from what is stored. `scores` has a place for every stage, in the plan's order.
    ///
    /// # Errors
    /// [`Broken`] when they contradict each other.
    pub fn restore(
        reached: usize,
        scores: &[Option<Score>],
        decision: Option<Decision>,
    ) -> Result<Self, Broken> {
        if reached > scores.len() {
            return Err(Broken("stage beyond the last"));
        }
        let known: Vec<Score> = scores.iter().map_while(|score| *score).collect();
        if scores[known.len()..].iter().any(Option::is_some) || known.len() > reached {
            return Err(Broken("score in a stage that was not reached"));
        }
        if known.len() + 1 < reached {
            return Err(Broken("stage reached without the score before it"));
        }
        if decision.is_some() && known.len() < scores.len() {
            return Err(Broken("decision without all scores"));
        }
        Ok(Self { reached, scores: known, decision })
    }

    /// How many stages were reached: 0 to all of them.
    #[must_use]
    pub const fn reached(&self) -> usize {
        self.reached
    }

    /// The scores in the plan's order, as far as there are any.
    #[must_use]
    pub fn scores(&self) -> &[Score] {
        &self.scores
    }

    /// The score of a stage.
    #[must_use]
    pub fn score(&self, scheme: &Scheme, stage: Stage) -> Option<Score> {
        self.scores.get(scheme.index(stage)?).copied()
    }

    /// NILAI of each stage that is scored, in the plan's order.
    pub fn marks(&self, scheme: &Scheme) -> impl Iterator<Item = Mark> {
        self.scores.iter().zip(scheme.stages()).map(|(score, stage)| *score * stage.weight())
    }

    /// TOTAL NILAI, once all scores are there.
    #[must_use]
    pub fn total(&self, scheme: &Scheme) -> Option<Mark> {
        self.is_complete(scheme).then(|| self.marks(scheme).sum())
    }

    /// Whether every stage is scored.
    #[must_use]
    pub fn is_complete(&self, scheme: &Scheme) -> bool {
        self.scores.len() == scheme.stages().len()
    }

    /// The decision, when there is one.
    #[must_use]
    pub const fn decision(&self) -> Option<&Decision> {
        self.decision.as_ref()
    }

    /// Whether accepted among the three.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.decision.as_ref().is_some_and(|d| d.accepted)
    }

    /// The stage that comes next; nothing in the last one.
    #[must_use]
    pub fn next_stage(&self, scheme: &Scheme) -> Option<Stage> {
        scheme.stage(self.reached)
    }

    /// Whether `stage` has been reached.
    #[must_use]
    pub fn has_reached(&self, scheme: &Scheme, stage: Stage) -> bool {
        scheme.index(stage).is_some_and(|index| index < self.reached)
    }

    /// Moves on to the next stage.
    ///
    /// # Errors
    /// In the last stage, or without a score in this one.
    pub fn advance(mut self, scheme: &Scheme) -> Result<Self, Refusal> {
        let Some(next) = scheme.stages().get(self.reached) else {
            return Err(Refusal::state("Pelamar sudah berada di tahapan terakhir."));
        };
        if self.scores.len() < self.reached {
            let here = scheme.stages().get(self.reached - 1).map_or("ini", PlannedStage::in_sentence);
            return Err(Refusal::state(format!(
                "Isi dahulu skor {here} sebelum mengikuti {}.",
                next.in_sentence()
            )));
        }
        self.reached += 1;
        Ok(self)
    }

    /// Takes a mistaken move back, while the stage holds no score.
    ///
    /// # Errors
    /// When the stage is scored already, or none was reached.
    pub fn step_back(mut self) -> Result<Self, Refusal> {
        if self.reached == 0 {
            return Err(Refusal::state("Pelamar belum mengikuti tahapan mana pun."));
        }
        if self.scores.len() == self.reached {
            return Err(Refusal::state("Tahapan ini sudah berskor sehingga tidak dapat dibatalkan."));
        }
        self.reached -= 1;
        Ok(self)
    }

    /// Saves or corrects the score of a stage that was reached.
    ///
    /// # Errors
    /// Before the stage is reached; after a decision; a correction without reason or without change.
    pub fn save_score(
        mut self,
        scheme: &Scheme,
        stage: Stage,
        score: Score,
        reason: Option<String>,
    ) -> Result<(Self, ScoreChange), Refusal> {
        let Some(index) = scheme.index(stage).filter(|index| *index < self.reached) else {
            let stage = scheme.in_sentence(stage);
            return Err(Refusal::state(format!("Pelamar belum mengikuti {stage}.")));
        };
        if self.decision.is_some() {
            return Err(Refusal::state(
                "Pelamar sudah diterima atau ditolak. Batalkan dahulu keputusannya, lalu koreksi skor.",
            ));
        }
        let before = self.scores.get(index).copied();
        let reason = match before {
            None => None,
            Some(old) if old == score => {
                return Err(Refusal::field("score", format!("Skor sudah tersimpan {old}.")));
            }
            Some(_) => match reason.filter(|reason| !reason.trim().is_empty()) {
                Some(reason) => Some(reason),
                None => return Err(Refusal::field("reason", "Alasan koreksi wajib diisi.")),
            },
        };
        match self.scores.get_mut(index) {
            Some(saved) => *saved = score,
            // Every stage before the one reached last is scored, so that this one is next.
            None => self.scores.push(score),
        }
        Ok((self, ScoreChange { stage, before, after: score, reason }))
    }

    /// Records Terima or Tolak. Whether rank allows it is [`super::shortlist`]'s to say.
    ///
    /// # Errors
    /// Without all scores, or when decided already.
    pub fn decide(mut self, scheme: &Scheme, decision: Decision) -> Result<Self, Refusal> {
        if !self.is_complete(scheme) {
            return Err(Refusal::state("Lengkapi dahulu skor semua tahapan."));
        }
        if let Some(earlier) = &self.decision {
            return Err(Refusal::state(if earlier.accepted {
                "Pelamar ini sudah diterima."
            } else {
                "Pelamar ini sudah ditolak."
            }));
        }
        self.decision = Some(decision);
        Ok(self)
    }

    /// Takes Terima or Tolak back.
    ///
    /// # Errors
    /// When nothing was decided.
    pub fn revoke(mut self) -> Result<Self, Refusal> {
        if self.decision.take().is_none() {
            return Err(Refusal::state("Belum ada keputusan untuk pelamar ini."));
        }
        Ok(self)
    }
}

#[cfg(test)]
#[path = "progress_tests.rs"]
mod tests;
