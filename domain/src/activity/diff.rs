//! What changed from one document to another: of a line of the log, of a record that somebody else saved meanwhile.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{
    Audited, Names, Told, documents,
    rows::{Rows, name},
    words::{Step, Words},
};
use crate::{
    field::{FieldChange, plain_text},
    record::RecordKind,
};

/// The leaves that differ between two JSON documents of the log, in the order of the screen; the label says where,
/// as in `Bobot Penilaian Penulisan Makalah` or `Panitia Seleksi 2 › Nama`, counted from 1. A missing document has no
/// leaves, so a new record shows all it has, and a record that is gone all it had. What says of what the others are told
/// ([`Label::always`](super::Label::always)) stands there also where it stays as it was, the same on both sides. Rich
/// text is compared, and shown, without its markup. Of a kind of record that is not known, fields keep their names.
#[must_use]
pub fn diff(
    kind: Option<RecordKind>,
    before: Option<&Value>,
    after: Option<&Value>,
    names: &Names,
) -> Vec<FieldChange> {
    let words = Words::of(kind.map_or(&[], documents::of), names);
    let mut changes = Vec::new();
    let (before, after) = (before.unwrap_or(&Value::Null), after.unwrap_or(&Value::Null));
    compare(&words, &mut Vec::new(), before, after, &mut changes);
    changes
}

/// What differs between what this person was about to save and what is saved, told as by [`diff`].
#[must_use]
pub fn differences<T: Audited>(mine: &T, saved: &T) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    let (Told(mine), Told(saved)) = (mine.into(), saved.into());
    let names = Names::default();
    compare(&Words::of(&[("", T::LABELS)], &names), &mut Vec::new(), &mine, &saved, &mut changes);
    changes
}

fn compare<'a>(
    words: &Words,
    path: &mut Vec<Step<'a>>,
    before: &'a Value,
    after: &'a Value,
    changes: &mut Vec<FieldChange>,
) {
    if before == after {
        return;
    }
    match (before, after) {
        (Value::Object(_), _) | (_, Value::Object(_)) if goes_deeper(before, after) => {
            let fields = |value: &'a Value| value.as_object().into_iter().flat_map(Map::keys);
            let mut keys: Vec<&str> = fields(before).chain(fields(after)).map(String::as_str).collect();
            // Stable: what has no place keeps the order of the documents.
            keys.sort_by_key(|key| words.place(path, key));
            let mut seen = HashSet::new();
            for key in keys.into_iter().filter(|key| seen.insert(*key)) {
                let side = |document: &'a Value| document.get(key).unwrap_or(&Value::Null);
                path.push(Step::Field(key));
                if side(before) == side(after) && words.is_always_told(path) {
                    changes.extend(unchanged(words, path, side(after)));
                }
                compare(words, path, side(before), side(after), changes);
                path.pop();
            }
        }
        (Value::Array(_), _) | (_, Value::Array(_)) if goes_deeper(before, after) => {
            let rows = |value: &'a Value| value.as_array().map_or(&[][..], Vec::as_slice);
            let Rows { pairs, moved } = Rows::of(rows(before), rows(after));
            if moved {
                changes.extend(order(words, path, rows(before), rows(after)));
            }
            for (number, before, after) in pairs {
                path.push(Step::Row(number));
                compare(words, path, before, after, changes);
                path.pop();
            }
        }
        _ => {
            let leaf = |value| leaf(words, path, value);
            changes.extend(FieldChange::between(&words.label(path), &leaf(before), &leaf(after)));
        }
    }
}

/// A field that stays as it was, the same on both sides.
fn unchanged(words: &Words, path: &[Step], value: &Value) -> Option<FieldChange> {
    let told = leaf(words, path, value);
    (!told.is_empty()).then(|| FieldChange { label: words.label(path), before: told.clone(), after: told })
}

/// The order of a list's rows, by what they are called.
fn order<'a>(
    words: &Words,
    path: &mut Vec<Step<'a>>,
    before: &'a [Value],
    after: &'a [Value],
) -> Option<FieldChange> {
    let label = format!("{} › Urutan", words.label(path));
    let mut told = |rows: &'a [Value]| {
        let mut names = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            path.push(Step::Row(index + 1));
            let name = name(row).map(|(field, name)| (Step::Field(field), name));
            names.push(match name {
                Some((step, name)) => {
                    path.push(step);
                    let told = leaf(words, path, name);
                    path.pop();
                    told
                }
                None => leaf(words, path, row),
            });
            path.pop();
        }
        names.join(", ")
    };
    let (before, after) = (told(before), told(after));
    FieldChange::between(&label, &before, &after)
}

/// Whether both sides can be walked together: two of a kind, or one against nothing.
fn goes_deeper(before: &Value, after: &Value) -> bool {
    before.is_object() && after.is_object()
        || before.is_array() && after.is_array()
        || before.is_null()
        || after.is_null()
}

/// A value as people read it; a document where the other side has a plain value stays JSON.
fn leaf(words: &Words, path: &[Step], value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => if *yes { "Ya" } else { "Tidak" }.to_owned(),
        Value::Number(number) => {
            let number = number.to_string();
            words.value(path, &number).unwrap_or(number)
        }
        Value::String(text) if is_html(text) => plain_text(text),
        Value::String(text) => words.value(path, text).unwrap_or_else(|| text.clone()),
        Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// Rich text as the editor writes it: it begins with a tag and ends one.
fn is_html(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('<') && text.ends_with('>')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(before: Option<Value>, after: Option<Value>) -> Vec<(String, String, String)> {
        of(RecordKind::Plan, before, after)
    }

    fn of(kind: RecordKind, before: Option<Value>, after: Option<Value>) -> Vec<(String, String, String)> {
        diff(Some(kind), before.as_ref(), after.as_ref(), &Names::default())
            .into_iter()
            .map(|change| (change.label, change.before, change.after))
            .collect()
    }

    fn change(label: &str, before: &str, after: &str) -> (String, String, String) {
        (label.into(), before.into(), after.into())
    }

    #[test]
    fn only_what_differs_is_told() {
        let before =
            json!({ "letter_number": "7", "note": "a", "weights": { "paper": 20, "interview": 30 } });
        let after = json!({ "letter_number": "7", "note": "b", "weights": { "paper": 25, "interview": 30 } });
        assert_eq!(
            told(Some(before.clone()), Some(after)),
            [change("Bobot Penilaian Penulisan Makalah", "20", "25"), change("Keterangan", "a", "b")]
        );
        let active = |active: bool| Some(json!({ "name": "Rina", "active": active, "photo": 7 }));
        assert_eq!(of(RecordKind::User, active(true), active(false)), [change("Aktif", "Ya", "Tidak")]);
        assert_eq!(told(Some(before.clone()), Some(before)), []);
        assert_eq!(told(None, None), []);
    }

    #[test]
    fn new_and_gone_records_are_told_whole() {
        let record =
            json!({ "name": "Rina", "email": null, "photo": 7, "roles": ["a", { "b": 1 }], "none": [] });
        assert_eq!(
            of(RecordKind::User, None, Some(record.clone())),
            [
                change("Nama", "", "Rina"),
                change("Foto", "", "Berkas nomor 7"),
                change("roles 1", "", "a"),
                change("roles 2 › b", "", "1")
            ]
        );
        assert_eq!(of(RecordKind::User, Some(record.clone()), None).len(), 4);
        assert_eq!(diff(None, None, Some(&record), &Names::default()).first().unwrap().label, "name");
    }

    fn committee(members: &[(&str, &str)]) -> Option<Value> {
        let member = |(name, note): &(&str, &str)| json!({ "name": name, "note": note });
        Some(json!({ "committee": members.iter().map(member).collect::<Vec<_>>() }))
    }

    #[test]
    fn rows_are_found_by_name_and_else_by_place() {
        let of = |names: &[&str]| committee(&names.iter().map(|name| (*name, "")).collect::<Vec<_>>());
        assert_eq!(
            told(of(&["A", "B"]), of(&["A", "C", "D"])),
            [change("Panitia Seleksi 2 › Nama", "B", "C"), change("Panitia Seleksi 3 › Nama", "", "D")]
        );
        // Whoever is left out is told alone, wherever they stood.
        assert_eq!(
            told(of(&["A", "B", "C"]), of(&["B", "C"])),
            [change("Panitia Seleksi 1 › Nama", "A", "")]
        );
        assert_eq!(told(of(&["B"]), of(&["A", "B"])), [change("Panitia Seleksi 1 › Nama", "", "A")]);
        assert_eq!(
            told(committee(&[("A", ""), ("B", "x")]), committee(&[("B", "y")])),
            [change("Panitia Seleksi 1 › Nama", "A", ""), change("Panitia Seleksi 1 › Keterangan", "x", "y")]
        );
        assert_eq!(
            told(of(&["A", "B"]), of(&["B", "A"])),
            [change("Panitia Seleksi › Urutan", "A, B", "B, A")]
        );
        let twice = |days: &[u32]| {
            let limits: Vec<_> =
                days.iter().map(|days| json!({ "kind": "plan_review", "days": days })).collect();
            diff(Some(RecordKind::Setting), None, Some(&json!({ "limits": limits })), &Names::default())
        };
        assert_eq!(twice(&[5, 7]).len(), 4);
        let files = |numbers: &[u32]| Some(json!({ "letter_scan": numbers }));
        assert_eq!(
            told(files(&[5, 6, 7]), files(&[6, 7])),
            [change("Scan Surat Pengantar 1", "Berkas nomor 5", "")]
        );
        assert_eq!(
            told(files(&[5]), files(&[6])),
            [change("Scan Surat Pengantar 1", "Berkas nomor 5", "Berkas nomor 6")]
        );
    }

    #[test]
    fn of_what_it_is_told_stands_there_though_it_stays() {
        let role = |required: bool| Some(json!({ "role": "Asisten", "second_factor_required": required }));
        assert_eq!(
            of(RecordKind::Setting, role(false), role(true)),
            [
                change("Role Pengguna", "Asisten", "Asisten"),
                change("Wajib autentikasi dua langkah", "Tidak", "Ya")
            ]
        );
        assert_eq!(of(RecordKind::Setting, role(true), role(true)), []);
        let score = |score: Option<&str>| Some(json!({ "tahapan": "Penulisan Makalah", "skor": score }));
        assert_eq!(
            of(RecordKind::Applicant, score(None), score(Some("8"))),
            [change("Tahapan", "Penulisan Makalah", "Penulisan Makalah"), change("Skor", "", "8")]
        );
    }

    #[test]
    fn rich_text_is_told_without_markup_and_markup_alone_is_no_change() {
        let of = |html: &str| Some(json!({ "note": html }));
        assert_eq!(
            told(of("<div>Lama &amp; baik</div>"), of("<div>Baru</div>")),
            [change("Keterangan", "Lama & baik", "Baru")]
        );
        assert_eq!(told(of("<div>Sama</div>"), of("<p>Sama</p>")), []);
        assert_eq!(told(of("a < b"), of("a > b")), [change("Keterangan", "a < b", "a > b")]);
    }

    #[test]
    fn a_plain_value_against_a_document() {
        assert_eq!(
            told(Some(json!({ "x": 1 })), Some(json!({ "x": { "y": 2 } }))),
            [change("x", "1", r#"{"y":2}"#)]
        );
        assert_eq!(told(Some(json!("a")), Some(json!("b"))), [change("", "a", "b")]);
    }
}
