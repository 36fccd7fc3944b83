//! Installing Debian packages, where that is possible.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Result, bail};

use crate::process;

/// Installs packages, or says which ones somebody has to install. `what` is what they bring.
pub fn install(what: &str, packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if find_program("apt-get").is_none() {
        bail!("{what} is missing; please install it (Debian calls it: {list})");
    }
    if !rustix::process::geteuid().is_root() {
        bail!("{what} is missing; please run: sudo apt-get install --no-install-recommends {list}");
    }
    eprintln!("installing {what} ({list})");
    update_once();
    let mut command = apt_get();
    command.args(["install", "--yes", "--no-install-recommends"]).args(packages);
    process::run_quietly(&mut command, &format!("installing {what} with apt-get"))
}

/// Whether a package could be installed here, as far as the package lists at hand know.
pub fn can_install(package: &str) -> bool {
    rustix::process::geteuid().is_root()
        && find_program("apt-get").is_some()
        && process::run_quietly(apt_get().args(["install", "--simulate", package]), "apt-get").is_ok()
}

/// A new machine has no package lists. Where updating them fails, what is needed may still install.
fn update_once() {
    static UPDATED: OnceLock<()> = OnceLock::new();
    UPDATED.get_or_init(|| {
        if let Err(error) = process::run_quietly(apt_get().arg("update"), "apt-get update") {
            eprintln!("{error:#}");
        }
    });
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").args(["-q", "-o", "DPkg::Lock::Timeout=120"]);
    command
}

/// A program in the folders of `PATH`.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| is_program(path))
}

fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
}
