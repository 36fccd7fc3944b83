//! `cargo xtask watch`: the demo, rebuilt and restarted after every change.

use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::Result;

use crate::build;
use crate::process;
use crate::project::{Mode, Project};
use crate::server::{self, Server, Start};
use crate::setup;
use crate::stamp::source_files;
use crate::toolchain::Toolchain;

const WATCHED: [&str; 9] =
    ["Cargo.toml", "Cargo.lock", "domain", "store", "app", "frontend", "server", "style", "public"];
const PAUSE: Duration = Duration::from_millis(300);

/// Serves until Ctrl-C. While a change does not build, the server before it keeps running.
pub fn watch(project: &Project, port: u16) -> Result<()> {
    let toolchain = setup::for_running(project)?;
    let mut seen = look(project)?;
    let mut new = build_or_tell(project, &toolchain);
    let mut server = start_or_tell(project, port);
    while !process::interrupted() {
        thread::sleep(PAUSE);
        if let Some(running) = &mut server
            && !process::interrupted()
            && running.has_ended()?
        {
            eprintln!("The server has ended; the next change starts it again.");
            server = None;
        }
        let now = look(project)?;
        if now == seen {
            continue;
        }
        seen = settle(project, now)?;
        // After a failure something may have been built, and is new when the rest builds too.
        new = match (new, build_or_tell(project, &toolchain)) {
            (New::Unknown, New::Nothing) => New::Something,
            (_, now) => now,
        };
        if new == New::Something || (server.is_none() && new == New::Nothing) {
            if let Some(old) = server.take() {
                old.stop()?;
            }
            server = start_or_tell(project, port);
        }
    }
    server.map_or(Ok(()), Server::stop)
}

/// Whether there is something new to serve; unknown while it does not build.
#[derive(Clone, Copy, PartialEq, Eq)]
enum New {
    Something,
    Nothing,
    Unknown,
}

fn build_or_tell(project: &Project, toolchain: &Toolchain) -> New {
    match build::build(project, toolchain, Mode::Dev) {
        Ok(true) => New::Something,
        Ok(false) => New::Nothing,
        Err(error) => {
            tell(&error);
            New::Unknown
        }
    }
}

fn start_or_tell(project: &Project, port: u16) -> Option<Server> {
    let start = Start { mode: Mode::Dev, port, reload: true };
    let started = server::command(project, start).and_then(|mut command| Server::start(&mut command, port));
    match started {
        Ok(server) => {
            println!("SIJAPTI: http://127.0.0.1:{port}");
            Some(server)
        }
        Err(error) => {
            tell(&error);
            None
        }
    }
}

fn tell(error: &anyhow::Error) {
    if !process::interrupted() {
        eprintln!("{error:#}");
    }
}

/// Every watched file with its date: cheap enough to ask for a few times a second, wherever the files are.
type Sight = Vec<(std::path::PathBuf, Option<SystemTime>)>;

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
