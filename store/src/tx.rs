//! One transaction: all of a command's reads, writes and events, or none.

use domain::{event::Event, id::UserId};
use sqlx::{
    AssertSqlSafe, PgConnection, Postgres, Sqlite, SqliteConnection, Transaction, pool::PoolConnection,
};

use crate::{
    Result, StoreError,
    health::Health,
    hub::{Hub, Notice, Sessions},
    listen::{CHANNEL, EVERYBODY, JOBS, SESSIONS},
};

/// A transaction. Dropping it without [`Tx::commit`] takes everything back.
#[derive(Debug)]
pub struct Tx {
    inner: Inner,
    writes: bool,
    health: Health,
}

#[derive(Debug)]
enum Inner {
    Sqlite {
        tx: Transaction<'static, Sqlite>,
        notices: Vec<Notice>,
        hub: Hub,
    },
    Postgres(Transaction<'static, Postgres>),
    /// Reads single statements; see [`crate::Db::autocommit`].
    SqliteAutocommit(PoolConnection<Sqlite>),
    PostgresAutocommit(PoolConnection<Postgres>),
}

/// The connection a transaction runs on.
pub(crate) enum Connection<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

impl Tx {
    pub(crate) fn sqlite(tx: Transaction<'static, Sqlite>, writes: bool, hub: Hub, health: Health) -> Self {
        Self { inner: Inner::Sqlite { tx, notices: Vec::new(), hub }, writes, health }
    }

    pub(crate) fn postgres(tx: Transaction<'static, Postgres>, writes: bool, health: Health) -> Self {
        Self { inner: Inner::Postgres(tx), writes, health }
    }

    pub(crate) fn sqlite_autocommit(connection: PoolConnection<Sqlite>, health: Health) -> Self {
        Self { inner: Inner::SqliteAutocommit(connection), writes: false, health }
    }

    pub(crate) fn postgres_autocommit(connection: PoolConnection<Postgres>, health: Health) -> Self {
        Self { inner: Inner::PostgresAutocommit(connection), writes: false, health }
    }

    /// What the database's own error means here; what is the database's fault is noted with its place.
    pub(crate) fn failed(&self, error: sqlx::Error) -> StoreError {
        let error = StoreError::from(error);
        self.health.failed(&error);
        error
    }

    pub(crate) fn connection(&mut self) -> Connection<'_> {
        match &mut self.inner {
            Inner::Sqlite { tx, .. } => Connection::Sqlite(tx),
            Inner::Postgres(tx) => Connection::Postgres(tx),
            Inner::SqliteAutocommit(connection) => Connection::Sqlite(connection),
            Inner::PostgresAutocommit(connection) => Connection::Postgres(connection),
        }
    }

    /// Whether rows that were read here must be locked to stay as they are. SQLite has one
    /// writer at a time, and reading alone needs no lock.
    pub(crate) fn must_lock(&self) -> bool {
        self.writes && matches!(self.inner, Inner::Postgres(_))
    }

    /// Tells open pages of a change, once this transaction is committed. The same event twice is
    /// told once.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn emit(&mut self, event: Event) -> Result<()> {
        self.tell(Notice::Event(event)).await
    }

    /// Has whoever remembers what these sessions open ask anew, once this transaction is committed: they have
    /// ended, or their account is not what it was.
    pub(crate) async fn ask_anew(&mut self, sessions: Sessions) -> Result<()> {
        self.tell(Notice::Sessions(sessions)).await
    }

    /// Has whoever works off jobs look for them, once this transaction is committed.
    pub(crate) async fn wake_workers(&mut self) -> Result<()> {
        self.tell(Notice::Jobs).await
    }

    async fn tell(&mut self, notice: Notice) -> Result<()> {
        match &mut self.inner {
            Inner::Sqlite { notices, .. } => {
                if !notices.contains(&notice) {
                    notices.push(notice);
                }
            }
            Inner::Postgres(tx) => {
                let (channel, payload) = match &notice {
                    Notice::Event(event) => {
                        (CHANNEL, serde_json::to_string(event).map_err(StoreError::corrupt)?)
                    }
                    Notice::Sessions(Sessions::Of(account)) => (SESSIONS, UserId::get(*account).to_string()),
                    Notice::Sessions(Sessions::All) => (SESSIONS, EVERYBODY.to_owned()),
                    Notice::Jobs => (JOBS, String::new()),
                };
                let told = sqlx::query("SELECT pg_notify($1, $2)").bind(channel).bind(payload);
                let told = told.execute(&mut **tx).await.map(drop);
                told.map_err(|error| self.failed(error))?;
            }
            // Who only looks has nothing to tell.
            Inner::SqliteAutocommit(_) | Inner::PostgresAutocommit(_) => {}
        }
        Ok(())
    }

    /// Writes something that changes nothing, to see whether writing is possible.
    pub(crate) async fn touch(&mut self) -> Result<()> {
        let done = match self.connection() {
            Connection::Sqlite(connection) => touch_sqlite(connection).await,
            // The number of a transaction is written down with its end.
            Connection::Postgres(connection) => {
                sqlx::query("SELECT txid_current()").execute(connection).await.map(drop)
            }
        };
        done.map_err(|error| self.failed(error))
    }

    /// Makes it all last.
    ///
    /// # Errors
    /// When the database cannot; then nothing was written and nobody was told.
    pub async fn commit(self) -> Result<()> {
        let Self { inner, writes, health } = self;
        let committed = match inner {
            // On its own, to its end: whoever asked may go away meanwhile, and what was committed must be told.
            Inner::Sqlite { tx, notices, hub } if writes => {
                let commit = async move {
                    tx.commit().await?;
                    notices.into_iter().for_each(|notice| hub.send(notice));
                    Ok(())
                };
                tokio::spawn(commit).await.unwrap_or(Err(sqlx::Error::WorkerCrashed))
            }
            Inner::Sqlite { tx, .. } => tx.commit().await,
            Inner::Postgres(tx) => tx.commit().await,
            Inner::SqliteAutocommit(_) | Inner::PostgresAutocommit(_) => Ok(()),
        };
        match committed.map_err(StoreError::from) {
            Ok(()) => {
                if writes {
                    health.wrote();
                }
                Ok(())
            }
            Err(error) => {
                health.failed(&error);
                Err(error)
            }
        }
    }
}

/// A number in the file's head, which nobody uses: written as it is, its page is written all the same.
async fn touch_sqlite(connection: &mut SqliteConnection) -> sqlx::Result<()> {
    let number: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *connection).await?;
    let sql = AssertSqlSafe(format!("PRAGMA user_version = {number}"));
    sqlx::query(sql).execute(connection).await.map(drop)
}
