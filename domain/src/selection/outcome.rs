//! What comes of a stage: a score where it has a weight, else Lulus or Gugur.

use std::fmt;

use crate::{coded::coded, number::Score};

coded! {
    /// What comes of a stage without weight (gugur/lulus).
    pub enum Verdict {
        /// The applicant may go on.
        Passed = "passed", "Lulus";
        /// The applicant's way ends here.
        Failed = "failed", "Gugur";
    }
}

/// What is said when neither was chosen.
pub(super) const CHOOSE_VERDICT: &str = "Pilih Lulus atau Gugur.";

/// What an applicant has to show for a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// SKOR, where the stage has a weight.
    Score(Score),
    /// Lulus or Gugur, where it has none.
    Verdict(Verdict),
}

impl From<Score> for Outcome {
    fn from(score: Score) -> Self {
        Self::Score(score)
    }
}

impl From<Verdict> for Outcome {
    fn from(verdict: Verdict) -> Self {
        Self::Verdict(verdict)
    }
}

impl fmt::Display for Outcome {
    /// As on the screen: `7,5` or `Lulus`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Score(score) => score.fmt(f),
            Self::Verdict(verdict) => f.write_str(verdict.label()),
        }
    }
}
