//! What stands after `cargo xtask`.

use anyhow::{Context, Result, bail};

use crate::project::Mode;

/// What `cargo xtask help` prints.
pub const HELP: &str = "\
cargo xtask TASK

  setup                        find or install what building and testing needs
  build [--release]            the server, the browser bundle, the stylesheet and the site folder
  bundle                       the browser bundle and the site folder alone, for development
  run [--release] [--port N]   set up, build, and serve the demo at http://127.0.0.1:3000
  watch [--port N]             the same, rebuilt and restarted after every change; a new page is served at once,
                               without scripts until its bundle is there
  test [FILTER…] [OPTIONS] [-- ARGS]
                               formatting, lints, tests on both databases, and browser tests;
                               with a filter only the tests it matches
      --no-browser             without the browser tests
      --only-browser           nothing but the browser tests
      -- ARGS                  passed on to Playwright
  bench                        measure a release build, with a bounded load
      --lighthouse             nothing but what Lighthouse says of five pages, as on a phone
  attack [--dev]               send a release build what a stranger can make heavy, while somebody logs in
      --dev                    the development build as it is, without limits on time and memory

Variables: CARGO_TARGET_DIR, CHROMIUM (the browser for the tests), DATABASE_URL, SIJAPTI_FILES and SIJAPTI_DEMO
(for run and watch), SIJAPTI_WASM_TOOLCHAIN (rustup or debian: the only compiler to use for the browser).";

const PORT: u16 = 3000;

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    Help,
    Setup,
    Build(Mode),
    Bundle,
    Run { mode: Mode, port: u16 },
    Watch { port: u16 },
    Test(Selection),
    Bench { lighthouse_only: bool },
    Attack(Mode),
}

/// Which tests to run.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Parts of names; none means everything, with formatting and lints.
    pub filters: Vec<String>,
    pub no_browser: bool,
    pub only_browser: bool,
    /// Arguments for Playwright.
    pub playwright: Vec<String>,
}

/// Reads the arguments after the program's name.
pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Task> {
    let mut arguments = arguments.into_iter();
    let task = arguments.next().unwrap_or_else(|| "help".to_owned());
    match task.as_str() {
        "help" | "--help" | "-h" => Ok(Task::Help),
        "setup" => options(arguments, &[]).map(|_| Task::Setup),
        "build" => options(arguments, &["--release"]).map(|given| Task::Build(given.mode)),
        "bundle" => options(arguments, &[]).map(|_| Task::Bundle),
        "run" => options(arguments, &["--release", "--port"])
            .map(|given| Task::Run { mode: given.mode, port: given.port }),
        "watch" => options(arguments, &["--port"]).map(|given| Task::Watch { port: given.port }),
        "test" => selection(arguments).map(Task::Test),
        "bench" => options(arguments, &["--lighthouse"])
            .map(|given| Task::Bench { lighthouse_only: given.lighthouse_only }),
        "attack" => options(arguments, &["--dev"])
            .map(|given| Task::Attack(if given.dev { Mode::Dev } else { Mode::Release })),
        _ => bail!("there is no task {task:?}\n\n{HELP}"),
    }
}

struct Given {
    mode: Mode,
    dev: bool,
    lighthouse_only: bool,
    port: u16,
}

fn options(mut arguments: impl Iterator<Item = String>, known: &[&str]) -> Result<Given> {
    let mut given = Given { mode: Mode::Dev, dev: false, lighthouse_only: false, port: PORT };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            option if !known.contains(&option) => bail!("{option:?} is not known here\n\n{HELP}"),
            "--release" => given.mode = Mode::Release,
            "--dev" => given.dev = true,
            "--lighthouse" => given.lighthouse_only = true,
            _ => {
                let port = arguments.next().context("--port needs a number")?;
                given.port = port.parse().with_context(|| format!("{port:?} is not a port"))?;
            }
        }
    }
    Ok(given)
}

fn selection(mut arguments: impl Iterator<Item = String>) -> Result<Selection> {
    let mut selection = Selection::default();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--no-browser" => selection.no_browser = true,
            "--only-browser" => selection.only_browser = true,
            "--" => selection.playwright.extend(arguments.by_ref()),
            option if option.starts_with('-') => bail!("{option:?} is not known here\n\n{HELP}"),
            _ => selection.filters.push(argument),
        }
    }
    if selection.no_browser && selection.only_browser {
        bail!("--no-browser and --only-browser leave nothing to test");
    }
    Ok(selection)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(line: &str) -> Result<Task> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn tasks_with_their_options() {
        assert_eq!(task("").unwrap(), Task::Help);
        assert_eq!(task("run").unwrap(), Task::Run { mode: Mode::Dev, port: 3000 });
        assert_eq!(task("run --port 8080 --release").unwrap(), Task::Run { mode: Mode::Release, port: 8080 });
        assert_eq!(task("bench").unwrap(), Task::Bench { lighthouse_only: false });
        assert_eq!(task("bench --lighthouse").unwrap(), Task::Bench { lighthouse_only: true });
        assert_eq!(task("attack").unwrap(), Task::Attack(Mode::Release));
        assert_eq!(task("attack --dev").unwrap(), Task::Attack(Mode::Dev));
        let all = task("test score --no-browser -- --headed").unwrap();
        let Task::Test(selection) = all else { panic!("{all:?}") };
        assert_eq!(selection.filters, ["score"]);
        assert!(selection.no_browser);
        assert_eq!(selection.playwright, ["--headed"]);
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for line in [
            "deploy",
            "run --fast",
            "build --port 1",
            "run --port",
            "run --port x",
            "test --fast",
            "run --dev",
        ] {
            assert!(task(line).is_err(), "{line}");
        }
        assert!(task("test --no-browser --only-browser").is_err());
    }
}
