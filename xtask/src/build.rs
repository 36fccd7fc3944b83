//! `cargo xtask build`: the server, the browser bundle, the stylesheet and the site folder.

use std::thread;

use anyhow::{Result, anyhow};

use crate::assets;
use crate::css;
use crate::project::{Mode, Project};
use crate::server;
use crate::step::step;
use crate::toolchain::Toolchain;
use crate::wasm;

/// Builds what has changed; tells whether anything had. Server and browser bundle are compiled side by side:
/// after a change, each compiles few crates, one after the other.
pub fn build(project: &Project, toolchain: &Toolchain, mode: Mode) -> Result<bool> {
    let (server, site) = thread::scope(|scope| {
        let server = scope.spawn(|| step("server", || server::build(project, mode)));
        let site = build_site(project, toolchain, mode);
        (server.join().unwrap_or_else(|_| Err(anyhow!("building the server panicked"))), site)
    });
    Ok(server? | site?)
}

/// The browser bundle and the site folder for development.
pub fn bundle(project: &Project, toolchain: &Toolchain) -> Result<bool> {
    build_site(project, toolchain, Mode::Dev)
}

/// What a new server can serve before its bundle is there: itself, the stylesheet, and a site folder without scripts.
/// Without the bundle beside it, so that it is there soon.
pub fn server_first(project: &Project) -> Result<bool> {
    let (server, css) = thread::scope(|scope| {
        let server = scope.spawn(|| step("server", || server::build(project, Mode::Dev)));
        let css = step("css", || css::build(project));
        (server.join().unwrap_or_else(|_| Err(anyhow!("building the server panicked"))), css)
    });
    css?;
    let server = server?;
    let site = step("site", || assets::without_bundle(project))?;
    Ok(server | site)
}

fn build_site(project: &Project, toolchain: &Toolchain, mode: Mode) -> Result<bool> {
    step("css", || css::build(project))?;
    step("wasm", || wasm::build(project, toolchain, mode))?;
    step("site", || assets::build(project, mode))
}
