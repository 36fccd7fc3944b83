//! The stylesheet: Tailwind and daisyUI, with the classes that the pages use.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::npm;
use crate::process;
use crate::project::Project;
use crate::stamp::{Inputs, Stamp};
use crate::step::Outcome;

const ENTRY: &str = "style/main.css";
const TAILWIND: &str = "style/node_modules/@tailwindcss/cli/dist/index.mjs";

/// The finished stylesheet.
pub fn stylesheet(project: &Project) -> PathBuf {
    project.target("bundle/sijapti.css")
}

/// Builds the stylesheet, minified.
pub fn build(project: &Project) -> Result<Outcome> {
    if !project.path(ENTRY).exists() {
        bail!("{ENTRY} is not there");
    }
    let mut inputs = Inputs::default().text(include_str!("css.rs"));
    for part in ["style", "app/src", "frontend/src", "server/src"] {
        inputs = inputs.folder(&project.path(part))?;
    }
    let stamp = Stamp::new(project, "css", inputs, vec![stylesheet(project)]);
    if stamp.is_current() {
        return Ok(Outcome::UpToDate);
    }
    let mut command = npm::program(project, TAILWIND);
    command.args(["--minify", "--input", ENTRY, "--output"]).arg(stylesheet(project));
    process::run_quietly(&mut command, "tailwindcss")?;
    stamp.write()?;
    Ok(Outcome::did(format!("built the stylesheet, {} kB", stylesheet(project).metadata()?.len() / 1000)))
}
