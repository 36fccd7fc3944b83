//! One line per step: what it did and how long that took.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// How a step ended well.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It did something: this, in a few words.
    Did(String),
    /// Nothing that it reads had changed.
    UpToDate,
}

impl Outcome {
    pub fn did(what: impl Into<String>) -> Self {
        Self::Did(what.into())
    }
}

/// Runs a step and prints its line; tells whether it did anything.
pub fn step(name: &str, work: impl FnOnce() -> Result<Outcome>) -> Result<bool> {
    let start = Instant::now();
    let outcome = work().with_context(|| format!("step \"{name}\""))?;
    let time = seconds(start.elapsed());
    match &outcome {
        Outcome::Did(what) => eprintln!("{name:<12} {what} ({time})"),
        Outcome::UpToDate => eprintln!("{name:<12} up to date ({time})"),
    }
    Ok(outcome != Outcome::UpToDate)
}

/// A duration for a person: `0.4 s`, `72 s`.
pub fn seconds(time: Duration) -> String {
    if time < Duration::from_secs(10) {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{:.0} s", time.as_secs_f64())
    }
}
