//! Which fields are secret: the one list that says so.
//!
//! What stands in them is never given back into a page, never kept with a form that is returned, and never logged.

/// The last part of a field's name.
const SECRET: [&str; 6] = ["password", "confirmation", "current", "code", "secret", "token"];

/// Whether a form's field is secret, by its name: `form[password]`, `form[owner][code]`, `password`.
#[must_use]
pub fn is_secret(name: &str) -> bool {
    let own = name.trim_end_matches("[]").trim_end_matches(']');
    let own = own.rsplit('[').next().unwrap_or(own).to_ascii_lowercase();
    SECRET.iter().any(|secret| own == *secret || own.ends_with(&format!("_{secret}")))
}

#[cfg(test)]
mod tests {
    use super::*;

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
