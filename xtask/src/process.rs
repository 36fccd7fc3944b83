//! Running other programs, and passing an interrupt on to them.

use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static CHILDREN: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// From here on Ctrl-C (or a polite kill) no longer ends xtask at once: it ends the programs xtask started, so
/// that xtask can tidy up.
pub fn watch_for_interrupts() -> Result<()> {
    ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        for pid in children().iter() {
            signal(*pid, Signal::TERM);
        }
    })
    .context("cannot listen for Ctrl-C")
}

/// Whether somebody pressed Ctrl-C.
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// An error if somebody pressed Ctrl-C.
pub fn stop_if_interrupted() -> Result<()> {
    if interrupted() {
        bail!("interrupted");
    }
    Ok(())
}

fn children() -> MutexGuard<'static, Vec<u32>> {
    CHILDREN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sends a signal to a process that xtask started; one that has ended already is no error.
pub fn signal(pid: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        // Its only failure here is that the process has gone, which is what was wanted.
        let _gone = kill_process(pid, signal);
    }
}

/// The same to a process and all that it has started.
fn signal_group(pid: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        let _gone = kill_process_group(pid, signal);
    }
}

/// A started program that ends, at the latest, when this value goes.
#[derive(Debug)]
pub struct Running {
    child: Child,
    /// Whether signals are for all that it has started, too.
    apart: bool,
}

impl Running {
    pub fn start(command: &mut Command) -> Result<Self> {
        stop_if_interrupted()?;
        let child = command.spawn().with_context(|| format!("cannot start {}", name(command)))?;
        children().push(child.id());
        Ok(Self { child, apart: false })
    }

    /// The same for a program that starts others, which end with it.
    pub fn start_apart(command: &mut Command) -> Result<Self> {
        let mut running = Self::start(command.process_group(0))?;
        running.apart = true;
        Ok(running)
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        self.child.try_wait().context("cannot ask whether a program has ended")
    }

    /// Waits until it ends by itself.
    pub fn wait(mut self) -> Result<ExitStatus> {
        self.child.wait().context("cannot wait for a program to end")
    }

    /// Asks it to end (by `how`), and ends it by force after `patience`.
    pub fn stop(&mut self, how: Signal, patience: Duration) -> Result<ExitStatus> {
        if self.apart {
            signal_group(self.id(), how);
        } else {
            signal(self.id(), how);
        }
        if let Some(status) = self.wait_at_most(patience)? {
            return Ok(status);
        }
        self.child.kill().context("cannot end a program by force")?;
        self.child.wait().context("cannot wait for a program to end")
    }

    /// How it ended, if it does so before `patience` runs out.
    pub fn wait_at_most(&mut self, patience: Duration) -> Result<Option<ExitStatus>> {
        let until = Instant::now() + patience;
        while Instant::now() < until {
            if let Some(status) = self.ended()? {
                return Ok(Some(status));
            }
            thread::sleep(Duration::from_millis(20));
        }
        self.ended()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let id = self.id();
        if !matches!(self.child.try_wait(), Ok(Some(_))) {
            // Nobody is left to tell if this fails.
            let _ended = self.stop(Signal::TERM, Duration::from_secs(10));
        }
        children().retain(|child| *child != id);
    }
}

/// Runs a program to its end with xtask's own terminal; anything but success is an error that says `what` failed.
pub fn run(command: &mut Command, what: &str) -> Result<()> {
    let status = Running::start(command)?.wait()?;
    stop_if_interrupted()?;
    if !status.success() {
        bail!("{what} failed ({status})");
    }
    Ok(())
}

/// Runs a program to its end quietly; if it fails, the error has the end of what it printed.
pub fn run_quietly(command: &mut Command, what: &str) -> Result<()> {
    stop_if_interrupted()?;
    let output = output(command)?;
    stop_if_interrupted()?;
    if !output.status.success() {
        bail!("{what} failed ({}):\n{}", output.status, last_lines(&output, 30));
    }
    Ok(())
}

/// Runs a program to its end and returns what it printed to its standard output.
pub fn read(command: &mut Command, what: &str) -> Result<String> {
    let output = output(command)?;
    if !output.status.success() {
        bail!("{what} failed ({}):\n{}", output.status, last_lines(&output, 30));
    }
    String::from_utf8(output.stdout).with_context(|| format!("{what} printed something that is not text"))
}

fn output(command: &mut Command) -> Result<Output> {
    command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {}", name(command)))
}

fn last_lines(output: &Output, most: usize) -> String {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(most)..].join("\n")
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
