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
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::{
    sync::{broadcast, watch},
    task::AbortHandle,
};

use crate::{
    Result, Sessions, StoreError,
    health::Health,
    hub::Hub,
    listen, migrations, sqlite,
    tx::Tx,
    upkeep,
    writer::{PATIENCE, Writer},
};

/// How many connections read a SQLite file at once.
const SQLITE_READERS: u32 = 8;
/// How many connections one process holds to PostgreSQL for writing, and as many for reading, besides the one
/// that listens.
const POSTGRES_CONNECTIONS: u32 = 12;
/// How long to wait for one of them.
const POSTGRES_PATIENCE: Duration = Duration::from_secs(15);

/// A connected database; clones share it.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    pools: Pools,
    hub: Hub,
    health: Health,
    listener: Option<AbortHandle>,
}

enum Pools {
    /// One writer, so that writers queue in order instead of colliding; readers beside it.
    Sqlite { write: Writer, read: SqlitePool },
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
        if !is_postgres(url) {
            return Self::open(&sqlite_file(url)?).await;
        }
        let hub = Hub::new();
        let options = postgres_options(url)?;
        let place =
            format!("postgres://{}/{}", options.get_host(), options.get_database().unwrap_or_default());
        let pools = connect_postgres(options).await?;
        let listener = Some(listen::start(url, hub.clone()).await?);
        Ok(Self(Arc::new(Inner { pools, hub, health: Health::of(place), listener })))
    }

    /// Connects to a SQLite file, whatever signs its name has; it is made when missing.
    ///
    /// # Errors
    /// [`StoreError::Database`] when it cannot be opened, [`StoreError::Hollow`] when it is but the beginning
    /// of one.
    pub async fn open(file: &Path) -> Result<Self> {
        Self::open_with(file, PATIENCE).await
    }

    /// [`Db::open`], where writers wait so long for their turn and then give up.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub async fn open_with(file: &Path, patience: Duration) -> Result<Self> {
        let pools = connect_sqlite(file, patience).await?;
        let health = Health::of(file.display().to_string());
        Ok(Self(Arc::new(Inner { pools, hub: Hub::new(), health, listener: None })))
    }

    /// Brings the tables to this version's state, and writes nothing when they are. Several processes may do so
    /// at once on PostgreSQL.
    ///
    /// # Errors
    /// [`StoreError::Newer`] when the database is newer than the program, [`StoreError::Migration`] when a
    /// migration fails.
    pub async fn migrate(&self) -> Result<()> {
        match &self.0.pools {
            Pools::Sqlite { write, .. } => {
                let pool = write.another().await?;
                let migrated = migrations::sqlite(&pool).await;
                pool.close().await;
                migrated?;
            }
            Pools::Postgres { write, .. } => migrations::postgres(write).await?,
        }
        if !upkeep::is_due(&mut self.autocommit().await?).await? {
            return Ok(());
        }
        let mut tx = self.begin().await?;
        upkeep::run(&mut tx).await?;
        tx.commit().await
    }

    /// The version of the rules by which this database's texts were put in order, and the one that PostgreSQL goes by
    /// now, when they differ: then its indexes may have lost rows, until they are built anew.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn outdated_order(&self) -> Result<Option<(String, String)>> {
        let Pools::Postgres { read, .. } = &self.0.pools else { return Ok(None) };
        // Before PostgreSQL 15 it did not keep the version.
        let kept = "SELECT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 'pg_database'::regclass \
                    AND attname = 'datcollversion')";
        if !sqlx::query_scalar::<_, bool>(kept).fetch_one(read).await? {
            return Ok(None);
        }
        let sql = "SELECT datcollversion, pg_database_collation_actual_version(oid) FROM pg_database \
                   WHERE datname = current_database()";
        let (then, now): (Option<String>, Option<String>) = sqlx::query_as(sql).fetch_one(read).await?;
        Ok(then.zip(now).filter(|(then, now)| then != now))
    }

    /// Begins a transaction that may write. On SQLite it waits for its turn among the writers.
    ///
    /// # Errors
    /// When the database cannot be reached, or no connection becomes free in time.
    pub async fn begin(&self) -> Result<Tx> {
        let health = self.0.health.clone();
        match &self.0.pools {
            Pools::Sqlite { write, .. } => {
                let tx = self.noted(write.begin().await)?;
                Ok(Tx::sqlite(tx, true, self.0.hub.clone(), health))
            }
            Pools::Postgres { write, .. } => {
                Ok(Tx::postgres(self.noted(write.begin().await.map_err(StoreError::from))?, true, health))
            }
        }
    }

    fn noted<T>(&self, begun: Result<T>) -> Result<T> {
        begun.inspect_err(|error| self.0.health.failed(error))
    }

    /// Begins a transaction that only reads, all of it from one moment.
    ///
    /// # Errors
    /// As [`Db::begin`].
    pub async fn read(&self) -> Result<Tx> {
        let health = self.0.health.clone();
        match &self.0.pools {
            Pools::Sqlite { read, .. } => {
                let tx = self.noted(read.begin().await.map_err(StoreError::from))?;
                Ok(Tx::sqlite(tx, false, self.0.hub.clone(), health))
            }
            Pools::Postgres { read, .. } => {
                let tx = read.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await;
                Ok(Tx::postgres(self.noted(tx.map_err(StoreError::from))?, false, health))
            }
        }
    }

    /// A look at one thing by one statement, without beginning a transaction and ending it: that would be two
    /// more trips to the database, on every request. Several statements may see different moments.
    ///
    /// # Errors
    /// As [`Db::begin`].
    pub async fn autocommit(&self) -> Result<Tx> {
        let health = self.0.health.clone();
        match &self.0.pools {
            Pools::Sqlite { read, .. } => {
                let connection = self.noted(read.acquire().await.map_err(StoreError::from))?;
                Ok(Tx::sqlite_autocommit(connection, health))
            }
            Pools::Postgres { read, .. } => {
                let connection = self.noted(read.acquire().await.map_err(StoreError::from))?;
                Ok(Tx::postgres_autocommit(connection, health))
            }
        }
    }

    /// Events of every process on this database, from now on. When the receiver says that the
    /// channel is closed, or that it lagged, events may have been missed: load again, subscribe again.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.0.hub.subscribe()
    }

    /// Whose sessions have ended or may open something else, on every process, from now on. As for
    /// [`Db::subscribe`], some may have been missed when the receiver says so.
    #[must_use]
    pub fn sessions(&self) -> broadcast::Receiver<Sessions> {
        self.0.hub.sessions()
    }

    /// Changes whenever some process wrote a job, or gave one back; and when that may have gone unheard.
    #[must_use]
    pub fn jobs(&self) -> watch::Receiver<()> {
        self.0.hub.jobs()
    }

    /// Whether the database answers, and takes what is written to it: for whoever watches over the server. It is
    /// tried when nothing was written of late, or the last try failed.
    ///
    /// # Errors
    /// What is wrong.
    pub async fn check(&self) -> Result<()> {
        self.ping().await?;
        if self.0.health.is_fresh() {
            return Ok(());
        }
        let mut tx = self.begin().await?;
        tx.touch().await?;
        tx.commit().await
    }

    /// How many transactions that may write were committed from here.
    #[must_use]
    pub fn commits(&self) -> u64 {
        self.0.health.commits()
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
                write.pool.close().await;
            }
            Pools::Postgres { write, read } => {
                read.close().await;
                write.close().await;
            }
        }
    }
}

pub(crate) fn postgres_options(url: &str) -> Result<PgConnectOptions> {
    PgConnectOptions::from_str(url).map_err(|error| StoreError::Address(error.to_string()))
}

async fn connect_postgres(options: PgConnectOptions) -> Result<Pools> {
    let pool =
        || PgPoolOptions::new().max_connections(POSTGRES_CONNECTIONS).acquire_timeout(POSTGRES_PATIENCE);
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

async fn connect_sqlite(path: &Path, patience: Duration) -> Result<Pools> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        tokio::fs::create_dir_all(folder).await.map_err(sqlx::Error::Io)?;
    }
    if sqlite::is_hollow(path).map_err(sqlx::Error::Io)? {
        return Err(StoreError::Hollow(path.display().to_string()));
    }
    let write = Writer::connect(path, patience).await?;
    let read = SqlitePoolOptions::new()
        .max_connections(SQLITE_READERS)
        .max_lifetime(None)
        .test_before_acquire(false)
        .connect_with(sqlite_options(path).pragma("query_only", "ON"))
        .await?;
    Ok(Pools::Sqlite { write, read })
}

/// What every connection to a SQLite file has in common: nothing that was committed is lost, even when the power
/// is, and a line of the log is not replaced either, which is a deletion that triggers would not hear of.
pub(crate) fn sqlite_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("recursive_triggers", "ON")
        .busy_timeout(Duration::from_secs(5))
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
        let write = &write.pool;
        for pool in [write, read] {
            assert_eq!(setting(pool, "journal_mode").await, "wal");
            assert_eq!(setting(pool, "synchronous").await, "2");
            assert_eq!(setting(pool, "foreign_keys").await, "1");
            assert_eq!(setting(pool, "recursive_triggers").await, "1");
        }
        assert_eq!(setting(write, "secure_delete").await, "1");
        assert_eq!(setting(read, "busy_timeout").await, "5000");
        assert_eq!(
            (setting(write, "query_only").await, setting(read, "query_only").await),
            ("0".into(), "1".into())
        );
        assert_eq!(write.options().get_max_connections(), 1);
    }
}
