//! What changed between two versions of a plan, in the form's own words.

use super::{CommitteeElement, FillingMethod, Reason, SelectionMethod, Stage, plan::PlanForm, plan_stages};
use crate::field::{FieldChange, plain_text};

/// Names that the form itself holds only as numbers.
pub trait Names {
    /// A position's label.
    fn position(&self, id: &str) -> String;
    /// A file's name.
    fn file(&self, id: &str) -> String;
    /// What tells a file's content from others': the same file sent once more is no change, and another one under the
    /// same name is.
    fn content(&self, id: &str) -> String;
}

/// A field in words.
struct Line {
    label: String,
    text: String,
    /// Its files by content.
    content: String,
}

impl Line {
    fn new(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self { label: label.into(), text: text.into(), content: String::new() }
    }

    /// What differs from what stood there, if anything does.
    fn since(&self, before: Option<&Self>) -> Option<FieldChange> {
        let Some(before) = before else { return FieldChange::between(&self.label, "", &self.text) };
        let (same_text, same_content) = (self.text == before.text, self.content == before.content);
        match (same_text, same_content) {
            (true, false) => FieldChange::between(
                &self.label,
                &before.text,
                &format!("{} (isi berkas berbeda)", self.text),
            ),
            _ => FieldChange::between(&self.label, &before.text, &self.text),
        }
    }
}

/// The fields that differ, in the order of the form.
#[must_use]
pub fn changes(before: &PlanForm, after: &PlanForm, names: &dyn Names) -> Vec<FieldChange> {
    let old = lines(before, names);
    let new = lines(after, names);
    let mut changes = Vec::new();
    for line in &new {
        changes.extend(line.since(old.iter().find(|before| before.label == line.label)));
    }
    for before in &old {
        if !new.iter().any(|line| line.label == before.label) {
            changes.extend(FieldChange::between(&before.label, &before.text, ""));
        }
    }
    changes
}

/// Every field with its label and its words.
fn lines(form: &PlanForm, names: &dyn Names) -> Vec<Line> {
    let each = |ids: &[String], word: &dyn Fn(&str) -> String| {
        ids.iter().filter(|id| !id.is_empty()).map(|id| word(id)).collect::<Vec<_>>().join(", ")
    };
    let files = |ids: &[String]| each(ids, &|id| names.file(id));
    let contents = |ids: &[String]| each(ids, &|id| names.content(id));
    let positions = form.positions.iter().map(|id| names.position(id)).collect::<Vec<_>>().join("; ");
    let methods: Vec<_> = form
        .methods
        .iter()
        .filter_map(|code| SelectionMethod::from_code(code))
        .map(SelectionMethod::label)
        .collect();
    let mut lines = vec![
        Line::new("Nomenklatur", positions),
        Line::new("No. Surat Pengantar", form.letter_number.trim()),
        Line {
            content: contents(&form.letter_scan),
            ..Line::new("Scan Surat Pengantar", files(&form.letter_scan))
        },
        Line::new(
            "Cara Pengisian JPT",
            FillingMethod::from_code(&form.filling_method).map_or("", FillingMethod::label),
        ),
        Line::new("Alasan", Reason::from_code(&form.reason).map_or("", Reason::label)),
        Line::new("Deskripsi Alasan", plain_text(form.reason_text.as_str())),
        Line::new("Metode seleksi", methods.join(", ")),
    ];
    for stage in Stage::USUAL {
        lines.push(Line::new(format!("Bobot Penilaian {}", stage.label()), form.weights.get(stage).trim()));
        lines.push(Line::new(format!("Urutan {}", stage.label()), form.order.get(stage)));
    }
    for (i, stage) in form.stages.iter().filter(|stage| !stage.is_blank()).enumerate() {
        let place = plan_stages::places().into_iter().find(|(code, _)| code == stage.after.trim());
        let place = place.map_or("di akhir".to_owned(), |(_, words)| words.to_lowercase());
        let grading = match stage.is_pass_fail() {
            true => plan_stages::PASS_FAIL_LABEL.to_lowercase(),
            false => format!("bobot {}", stage.weight.trim()),
        };
        let words = format!("{}: {grading}, {place}", stage.name.trim());
        lines.push(Line::new(format!("Tahapan lain {}", i + 1), words));
    }
    for (i, member) in form.committee.iter().filter(|m| !m.is_blank()).enumerate() {
        let element = CommitteeElement::from_code(&member.element).map_or("", CommitteeElement::label);
        let parts = [member.name.trim(), member.note.trim(), element, &files(&member.file)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
        let content = contents(&member.file);
        lines.push(Line { content, ..Line::new(format!("Panitia Seleksi {}", i + 1), parts) });
    }
    for (i, item) in form.schedule.iter().filter(|s| !s.is_blank()).enumerate() {
        lines.push(Line::new(
            format!("Jadwal {}", i + 1),
            format!("{}: {} s.d. {}", item.activity.trim(), day(&item.start), day(&item.end)),
        ));
    }
    lines
}

fn day(text: &str) -> String {
    crate::calendar::parse_date("", text).map_or_else(|_| text.to_owned(), crate::calendar::short_date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::selection::{
        plan::{OwnStageForm, tests::good},
        plan_stages::PASS_FAIL,
    };

    struct Bare;
    impl Names for Bare {
        fn position(&self, id: &str) -> String {
            format!("jabatan {id}")
        }
        fn file(&self, id: &str) -> String {
            format!("berkas {}", id.chars().next().unwrap_or_default())
        }
        fn content(&self, id: &str) -> String {
            id.chars().skip(1).collect()
        }
    }

    /// The first sign of a file's number is its name here, and the rest its content.
    #[test]
    fn files_are_compared_by_content() {
        let with = |id: &str| PlanForm { letter_scan: vec![id.into()], ..good() };
        let told = |before: &str, after: &str| changes(&with(before), &with(after), &Bare);
        assert!(told("1a", "1a").is_empty());
        let same_name = told("1a", "1b");
        assert_eq!(same_name[0].before, "berkas 1");
        assert_eq!(same_name[0].after, "berkas 1 (isi berkas berbeda)");
        assert_eq!(told("1a", "2b")[0].after, "berkas 2");
    }

    #[test]
    fn nothing_changed_says_nothing() {
        assert!(changes(&good(), &good(), &Bare).is_empty());
    }

    #[test]
    fn changed_added_and_removed_fields_are_named() {
        let before = good();
        let mut after = good();
        after.weights.paper = "25".into();
        after.committee.clear();
        after.letter_scan = vec!["9".into()];
        after.schedule[0].end = "2016-08-20".into();
        let changes = changes(&before, &after, &Bare);
        let find = |label: &str| changes.iter().find(|c| c.label == label).unwrap();
        assert_eq!(find("Bobot Penilaian Penulisan Makalah").after, "25");
        assert_eq!(find("Panitia Seleksi 1").after, "");
        assert_eq!(find("Scan Surat Pengantar").after, "berkas 9");
        assert_eq!(find("Jadwal 1").before, "Pengumuman: 01/08/2016 s.d. 15/08/2016");
        assert_eq!(changes.len(), 4);
    }

    #[test]
    fn an_own_stage_is_told_with_how_it_is_judged_and_its_place() {
        let mut after = good();
        let stage = |name: &str, after: &str| OwnStageForm {
            name: name.into(),
            weight: "10".into(),
            after: after.into(),
            ..OwnStageForm::default()
        };
        after.stages = vec![
            OwnStageForm { grading: PASS_FAIL.into(), ..stage("Tes Kesehatan", "") },
            stage("Uji Wawasan", "paper"),
        ];
        let changes = changes(&good(), &after, &Bare);
        let told: Vec<_> =
            changes.iter().map(|change| (change.label.as_str(), change.after.as_str())).collect();
        assert_eq!(
            told,
            [
                ("Tahapan lain 1", "Tes Kesehatan: gugur/lulus, di akhir"),
                ("Tahapan lain 2", "Uji Wawasan: bobot 10, setelah penulisan makalah"),
            ]
        );
    }

    #[test]
    fn the_same_day_written_twice_is_no_change() {
        let mut after = good();
        after.schedule[0].end = "2016-08-15".into();
        assert!(changes(&good(), &after, &Bare).is_empty());
    }
}
