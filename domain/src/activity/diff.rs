//! What a line of the log changed, read from the two documents it holds.

use serde_json::{Map, Value};

use crate::field::{FieldChange, plain_text};

/// The leaves that differ between two JSON documents, in the order of their paths; the label is the
/// path, as in `weights › paper` or `committee › 2 › name`, counted from 1. A missing document has no
/// leaves, so a new record shows all it has, and a record that is gone all it had. Rich text is
/// compared, and shown, without its markup.
#[must_use]
pub fn diff(before: Option<&Value>, after: Option<&Value>) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    compare("", before.unwrap_or(&Value::Null), after.unwrap_or(&Value::Null), &mut changes);
    changes
}

fn compare(path: &str, before: &Value, after: &Value, changes: &mut Vec<FieldChange>) {
    if before == after {
        return;
    }
    match (before, after) {
        (Value::Object(_), _) | (_, Value::Object(_)) if goes_deeper(before, after) => {
            let nothing = Map::new();
            let (before, after) =
                (before.as_object().unwrap_or(&nothing), after.as_object().unwrap_or(&nothing));
            let added = after.keys().filter(|key| !before.contains_key(*key));
            for key in before.keys().chain(added) {
                let side = |map: &Map<String, Value>| map.get(key).cloned().unwrap_or(Value::Null);
                compare(&join(path, key), &side(before), &side(after), changes);
            }
        }
        (Value::Array(_), _) | (_, Value::Array(_)) if goes_deeper(before, after) => {
            let nothing = Vec::new();
            let (before, after) =
                (before.as_array().unwrap_or(&nothing), after.as_array().unwrap_or(&nothing));
            for index in 0..before.len().max(after.len()) {
                let side = |list: &[Value]| list.get(index).cloned().unwrap_or(Value::Null);
                compare(&join(path, &(index + 1).to_string()), &side(before), &side(after), changes);
            }
        }
        _ => changes.extend(FieldChange::between(path, &leaf(before), &leaf(after))),
    }
}

/// Whether both sides can be walked together: two of a kind, or one against nothing.
fn goes_deeper(before: &Value, after: &Value) -> bool {
    before.is_object() && after.is_object()
        || before.is_array() && after.is_array()
        || before.is_null()
        || after.is_null()
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path} › {key}") }
}

/// A value as people read it; a document where the other side has a plain value stays JSON.
fn leaf(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => if *yes { "Ya" } else { "Tidak" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) if is_html(text) => plain_text(text),
        Value::String(text) => text.clone(),
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
        diff(before.as_ref(), after.as_ref())
            .into_iter()
            .map(|change| (change.label, change.before, change.after))
            .collect()
    }

    fn change(label: &str, before: &str, after: &str) -> (String, String, String) {
        (label.into(), before.into(), after.into())
    }

    #[test]
    fn only_what_differs_is_told() {
        let before = json!({ "name": "Rina", "active": true, "weights": { "paper": 20, "interview": 30 } });
        let after = json!({ "name": "Rina", "active": false, "weights": { "paper": 25, "interview": 30 } });
        assert_eq!(
            told(Some(before.clone()), Some(after)),
            [change("active", "Ya", "Tidak"), change("weights › paper", "20", "25")]
        );
        assert_eq!(told(Some(before.clone()), Some(before)), []);
        assert_eq!(told(None, None), []);
    }

    #[test]
    fn new_and_gone_records_are_told_whole() {
        let record = json!({ "name": "Rina", "photo": null, "roles": ["a", { "b": 1 }], "none": [] });
        assert_eq!(
            told(None, Some(record.clone())),
            [change("name", "", "Rina"), change("roles › 1", "", "a"), change("roles › 2 › b", "", "1")]
        );
        assert_eq!(told(Some(record), None).len(), 3);
    }

    #[test]
    fn lists_are_compared_place_by_place() {
        let of = |names: &[&str]| {
            let members: Vec<Value> = names.iter().map(|name| json!({ "name": name })).collect();
            Some(json!({ "committee": members }))
        };
        assert_eq!(
            told(of(&["A", "B"]), of(&["A", "C", "D"])),
            [change("committee › 2 › name", "B", "C"), change("committee › 3 › name", "", "D")]
        );
    }

    #[test]
    fn rich_text_is_told_without_markup_and_markup_alone_is_no_change() {
        let of = |html: &str| Some(json!({ "note": html }));
        assert_eq!(
            told(of("<div>Lama &amp; baik</div>"), of("<div>Baru</div>")),
            [change("note", "Lama & baik", "Baru")]
        );
        assert_eq!(told(of("<div>Sama</div>"), of("<p>Sama</p>")), []);
        assert_eq!(told(of("a < b"), of("a > b")), [change("note", "a < b", "a > b")]);
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
