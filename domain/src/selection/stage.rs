//! The stages of a selection: which there are, in which order, and what each weighs (Gambar 22, 34 to 37).

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::outcome::Outcome;
use crate::number::{Mark, Weight};

/// The most stages that a plan has.
pub const MAX_STAGES: usize = 8;

/// A stage, as it is told apart from the others of its plan. Its words are the plan's to say: [`PlannedStage`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Managerial competence.
    Managerial,
    /// Written paper.
    Paper,
    /// Interview.
    Interview,
    /// Track record.
    TrackRecord,
    /// One with a name of its own, such as Tes Kesehatan.
    Own(OwnStage),
}

/// Which of a plan's own stages, from 1, in the order of its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OwnStage(u8);

const OWN: [&str; MAX_STAGES] = ["own_1", "own_2", "own_3", "own_4", "own_5", "own_6", "own_7", "own_8"];

impl OwnStage {
    /// The stage in this row of the form, from 0; nothing beyond [`MAX_STAGES`].
    #[must_use]
    pub fn at(row: usize) -> Option<Self> {
        if row < MAX_STAGES { u8::try_from(row + 1).ok().map(Self) } else { None }
    }

    /// The row, from 0.
    #[must_use]
    pub fn row(self) -> usize {
        usize::from(self.0) - 1
    }
}

impl Stage {
    /// The stages that every selection has had since 2016, in their usual order.
    pub const USUAL: [Self; 4] = [Self::Managerial, Self::Paper, Self::Interview, Self::TrackRecord];

    /// The code in the database, in forms and in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Managerial => "managerial",
            Self::Paper => "paper",
            Self::Interview => "interview",
            Self::TrackRecord => "track_record",
            Self::Own(own) => OWN[own.row()],
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let usual = Self::USUAL.into_iter().find(|stage| stage.code() == code);
        let own = || OWN.iter().position(|own| *own == code).and_then(OwnStage::at).map(Self::Own);
        usual.or_else(own)
    }

    /// The words on the screen, and inside a sentence: `Mengikuti kompetensi manajerial`. One with a name of its own
    /// says what it is for all.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Managerial => ("Kompetensi Manajerial", "kompetensi manajerial"),
            Self::Paper => ("Penulisan Makalah", "penulisan makalah"),
            Self::Interview => ("Wawancara", "wawancara"),
            Self::TrackRecord => ("Rekam Jejak", "rekam jejak"),
            Self::Own(_) => ("Tahapan lain", "tahapan lain"),
        }
    }

    /// The words on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        self.words().0
    }

    /// The words inside a sentence.
    #[must_use]
    pub const fn in_sentence(self) -> &'static str {
        self.words().1
    }
}

impl Serialize for Stage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Stage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| D::Error::custom(format!("{code:?} is no stage")))
    }
}

/// A stage as a plan has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedStage {
    stage: Stage,
    /// The name of one that has its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Nothing for one that is passed or failed (gugur/lulus).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    weight: Option<Weight>,
}

impl PlannedStage {
    /// One of the usual stages.
    #[must_use]
    pub const fn usual(stage: Stage, weight: Weight) -> Self {
        Self { stage, name: None, weight: Some(weight) }
    }

    /// One with a name of its own; without a weight it is passed or failed.
    #[must_use]
    pub const fn own(own: OwnStage, name: String, weight: Option<Weight>) -> Self {
        Self { stage: Stage::Own(own), name: Some(name), weight }
    }

    /// Which it is.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// What its score counts; nothing where it is passed or failed (gugur/lulus).
    #[must_use]
    pub const fn weight(&self) -> Option<Weight> {
        self.weight
    }

    /// Whether it can end in this.
    #[must_use]
    pub const fn gives(&self, outcome: Outcome) -> bool {
        matches!(outcome, Outcome::Score(_)) == self.weight.is_some()
    }

    /// NILAI: the score times the weight; nothing where it is passed or failed.
    #[must_use]
    pub fn mark(&self, outcome: Outcome) -> Option<Mark> {
        match outcome {
            Outcome::Score(score) => self.weight.map(|weight| score * weight),
            Outcome::Verdict(_) => None,
        }
    }

    /// The words for what comes of it, on the screen and inside a sentence.
    #[must_use]
    pub const fn outcome_words(&self) -> (&'static str, &'static str) {
        if self.weight.is_some() { ("Skor", "skor") } else { ("Hasil", "hasil") }
    }

    /// The words on the screen.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(self.stage.label())
    }

    /// The words inside a sentence. A name of its own stays as it was written: it may be an abbreviation.
    #[must_use]
    pub fn in_sentence(&self) -> &str {
        self.name.as_deref().unwrap_or(self.stage.in_sentence())
    }
}

/// The stages of a plan, in order: one to [`MAX_STAGES`]. The weights of those that have one add up to 100.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Scheme(Vec<PlannedStage>);

impl Scheme {
    /// A scheme in which no stage stands twice and whose weights add up to 100.
    ///
    /// # Errors
    /// A sentence that names the sum, the stage that stands twice, or how many there may be.
    pub fn new(stages: Vec<PlannedStage>) -> Result<Self, String> {
        if stages.is_empty() || stages.len() > MAX_STAGES {
            return Err(format!("Isi paling sedikit satu dan paling banyak {MAX_STAGES} tahapan."));
        }
        for (index, stage) in stages.iter().enumerate() {
            let alike = |other: &PlannedStage| {
                other.stage == stage.stage || other.label().to_lowercase() == stage.label().to_lowercase()
            };
            if stages[..index].iter().any(alike) {
                return Err(format!("Tahapan {} tertulis dua kali.", stage.label()));
            }
        }
        let sum: u32 =
            stages.iter().filter_map(PlannedStage::weight).map(|weight| u32::from(weight.get())).sum();
        if sum == 100 {
            Ok(Self(stages))
        } else {
            Err(format!("Jumlah semua bobot harus 100; sekarang {sum}."))
        }
    }

    /// What a plan was kept as while every plan had these four.
    #[must_use]
    pub fn of_four(stages: [(Stage, Weight); 4]) -> Self {
        Self(stages.into_iter().map(|(stage, weight)| PlannedStage::usual(stage, weight)).collect())
    }

    /// The stages in order.
    #[must_use]
    pub fn stages(&self) -> &[PlannedStage] {
        &self.0
    }

    /// The place of a stage, from 0; nothing when the plan has none such.
    #[must_use]
    pub fn index(&self, stage: Stage) -> Option<usize> {
        self.0.iter().position(|planned| planned.stage == stage)
    }

    /// The words for how far somebody has come: the nth stage, counted from 1, or administration only.
    #[must_use]
    pub fn reached_label(&self, reached: usize) -> &str {
        let stage = reached.checked_sub(1).and_then(|index| self.0.get(index));
        stage.map_or("Seleksi administrasi", PlannedStage::label)
    }

    /// A stage as this plan has it.
    #[must_use]
    pub fn find(&self, stage: Stage) -> Option<&PlannedStage> {
        self.0.iter().find(|planned| planned.stage == stage)
    }

    /// The stage at a place.
    #[must_use]
    pub fn stage(&self, index: usize) -> Option<Stage> {
        self.0.get(index).map(PlannedStage::stage)
    }

    /// The words of a stage inside a sentence.
    #[must_use]
    pub fn in_sentence(&self, stage: Stage) -> &str {
        self.find(stage).map_or(stage.in_sentence(), PlannedStage::in_sentence)
    }

    /// The words of a stage on the screen.
    #[must_use]
    pub fn label(&self, stage: Stage) -> &str {
        self.find(stage).map_or(stage.label(), PlannedStage::label)
    }

    /// The words for what comes of a stage, on the screen and inside a sentence: skor, or hasil.
    #[must_use]
    pub fn outcome_words(&self, stage: Stage) -> (&'static str, &'static str) {
        self.find(stage).map_or(("Skor", "skor"), PlannedStage::outcome_words)
    }

    /// From which stage on somebody's track record may be described (Gambar 38): its own, or the last one where a plan
    /// has none such.
    #[must_use]
    pub fn described_in(&self) -> Stage {
        let last = || self.0.last().map_or(Stage::TrackRecord, PlannedStage::stage);
        self.find(Stage::TrackRecord).map_or_else(last, PlannedStage::stage)
    }
}

#[cfg(test)]
#[path = "stage_tests.rs"]
pub(crate) mod tests;
