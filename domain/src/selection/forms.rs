//! The small forms of Proses Seleksi and of the review.

use serde::{Deserialize, Serialize};

use super::{Outcome, Scheme, Stage, Verdict, outcome::CHOOSE_VERDICT};
use crate::{
    attachment::parse_ids,
    bounds,
    field::{Checker, FieldErrors},
    id::{AttachmentId, PlanId, UserId},
    number::{Score, parse_count},
};

/// Pilih petugas yang menangani (Gambar 25).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssignForm {
    /// Petugas KASN: an account's number.
    pub officer: String,
}

impl AssignForm {
    /// # Errors
    /// A sentence when nobody was chosen.
    pub fn validate(&self) -> Result<UserId, FieldErrors> {
        self.officer.parse().map_err(|_| FieldErrors::of("officer", "Pilih Petugas KASN."))
    }
}

/// So many plans at most are handed over at once.
const MOST_CHOSEN: usize = 100;

/// Tetapkan: one officer for several plans.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssignManyForm {
    /// Each plan's number and the version that was seen: `7:3`.
    pub plans: Vec<String>,
    /// Petugas KASN: an account's number.
    pub officer: String,
}

impl AssignManyForm {
    /// The plans in the order they were chosen, each once, and the officer.
    ///
    /// # Errors
    /// A sentence at `plans` or `officer`.
    pub fn validate(&self) -> Result<(Vec<(PlanId, i64)>, UserId), FieldErrors> {
        let mut check = Checker::new();
        let plans = check.take("plans", self.chosen());
        let officer =
            check.take("officer", self.officer.parse().map_err(|_| "Pilih Petugas KASN.".to_owned()));
        check.finish(|| Some((plans?, officer?)))
    }

    fn chosen(&self) -> Result<Vec<(PlanId, i64)>, String> {
        if self.plans.len() > MOST_CHOSEN {
            return Err(format!("Pilih paling banyak {MOST_CHOSEN} rencana sekaligus."));
        }
        let read = |text: &String| {
            let (plan, version) = text.split_once(':')?;
            Some((plan.parse().ok()?, version.trim().parse().ok()?))
        };
        let mut chosen: Vec<(PlanId, i64)> = Vec::new();
        for text in &self.plans {
            let one = read(text)
                .ok_or("Pilihan ini tidak dapat dibaca. Muat ulang halaman, lalu pilih kembali.")?;
            if !chosen.iter().any(|(plan, _)| *plan == one.0) {
                chosen.push(one);
            }
        }
        if chosen.is_empty() { Err("Pilih paling sedikit satu rencana.".to_owned()) } else { Ok(chosen) }
    }
}

/// Tambah Jumlah Pelamar (Gambar 31).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CountForm {
    /// Jumlah Pelamar.
    pub count: String,
}

impl CountForm {
    /// Checks the count; it cannot be less than those already entered.
    ///
    /// # Errors
    /// A sentence.
    pub fn validate(&self, entered: usize) -> Result<u32, FieldErrors> {
        let count = parse_count("Jumlah Pelamar", &self.count, 1).map_err(|e| FieldErrors::of("count", e))?;
        if (count as usize) < entered {
            return Err(FieldErrors::of(
                "count",
                format!("Sudah {entered} pelamar diinput; Jumlah Pelamar tidak boleh kurang dari itu."),
            ));
        }
        Ok(count)
    }
}

/// Pasted lines of applicants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinesForm {
    /// One applicant a line.
    pub lines: String,
}

/// A spreadsheet of applicants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SheetForm {
    /// The uploaded file's attachment number.
    pub sheet: Vec<String>,
}

impl SheetForm {
    /// The file chosen last: without a script one that was refused is sent along once more, before it.
    ///
    /// # Errors
    /// A sentence at `sheet` when no file was chosen.
    pub fn validate(&self) -> Result<AttachmentId, FieldErrors> {
        let missing = || FieldErrors::of("sheet", "Pilih berkas spreadsheet.");
        match parse_ids("Berkas spreadsheet", &self.sheet) {
            Ok(ids) => ids.into_iter().last().ok_or_else(missing),
            Err(sentence) => Err(FieldErrors::of("sheet", sentence)),
        }
    }
}

/// A score, or Lulus or Gugur, and why when it corrects a saved one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScoreForm {
    /// Skor (1-10), or a [`Verdict`] code in a stage without weight.
    pub score: String,
    /// Alasan koreksi.
    pub reason: String,
}

impl ScoreForm {
    /// Reads what came of a stage of this plan.
    ///
    /// # Errors
    /// A sentence at `score` or `reason`.
    pub fn validate(
        &self,
        scheme: &Scheme,
        stage: &str,
    ) -> Result<(Stage, Outcome, Option<String>), FieldErrors> {
        let mut check = Checker::new();
        let stage = check.take("score", Stage::from_code(stage).ok_or("Tahapan tidak dikenal.".to_owned()));
        let planned = stage.and_then(|stage| scheme.find(stage));
        let score = check.take(
            "score",
            if planned.is_none_or(|planned| planned.weight().is_some()) {
                self.score.parse::<Score>().map(Outcome::from).map_err(|e| e.to_string())
            } else {
                Verdict::from_code(self.score.trim()).map(Outcome::from).ok_or(CHOOSE_VERDICT.to_owned())
            },
        );
        let reason = check.optional_lines("reason", "Alasan koreksi", &self.reason, bounds::CORRECTION);
        check.finish(|| Some((stage?, score?, reason.filter(|r| !r.is_empty()))))
    }
}

/// A reason in plain words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    /// Alasan.
    pub reason: String,
}

impl ReasonForm {
    /// A reason that may be left out.
    ///
    /// # Errors
    /// A sentence when it is too long.
    pub fn optional(&self) -> Result<Option<String>, FieldErrors> {
        let mut check = Checker::new();
        let reason = check.optional_lines("reason", "Alasan", &self.reason, bounds::REASON);
        check.finish(|| reason).map(|text| (!text.is_empty()).then_some(text))
    }

    /// A reason that must be given.
    ///
    /// # Errors
    /// A sentence when it is missing or too long.
    pub fn required(&self) -> Result<String, FieldErrors> {
        let mut check = Checker::new();
        let reason = check.required_lines("reason", "Alasan", &self.reason, bounds::REASON);
        check.finish(|| reason)
    }
}

/// Refuses applicants beyond the recorded Jumlah Pelamar, and before it is recorded.
///
/// # Errors
/// A sentence at `field`.
pub fn check_room(field: &str, count: Option<u32>, entered: usize, new: usize) -> Result<(), FieldErrors> {
    let Some(count) = count else {
        return Err(FieldErrors::of(field, "Catat dahulu Jumlah Pelamar."));
    };
    if entered + new > count as usize {
        return Err(FieldErrors::of(
            field,
            format!(
                "Jumlah Pelamar yang dicatat {count}, sedangkan dengan tambahan ini menjadi {}.",
                entered + new
            ),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::selection::stage::tests::{health_first, usual_scheme};

    #[test]
    fn a_count_never_falls_below_those_entered() {
        let form = CountForm { count: "3".into() };
        assert_eq!(form.validate(3), Ok(3));
        assert!(form.validate(4).is_err());
    }

    #[test]
    fn a_sheet_that_was_chosen_after_a_refused_one_is_read() {
        let form = SheetForm { sheet: vec!["29".into(), String::new(), "31".into()] };
        assert_eq!(form.validate(), Ok(31.into()));
        assert!(SheetForm::default().validate().unwrap_err().get("sheet").is_some());
    }

    #[test]
    fn there_is_room_up_to_the_count() {
        assert!(check_room("name", None, 0, 1).is_err());
        assert!(check_room("name", Some(4), 3, 1).is_ok());
        assert!(check_room("name", Some(4), 3, 2).is_err());
    }

    #[test]
    fn a_score_names_its_stage() {
        let scheme = usual_scheme();
        let form = ScoreForm { score: "7,5".into(), reason: " ".into() };
        assert_eq!(form.validate(&scheme, "paper").unwrap().2, None);
        assert!(form.validate(&scheme, "tidur").is_err());
        assert!(ScoreForm::default().validate(&scheme, "paper").unwrap_err().get("score").is_some());
    }

    #[test]
    fn a_stage_without_weight_is_passed_or_failed() {
        let scheme = health_first();
        let read = |score: &str, stage: &str| {
            let form = ScoreForm { score: score.into(), reason: String::new() };
            form.validate(&scheme, stage).map_err(|errors| errors.get("score").unwrap().to_owned())
        };
        let own = scheme.stage(0).unwrap();
        assert_eq!(read("passed", "own_1"), Ok((own, Verdict::Passed.into(), None)));
        assert_eq!(read("failed", "own_1"), Ok((own, Verdict::Failed.into(), None)));
        for text in ["", "7,5", "Lulus"] {
            assert_eq!(read(text, "own_1"), Err("Pilih Lulus atau Gugur.".to_owned()), "{text}");
        }
        assert!(read("passed", "paper").is_err());
        assert!(read("passed", "own_2").is_err());
    }

    #[test]
    fn reasons() {
        assert_eq!(ReasonForm::default().optional(), Ok(None));
        assert!(ReasonForm { reason: "  ".into() }.required().is_err());
    }
}
