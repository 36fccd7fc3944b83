//! `cargo xtask watch`: the demo, rebuilt and restarted after every change.

use std::env;
use std::mem;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use crate::build;
use crate::process::{self, Running};
use crate::project::{Mode, Project};
use crate::server::{self, Server, Start};
use crate::setup;
use crate::stamp::source_files;
use crate::toolchain::Toolchain;
use crate::wasm;

const WATCHED: [&str; 9] =
    ["Cargo.toml", "Cargo.lock", "domain", "store", "app", "frontend", "server", "style", "public"];
const PAUSE: Duration = Duration::from_millis(300);

/// Serves until Ctrl-C. While a change does not build, the server before it keeps running. A new server serves as
/// soon as it is built, without scripts; its bundle follows, and the next change ends the making of it.
pub fn watch(project: &Project, port: u16) -> Result<()> {
    let toolchain = setup::for_running(project)?;
    let mut seen = look(project)?;
    // Asked for once: when xtask is built anew meanwhile, the system does not know the file any more.
    let xtask = env::current_exe().context("cannot find xtask itself")?;
    let mut serving = Serving { project, port, xtask, server: None, bundle: None, stale: false };
    told(build::build(project, &toolchain, Mode::Dev));
    serving.start_anew()?;
    while !process::interrupted() {
        thread::sleep(PAUSE);
        serving.look_after_it()?;
        let now = look(project)?;
        if now == seen {
            continue;
        }
        seen = settle(project, now)?;
        serving.follow(&toolchain)?;
    }
    serving.server.map_or(Ok(()), Server::stop)
}

/// What runs at the moment.
struct Serving<'a> {
    project: &'a Project,
    port: u16,
    xtask: PathBuf,
    server: Option<Server>,
    /// The bundle on its way, made by a process of its own so that it can be ended.
    bundle: Option<Running>,
    /// Something was built that the server does not serve yet.
    stale: bool,
}

impl Serving<'_> {
    /// Builds what has changed, and serves it.
    fn follow(&mut self, toolchain: &Toolchain) -> Result<()> {
        // It would be of yesterday, and take the new server's processors.
        self.bundle = None;
        let project = self.project;
        let behind = mem::replace(&mut self.stale, true);
        let Some(current) = told(wasm::is_current(project, toolchain, Mode::Dev)) else { return Ok(()) };
        if current {
            match told(build::build(project, toolchain, Mode::Dev)) {
                Some(new) if new || behind || self.server.is_none() => self.start_anew()?,
                Some(_) => self.stale = false,
                None => {}
            }
            return Ok(());
        }
        if told(build::server_first(project)).is_none() {
            return Ok(());
        }
        self.start_anew()?;
        // Its bundle is still to come, even if it is there by the next change.
        self.stale = true;
        self.bundle = told(Running::start_apart(project.command(&self.xtask).arg("bundle")));
        Ok(())
    }

    /// Takes the bundle when it is done, and notices when the server has ended.
    fn look_after_it(&mut self) -> Result<()> {
        if let Some(bundle) = &mut self.bundle
            && let Some(status) = bundle.ended()?
        {
            self.bundle = None;
            if status.success() {
                self.start_anew()?;
            } else if !process::interrupted() {
                eprintln!("The pages are served without scripts until the bundle builds.");
            }
        }
        if let Some(running) = &mut self.server
            && !process::interrupted()
            && running.has_ended()?
        {
            eprintln!("The server has ended; the next change starts it again.");
            self.server = None;
        }
        Ok(())
    }

    fn start_anew(&mut self) -> Result<()> {
        if let Some(old) = self.server.take() {
            old.stop()?;
        }
        self.server = start_or_tell(self.project, self.port);
        self.stale = false;
        Ok(())
    }
}

/// What came of it; why nothing did is told.
fn told<T>(result: Result<T>) -> Option<T> {
    result.map_err(|error| tell(&error)).ok()
}

fn start_or_tell(project: &Project, port: u16) -> Option<Server> {
    let start = Start { mode: Mode::Dev, port, reload: true };
    let started = server::command(project, start).and_then(|mut command| Server::start(&mut command, port));
    let server = told(started)?;
    println!("SIJAPTI: http://127.0.0.1:{port}");
    Some(server)
}

fn tell(error: &anyhow::Error) {
    if !process::interrupted() {
        eprintln!("{error:#}");
    }
}

/// Every watched file with its date: cheap enough to ask for a few times a second, wherever the files are.
type Sight = Vec<(PathBuf, Option<SystemTime>)>;

fn look(project: &Project) -> Result<Sight> {
    let mut sight = Sight::new();
    for part in WATCHED {
        for file in source_files(&project.path(part))? {
            let changed = file.metadata().and_then(|about| about.modified()).ok();
            sight.push((file, changed));
        }
    }
    Ok(sight)
}

/// Waits until nothing changes any more: editors and git write several files.
fn settle(project: &Project, mut seen: Sight) -> Result<Sight> {
    loop {
        thread::sleep(PAUSE / 2);
        let now = look(project)?;
        if now == seen {
            return Ok(now);
        }
        seen = now;
    }
}
