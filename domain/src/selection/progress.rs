//! How far an applicant has come: stages reached, scores or results, decision.
//!
//! The fields are private, so that a score without its stage, a stage without the
//! score before it, or a decision without all scores or on somebody who failed cannot be written down.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    outcome::{CHOOSE_VERDICT, Outcome, Verdict},
    stage::{Scheme, Stage},
};
use crate::{
    activity::{Audited, Label, Numbered},
    id::UserId,
    number::{Mark, ScoreError},
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

impl Decision {
    /// What the log keeps of it: by whom and when, its line says.
    #[must_use]
    pub fn told(&self) -> Value {
        json!({ "accepted": self.accepted, "reason": self.reason })
    }
}

impl Audited for Decision {
    const LABELS: &'static [Label] = &[
        Label::new("accepted", "Diterima"),
        Label::new("reason", "Alasan"),
        Label::named("by", "Oleh", Numbered::Account),
        Label::moment("at", "Waktu"),
    ];
}

/// The change of a score or result, for its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreChange {
    /// The stage.
    pub stage: Stage,
    /// What stood there; nothing the first time.
    pub before: Option<Outcome>,
    /// What stands there now.
    pub after: Outcome,
    /// Why it was corrected; nothing the first time.
    pub reason: Option<String>,
}

/// How far an applicant has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// 0: administration only; n: takes part in the nth stage.
    reached: usize,
    /// By the plan's order: one of each stage before the one reached last, and perhaps that one's.
    outcomes: Vec<Outcome>,
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
        Self { reached: 0, outcomes: Vec::new(), decision: None }
    }

    /// Builds it from what is stored. `outcomes` has a place for every stage, in the plan's order.
    ///
    /// # Errors
    /// [`Broken`] when they contradict each other.
    pub fn restore(
        reached: usize,
        outcomes: &[Option<Outcome>],
        decision: Option<Decision>,
    ) -> Result<Self, Broken> {
        if reached > outcomes.len() {
            return Err(Broken("stage beyond the last"));
        }
        let known: Vec<Outcome> = outcomes.iter().map_while(|outcome| *outcome).collect();
        if outcomes[known.len()..].iter().any(Option::is_some) || known.len() > reached {
            return Err(Broken("score in a stage that was not reached"));
        }
        if known.len() + 1 < reached {
            return Err(Broken("stage reached without the score before it"));
        }
        if decision.is_some() && known.len() < outcomes.len() {
            return Err(Broken("decision without all scores"));
        }
        let restored = Self { reached, outcomes: known, decision };
        if restored.decision.is_some() && restored.failed().is_some() {
            return Err(Broken("decision on somebody who failed"));
        }
        Ok(restored)
    }

    /// How many stages were reached: 0 to all of them.
    #[must_use]
    pub const fn reached(&self) -> usize {
        self.reached
    }

    /// The scores and results in the plan's order, as far as there are any.
    #[must_use]
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// The score or result of a stage.
    #[must_use]
    pub fn outcome(&self, scheme: &Scheme, stage: Stage) -> Option<Outcome> {
        self.outcomes.get(scheme.index(stage)?).copied()
    }

    /// The place, from 0, of the stage in which the applicant failed (gugur). There the way ends, until that is
    /// corrected; what came behind it is kept and does not count.
    #[must_use]
    pub fn failed(&self) -> Option<usize> {
        self.outcomes.iter().position(|outcome| *outcome == Outcome::Verdict(Verdict::Failed))
    }

    /// NILAI of each stage that is done, in the plan's order; nothing in one without weight.
    pub fn marks(&self, scheme: &Scheme) -> impl Iterator<Item = Option<Mark>> {
        self.outcomes.iter().zip(scheme.stages()).map(|(outcome, stage)| stage.mark(*outcome))
    }

    /// TOTAL NILAI of the stages with a weight, once all are done and none was failed.
    #[must_use]
    pub fn total(&self, scheme: &Scheme) -> Option<Mark> {
        let ranked = self.is_complete(scheme) && self.failed().is_none();
        ranked.then(|| self.marks(scheme).flatten().sum())
    }

    /// Whether every stage has its score or result.
    #[must_use]
    pub fn is_complete(&self, scheme: &Scheme) -> bool {
        self.outcomes.len() == scheme.stages().len()
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

    /// Whether the applicant takes part in `stage`: it was reached, and none before it was failed.
    #[must_use]
    pub fn takes_part(&self, scheme: &Scheme, stage: Stage) -> bool {
        self.check_takes_part(scheme, stage).is_ok()
    }

    /// The place of a stage in which the applicant takes part.
    ///
    /// # Errors
    /// Before it is reached, and behind the stage that was failed.
    pub fn check_takes_part(&self, scheme: &Scheme, stage: Stage) -> Result<usize, Refusal> {
        let Some(index) = scheme.index(stage).filter(|index| *index < self.reached) else {
            let stage = scheme.in_sentence(stage);
            return Err(Refusal::state(format!("Pelamar belum mengikuti {stage}.")));
        };
        self.check_not_failed(scheme, index)?;
        Ok(index)
    }

    /// Refuses what lies behind a failed stage, which is one before `index`.
    fn check_not_failed(&self, scheme: &Scheme, index: usize) -> Result<(), Refusal> {
        match self.failed().filter(|failed| *failed < index).and_then(|failed| scheme.stages().get(failed)) {
            Some(stage) => Err(Refusal::state(format!("Pelamar gugur pada {}.", stage.in_sentence()))),
            None => Ok(()),
        }
    }

    /// Moves on to the next stage.
    ///
    /// # Errors
    /// In the last stage, without a score or result in this one, or once failed.
    pub fn advance(mut self, scheme: &Scheme) -> Result<Self, Refusal> {
        self.check_not_failed(scheme, self.reached)?;
        let Some(next) = scheme.stages().get(self.reached) else {
            return Err(Refusal::state("Pelamar sudah berada di tahapan terakhir."));
        };
        if let Some(here) =
            scheme.stages().get(self.outcomes.len()).filter(|_| self.outcomes.len() < self.reached)
        {
            return Err(Refusal::state(format!(
                "Isi dahulu {} {} sebelum mengikuti {}.",
                here.outcome_words().1,
                here.in_sentence(),
                next.in_sentence()
            )));
        }
        self.reached += 1;
        Ok(self)
    }

    /// Takes a mistaken move back, while the stage holds no score or result.
    ///
    /// # Errors
    /// When the stage holds one already, or none was reached.
    pub fn step_back(mut self) -> Result<Self, Refusal> {
        if self.reached == 0 {
            return Err(Refusal::state("Pelamar belum mengikuti tahapan mana pun."));
        }
        if self.outcomes.len() == self.reached {
            return Err(Refusal::state("Tahapan ini sudah dinilai sehingga tidak dapat dibatalkan."));
        }
        self.reached -= 1;
        Ok(self)
    }

    /// Saves or corrects the score or result of a stage in which the applicant takes part.
    ///
    /// # Errors
    /// Before the stage is reached, and behind one that was failed; after a decision; a score where the stage has no
    /// weight, or a result where it has one; a correction without reason or without change.
    pub fn save_score(
        mut self,
        scheme: &Scheme,
        stage: Stage,
        outcome: impl Into<Outcome>,
        reason: Option<String>,
    ) -> Result<(Self, ScoreChange), Refusal> {
        let outcome = outcome.into();
        let index = self.check_takes_part(scheme, stage)?;
        let (label, word) = scheme.outcome_words(stage);
        if self.decision.is_some() {
            return Err(Refusal::state(format!(
                "Pelamar sudah diterima atau ditolak. Batalkan dahulu keputusannya, lalu koreksi {word}."
            )));
        }
        if !scheme.find(stage).is_some_and(|planned| planned.gives(outcome)) {
            return Err(Refusal::field(
                "score",
                match outcome {
                    Outcome::Score(_) => CHOOSE_VERDICT.to_owned(),
                    Outcome::Verdict(_) => ScoreError::Missing.to_string(),
                },
            ));
        }
        let before = self.outcomes.get(index).copied();
        let reason = match before {
            None => None,
            Some(old) if old == outcome => {
                return Err(Refusal::field("score", format!("{label} sudah tersimpan {old}.")));
            }
            Some(_) => match reason.filter(|reason| !reason.trim().is_empty()) {
                Some(reason) => Some(reason),
                None => return Err(Refusal::field("reason", "Alasan koreksi wajib diisi.")),
            },
        };
        match self.outcomes.get_mut(index) {
            Some(saved) => *saved = outcome,
            // Every stage before the one reached last is done, so that this one is next.
            None => self.outcomes.push(outcome),
        }
        Ok((self, ScoreChange { stage, before, after: outcome, reason }))
    }

    /// Records Terima or Tolak. Whether rank allows it is [`super::shortlist`]'s to say.
    ///
    /// # Errors
    /// Without all scores and results, once failed, or when decided already.
    pub fn decide(mut self, scheme: &Scheme, decision: Decision) -> Result<Self, Refusal> {
        self.check_not_failed(scheme, self.reached)?;
        if let Some(missing) = scheme.stages().get(self.outcomes.len()) {
            let word = missing.outcome_words().1;
            return Err(Refusal::state(format!("Lengkapi dahulu {word} semua tahapan.")));
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

#[cfg(test)]
#[path = "progress_property_tests.rs"]
mod property_tests;
