//! The Dashboard, the log and Daftar Seleksi with as much as the whole country has, read by one person.

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use super::client::Request;
use super::load::{self, Limits, Measured};
use super::place::Place;
use crate::process;
use crate::project::Project;

/// What one reader waits for.
#[derive(Debug)]
pub struct Country {
    pub dashboard: Measured,
    pub log_first: Measured,
    pub log_last: Measured,
    pub due: Due,
}

/// 1,000,000 plans by their due dates, and a calendar that changes while 5,000 clocks run.
#[derive(Debug)]
pub struct Due {
    pub first: Measured,
    pub last: Measured,
    /// Until all were computed anew.
    pub recompute: Duration,
    /// The longest that a save took meanwhile.
    pub longest_save: Duration,
}

/// What a command of the program filled, and how to ask for it.
struct Filled {
    place: Place,
    story: Value,
}

impl Filled {
    fn by(project: &Project, command: &'static str) -> Result<Self> {
        let place = Place::make(project, command)?;
        let text = process::read(place.command().arg(command), "filling a database")?;
        let story = serde_json::from_str(&text).with_context(|| format!("{command} printed no JSON"))?;
        Ok(Self { place, story })
    }

    fn word(&self, key: &str) -> Result<&str> {
        self.story[key].as_str().with_context(|| format!("nothing was said of {key}"))
    }

    fn millis(&self, key: &str) -> Result<Duration> {
        let millis = self.story[key].as_u64().with_context(|| format!("nothing was said of {key}"))?;
        Ok(Duration::from_millis(millis))
    }

    fn read(&self, key: &str, seconds: u64) -> Result<Measured> {
        let request = [Request::get(self.place.port, self.word(key)?, self.word("cookie")?)];
        let limits = Limits { connections: 1, time: Duration::from_secs(seconds), ..Limits::default() };
        load::measure(self.place.port, &request, limits)
    }

    /// Two pages in turns: they are compared, and a machine may be twice as slow from one second to the next.
    fn in_turns(&self, one: &str, other: &str) -> Result<(Measured, Measured)> {
        let (mut first, mut second) = (Measured::default(), Measured::default());
        self.read(one, 1)?;
        self.read(other, 1)?;
        for _ in 0..5 {
            first = first.and(self.read(one, 1)?);
            second = second.and(self.read(other, 1)?);
        }
        Ok((first.all_fine(one)?, second.all_fine(other)?))
    }
}

/// Fills databases and measures.
pub fn measure(project: &Project) -> Result<Country> {
    let due = due(project)?;
    let filled = Filled::by(project, "demo-bench-country")?;
    let server = filled.place.start()?;
    filled.read("dashboard_path", 1)?;
    let dashboard = filled.read("dashboard_path", 5)?.all_fine("the Dashboard")?;
    let (log_first, log_last) = filled.in_turns("log_first_path", "log_last_path")?;
    server.stop()?;
    filled.place.clear()?;
    Ok(Country { dashboard, log_first, log_last, due })
}

fn due(project: &Project) -> Result<Due> {
    let filled = Filled::by(project, "demo-bench-clocks")?;
    let server = filled.place.start()?;
    let (first, last) = filled.in_turns("due_first_path", "due_last_path")?;
    server.stop()?;
    filled.place.clear()?;
    let (recompute, longest_save) = (filled.millis("recompute")?, filled.millis("longest_save")?);
    Ok(Due { first, last, recompute, longest_save })
}
