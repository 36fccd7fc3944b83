//! What a machine needs beyond cargo: found, or installed, each told in one sentence.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::apt;
use crate::browser;
use crate::npm;
use crate::postgres::{self, Programs};
use crate::project::Project;
use crate::step::{Outcome, step};
use crate::toolchain::{self, Toolchain};

/// What building and running needs: a compiler for the browser, and the style's npm packages.
pub fn for_running(project: &Project) -> Result<Toolchain> {
    let toolchain = compiler(project)?;
    // The server's allocator is C, and has a Makefile.
    step("make", || match apt::find_program("make") {
        Some(_) => Ok(Outcome::UpToDate),
        None => apt::install("make", &["make"]).map(|()| Outcome::did("installed")),
    })?;
    step("npm", || npm::install(project, "style"))?;
    Ok(toolchain)
}

fn compiler(project: &Project) -> Result<Toolchain> {
    let mut found = None;
    step("compiler", || {
        let toolchain = toolchain::find_or_install(project)?;
        let about = format!("for the browser: {}", toolchain.describe());
        found = Some(toolchain);
        Ok(Outcome::did(about))
    })?;
    found.ok_or_else(|| anyhow::anyhow!("no compiler was looked for"))
}

/// Everything that building, running and testing needs; what could not be had is an error in its place.
#[derive(Debug)]
pub struct Tools {
    /// The compiler for the browser, with the style's npm packages.
    pub build: Result<Toolchain>,
    /// The npm packages of the browser tests.
    pub end2end: Result<()>,
    pub chromium: Result<PathBuf>,
    pub postgres: Result<Programs>,
}

/// Finds or installs all of it. The browser and its npm packages are left out where no browser test will run.
pub fn for_testing(project: &Project, with_browser: bool) -> Tools {
    let build = for_running(project);
    let not_needed = || anyhow::anyhow!("not needed without browser tests");
    let (end2end, chromium) = if with_browser {
        (step("npm", || npm::install(project, "end2end")).map(drop), browser())
    } else {
        (Err(not_needed()), Err(not_needed()))
    };
    Tools { build, end2end, chromium, postgres: programs() }
}

fn browser() -> Result<PathBuf> {
    let chromium = browser::find_or_install()?;
    eprintln!("{:<12} {}", "browser", chromium.display());
    Ok(chromium)
}

fn programs() -> Result<Programs> {
    let programs = postgres::find_or_install()?;
    eprintln!("{:<12} {}", "PostgreSQL", programs.folder().display());
    Ok(programs)
}

/// `cargo xtask setup`.
pub fn setup(project: &Project) -> Result<()> {
    let tools = for_testing(project, true);
    let failures = [
        ("building and running", tools.build.err()),
        ("browser tests", tools.end2end.err()),
        ("browser tests", tools.chromium.err()),
        ("tests on PostgreSQL", tools.postgres.err()),
    ];
    let mut complete = true;
    for (what_for, error) in failures {
        if let Some(error) = error {
            complete = false;
            eprintln!("Missing for {what_for}: {error:#}");
        }
    }
    if !complete {
        bail!("setup is not complete");
    }
    eprintln!("Everything is there. Next: cargo xtask run");
    Ok(())
}
