//! `cargo xtask test`: every check there is, one after the other, with a summary at the end.

use std::fs;
use std::num::NonZero;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use crate::args::Selection;
use crate::build;
use crate::npm;
use crate::postgres::Cluster;
use crate::process;
use crate::project::{Mode, Project};
use crate::rules;
use crate::setup::{self, Tools};
use crate::step::seconds;
use crate::toolchain::Toolchain;

const PLAYWRIGHT: &str = "end2end/node_modules/@playwright/test/cli.js";
const TYPESCRIPT: &str = "end2end/node_modules/typescript/bin/tsc";

/// Runs what was selected. A step that fails does not keep the others from running.
pub fn test(project: &Project, selection: &Selection) -> Result<()> {
    let mut report = Report::default();
    let start = Instant::now();
    let tools = setup::for_testing(project, !selection.no_browser);
    report.times.push(("setup", start.elapsed(), true));

    if !selection.no_browser {
        types(project, &tools, &mut report);
    }
    if !selection.only_browser && selection.filters.is_empty() {
        checks(project, &tools, &mut report);
    }
    // Lives until the last test has run; then it is stopped and removed.
    let cluster = report.step("PostgreSQL", || Cluster::start(tools.postgres.as_ref().map_err(copy)?));
    if !selection.only_browser {
        native(project, selection, cluster.as_ref(), &mut report);
    }
    if !selection.no_browser {
        browser(project, selection, &tools, cluster.as_ref(), &mut report);
    }
    drop(cluster);
    report.finish()
}

/// An error of the setup, told once more by the step that needed what is missing.
fn copy(error: &anyhow::Error) -> anyhow::Error {
    anyhow!("{error:#}")
}

/// Told before anything that takes longer.
fn types(project: &Project, tools: &Tools, report: &mut Report) {
    report.step("types of browser tests", || {
        tools.end2end.as_ref().map_err(copy)?;
        let mut tsc = npm::program(project, TYPESCRIPT);
        process::run(tsc.args(["--noEmit", "--project", "end2end"]), "tsc")
    });
}

fn checks(project: &Project, tools: &Tools, report: &mut Report) {
    report.step("format", || {
        process::run(project.cargo().args(["fmt", "--all", "--check"]), "cargo fmt --check")
    });
    report.step("rules of the house", || rules::check(project));
    // xtask on its own: together, its libraries and the server's would be compiled anew with each other's features.
    for (name, package) in [("lints", &[][..]), ("lints of xtask", &["--package", "xtask"])] {
        report.step(name, || lint(project.cargo().arg("clippy").args(package).arg("--all-targets")));
    }
    report.step("lints for the browser", || {
        let toolchain = tools.build.as_ref().map_err(copy)?;
        let mut clippy = toolchain.cargo(project, "clippy");
        lint(clippy.args(["--package", "frontend", "--profile", Mode::Dev.wasm_profile()]))
    });
}

fn lint(clippy: &mut Command) -> Result<()> {
    process::run(clippy.args(["--quiet", "--", "--deny", "warnings"]), "clippy")
}

fn native(project: &Project, selection: &Selection, cluster: Option<&Cluster>, report: &mut Report) {
    let nextest = process::read(project.cargo().args(["nextest", "--version"]), "nextest").is_ok();
    let packages: [(&'static str, &[&str]); 2] =
        [("tests of xtask", &["--package", "xtask"]), ("tests", &[])];
    for (name, package) in packages {
        report.step(name, || {
            let mut cargo = project.cargo();
            if nextest {
                cargo.args(["nextest", "run", "--no-fail-fast", "--no-tests=pass"]).args(package);
                cargo.args(["--test-threads", &at_once().to_string()]);
                cargo.args(&selection.filters);
            } else {
                cargo.args(["test", "--no-fail-fast", "--all-targets"]).args(package).arg("--");
                cargo.args(&selection.filters);
            }
            process::run(with_database(&mut cargo, cluster), "a test")
        });
    }
    if selection.filters.is_empty() {
        report.step("tests in documentation", || {
            let mut cargo = project.cargo();
            process::run(with_database(cargo.args(["test", "--doc", "--quiet"]), cluster), "a test")
        });
    }
}

/// How many tests run at once: more than there are processors, because every third of them waits for something.
fn at_once() -> usize {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    cores + cores.div_ceil(2)
}

fn with_database<'a>(command: &'a mut Command, cluster: Option<&Cluster>) -> &'a mut Command {
    if let Some(cluster) = cluster {
        command.env("TEST_DATABASE_URL", cluster.url());
    }
    command
}

fn browser(
    project: &Project,
    selection: &Selection,
    tools: &Tools,
    cluster: Option<&Cluster>,
    report: &mut Report,
) {
    let built = report.step("build", || {
        let toolchain: &Toolchain = tools.build.as_ref().map_err(copy)?;
        build::build(project, toolchain, Mode::Dev)
    });
    report.step("browser tests", || {
        if built.is_none() {
            bail!("there is no build to test");
        }
        tools.end2end.as_ref().map_err(copy)?;
        let mut playwright = npm::program(project, PLAYWRIGHT);
        playwright.current_dir(project.path("end2end")).arg("test").args(&selection.filters);
        if !selection.filters.is_empty() {
            playwright.arg("--pass-with-no-tests");
        }
        playwright
            .args(&selection.playwright)
            .env("CHROMIUM", tools.chromium.as_ref().map_err(copy)?)
            .env("SIJAPTI_BIN", project.server_program(Mode::Dev))
            .env("SIJAPTI_SITE", project.site(Mode::Dev));
        let failures = project.path("end2end/test-results/failures.txt");
        _ = fs::remove_file(&failures);
        process::run(with_database(&mut playwright, cluster), "a browser test").map_err(|error| {
            match fs::read_to_string(&failures) {
                Ok(told) => error.context(told),
                Err(_) => error,
            }
        })
    });
}

/// How every step went.
#[derive(Debug, Default)]
struct Report {
    times: Vec<(&'static str, Duration, bool)>,
    /// Why steps failed, to be told once more at the end.
    reasons: Vec<String>,
}

impl Report {
    /// Runs a step, unless somebody has pressed Ctrl-C; what it makes, if it succeeds.
    fn step<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        if process::interrupted() {
            return None;
        }
        eprintln!("== {name}");
        let start = Instant::now();
        let result = work();
        let time = start.elapsed();
        self.times.push((name, time, result.is_ok()));
        match result {
            Ok(made) => {
                eprintln!("== {name}: ok ({})", seconds(time));
                Some(made)
            }
            Err(error) => {
                eprintln!("== {name}: FAILED ({}): {error:#}", seconds(time));
                self.reasons.push(format!("{name}: {error:#}"));
                None
            }
        }
    }

    fn finish(self) -> Result<()> {
        let total = self.times.iter().map(|(_, time, _)| *time).sum();
        eprintln!();
        for (name, time, passed) in &self.times {
            eprintln!("{} {name:<24}{:>8}", if *passed { "ok    " } else { "FAILED" }, seconds(*time));
        }
        eprintln!("       {:<24}{:>8}", "together", seconds(total));
        for reason in &self.reasons {
            eprintln!("\n{reason}");
        }
        process::stop_if_interrupted().context("not every step has run")?;
        match self.times.iter().filter(|(_, _, passed)| !passed).count() {
            0 => Ok(()),
            failed => bail!("{failed} of {} steps failed", self.times.len()),
        }
    }
}
