//! The compiler for the browser's half: rustup's wasm32 target, or Debian's compiler where that cannot be had.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rustix::process::Signal;

use crate::apt;
use crate::process::{self, Running};
use crate::project::Project;

/// The platform of the browser bundle.
pub const TARGET: &str = "wasm32-unknown-unknown";
/// Set to `rustup` or `debian`, it chooses one way and leaves the other out.
const CHOICE: &str = "SIJAPTI_WASM_TOOLCHAIN";
/// How long rustup may take to download the target.
const DOWNLOAD: Duration = Duration::from_secs(180);

const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_CLIPPY: &str = "/usr/bin/cargo-clippy";
const DEBIAN_SOURCE: &str = "/usr/lib/rustlib/src/rust/library/Cargo.lock";
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy"];

/// A compiler that makes wasm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Toolchain {
    /// The cargo that runs xtask has the target.
    Native,
    /// Debian's cargo, which builds the standard library from its source, and a linker.
    Debian { linker: PathBuf },
}

impl Toolchain {
    /// In a few words.
    pub fn describe(&self) -> &'static str {
        match self {
            Self::Native => "the toolchain in use has wasm32-unknown-unknown",
            Self::Debian { .. } => "Debian's compiler, with the standard library built from its source",
        }
    }

    /// `cargo build` (or `clippy`) for the browser, into its own target folder.
    pub fn cargo(&self, project: &Project, subcommand: &str) -> Command {
        let mut command = match self {
            Self::Native => project.cargo(),
            Self::Debian { linker } => debian_cargo(project, subcommand, linker),
        };
        command.arg(subcommand).args(["--target", TARGET]);
        if matches!(self, Self::Debian { .. }) {
            command.arg("-Zbuild-std=std,panic_abort");
        }
        command.env("CARGO_TARGET_DIR", project.target("wasm"));
        command
    }
}

fn debian_cargo(project: &Project, subcommand: &str, linker: &Path) -> Command {
    let program = if subcommand == "clippy" { DEBIAN_CLIPPY } else { DEBIAN_CARGO };
    let mut command = project.command(program);
    for name in ["RUSTUP_TOOLCHAIN", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER", "RUSTDOC", "CLIPPY_ARGS"] {
        command.env_remove(name);
    }
    command
        // Building the standard library is not stable; the distribution's compiler fits its own source.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO", DEBIAN_CARGO)
        .env("RUSTC", DEBIAN_RUSTC)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    command
}

/// Finds a compiler for the browser, or installs one.
pub fn find_or_install(project: &Project) -> Result<Toolchain> {
    let choice = env::var(CHOICE).unwrap_or_default();
    let (rustup, debian) = (choice != "debian", choice != "rustup");
    if rustup && native_has_target(project) {
        return Ok(Toolchain::Native);
    }
    if debian && let Some(toolchain) = find_debian() {
        return Ok(toolchain);
    }
    let mut reasons = Vec::new();
    if rustup {
        match add_target(project) {
            Ok(()) if native_has_target(project) => return Ok(Toolchain::Native),
            Ok(()) => reasons.push(format!("rustup has no {TARGET} for the toolchain in use")),
            Err(error) => reasons.push(format!("{error:#}")),
        }
    }
    if debian {
        match install_debian() {
            Ok(toolchain) => return Ok(toolchain),
            Err(error) => reasons.push(format!("{error:#}")),
        }
    }
    bail!("no compiler for the browser ({TARGET}): {}", reasons.join("; "))
}

fn native_has_target(project: &Project) -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut command = project.command(rustc);
    command.args(["--print", "target-libdir", "--target", TARGET]);
    let Ok(folder) = process::read(&mut command, "rustc") else { return false };
    let Ok(entries) = std::fs::read_dir(folder.trim()) else { return false };
    entries.filter_map(Result::ok).any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
}

fn add_target(project: &Project) -> Result<()> {
    if apt::find_program("rustup").is_none() {
        bail!("there is no rustup to add the target with");
    }
    eprintln!("asking rustup for {TARGET}");
    let mut command = project.command("rustup");
    command.args(["target", "add", TARGET]);
    let mut download = Running::start(&mut command)?;
    match download.wait_at_most(DOWNLOAD)? {
        Some(status) if status.success() => Ok(()),
        Some(_) => bail!("rustup could not add {TARGET}"),
        None => {
            download.stop(Signal::TERM, Duration::from_secs(5))?;
            bail!("rustup did not get {TARGET} within {} s", DOWNLOAD.as_secs())
        }
    }
}

fn find_debian() -> Option<Toolchain> {
    let parts = [DEBIAN_RUSTC, DEBIAN_CARGO, DEBIAN_CLIPPY, DEBIAN_SOURCE];
    if !parts.iter().all(|part| Path::new(part).exists()) {
        return None;
    }
    let linker = Path::new("/usr/lib").join(format!("llvm-{}/bin/wasm-ld", llvm_version().ok()?));
    linker.exists().then_some(Toolchain::Debian { linker })
}

fn install_debian() -> Result<Toolchain> {
    apt::install("Debian's Rust compiler", &DEBIAN_PACKAGES)?;
    let linker = format!("lld-{}", llvm_version()?);
    apt::install("the linker for the browser", &[&linker])?;
    find_debian().context("Debian's packages did not bring the compiler and its source to where they belong")
}

/// The LLVM that Debian's compiler uses: the linker has to be of the same version.
fn llvm_version() -> Result<String> {
    let text = process::read(Command::new(DEBIAN_RUSTC).arg("-vV"), DEBIAN_RUSTC)?;
    major_llvm(&text).context("Debian's rustc does not say which LLVM it uses")
}

fn major_llvm(text: &str) -> Option<String> {
    let version = text.lines().find_map(|line| line.strip_prefix("LLVM version: "))?;
    version.split('.').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn llvm_version_is_read_from_rustc() {
        assert_eq!(
            major_llvm("rustc 1.96.0\nrelease: 1.96.0\nLLVM version: 22.1.8\n").as_deref(),
            Some("22")
        );
        assert_eq!(major_llvm("rustc 1.96.0"), None);
    }
}
