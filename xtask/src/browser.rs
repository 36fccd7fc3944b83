//! The browser that the browser tests drive.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::apt;

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
    if let Some(found) = find() {
        return Ok(found);
    }
    apt::install("the browser for the tests", &["chromium"])?;
    find().context("the package chromium brought no program of that name")
}

fn find() -> Option<PathBuf> {
    let on_a_mac = Some(PathBuf::from(ON_A_MAC)).filter(|path| path.exists());
    NAMES.iter().find_map(|name| apt::find_program(name)).or(on_a_mac)
}
