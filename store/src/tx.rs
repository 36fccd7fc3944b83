//! One transaction: all of a command's reads, writes and events, or none.

use domain::event::Event;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, Transaction, pool::PoolConnection};

use crate::{Result, StoreError, hub::Hub, listen::CHANNEL};

/// A transaction. Dropping it without [`Tx::commit`] takes everything back.
#[derive(Debug)]
pub struct Tx {
    inner: Inner,
    writes: bool,
}

#[derive(Debug)]
enum Inner {
    Sqlite {
        tx: Transaction<'static, Sqlite>,
        events: Vec<Event>,
        hub: Hub,
    },
    Postgres(Transaction<'static, Postgres>),
    /// Reads single statements; see [`crate::Db::glance`].
    SqliteGlance(PoolConnection<Sqlite>),
    PostgresGlance(PoolConnection<Postgres>),
}

/// The connection a transaction runs on.
pub(crate) enum Connection<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

impl Tx {
    pub(crate) fn sqlite(tx: Transaction<'static, Sqlite>, writes: bool, hub: Hub) -> Self {
        Self { inner: Inner::Sqlite { tx, events: Vec::new(), hub }, writes }
    }

    pub(crate) fn postgres(tx: Transaction<'static, Postgres>, writes: bool) -> Self {
        Self { inner: Inner::Postgres(tx), writes }
    }

    pub(crate) fn sqlite_glance(connection: PoolConnection<Sqlite>) -> Self {
        Self { inner: Inner::SqliteGlance(connection), writes: false }
    }

    pub(crate) fn postgres_glance(connection: PoolConnection<Postgres>) -> Self {
        Self { inner: Inner::PostgresGlance(connection), writes: false }
    }

    pub(crate) fn connection(&mut self) -> Connection<'_> {
        match &mut self.inner {
            Inner::Sqlite { tx, .. } => Connection::Sqlite(tx),
            Inner::Postgres(tx) => Connection::Postgres(tx),
            Inner::SqliteGlance(connection) => Connection::Sqlite(connection),
            Inner::PostgresGlance(connection) => Connection::Postgres(connection),
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
        match &mut self.inner {
            Inner::Sqlite { events, .. } => {
                if !events.contains(&event) {
                    events.push(event);
                }
            }
            Inner::Postgres(tx) => {
                let payload = serde_json::to_string(&event).map_err(StoreError::corrupt)?;
                sqlx::query("SELECT pg_notify($1, $2)")
                    .bind(CHANNEL)
                    .bind(payload)
                    .execute(&mut **tx)
                    .await?;
            }
            // Who only looks has nothing to tell.
            Inner::SqliteGlance(_) | Inner::PostgresGlance(_) => {}
        }
        Ok(())
    }

    /// Makes it all last.
    ///
    /// # Errors
    /// When the database cannot; then nothing was written and nobody was told.
    pub async fn commit(self) -> Result<()> {
        match self.inner {
            Inner::Sqlite { tx, events, hub } => {
                tx.commit().await?;
                events.into_iter().for_each(|event| hub.send(event));
            }
            Inner::Postgres(tx) => tx.commit().await?,
            Inner::SqliteGlance(_) | Inner::PostgresGlance(_) => {}
        }
        Ok(())
    }
}
