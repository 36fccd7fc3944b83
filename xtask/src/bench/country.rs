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
    let request = |key: &str| -> Result<[Request; 1]> { Ok([Request::get(place.port, word(key)?, cookie)]) };
    let read = |request: &[Request], seconds: u64| {
        let limits = Limits { connections: 1, time: Duration::from_secs(seconds), ..Limits::default() };
        load::measure(place.port, request, limits)
    };
    let dashboard = request("dashboard_path")?;
    read(&dashboard, 1)?;
    let dashboard = read(&dashboard, 5)?.all_fine("the Dashboard")?;
    let (first, last) = (request("log_first_path")?, request("log_last_path")?);
    let (mut log_first, mut log_last) = (Measured::default(), Measured::default());
    read(&first, 1)?;
    read(&last, 1)?;
    // In turns: they are compared, and a machine may be twice as slow from one second to the next.
    for _ in 0..5 {
        log_first = log_first.and(read(&first, 1)?);
        log_last = log_last.and(read(&last, 1)?);
    }
    let country = Country {
        dashboard,
        log_first: log_first.all_fine("the log's first page")?,
        log_last: log_last.all_fine("the log's last page")?,
    };
    server.stop()?;
    place.clear()?;
    Ok(country)
}
