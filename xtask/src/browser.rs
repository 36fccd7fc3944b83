//! The browser that the browser tests drive.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::apt;

/// Chromium without a desktop's windows: the same engine, and each page takes half the processor time.
const SHELL: &str = "chromium-headless-shell";
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ON_A_MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// Finds Chromium or Chrome (the variable `CHROMIUM` may name it), or installs it.
pub fn find_or_install() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        let named = PathBuf::from(named);
        if !named.exists() {
            bail!("CHROMIUM names {}, which is not there", named.display());
        }
        return Ok(named);
    }
    if let Some(shell) = apt::find_program(SHELL) {
        return Ok(shell);
    }
    let whole = find();
    if whole.is_none() || apt::can_install(SHELL) {
        match apt::install("the browser for the tests", &[SHELL]) {
            Ok(()) => return apt::find_program(SHELL).context("the package brought no program of its name"),
            // Not every distribution has it.
            Err(error) => eprintln!("{error:#}"),
        }
    }
    if let Some(whole) = whole {
        return Ok(whole);
    }
    apt::install("the browser for the tests", &["chromium"])?;
    find().context("the package chromium brought no program of that name")
}

fn find() -> Option<PathBuf> {
    let on_a_mac = Some(PathBuf::from(ON_A_MAC)).filter(|path| path.exists());
    NAMES.iter().find_map(|name| apt::find_program(name)).or(on_a_mac)
}
