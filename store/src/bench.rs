//! For measuring: what the database alone costs.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use crate::{Result, db::sqlite_writer};

/// How long each of `n` bare commits takes on this machine's disk: a transaction of one row of
/// about 100 bytes, in a SQLite file opened exactly as [`crate::Db`] opens its own.
///
/// # Errors
/// When the file cannot be written.
pub async fn bare_commits(path: &Path, n: usize) -> Result<Vec<Duration>> {
    let pool = sqlite_writer(path).await?;
    sqlx::query("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, line TEXT NOT NULL)")
        .execute(&pool)
        .await?;
    let line = "x".repeat(100);
    let mut times = Vec::with_capacity(n);
    for _ in 0..n {
        let start = Instant::now();
        let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query("INSERT INTO bare (line) VALUES ($1)").bind(&line).execute(&mut *tx).await?;
        tx.commit().await?;
        times.push(start.elapsed());
    }
    pool.close().await;
    Ok(times)
}
