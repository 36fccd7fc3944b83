//! Where things are: the workspace, its target folder, and what is built into it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// How a build is optimised: quick to compile, or as it ships.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Dev,
    Release,
}

impl Mode {
    /// The name in messages and folder names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
        }
    }

    /// The folder below the target folder that cargo puts a native binary of this mode into.
    pub fn native_folder(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Release => "release",
        }
    }

    /// The cargo profile of the browser bundle.
    pub fn wasm_profile(self) -> &'static str {
        match self {
            Self::Dev => "wasm-dev",
            Self::Release => "wasm-release",
        }
    }
}

/// The checkout that xtask works on, and its target folder.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
    target: PathBuf,
}

impl Project {
    /// Finds the workspace this xtask belongs to; `CARGO_TARGET_DIR` is respected.
    pub fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().context("xtask's own folder has no parent")?.to_path_buf();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => std::path::absolute(folder).context("CARGO_TARGET_DIR is not a path")?,
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path inside the workspace.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A path inside the target folder.
    pub fn target(&self, relative: &str) -> PathBuf {
        self.target.join(relative)
    }

    /// What the server serves as files, and the list of it (`assets.json`). Each mode has its own: a build takes
    /// away what earlier ones of its mode have left, and a server of the other mode may be running.
    pub fn site(&self, mode: Mode) -> PathBuf {
        self.target(match mode {
            Mode::Release => "site",
            Mode::Dev => "site-dev",
        })
    }

    /// The server's program of this mode.
    pub fn server_program(&self, mode: Mode) -> PathBuf {
        self.target(mode.native_folder()).join("sijapti")
    }

    /// A program started in the workspace's root, without what cargo told xtask about xtask itself.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        for (name, _) in env::vars_os() {
            let Some(text) = name.to_str() else { continue };
            if is_about_xtask(text) {
                command.env_remove(text);
            }
        }
        command
    }

    /// The cargo that started xtask, for everything native.
    pub fn cargo(&self) -> Command {
        let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = self.command(program);
        if env::var_os("CARGO_TARGET_DIR").is_some() {
            command.env("CARGO_TARGET_DIR", &self.target);
        }
        command
    }
}

/// Variables that `cargo run` sets for the program it runs; passed on, they could make a nested cargo rebuild.
fn is_about_xtask(name: &str) -> bool {
    matches!(
        name,
        "CARGO"
            | "CARGO_MANIFEST_DIR"
            | "CARGO_MANIFEST_PATH"
            | "CARGO_MANIFEST_LINKS"
            | "CARGO_CRATE_NAME"
            | "CARGO_BIN_NAME"
            | "CARGO_PRIMARY_PACKAGE"
            | "OUT_DIR"
            | "LD_LIBRARY_PATH"
            | "DYLD_FALLBACK_LIBRARY_PATH"
    ) || name.starts_with("CARGO_PKG_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_of_one_mode_leaves_the_files_of_the_other_alone() {
        let project = Project::find().unwrap();
        let (release, dev) = (project.site(Mode::Release), project.site(Mode::Dev));
        assert!(!release.starts_with(&dev) && !dev.starts_with(&release));
        assert!(release.ends_with("site"), "as the documentation says");
    }
}
