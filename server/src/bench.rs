//! For `cargo xtask bench`: what a commit costs by itself, and something to measure pages and saves on.

mod country;
mod scene;
mod session;

pub use country::country;

use std::path::Path;

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

/// How to ask for what there is to measure.
#[derive(Debug, Serialize)]
struct Story {
    cookie: String,
    scoring_path: String,
    saves: Vec<Save>,
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
    let story = Story {
        cookie: session::log_in(&db, scene.operator, config.settings.is_https()).await?,
        scoring_path: format!("/seleksi/{}/lowongan/{}", scene.plan, scene.vacancy),
        saves: scene.saves(),
    };
    println!("{}", serde_json::to_string(&story)?);
    db.close().await;
    Ok(())
}
