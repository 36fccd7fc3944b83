//! Which row of a list became which: by what it is called, and only then by where it stands.

use serde_json::Value;

/// The fields that tell rows apart.
const NAMES: [&str; 4] = ["name", "nama", "activity", "kind"];

/// Two lists beside each other.
pub(super) struct Rows<'a> {
    /// Each row with its number, from 1: as it was, and as it is now.
    pub pairs: Vec<(usize, &'a Value, &'a Value)>,
    /// Whether rows that stayed stand in another order now.
    pub moved: bool,
}

impl<'a> Rows<'a> {
    pub(super) fn of(before: &'a [Value], after: &'a [Value]) -> Self {
        let mut from: Vec<Option<usize>> = vec![None; after.len()];
        let mut taken = vec![false; before.len()];
        let same_name = |old: &Value, new: &Value| name(old).is_some() && name(old) == name(new);
        // Of rows that are alike, each is found where it stood.
        for (place, (old, new)) in before.iter().zip(after).enumerate() {
            if old == new || same_name(old, new) {
                (from[place], taken[place]) = (Some(place), true);
            }
        }
        for by_name in [false, true] {
            let alike = |old: &Value, new: &Value| if by_name { same_name(old, new) } else { old == new };
            for (place, new) in after.iter().enumerate().filter(|(_, new)| !new.is_null()) {
                let stood = |at: &usize| !taken[*at] && alike(&before[*at], new);
                if from[place].is_none()
                    && let Some(at) = (0..before.len()).find(stood)
                {
                    (from[place], taken[at]) = (Some(at), true);
                }
            }
        }
        let stayed: Vec<usize> = from.iter().flatten().copied().collect();
        // What was called otherwise and stands at the same place was given another name.
        for place in 0..before.len().min(after.len()) {
            if from[place].is_none() && !taken[place] {
                (from[place], taken[place]) = (Some(place), true);
            }
        }
        let mut pairs = Vec::new();
        for place in 0..before.len().max(after.len()) {
            if let Some(old) = before.get(place).filter(|_| !taken[place]) {
                pairs.push((place + 1, old, &Value::Null));
            }
            if let Some(new) = after.get(place) {
                let old = from[place].and_then(|at| before.get(at)).unwrap_or(&Value::Null);
                pairs.push((place + 1, old, new));
            }
        }
        Self { pairs, moved: !stayed.is_sorted() }
    }
}

/// The field that names a row.
pub(super) fn name(row: &Value) -> Option<(&'static str, &Value)> {
    let filled = |value: &&Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
    NAMES.into_iter().find_map(|field| Some((field, row.get(field).filter(filled)?)))
}
