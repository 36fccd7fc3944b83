//! For `cargo xtask bench`: what a commit costs by itself, and something to measure pages and saves on.

mod country;
mod scene;
mod session;

pub use country::country;

use std::{path::Path, time::Duration};

use serde::Serialize;
use store::Db;

use crate::{Config, Fault, demo, start};

/// Prints how long bare commits take in a new database in `folder`.
///
/// # Errors
/// When they cannot be made.
pub async fn commit(folder: &Path, count: &str) -> Result<(), Fault> {
    let count: usize = count.parse().map_err(|_| format!("{count:?} is no number of commits"))?;
    std::fs::create_dir_all(folder)?;
    let mut times = store::bench::bare_commits(&folder.join("commit.db"), count).await?;
    times.sort_unstable();
    println!("p50_us={} p99_us={}", percentile(&times, 50), percentile(&times, 99));
    Ok(())
}

/// In microseconds.
fn percentile(sorted: &[Duration], percent: usize) -> u128 {
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(place).map_or(0, Duration::as_micros)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_of_few_and_many() {
        let times: Vec<Duration> = (1..=200).map(Duration::from_micros).collect();
        assert_eq!(percentile(&times, 50), 100);
        assert_eq!(percentile(&times, 99), 198);
        assert_eq!(percentile(&times[..1], 99), 1);
        assert_eq!(percentile(&[], 50), 0);
    }
}
