//! The packages from npm: Tailwind, daisyUI, Trix and binaryen in `style/`, Playwright in `end2end/`.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::apt;
use crate::process;
use crate::project::Project;
use crate::stamp::{Inputs, Stamp};
use crate::step::Outcome;

/// Node's oldest major version that Tailwind runs on.
const OLDEST_NODE: u32 = 20;

/// Installs a folder's packages as its lock file names them, unless they are there.
pub fn install(project: &Project, folder: &str) -> Result<Outcome> {
    let place = project.path(folder);
    let inputs =
        Inputs::default().file(&place.join("package.json"))?.file(&place.join("package-lock.json"))?;
    let installed = place.join("node_modules/.package-lock.json");
    let stamp = Stamp::new(project, &format!("npm-{folder}"), inputs, vec![installed]);
    if stamp.is_current() {
        return Ok(Outcome::UpToDate);
    }
    need_node()?;
    let mut command = project.command("npm");
    command.current_dir(&place).args([
        "ci",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--loglevel=error",
    ]);
    process::run_quietly(&mut command, &format!("npm ci in {folder}"))?;
    stamp.write()?;
    Ok(Outcome::did(format!("installed the npm packages of {folder}")))
}

fn need_node() -> Result<()> {
    if apt::find_program("node").is_none() || apt::find_program("npm").is_none() {
        apt::install("Node.js with npm", &["nodejs", "npm"])?;
    }
    let version = process::read(Command::new("node").arg("--version"), "node")?;
    let major: u32 = major(&version).with_context(|| format!("node calls its version {version:?}"))?;
    if major < OLDEST_NODE {
        bail!("Node.js {} is too old; please install {OLDEST_NODE} or newer", version.trim());
    }
    Ok(())
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// A program of an installed package, run by node.
pub fn program(project: &Project, script: &str) -> Command {
    let mut command = project.command("node");
    command.arg(project.path(script));
    command
}

#[cfg(test)]
mod tests {
    #[test]
    fn major_version_of_node() {
        assert_eq!(super::major("v20.20.2\n"), Some(20));
        assert_eq!(super::major("twenty"), None);
    }
}
