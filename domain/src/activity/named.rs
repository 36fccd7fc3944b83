//! What numbers in documents are called: a document holds the number of a file or a post, and people read its name.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::{
    documents,
    words::{Step, Words},
};
use crate::record::RecordKind;

/// What a number in a document is the number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Numbered {
    /// A file.
    File,
    /// A post.
    Post,
    /// An account.
    Account,
    /// An applicant.
    Applicant,
}

impl Numbered {
    /// What is said where there is no name, as of a file that is gone.
    #[must_use]
    pub fn unnamed(self, number: i64) -> String {
        let what = match self {
            Self::File => "Berkas",
            Self::Post => "Nomenklatur",
            Self::Account => "Akun",
            Self::Applicant => "Pelamar",
        };
        format!("{what} nomor {number}")
    }
}

/// Names by what they are of, and their number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(HashMap<(Numbered, i64), String>);

impl Names {
    /// The name, or the number where there is none.
    #[must_use]
    pub fn of(&self, what: Numbered, number: i64) -> String {
        self.0.get(&(what, number)).cloned().unwrap_or_else(|| what.unnamed(number))
    }
}

impl FromIterator<((Numbered, i64), String)> for Names {
    fn from_iter<I: IntoIterator<Item = ((Numbered, i64), String)>>(names: I) -> Self {
        Self(names.into_iter().collect())
    }
}

/// The numbers that a document of the log names things by, for whoever looks their names up.
#[must_use]
pub fn numbers(kind: Option<RecordKind>, document: Option<&Value>) -> BTreeSet<(Numbered, i64)> {
    let mut found = BTreeSet::new();
    if let (Some(kind), Some(document)) = (kind, document) {
        let none = Names::default();
        gather(&Words::of(documents::of(kind), &none), &mut Vec::new(), document, &mut found);
    }
    found
}

fn gather<'a>(
    words: &Words,
    path: &mut Vec<Step<'a>>,
    value: &'a Value,
    found: &mut BTreeSet<(Numbered, i64)>,
) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                path.push(Step::Field(key));
                gather(words, path, value, found);
                path.pop();
            }
        }
        Value::Array(rows) => {
            for (index, row) in rows.iter().enumerate() {
                path.push(Step::Row(index + 1));
                gather(words, path, row, found);
                path.pop();
            }
        }
        Value::Number(number) => found.extend(words.numbered(path).zip(number.as_i64())),
        // A form keeps numbers as they were sent.
        Value::String(text) => found.extend(words.numbered(path).zip(text.trim().parse().ok())),
        Value::Null | Value::Bool(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::activity::diff;

    #[test]
    fn files_posts_and_people_are_told_by_name_and_without_one_by_number() {
        let plan = json!({ "form": {
            "positions": ["20"], "letter_scan": ["105", ""], "letter_number": "7",
            "committee": [{ "name": "Budi", "file": ["106"] }],
        } });
        let wanted = [(Numbered::File, 105), (Numbered::File, 106), (Numbered::Post, 20)];
        assert_eq!(numbers(Some(RecordKind::Plan), Some(&plan)), BTreeSet::from(wanted));
        assert!(numbers(None, Some(&plan)).is_empty() && numbers(Some(RecordKind::Plan), None).is_empty());
        let names: Names = [((Numbered::File, 105), "surat.pdf"), ((Numbered::Post, 20), "Kepala Dinas")]
            .map(|(number, name)| (number, name.to_owned()))
            .into_iter()
            .collect();
        let told = |kind, document: &Value, names: &Names| -> Vec<String> {
            let changes = diff(Some(kind), None, Some(document), names);
            changes.into_iter().map(|change| format!("{}: {}", change.label, change.after)).collect()
        };
        assert_eq!(
            told(RecordKind::Plan, &plan, &names),
            [
                "Nomenklatur 1: Kepala Dinas",
                "No. Surat Pengantar: 7",
                "Scan Surat Pengantar 1: surat.pdf",
                "Panitia Seleksi 1 › Nama: Budi",
                "Panitia Seleksi 1 › Berkas 1: Berkas nomor 106",
            ]
        );
        let decision = json!({ "accepted": true, "by": 5 });
        assert_eq!(numbers(Some(RecordKind::Applicant), Some(&decision)), [(Numbered::Account, 5)].into());
        assert_eq!(
            told(RecordKind::Applicant, &decision, &Names::default()),
            ["Diterima: Ya", "Oleh: Akun nomor 5"]
        );
    }
}
