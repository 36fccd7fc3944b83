//! Which fields are secret: the one list that says so.
//!
//! What stands in them is never given back into a page, never kept with a form that is returned, and never logged.

use serde_json::Value;

/// The last part of a field's name.
const SECRET: [&str; 6] = ["password", "confirmation", "current", "code", "secret", "token"];

/// Whether a form's field is secret, by its name: `form[password]`, `form[owner][code]`, `password`.
#[must_use]
pub fn is_secret(name: &str) -> bool {
    let own = name.trim_end_matches("[]").trim_end_matches(']');
    let own = own.rsplit('[').next().unwrap_or(own).to_ascii_lowercase();
    SECRET.iter().any(|secret| own == *secret || own.ends_with(&format!("_{secret}")))
}

/// A document without what is secret in it, at whatever depth: for the log.
#[must_use]
pub fn without_secrets(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let open = fields.into_iter().filter(|(key, _)| !SECRET.contains(&key.as_str()));
            Value::Object(open.map(|(key, value)| (key, without_secrets(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_secrets).collect()),
        plain => plain,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_document_for_the_log_holds_no_secret() {
        let form = json!({ "name": "Rina", "password": "x", "people": [{ "email": "a@b.id", "confirmation": "x" }] });
        assert_eq!(without_secrets(form), json!({ "name": "Rina", "people": [{ "email": "a@b.id" }] }));
    }

    #[test]
    fn passwords_and_codes_in_whatever_form() {
        for name in [
            "password",
            "form[password]",
            "form[owner][password]",
            "form[confirmation]",
            "form[current]",
            "form[code]",
            "FORM[PASSWORD]",
            "form[code][]",
            "form[new_password]",
            "proof[code]",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in
            ["form[username]", "form[name]", "form[postcode]", "session", "_page", "", "form[currently]"]
        {
            assert!(!is_secret(name), "{name}");
        }
    }
}
