//! The one connection that writes to a SQLite file, and who waits for it.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{
    Connection as _, Sqlite, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use tokio::time::{Instant, timeout_at};

use crate::{Result, StoreError, db::sqlite_options};

/// How long a writer waits for its turn, whoever is before it: another writer here, or another program.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);
/// How long SQLite itself waits for another program; then whoever has waited long enough is told so.
const TURN: Duration = Duration::from_millis(200);

/// The one connection that writes, so that writers queue in order instead of colliding.
#[derive(Debug)]
pub(crate) struct Writer {
    pub(crate) pool: SqlitePool,
    file: PathBuf,
    patience: Duration,
}

impl Writer {
    pub(crate) async fn connect(file: &Path, patience: Duration) -> Result<Self> {
        let pool = pool(file).await?;
        Ok(Self { pool, file: file.to_owned(), patience })
    }

    /// Begins a transaction, when it is its turn.
    pub(crate) async fn begin(&self) -> Result<Transaction<'static, Sqlite>> {
        let until = Instant::now() + self.patience;
        let mut renewed = false;
        loop {
            let begun = timeout_at(until, self.pool.begin_with("BEGIN IMMEDIATE")).await;
            match begun.unwrap_or(Err(sqlx::Error::PoolTimedOut)).map_err(StoreError::from) {
                Ok(tx) => return Ok(tx),
                Err(StoreError::Busy) if Instant::now() < until => {}
                // The connection was broken; the next one is new.
                Err(StoreError::Unreachable(_)) if !renewed && !self.pool.is_closed() => renewed = true,
                Err(error) => return Err(error),
            }
        }
    }

    /// A connection beside it, for what may take long, and may have to wait long.
    pub(crate) async fn another(&self) -> Result<SqlitePool> {
        Ok(SqlitePoolOptions::new().max_connections(1).connect_with(writing(&self.file)).await?)
    }
}

/// What is deleted is overwritten, so that no file keeps what nobody may read any more.
fn writing(file: &Path) -> SqliteConnectOptions {
    sqlite_options(file).pragma("secure_delete", "ON")
}

/// A pool of this one connection. One that comes back within a transaction (because its end failed, with a
/// full disk say, or because SQLite ended it on its own) is closed, and the next writer gets a new one.
pub(crate) async fn pool(file: &Path) -> Result<SqlitePool> {
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .max_lifetime(None)
        .idle_timeout(None)
        .test_before_acquire(false)
        .after_connect(|connection, _| {
            Box::pin(async move {
                let turn = format!("PRAGMA busy_timeout = {}", TURN.as_millis());
                sqlx::query(sqlx::AssertSqlSafe(turn)).execute(connection).await.map(drop)
            })
        })
        .after_release(|connection, _| {
            Box::pin(async move {
                // Whatever was asked of it before, such as to take everything back, is done then.
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        })
        .connect_with(writing(file))
        .await?;
    Ok(pool)
}
