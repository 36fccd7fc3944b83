//! Whether a step has to run again: a stamp remembers what it read and what it wrote.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::project::Project;

/// A digest of everything a step reads.
#[derive(Clone, Default)]
pub struct Inputs {
    digest: Sha256,
}

impl Inputs {
    pub fn text(mut self, text: &str) -> Self {
        self.add(text.as_bytes());
        self
    }

    /// A file by its content, or that it is not there. A build script may name a folder: then all below it.
    pub fn file(mut self, path: &Path) -> Result<Self> {
        if path.is_dir() {
            return self.folder(path);
        }
        self.add(path.as_os_str().as_encoded_bytes());
        match fs::read(path) {
            Ok(content) => self.add(&content),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => self.add(b"absent"),
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
        Ok(self)
    }

    /// Every source file below a folder, by its content.
    pub fn folder(mut self, folder: &Path) -> Result<Self> {
        for path in source_files(folder)? {
            self = self.file(&path)?;
        }
        Ok(self)
    }

    fn add(&mut self, bytes: &[u8]) {
        self.digest.update(bytes.len().to_le_bytes());
        self.digest.update(bytes);
    }

    fn finish(self) -> String {
        hex(&self.digest.finalize())
    }
}

/// The files below a folder (or the file itself), in a fixed order, without hidden ones, editors' copies and
/// installed packages. A folder that is not there has none.
pub fn source_files(path: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if path.is_file() {
        files.push(path.to_path_buf());
    } else if path.is_dir() {
        collect(path, &mut files)?;
    }
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        // Removed since its parent was listed, as happens while somebody switches branches.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("cannot list {}", folder.display())),
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') || name.ends_with('~') || name == "node_modules" || name == "target" {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// The remembered state of one step.
#[derive(Debug)]
pub struct Stamp {
    file: PathBuf,
    inputs: String,
    outputs: Vec<PathBuf>,
}

impl Stamp {
    /// `inputs` are taken before the step runs, so that a change during it counts as new.
    pub fn new(project: &Project, name: &str, inputs: Inputs, outputs: Vec<PathBuf>) -> Self {
        let inputs = inputs.text(&project.root().to_string_lossy());
        Self { file: project.target("xtask").join(format!("{name}.stamp")), inputs: inputs.finish(), outputs }
    }

    /// Whether the inputs are those of the last run and nobody has touched its outputs since.
    pub fn is_current(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|then| Some(then) == self.now())
    }

    /// Remembers that the step has run.
    pub fn write(&self) -> Result<()> {
        let text = self.now().context("a step did not write what it should have")?;
        let folder = self.file.parent().context("a stamp has no folder")?;
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        fs::write(&self.file, text).with_context(|| format!("cannot write {}", self.file.display()))
    }

    fn now(&self) -> Option<String> {
        let mut text = format!("{}\n", self.inputs);
        for output in &self.outputs {
            let about = fs::metadata(output).ok()?;
            let changed = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
            text.push_str(&format!("{changed} {} {}\n", about.len(), output.display()));
        }
        Some(text)
    }
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_differ_by_content_and_by_where_one_ends() {
        let a = Inputs::default().text("ab").text("c").finish();
        let b = Inputs::default().text("a").text("bc").finish();
        assert_ne!(a, b);
        assert_eq!(a, Inputs::default().text("ab").text("c").finish());
    }
}
