//! Rules of the house that no compiler knows, kept by reading the sources: what stands in one place only, and what
//! may not happen between the beginning of a transaction and its end. CONTRIBUTING.md says why.

use std::fs;
use std::path::{Path, PathBuf};

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};

use crate::project::Project;

/// Words that may stand in some places only.
struct Only {
    words: &'static [&'static str],
    /// Files or folders, from the workspace's root.
    within: &'static [&'static str],
    /// Where it is allowed.
    places: &'static [&'static str],
    why: &'static str,
}

const ONLY: &[Only] = &[
    Only {
        words: &["FixedOffset::east", "hours(7)", "7 * 3600", "25_200", "hours(-7)"],
        within: &["domain/src", "store/src", "app/src", "server/src"],
        places: &["domain/src/calendar"],
        why: "Jakarta's seven hours stand in domain/src/calendar.rs",
    },
    Only {
        words: &["ammonia::", "html5ever::"],
        within: &["domain/src", "store/src", "app/src", "server/src"],
        places: &["app/src/api/rich_text"],
        why: "HTML is parsed in app/src/api/rich_text.rs, after its linear look",
    },
    Only {
        words: &["Resource::new", "SharedValue::new", "serde_json::from_str"],
        within: &["app/src"],
        places: &["app/src/json", "app/src/ports"],
        why: "what the browser reads, it reads in one way (app/src/json.rs), or its bundle holds two readers of each type",
    },
    Only {
        words: &["spawn_blocking("],
        within: &["app/src"],
        places: &["app/src/ports"],
        why: "heavy work has its places in app/src/ports",
    },
];

/// What takes long or parses, by the words that call it.
const HEAVY: &[&str] = &[
    "hash_password(",
    "verify_password(",
    "hash_recovery_code(",
    "clean(",
    "own_sheet(",
    "import::rows",
    "sheets.read(",
    "spawn_blocking(",
    "plan_diff::changes(",
];

/// Reads the sources; an error that names every line that breaks a rule.
pub fn check(project: &Project) -> Result<()> {
    let mut broken = Vec::new();
    for only in ONLY {
        for folder in only.within {
            for (file, text) in sources(project.root(), folder)? {
                broken.extend(elsewhere(only, &file, &text));
            }
        }
    }
    for folder in ["app/src/api", "app/src/ports", "server/src"] {
        for (file, text) in sources(project.root(), folder)? {
            broken.extend(within_transactions(&file, &text));
        }
    }
    broken.extend(circles(&sources(project.root(), "app/src")?));
    if broken.is_empty() {
        return Ok(());
    }
    bail!("rules of CONTRIBUTING.md are broken:\n{}", broken.join("\n"));
}

fn elsewhere(only: &Only, file: &str, text: &str) -> Vec<String> {
    if only.places.iter().any(|place| file.starts_with(place)) {
        return Vec::new();
    }
    code(text)
        .filter(|(_, line)| only.words.iter().any(|word| line.contains(word)))
        .map(|(number, line)| format!("{file}:{number}: {}: {}", only.why, line.trim()))
        .collect()
}

/// Heavy work after `begin` and before `commit`, function by function.
fn within_transactions(file: &str, text: &str) -> Vec<String> {
    let mut broken = Vec::new();
    let mut open = false;
    for (number, line) in code(text) {
        if starts_function(line) {
            open = false;
        }
        if line.contains(".commit()") || line.contains("drop(tx)") {
            open = false;
        }
        if open && HEAVY.iter().any(|word| line.contains(word)) {
            broken.push(format!(
                "{file}:{number}: nothing is parsed, hashed or compared between begin and commit: {}",
                line.trim()
            ));
        }
        if line.contains(".begin().await") {
            open = true;
        }
    }
    broken
}

/// Modules right below `app/src` that import each other, by whatever way around: one of them could not be understood,
/// moved or tested without the other.
fn circles(files: &[(String, String)]) -> Vec<String> {
    let mut imports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (file, text) in files {
        let Some(module) = file.strip_prefix("app/src/").and_then(|rest| rest.split(['/', '.']).next())
        else {
            continue;
        };
        if module != "lib" {
            let lines: Vec<&str> = code(text).map(|(_, line)| line).collect();
            imports.entry(module).or_default().extend(imported(text, &lines.join("\n")));
        }
    }
    let mut broken = Vec::new();
    for module in imports.keys() {
        let (mut seen, mut next) = (BTreeSet::new(), vec![*module]);
        while let Some(at) = next.pop() {
            for to in imports.get(at).into_iter().flatten() {
                if to == module && at != *module {
                    broken.push(format!("app/src/{module}: `{at}` imports it, and it imports `{at}`"));
                } else if seen.insert(*to) {
                    next.push(to);
                }
            }
        }
    }
    broken
}

/// The modules that a file names after `crate::`, one or several in braces. `text` is what the names are borrowed from.
fn imported<'a>(text: &'a str, code: &str) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    let mut rest = code;
    while let Some(at) = rest.find("crate::") {
        rest = &rest[at + "crate::".len()..];
        let (mut depth, mut begins) = (0_usize, true);
        for (at, sign) in rest.char_indices() {
            match sign {
                '{' => (depth, begins) = (depth + 1, depth == 0),
                '}' if depth <= 1 => break,
                '}' => depth -= 1,
                ',' => begins = depth == 1,
                _ if sign.is_whitespace() => {}
                _ if begins && sign.is_ascii_lowercase() => {
                    begins = false;
                    let word = rest[at..].split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '_'));
                    if let Some(found) = word
                        .into_iter()
                        .next()
                        .and_then(|word| text.find(word).map(|at| &text[at..at + word.len()]))
                    {
                        names.insert(found);
                    }
                    if depth == 0 {
                        break;
                    }
                }
                _ if depth == 0 => break,
                _ => begins = false,
            }
        }
    }
    names
}

fn starts_function(line: &str) -> bool {
    let line = line.trim_start();
    let words = line.trim_start_matches("pub(super) ").trim_start_matches("pub(crate) ");
    let words = words.strip_prefix("pub ").unwrap_or(words);
    words.starts_with("fn ") || words.starts_with("async fn ")
}

/// Lines that are no comments, numbered from one, up to the tests at a file's end.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Every Rust file below a folder, with its path from the root.
fn sources(root: &Path, folder: &str) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let path: PathBuf = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text =
                    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
                let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
                found.push((name, text));
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heavy_work_in_a_transaction_is_told() {
        let text = "async fn save() {\n    let mut tx = caller.begin().await?;\n    let hash = hash_password(p).await?;\n    tx.commit().await?;\n}\n";
        let broken = within_transactions("a.rs", text);
        assert_eq!(broken.len(), 1);
        assert!(broken[0].starts_with("a.rs:3: "), "{broken:?}");
    }

    #[test]
    fn before_and_after_it_is_fine_and_each_function_begins_anew() {
        let text = "async fn save() {\n    let hash = hash_password(p).await?;\n    let mut tx = db.begin().await?;\n    tx.commit().await?;\n    clean(x);\n    let tx = db.begin().await?;\n}\n\nfn other() {\n    clean(x);\n}\n";
        assert_eq!(within_transactions("a.rs", text), Vec::<String>::new());
    }

    #[test]
    fn what_stands_in_one_place_is_told_elsewhere_but_not_in_comments_and_tests() {
        let only = &ONLY[0];
        let text = "// hours(7)\nlet x = TimeDelta::hours(7);\n#[cfg(test)]\nmod tests { hours(7) }\n";
        assert_eq!(elsewhere(only, "store/src/a.rs", text).len(), 1);
        assert!(elsewhere(only, "domain/src/calendar.rs", text).is_empty());
    }

    #[test]
    fn modules_that_import_each_other_are_named() {
        let file = |name: &str, text: &str| (format!("app/src/{name}"), text.to_owned());
        let mut files = vec![
            file("pages/list.rs", "use crate::{\n    api::{self, plan::Plan},\n    components::Table,\n};"),
            file("api.rs", "use crate::error::AppError;"),
            file("components/table.rs", "// use crate::pages::Page;\n#[cfg(test)]\nuse crate::pages::Page;"),
        ];
        assert!(circles(&files).is_empty(), "{:?}", circles(&files));
        files.push(file("error.rs", "fn sentence() { crate::components::word() }"));
        files.push(file("components/page.rs", "use crate::{error::AppError, api};"));
        let found = circles(&files).join(", ");
        assert!(found.contains("app/src/error") && found.contains("app/src/components"), "{found}");
        assert!(!found.contains("app/src/pages"), "{found}");
    }
}
