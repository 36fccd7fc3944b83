//! The stages in a plan's form: the four that every plan has, with their weights and places (Gambar 22), and those with
//! names of their own.

use serde::{Deserialize, Serialize};

use super::{
    plan::PlanForm,
    stage::{MAX_STAGES, OwnStage, PlannedStage, Scheme, Stage},
};
use crate::{bounds, field::Checker, number::Weight, rich_text::RichText};

/// The most stages with names of their own.
pub const MAX_OWN: usize = MAX_STAGES - Stage::USUAL.len();

/// The four weights as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WeightsForm {
    /// Bobot Penilaian Kompetensi Manajerial.
    pub managerial: String,
    /// Bobot Penilaian Penulisan Makalah.
    pub paper: String,
    /// Bobot Penilaian Wawancara.
    pub interview: String,
    /// Bobot Penilaian Rekam Jejak.
    pub track_record: String,
}

/// The four stages' places as chosen; blank means the usual place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderForm {
    /// Place of kompetensi manajerial.
    pub managerial: String,
    /// Place of penulisan makalah.
    pub paper: String,
    /// Place of wawancara.
    pub interview: String,
    /// Place of rekam jejak.
    pub track_record: String,
}

/// A stage with a name of its own, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnStageForm {
    /// Nama tahapan.
    pub name: String,
    /// Penilaian: [`PASS_FAIL`]; blank means with a weight.
    pub grading: String,
    /// Bobot Penilaian; blank where it is passed or failed.
    pub weight: String,
    /// Letak: [`AT_THE_START`], or the code of the one of the four that it follows; blank means behind all.
    pub after: String,
}

/// An own stage before all others.
pub const AT_THE_START: &str = "start";

/// The code of an own stage that is passed or failed, and counts nothing.
pub const PASS_FAIL: &str = "pass_fail";

/// How an own stage may be judged when not with a weight, as codes and words.
#[must_use]
pub fn gradings() -> Vec<(String, String)> {
    vec![(PASS_FAIL.to_owned(), PASS_FAIL_LABEL.to_owned())]
}

/// The words of [`PASS_FAIL`] on the screen.
pub const PASS_FAIL_LABEL: &str = "Gugur/lulus";

/// Where an own stage may stand, as codes and words.
#[must_use]
pub fn places() -> Vec<(String, String)> {
    let after =
        Stage::USUAL.map(|stage| (stage.code().to_owned(), format!("Setelah {}", stage.in_sentence())));
    let start = (AT_THE_START.to_owned(), "Di awal".to_owned());
    [start].into_iter().chain(after).collect()
}

/// A stage as somebody has typed it, for showing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedStage {
    /// The place of one of the four; nothing for one with a name of its own.
    pub order: String,
    /// Its words.
    pub label: String,
    /// Its weight, or that it is passed or failed.
    pub weight: String,
}

impl WeightsForm {
    /// The text for one of the four.
    #[must_use]
    pub fn get(&self, stage: Stage) -> &str {
        match stage {
            Stage::Managerial => &self.managerial,
            Stage::Paper => &self.paper,
            Stage::Interview => &self.interview,
            Stage::TrackRecord => &self.track_record,
            Stage::Own(_) => "",
        }
    }
}

impl OrderForm {
    /// The text for one of the four; its usual place when blank.
    #[must_use]
    pub fn get(&self, stage: Stage) -> &str {
        let (text, usual) = match stage {
            Stage::Managerial => (&*self.managerial, "1"),
            Stage::Paper => (&*self.paper, "2"),
            Stage::Interview => (&*self.interview, "3"),
            Stage::TrackRecord => (&*self.track_record, "4"),
            Stage::Own(_) => ("", ""),
        };
        if text.trim().is_empty() { usual } else { text.trim() }
    }
}

impl OwnStageForm {
    /// Whether nothing was typed in the row; such rows are left out.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        // Where it stands is chosen from a list, and says nothing by itself. One that is passed or failed has
        // nothing but its name to type, and is not left out for want of it.
        self.name.trim().is_empty() && self.weight.trim().is_empty() && self.grading.trim().is_empty()
    }

    /// Whether it is passed or failed, without a weight.
    #[must_use]
    pub fn is_pass_fail(&self) -> bool {
        self.grading.trim() == PASS_FAIL
    }

    /// Its weight; inside, nothing for one that is passed or failed.
    fn parse_weight(&self, row: usize, name: Option<&str>, check: &mut Checker) -> Option<Option<Weight>> {
        let about = name.unwrap_or("tahapan ini");
        let field = format!("stages[{row}][weight]");
        match (self.grading.trim(), self.weight.trim()) {
            ("", weight) => {
                check.take(&field, weight.parse::<Weight>().map_err(|error| error.about(about))).map(Some)
            }
            (PASS_FAIL, "") => Some(None),
            (PASS_FAIL, _) => {
                check.fail(&field, format!("Kosongkan bobot {about}: penilaiannya gugur/lulus."));
                None
            }
            _ => {
                check.fail(&format!("stages[{row}][grading]"), "Pilih penilaian dari daftar.");
                None
            }
        }
    }
}

/// Puts own stages among the four, which are in their order; with each own one stands what it follows.
fn among<S>(usual: Vec<(Stage, S)>, mut own: Vec<(String, S)>) -> Vec<S> {
    let mut all = Vec::with_capacity(usual.len() + own.len());
    let mut take = |all: &mut Vec<S>, after: &dyn Fn(&str) -> bool| {
        let (taken, left): (Vec<_>, Vec<_>) =
            std::mem::take(&mut own).into_iter().partition(|(at, _)| after(at));
        own = left;
        all.extend(taken.into_iter().map(|(_, stage)| stage));
    };
    take(&mut all, &|at| at == AT_THE_START);
    for (stage, one) in usual {
        all.push(one);
        take(&mut all, &|at| at == stage.code());
    }
    take(&mut all, &|_| true);
    all
}

impl<T: RichText> PlanForm<T> {
    /// The rows of own stages that are not blank, with their row in the form.
    fn own_stages(&self) -> impl Iterator<Item = (usize, &OwnStageForm)> {
        self.stages.iter().enumerate().filter(|(_, row)| !row.is_blank())
    }

    pub(super) fn parse_scheme(&self, check: &mut Checker) -> Option<Scheme> {
        let usual = self.parse_usual(check);
        let own = self.parse_own(check);
        check.take("weights", Scheme::new(among(usual?, own?)))
    }

    /// The four in their order.
    fn parse_usual(&self, check: &mut Checker) -> Option<Vec<(Stage, PlannedStage)>> {
        let mut places: [Option<(Stage, PlannedStage)>; 4] = [const { None }; 4];
        let mut whole = true;
        for stage in Stage::USUAL {
            let weight = self.weights.get(stage).parse::<Weight>();
            let weight = weight.map_err(|error| error.about(stage.in_sentence()));
            let weight = check.take(&format!("weights[{}]", stage.code()), weight);
            let place = ["1", "2", "3", "4"].iter().position(|place| *place == self.order.get(stage));
            let planned = weight.map(|weight| (stage, PlannedStage::usual(stage, weight)));
            match (planned, place.map(|at| &mut places[at])) {
                (Some(planned), Some(free @ None)) => *free = Some(planned),
                (Some(_), taken) => {
                    let other = taken.and_then(|taken| taken.as_ref()).map(|(other, _)| *other);
                    check.fail(&format!("order[{}]", stage.code()), same_place(stage, other));
                    whole = false;
                }
                (None, _) => whole = false,
            }
        }
        let stages = places.into_iter().collect::<Option<Vec<_>>>()?;
        whole.then_some(stages)
    }

    /// Those with names of their own, and what they follow.
    fn parse_own(&self, check: &mut Checker) -> Option<Vec<(String, PlannedStage)>> {
        if self.own_stages().nth(MAX_OWN).is_some() {
            check.fail("stages", too_many());
            return None;
        }
        let one = |(nth, (row, form)): (usize, (usize, &OwnStageForm))| {
            let name =
                check.required(&format!("stages[{row}][name]"), "Nama tahapan", &form.name, bounds::NAME);
            let weight = form.parse_weight(row, name.as_deref(), check);
            let after = match form.after.trim() {
                "" => Ok(String::new()),
                code if places().iter().any(|(known, _)| known == code) => Ok(code.to_owned()),
                _ => Err("Pilih letak tahapan dari daftar.".to_owned()),
            };
            let after = check.take(&format!("stages[{row}][after]"), after);
            Some((after?, PlannedStage::own(OwnStage::at(nth)?, name?, weight?)))
        };
        self.own_stages().enumerate().map(one).collect::<Vec<_>>().into_iter().collect()
    }

    /// All stages as they were typed, in their order as far as it can be told.
    #[must_use]
    pub fn typed_stages(&self) -> Vec<TypedStage> {
        let mut usual: Vec<_> = Stage::USUAL
            .into_iter()
            .map(|stage| {
                let order = self.order.get(stage).to_owned();
                let weight = self.weights.get(stage).trim().to_owned();
                (stage, TypedStage { order, label: stage.label().to_owned(), weight })
            })
            .collect();
        usual.sort_by(|(_, one), (_, other)| one.order.cmp(&other.order));
        let own = self.own_stages().map(|(_, form)| {
            let weight = if form.is_pass_fail() { PASS_FAIL_LABEL } else { form.weight.trim() };
            let (label, weight) = (form.name.trim().to_owned(), weight.to_owned());
            (form.after.trim().to_owned(), TypedStage { order: String::new(), label, weight })
        });
        among(usual, own.collect())
    }

    /// Of a draft, the figures are of a sane size.
    pub(super) fn check_draft_stages(&self, check: &mut Checker) {
        for stage in Stage::USUAL {
            let (weight, order) = (format!("weights[{}]", stage.code()), format!("order[{}]", stage.code()));
            check.optional(&weight, "Bobot", self.weights.get(stage), bounds::FIGURE);
            check.optional(&order, "Urutan", self.order.get(stage), bounds::FIGURE);
        }
        if self.own_stages().nth(MAX_OWN).is_some() {
            check.fail("stages", too_many());
        }
        for (row, stage) in self.own_stages().take(MAX_OWN) {
            check.optional(&format!("stages[{row}][name]"), "Nama tahapan", &stage.name, bounds::NAME);
            check.optional(&format!("stages[{row}][grading]"), "Penilaian", &stage.grading, bounds::CODE);
            check.optional(&format!("stages[{row}][weight]"), "Bobot", &stage.weight, bounds::FIGURE);
            check.optional(&format!("stages[{row}][after]"), "Letak", &stage.after, bounds::CODE);
        }
    }
}

/// Which of the four stands where another does, or nowhere.
fn same_place(stage: Stage, other: Option<Stage>) -> String {
    let stage = stage.in_sentence();
    match other {
        Some(other) => format!(
            "Urutan {stage} sama dengan urutan {}. Setiap tahapan mendapat urutan yang berbeda, 1 sampai 4.",
            other.in_sentence()
        ),
        None => format!("Pilih urutan {stage}, 1 sampai 4."),
    }
}

fn too_many() -> String {
    format!("Paling banyak {MAX_OWN} tahapan lain dalam satu rencana.")
}
