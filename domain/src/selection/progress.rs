//! How far an applicant has come: stages reached, scores, decision.
//!
//! The fields are private, so that a score without its stage, a stage without the
//! score before it, or a decision without all four scores cannot be written down.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Stage;
use crate::{
    id::UserId,
    number::{Mark, Score, Weight},
    refusal::Refusal,
};

/// The four stages with their weights, in the plan's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme([(Stage, Weight); 4]);

impl Scheme {
    /// A scheme whose stages are all there once and whose weights add up to 100.
    ///
    /// # Errors
    /// A sentence that names the sum, or the stage that stands twice.
    pub fn new(stages: [(Stage, Weight); 4]) -> Result<Self, String> {
        for stage in Stage::ALL {
            if !stages.iter().any(|(s, _)| *s == stage) {
                return Err("Setiap tahapan harus mendapat urutan yang berbeda.".to_owned());
            }
        }
        let sum: u32 = stages.iter().map(|(_, weight)| u32::from(weight.get())).sum();
        if sum == 100 {
            Ok(Self(stages))
        } else {
            Err(format!("Jumlah keempat bobot harus 100; sekarang {sum}."))
        }
    }

    /// The stages in order.
    pub fn stages(&self) -> impl Iterator<Item = (Stage, Weight)> {
        self.0.into_iter()
    }

    /// The place of a stage, from 0.
    #[must_use]
    pub fn index(&self, stage: Stage) -> usize {
        self.0.iter().position(|(s, _)| *s == stage).unwrap_or(0)
    }

    /// The stage at a place.
    #[must_use]
    pub fn stage(&self, index: usize) -> Option<Stage> {
        self.0.get(index).map(|(stage, _)| *stage)
    }

    /// The weight of a stage.
    #[must_use]
    pub fn weight(&self, stage: Stage) -> Weight {
        self.0[self.index(stage)].1
    }
}

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
    /// By the plan's order; present below `reached - 1`, perhaps at `reached - 1`, absent above.
    scores: [Option<Score>; 4],
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
        Self { reached: 0, scores: [None; 4], decision: None }
    }

    /// Builds it from a stored row. `scores` are in the plan's order.
    ///
    /// # Errors
    /// [`Broken`] when the row contradicts itself.
    pub fn restore(
        reached: usize,
        scores: [Option<Score>; 4],
        decision: Option<Decision>,
    ) -> Result<Self, Broken> {
        if reached > 4 {
            return Err(Broken("stage beyond the fourth"));
        }
        for (index, score) in scores.iter().enumerate() {
            if index + 1 < reached && score.is_none() {
                return Err(Broken("stage reached without the score before it"));
            }
            if index >= reached && score.is_some() {
                return Err(Broken("score in a stage that was not reached"));
            }
        }
        if decision.is_some() && (reached < 4 || scores[3].is_none()) {
            return Err(Broken("decision without all scores"));
        }
        Ok(Self { reached, scores, decision })
    }

    /// How many stages were reached: 0 to 4.
    #[must_use]
    pub const fn reached(&self) -> usize {
        self.reached
    }

    /// The scores in the plan's order.
    #[must_use]
    pub const fn scores(&self) -> &[Option<Score>; 4] {
        &self.scores
    }

    /// The score of a stage.
    #[must_use]
    pub fn score(&self, scheme: &Scheme, stage: Stage) -> Option<Score> {
        self.scores[scheme.index(stage)]
    }

    /// NILAI of a stage.
    #[must_use]
    pub fn mark(&self, scheme: &Scheme, stage: Stage) -> Option<Mark> {
        self.score(scheme, stage).map(|score| score * scheme.weight(stage))
    }

    /// TOTAL NILAI, once all four scores are there.
    #[must_use]
    pub fn total(&self, scheme: &Scheme) -> Option<Mark> {
        scheme.stages().map(|(stage, _)| self.mark(scheme, stage)).sum::<Option<Mark>>()
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
        scheme.index(stage) < self.reached
    }

    /// Moves on to the next stage.
    ///
    /// # Errors
    /// In the last stage, or without a score in this one.
    pub fn advance(mut self, scheme: &Scheme) -> Result<Self, Refusal> {
        let Some(next) = self.next_stage(scheme) else {
            return Err(Refusal::state("Pelamar sudah berada di tahapan terakhir."));
        };
        if self.reached > 0 && self.scores[self.reached - 1].is_none() {
            let here = scheme.stage(self.reached - 1).map_or("ini", Stage::in_sentence);
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
        if self.scores[self.reached - 1].is_some() {
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
        let index = scheme.index(stage);
        if index >= self.reached {
            return Err(Refusal::state(format!("Pelamar belum mengikuti {}.", stage.in_sentence())));
        }
        if self.decision.is_some() {
            return Err(Refusal::state(
                "Pelamar sudah diterima atau ditolak. Batalkan dahulu keputusannya, lalu koreksi skor.",
            ));
        }
        let before = self.scores[index];
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
        self.scores[index] = Some(score);
        Ok((self, ScoreChange { stage, before, after: score, reason }))
    }

    /// Records Terima or Tolak. Whether rank allows it is [`super::shortlist`]'s to say.
    ///
    /// # Errors
    /// Without all four scores, or when decided already.
    pub fn decide(mut self, decision: Decision) -> Result<Self, Refusal> {
        if self.reached < 4 || self.scores[3].is_none() {
            return Err(Refusal::state("Lengkapi dahulu skor keempat tahapan."));
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
