//! `cargo xtask`: sets up, builds, runs, tests and measures SIJAPTI with nothing but cargo to start from.

mod apt;
mod args;
mod assets;
mod attack;
mod bench;
mod browser;
mod build;
mod compress;
mod css;
mod npm;
mod postgres;
mod process;
mod project;
mod rules;
mod run;
mod server;
mod setup;
mod stamp;
mod step;
mod test;
mod toolchain;
mod wasm;
mod watch;

use std::process::ExitCode;

use anyhow::Result;

use args::Task;
use project::Project;

/// What a shell expects of a program that Ctrl-C has ended.
const INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    match work() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) if process::interrupted() => ExitCode::from(INTERRUPTED),
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn work() -> Result<()> {
    let task = args::parse(std::env::args().skip(1))?;
    let project = Project::find()?;
    process::watch_for_interrupts()?;
    match task {
        Task::Help => println!("{}", args::HELP),
        Task::Setup => setup::setup(&project)?,
        Task::Build(mode) => {
            let toolchain = setup::for_running(&project)?;
            build::build(&project, &toolchain, mode)?;
        }
        Task::Bundle => {
            let toolchain = setup::for_running(&project)?;
            build::bundle(&project, &toolchain)?;
        }
        Task::Run { mode, port } => run::run(&project, mode, port)?,
        Task::Watch { port } => watch::watch(&project, port)?,
        Task::Test(selection) => test::test(&project, &selection)?,
        Task::Bench { lighthouse_only } => bench::bench(&project, lighthouse_only)?,
        Task::Attack(mode) => attack::attack(&project, mode)?,
    }
    Ok(())
}
