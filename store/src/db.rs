//! The database itself: connecting, migrating, beginning.

use std::{
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
    time::Duration,
};

use domain::event::Event;
use sqlx::{
    PgPool, SqlitePool,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::{sync::broadcast, task::AbortHandle};

use crate::{Result, StoreError, hub::Hub, listen, tx::Tx};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// How many connections read a SQLite file at once.
const SQLITE_READERS: u32 = 8;
/// How many connections one process holds to PostgreSQL for writing, and as many for reading, besides the one
/// that listens.
const POSTGRES_CONNECTIONS: u32 = 12;

/// A connected database; clones share it.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    pools: Pools,
    hub: Hub,
    listener: Option<AbortHandle>,
}

enum Pools {
    /// One writer, so that writers queue in order instead of colliding; readers beside it.
    Sqlite { write: SqlitePool, read: SqlitePool },
    /// Those that read are told to PostgreSQL as such, so that nothing is written in passing.
    Postgres { write: PgPool, read: PgPool },
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(listener) = &self.listener {
            listener.abort();
        }
    }
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Db").field(&if self.is_postgres() { "PostgreSQL" } else { "SQLite" }).finish()
    }
}

impl Db {
    /// Connects to `sqlite:path` (the file and its folder are made when missing) or
    /// `postgres://…`.
    ///
    /// # Errors
    /// [`StoreError::Address`] for any other address, [`StoreError::Database`] when it cannot be
    /// reached.
    pub async fn connect(url: &str) -> Result<Self> {
        let hub = Hub::new();
        let (pools, listener) = if is_postgres(url) {
            (connect_postgres(url).await?, Some(listen::start(url, hub.clone()).await?))
        } else {
            (connect_sqlite(&sqlite_file(url)?).await?, None)
        };
        Ok(Self(Arc::new(Inner { pools, hub, listener })))
    }

    /// Connects to a SQLite file, whatever signs its name has; it is made when missing.
    ///
    /// # Errors
    /// [`StoreError::Database`] when it cannot be opened.
    pub async fn open(file: &Path) -> Result<Self> {
        let pools = connect_sqlite(file).await?;
        Ok(Self(Arc::new(Inner { pools, hub: Hub::new(), listener: None })))
    }

    /// Brings the tables to this version's state. Several processes may do so at once on PostgreSQL.
    ///
    /// # Errors
    /// [`StoreError::Migration`] when one fails, or when the database is newer than the program.
    pub async fn migrate(&self) -> Result<()> {
        match &self.0.pools {
            Pools::Sqlite { write, .. } => SQLITE.run(write).await?,
            Pools::Postgres { write, .. } => POSTGRES.run(write).await?,
        }
        Ok(())
    }

    /// Begins a transaction that may write. On SQLite it waits for its turn among the writers.
    ///
    /// # Errors
    /// When the database cannot be reached, or no connection becomes free in time.
    pub async fn begin(&self) -> Result<Tx> {
        match &self.0.pools {
            Pools::Sqlite { write, .. } => {
                Ok(Tx::sqlite(write.begin_with("BEGIN IMMEDIATE").await?, true, self.0.hub.clone()))
            }
            Pools::Postgres { write, .. } => Ok(Tx::postgres(write.begin().await?, true)),
        }
    }

    /// Begins a transaction that only reads, all of it from one moment.
    ///
    /// # Errors
    /// As [`Db::begin`].
    pub async fn read(&self) -> Result<Tx> {
        match &self.0.pools {
            Pools::Sqlite { read, .. } => Ok(Tx::sqlite(read.begin().await?, false, self.0.hub.clone())),
            Pools::Postgres { read, .. } => {
                let tx = read.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
                Ok(Tx::postgres(tx, false))
            }
        }
    }

    /// A look at one thing by one statement, without beginning a transaction and ending it: that would be two
    /// more trips to the database, on every request. Several statements may see different moments.
    ///
    /// # Errors
    /// As [`Db::begin`].
    pub async fn glance(&self) -> Result<Tx> {
        match &self.0.pools {
            Pools::Sqlite { read, .. } => Ok(Tx::sqlite_glance(read.acquire().await?)),
            Pools::Postgres { read, .. } => Ok(Tx::postgres_glance(read.acquire().await?)),
        }
    }

    /// Events of every process on this database, from now on. When the receiver says that the
    /// channel is closed, or that it lagged, events may have been missed: load again, subscribe again.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.0.hub.subscribe()
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<()> {
        match &self.0.pools {
            Pools::Sqlite { read, .. } => sqlx::query("SELECT 1").execute(read).await.map(drop)?,
            Pools::Postgres { write, .. } => sqlx::query("SELECT 1").execute(write).await.map(drop)?,
        }
        Ok(())
    }

    /// Whether this is PostgreSQL.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        matches!(self.0.pools, Pools::Postgres { .. })
    }

    /// Closes every connection once it is free; SQLite's log is merged into its file.
    pub async fn close(&self) {
        if let Some(listener) = &self.0.listener {
            listener.abort();
        }
        match &self.0.pools {
            Pools::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres { write, read } => {
                read.close().await;
                write.close().await;
            }
        }
    }
}

async fn connect_postgres(url: &str) -> Result<Pools> {
    let options = PgConnectOptions::from_str(url).map_err(|error| StoreError::Address(error.to_string()))?;
    let pool = || PgPoolOptions::new().max_connections(POSTGRES_CONNECTIONS);
    let write = pool().connect_with(options.clone()).await?;
    let read = pool().connect_lazy_with(options.options([("default_transaction_read_only", "on")]));
    Ok(Pools::Postgres { write, read })
}

/// Whether an address is that of a PostgreSQL.
pub(crate) fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

/// The file that any other address names.
pub(crate) fn sqlite_file(url: &str) -> Result<PathBuf> {
    if !url.starts_with("sqlite:") {
        return Err(StoreError::Address("it must begin with sqlite: or postgres://".to_owned()));
    }
    let options =
        SqliteConnectOptions::from_str(url).map_err(|error| StoreError::Address(error.to_string()))?;
    let path = options.get_filename().to_owned();
    if url.contains(":memory:") || path.as_os_str().is_empty() {
        return Err(StoreError::Address("SQLite needs a file, as in sqlite:data/sijapti.db".to_owned()));
    }
    Ok(path.to_path_buf())
}

async fn connect_sqlite(path: &Path) -> Result<Pools> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        tokio::fs::create_dir_all(folder).await.map_err(sqlx::Error::Io)?;
    }
    let write = sqlite_writer(path).await?;
    let read = SqlitePoolOptions::new()
        .max_connections(SQLITE_READERS)
        .max_lifetime(None)
        .test_before_acquire(false)
        .connect_with(sqlite_options(path).pragma("query_only", "ON"))
        .await?;
    Ok(Pools::Sqlite { write, read })
}

/// What every connection to a SQLite file has in common: nothing that was committed is lost, even
/// when the power is.
pub(crate) fn sqlite_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
}

/// The one connection that writes.
pub(crate) async fn sqlite_writer(path: &Path) -> Result<SqlitePool> {
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .max_lifetime(None)
        .idle_timeout(None)
        .test_before_acquire(false)
        .connect_with(sqlite_options(path))
        .await?;
    Ok(pool)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn setting(pool: &SqlitePool, pragma: &'static str) -> String {
        let text = match pragma {
            "journal_mode" => sqlx::query_scalar("PRAGMA journal_mode").fetch_one(pool).await,
            _ => {
                let sql = sqlx::AssertSqlSafe(format!("PRAGMA {pragma}"));
                sqlx::query_scalar::<_, i64>(sql).fetch_one(pool).await.map(|number| number.to_string())
            }
        };
        text.unwrap()
    }

    #[tokio::test]
    async fn sqlite_is_set_up_to_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::connect(&format!("sqlite:{}", folder.path().join("a/b.db").display())).await.unwrap();
        let Pools::Sqlite { write, read } = &db.0.pools else { panic!("not SQLite") };
        for pool in [write, read] {
            assert_eq!(setting(pool, "journal_mode").await, "wal");
            assert_eq!(setting(pool, "synchronous").await, "2");
            assert_eq!(setting(pool, "foreign_keys").await, "1");
            assert_eq!(setting(pool, "busy_timeout").await, "5000");
        }
        assert_eq!(
            (setting(write, "query_only").await, setting(read, "query_only").await),
            ("0".into(), "1".into())
        );
        assert_eq!(write.options().get_max_connections(), 1);
    }
}
