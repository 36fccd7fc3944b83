//! The Dashboard and the log with as much as the whole country has, read by one person.

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
}

/// Fills a database and measures.
pub fn measure(project: &Project) -> Result<Country> {
    let place = Place::make(project, "bench-country")?;
    let text = process::read(place.command().arg("demo-bench-country"), "sijapti demo-bench-country")?;
    let story: Value = serde_json::from_str(&text).context("demo-bench-country printed no JSON")?;
    let word = |key: &str| story[key].as_str().with_context(|| format!("demo-bench-country named no {key}"));
    let cookie = word("cookie")?;
    let server = place.start()?;
    let read = |what: &str, key: &str| -> Result<Measured> {
        let request = [Request::get(place.port, word(key)?, cookie)];
        let limits = Limits { connections: 1, time: Duration::from_secs(5), ..Limits::default() };
        load::measure(place.port, &request, Limits { time: Duration::from_secs(1), ..limits })?;
        load::measure(place.port, &request, limits)?.all_fine(what)
    };
    let country = Country {
        dashboard: read("the Dashboard", "dashboard_path")?,
        log_first: read("the log's first page", "log_first_path")?,
        log_last: read("the log's last page", "log_last_path")?,
    };
    server.stop()?;
    place.clear()?;
    Ok(country)
}
