//! The site folder: everything the server serves as files, under names that hold their content's hash, and
//! `assets.json`, which tells the server those names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::compress;
use crate::css;
use crate::project::{Mode, Project};
use crate::stamp::{Inputs, Stamp, hex, source_files};
use crate::step::Outcome;
use crate::wasm;

const TRIX: &str = "style/node_modules/trix/dist";
const LIST: &str = "assets.json";

/// Brings the site folder up to what was built last in this mode.
pub fn build(project: &Project, mode: Mode) -> Result<Outcome> {
    lay_out(project, mode, true)
}

/// The site folder for development, whose pages are served without scripts: the bundle is of an earlier server.
pub fn without_bundle(project: &Project) -> Result<Outcome> {
    lay_out(project, Mode::Dev, false)
}

fn lay_out(project: &Project, mode: Mode, with_bundle: bool) -> Result<Outcome> {
    let mut inputs = Inputs::default().text(include_str!("assets.rs")).text(mode.name());
    inputs =
        if with_bundle { inputs.folder(&wasm::bundle(project, mode))? } else { inputs.text("no bundle") };
    let inputs = inputs
        .file(&css::stylesheet(project))?
        .file(&project.path(TRIX).join("trix.umd.min.js"))?
        .file(&project.path(TRIX).join("trix.css"))?
        .folder(&project.path("public"))?;
    let folder = project.site(mode);
    let stamp = Stamp::new(project, &format!("assets-{}", mode.name()), inputs, vec![folder.join(LIST)]);
    if stamp.is_current() {
        return Ok(Outcome::UpToDate);
    }
    let mut site = Site::new(folder);
    fill(project, mode, with_bundle, &mut site)?;
    if mode == Mode::Release {
        site.compress()?;
    }
    site.remove_the_rest()?;
    stamp.write()?;
    Ok(Outcome::did(format!("laid out {} files for {}", site.kept.len(), mode.name())))
}

fn fill(project: &Project, mode: Mode, with_bundle: bool, site: &mut Site) -> Result<()> {
    site.copy_folder(&project.path("public"), "")?;
    let bundle = if with_bundle { Some(Bundle::put(&wasm::bundle(project, mode), site)?) } else { None };
    let css = site.put_hashed("pkg", "sijapti.css", &read(&css::stylesheet(project))?)?;
    let trix = project.path(TRIX);
    let trix_js = site.put_hashed("vendor/trix", "trix.js", &read(&trix.join("trix.umd.min.js"))?)?;
    let trix_css = site.put_hashed("vendor/trix", "trix.css", &read(&trix.join("trix.css"))?)?;

    let bundle = bundle.map(|Bundle { script, module, join, parts }| {
        json!({ "js": script, "wasm": module, "join": join, "parts": parts })
    });
    let list = json!({ "bundle": bundle, "css": css, "trix_js": trix_js, "trix_css": trix_css });
    // Last, so that a server which reads it finds everything it names.
    site.put(LIST, &serde_json::to_vec_pretty(&list)?)
}

/// The addresses of the browser bundle.
#[derive(Debug)]
struct Bundle {
    script: String,
    module: String,
    /// The script that the bundle's own imports.
    join: String,
    /// What each part needs that is loaded later.
    parts: BTreeMap<String, Vec<String>>,
}

impl Bundle {
    /// The bundle's files name each other, so the hash of all of them is their folder's name.
    fn put(bundle: &Path, site: &mut Site) -> Result<Self> {
        let files = source_files(bundle)?;
        let mut digest = Sha256::new();
        for file in &files {
            digest.update(Sha256::digest(read(file)?));
        }
        let folder = format!("pkg/{}", &hex(&digest.finalize())[..16]);
        for file in files.iter().filter(|file| !file.ends_with(wasm::PARTS)) {
            let name = Path::new(&folder).join(file.strip_prefix(bundle)?);
            site.put(&name.to_string_lossy(), &read(file)?)?;
        }
        let address = |name: &str| format!("/{folder}/{name}");
        let parts: BTreeMap<String, Vec<String>> = serde_json::from_slice(&read(&bundle.join(wasm::PARTS))?)
            .context("the list of the bundle's parts cannot be read")?;
        let parts = parts.into_iter().map(|(name, files)| {
            let files = files.iter().map(|file| address(&format!("{file}.wasm"))).collect();
            (name, files)
        });
        Ok(Self {
            script: address(&format!("{}.js", wasm::NAME)),
            module: address(&format!("{}_bg.wasm", wasm::NAME)),
            join: address(wasm::JOIN),
            parts: parts.collect(),
        })
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The site folder, and which of its files belong to it now.
#[derive(Debug)]
struct Site {
    folder: PathBuf,
    kept: BTreeSet<PathBuf>,
}

impl Site {
    fn new(folder: PathBuf) -> Self {
        Self { folder, kept: BTreeSet::new() }
    }

    /// Writes a file, whole or not at all; one that is there already keeps its date.
    fn put(&mut self, name: &str, content: &[u8]) -> Result<()> {
        let path = self.folder.join(name);
        if fs::read(&path).ok().as_deref() != Some(content) {
            let parent = path.parent().context("a file of the site has no folder")?;
            fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
            let new = path.with_extension("new");
            fs::write(&new, content).with_context(|| format!("cannot write {}", new.display()))?;
            fs::rename(&new, &path).with_context(|| format!("cannot write {}", path.display()))?;
        }
        self.kept.insert(path);
        Ok(())
    }

    /// Writes a file under a name with its content's hash; returns the address it is served at.
    fn put_hashed(&mut self, folder: &str, name: &str, content: &[u8]) -> Result<String> {
        let name = format!("{folder}/{}", hashed_name(name, content));
        self.put(&name, content)?;
        Ok(format!("/{name}"))
    }

    fn copy_folder(&mut self, from: &Path, to: &str) -> Result<()> {
        for file in source_files(from)? {
            let name = Path::new(to).join(file.strip_prefix(from)?);
            self.put(&name.to_string_lossy(), &read(&file)?)?;
        }
        Ok(())
    }

    /// Adds a compressed copy beside every file that gets smaller by it.
    fn compress(&mut self) -> Result<()> {
        for file in self.kept.clone() {
            if file.file_name().is_none_or(|name| name != LIST) {
                self.kept.extend(compress::beside(&file)?);
            }
        }
        Ok(())
    }

    /// Removes what earlier builds left.
    fn remove_the_rest(&self) -> Result<()> {
        for file in source_files(&self.folder)? {
            if !self.kept.contains(&file) {
                fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
            }
        }
        Ok(())
    }
}

/// `sijapti.js` becomes `sijapti.1f0c….js`.
fn hashed_name(name: &str, content: &[u8]) -> String {
    let hash = &hex(&Sha256::digest(content))[..16];
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
        None => format!("{name}.{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_stands_before_the_extension_and_follows_the_content() {
        let name = hashed_name("sijapti_bg.wasm", b"one");
        assert!(name.starts_with("sijapti_bg.") && name.ends_with(".wasm"), "{name}");
        assert_eq!(name.len(), "sijapti_bg..wasm".len() + 16);
        assert_ne!(name, hashed_name("sijapti_bg.wasm", b"two"));
    }
}
