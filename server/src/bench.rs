//! For `cargo xtask bench`: what a commit costs by itself, and something to measure pages and saves on.

mod clocks;
mod country;
mod scene;
mod session;

pub use clocks::clocks;
pub use country::country;

use std::path::Path;

use domain::record::RecordRef;
use serde::Serialize;
use store::Db;

use crate::{Config, Fault, demo, start};

/// Prints how long each of so many bare commits took in a database in `folder`, in nanoseconds, each on a line.
///
/// # Errors
/// When they cannot be made.
pub async fn commit(folder: &Path, count: &str) -> Result<(), Fault> {
    let count: usize = count.parse().map_err(|_| format!("{count:?} is no number of commits"))?;
    std::fs::create_dir_all(folder)?;
    for time in store::bench::bare_commits(&folder.join("commit.db"), count).await? {
        println!("{}", time.as_nanos());
    }
    Ok(())
}

/// So many people look on while scores are saved.
const ONLOOKERS: usize = 5;

/// How to ask for what there is to measure.
#[derive(Debug, Serialize)]
struct Story {
    cookie: String,
    scoring_path: String,
    saves: Vec<Save>,
    /// What a page that looks on follows, and what it asks for whenever something has happened.
    about: String,
    shown: Save,
    /// Cookies of people who look on, at ten pages each.
    onlookers: Vec<String>,
}

/// One save, good for once.
#[derive(Debug, Serialize)]
struct Save {
    url: &'static str,
    body: String,
}

/// Fills the configured database with a vacancy that is being scored, logs its operator in, and
/// prints how to ask for it as one line of JSON.
///
/// # Errors
/// When the database fails, or was filled before.
pub async fn demo(config: &Config) -> Result<(), Fault> {
    let db = Db::connect(&config.database).await?;
    db.migrate().await?;
    let now = start::clock();
    demo::fill(&db, now).await?;
    let scene = scene::set(&db, now).await?;
    let https = config.settings.is_https();
    let mut onlookers = Vec::with_capacity(ONLOOKERS);
    for number in 0..ONLOOKERS {
        let who = if number % 2 == 0 { scene.operator } else { scene.officer };
        onlookers.push(session::log_in(&db, who, https).await?);
    }
    let story = Story {
        cookie: session::log_in(&db, scene.operator, https).await?,
        scoring_path: format!("/seleksi/{}/lowongan/{}", scene.plan, scene.vacancy),
        saves: scene.saves(),
        about: RecordRef::from(scene.vacancy).to_string(),
        shown: Save { url: "/api/selection/get_vacancy", body: format!("vacancy={}", scene.vacancy) },
        onlookers,
    };
    println!("{}", serde_json::to_string(&story)?);
    db.close().await;
    Ok(())
}
