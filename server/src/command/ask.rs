//! What is typed: at the terminal, or into standard input.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _, Write as _};

use domain::identity::PASSWORD_MAX;

use crate::Fault;

/// More than any password is long; whatever else was sent by mistake is not read into memory.
const ENOUGH: u64 = PASSWORD_MAX as u64 * 4 + 2;

/// Whether somebody sits there who can be asked.
///
/// # Errors
/// The sentence that says what to do where nobody does. `otherwise` names the options that need no asking.
pub fn terminal(otherwise: &str) -> Result<(), Fault> {
    if io::stdin().is_terminal() {
        return Ok(());
    }
    Err(format!("There is no terminal to ask at: give {otherwise}.").into())
}

/// Asks for one line. The question goes to standard error, so that it is seen wherever the output goes.
pub fn line(question: &str) -> Result<String, Fault> {
    eprint!("{question}: ");
    io::stderr().flush()?;
    let mut line = String::new();
    if io::stdin().lock().read_line(&mut line)? == 0 {
        return Err("Nothing was typed.".into());
    }
    Ok(line.trim().to_owned())
}

/// Asks for a new password twice, without showing it: as typed first, and as repeated.
pub fn password() -> Result<(String, String), Fault> {
    let first = rpassword::prompt_password("Password: ")?;
    let again = rpassword::prompt_password("Password, once more: ")?;
    Ok((first, again))
}

/// The password that is the whole of standard input, but for the end of its line.
pub fn password_from_stdin() -> Result<String, Fault> {
    let mut text = String::new();
    let read = io::stdin().lock().take(ENOUGH + 1).read_to_string(&mut text);
    read.map_err(|error| format!("The password cannot be read from standard input: {error}"))?;
    let password = text.strip_suffix('\n').unwrap_or(&text);
    let password = password.strip_suffix('\r').unwrap_or(password);
    if password.contains(['\n', '\r']) || text.len() as u64 > ENOUGH {
        return Err("Standard input must hold the password and nothing else.".into());
    }
    Ok(password.to_owned())
}
