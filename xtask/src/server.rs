//! The server: how it is built, and how it is started.

use std::env;
use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::Signal;

use crate::process::{self, Running};
use crate::project::{Mode, Project};
use crate::stamp::{Inputs, Stamp};
use crate::step::Outcome;

/// How long a server may take from its start until it answers (it may have migrations to do).
const START: Duration = Duration::from_secs(120);
/// How long it may take to finish the requests it has.
const FAREWELL: Duration = Duration::from_secs(30);

/// Compiles the server, unless nothing it was made of has changed.
pub fn build(project: &Project, mode: Mode) -> Result<Outcome> {
    let program = project.server_program(mode);
    let stamp =
        |inputs| Stamp::new(project, &format!("server-{}", mode.name()), inputs, vec![program.clone()]);
    let before = inputs(project, mode)?;
    if stamp(before.clone()).is_current() {
        return Ok(Outcome::UpToDate);
    }
    let listed = files_cargo_lists(project, mode);
    let mut cargo = project.cargo();
    cargo.args(["build", "--package", "server", "--bin", "sijapti"]);
    if mode == Mode::Release {
        cargo.arg("--release");
    }
    process::run(&mut cargo, "compiling the server")?;
    // A build may read files that the one before did not; then the list they are taken from is new.
    let inputs = if files_cargo_lists(project, mode) == listed { before } else { inputs(project, mode)? };
    stamp(inputs).write()?;
    Ok(Outcome::did(format!("built the server for {}", mode.name())))
}

fn inputs(project: &Project, mode: Mode) -> Result<Inputs> {
    let mut inputs = Inputs::default();
    let parts = ["Cargo.toml", "Cargo.lock", ".cargo/config.toml", "domain", "store", "app", "server"];
    for part in parts {
        inputs = inputs.folder(&project.path(part))?;
    }
    for file in files_cargo_lists(project, mode) {
        inputs = inputs.file(&file)?;
    }
    Ok(inputs)
}

/// The files that cargo says the program was made of, such as ones included from elsewhere in the workspace.
fn files_cargo_lists(project: &Project, mode: Mode) -> Vec<PathBuf> {
    let list = project.server_program(mode).with_extension("d");
    dependencies(&fs::read_to_string(list).unwrap_or_default())
}

/// The right side of `program: file file …`, where a space inside a name is written `\ `.
fn dependencies(list: &str) -> Vec<PathBuf> {
    let files = list.split_once(": ").map_or("", |(_, files)| files).trim();
    let marked = files.replace("\\ ", "\0");
    marked.split_whitespace().map(|file| PathBuf::from(file.replace('\0', " "))).collect()
}

/// How to start a server.
#[derive(Clone, Copy, Debug)]
pub struct Start {
    pub mode: Mode,
    pub port: u16,
    /// Whether pages reload themselves when the server has been replaced.
    pub reload: bool,
}

/// The server's command with the surroundings of a demo; what is set already stays as it is.
pub fn command(project: &Project, start: Start) -> Result<Command> {
    let mut command = project.command(project.server_program(start.mode));
    let address = format!("127.0.0.1:{}", start.port);
    command.env("SIJAPTI_ADDR", address).env("SIJAPTI_SITE", project.site(start.mode));
    let defaults = [
        ("SIJAPTI_DEMO", "1"),
        ("DATABASE_URL", "sqlite:data/demo.db"),
        ("SIJAPTI_FILES", "data/demo-files"),
    ];
    for (name, value) in defaults {
        if env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    if start.reload {
        command.env("SIJAPTI_RELOAD", "1");
    }
    let data = project.path("data");
    fs::create_dir_all(&data).with_context(|| format!("cannot make {}", data.display()))?;
    Ok(command)
}

/// A server that answers.
#[derive(Debug)]
pub struct Server {
    running: Running,
}

impl Server {
    /// Starts the server and waits until it takes connections.
    pub fn start(command: &mut Command, port: u16) -> Result<Self> {
        need_free(port)?;
        let mut running = Running::start(command)?;
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let until = Instant::now() + START;
        while Instant::now() < until {
            if let Some(status) = running.ended()? {
                bail!("the server did not start ({status})");
            }
            process::stop_if_interrupted()?;
            if TcpStream::connect_timeout(&address, Duration::from_millis(200)).is_ok() {
                return Ok(Self { running });
            }
            thread::sleep(Duration::from_millis(20));
        }
        bail!("the server did not answer within {} s", START.as_secs())
    }

    pub fn id(&self) -> u32 {
        self.running.id()
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> Result<bool> {
        Ok(self.running.ended()?.is_some())
    }

    /// Asks it to finish what it is doing and waits until it has.
    pub fn stop(mut self) -> Result<()> {
        self.running.stop(Signal::TERM, FAREWELL).map(drop)
    }

    /// Stays with it until it ends, by itself or because somebody pressed Ctrl-C.
    pub fn stay(mut self) -> Result<()> {
        loop {
            if process::interrupted() {
                return self.stop();
            }
            if let Some(status) = self.running.wait_at_most(Duration::from_millis(200))? {
                if status.success() || process::interrupted() {
                    return Ok(());
                }
                bail!("the server ended ({status})");
            }
        }
    }
}

fn need_free(port: u16) -> Result<()> {
    // On Linux, std's listener may take a port whose last connections are still being closed, as a server does.
    TcpListener::bind(("127.0.0.1", port))
        .map(drop)
        .with_context(|| format!("port {port} is taken; another one can be chosen with --port"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_with_a_space_in_their_name() {
        let list = "/t/sijapti: /w/a.rs /w/my\\ files/b.csv\n";
        assert_eq!(dependencies(list), [PathBuf::from("/w/a.rs"), PathBuf::from("/w/my files/b.csv")]);
        assert_eq!(dependencies(""), Vec::<PathBuf>::new());
    }
}
