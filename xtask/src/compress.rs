//! Compressed copies of files, made once at build time so that the server need not.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Kinds of files that compress; images and fonts in WOFF2 are compressed already.
const KINDS: [&str; 10] = ["css", "html", "js", "json", "mjs", "svg", "ttf", "txt", "wasm", "webmanifest"];

/// Writes `FILE.br` and `FILE.gz` beside a file of a kind that compresses; returns those that are worth it.
pub fn beside(file: &Path) -> Result<Vec<PathBuf>> {
    let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
    if !KINDS.contains(&kind) {
        return Ok(Vec::new());
    }
    let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut made = Vec::new();
    for (suffix, squeeze) in [("br", brotli as fn(&[u8]) -> Result<Vec<u8>>), ("gz", gzip)] {
        let path = PathBuf::from(format!("{}.{suffix}", file.display()));
        if is_newer(&path, file) {
            made.push(path);
            continue;
        }
        let small = squeeze(&content)?;
        if small.len() < content.len() {
            fs::write(&path, small).with_context(|| format!("cannot write {}", path.display()))?;
            made.push(path);
        }
    }
    Ok(made)
}

fn is_newer(copy: &Path, original: &Path) -> bool {
    let changed = |path: &Path| -> Option<SystemTime> { path.metadata().ok()?.modified().ok() };
    matches!((changed(copy), changed(original)), (Some(copy), Some(original)) if copy > original)
}

/// Brotli at its strongest, with the largest window browsers take.
pub fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 24);
    encoder.write_all(content).context("brotli failed")?;
    Ok(encoder.into_inner())
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).context("gzip failed")?;
    encoder.finish().context("gzip failed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_gives_back_what_it_took() {
        let content = "Seleksi Terbuka ".repeat(500);
        let small = brotli(content.as_bytes()).unwrap();
        assert!(small.len() < 100, "{}", small.len());
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &small[..], &mut back).unwrap();
        assert_eq!(back, content.as_bytes());
    }
}
