//! `cargo xtask run`: the demo on this machine.

use anyhow::Result;

use crate::build;
use crate::project::{Mode, Project};
use crate::server::{self, Server, Start};
use crate::setup;

/// Sets up, builds and serves until Ctrl-C.
pub fn run(project: &Project, mode: Mode, port: u16) -> Result<()> {
    let toolchain = setup::for_running(project)?;
    build::build(project, &toolchain, mode)?;
    let mut command = server::command(project, Start { mode, port, reload: false })?;
    let server = Server::start(&mut command, port)?;
    println!("SIJAPTI: http://127.0.0.1:{port}");
    server.stay()
}
