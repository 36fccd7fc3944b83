//! Sessions in the database. The cookie's id is hashed first: who reads the database cannot log in with it.

use app::server::SESSION_IDLE_HOURS;
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::from_str;
use sha2::{Digest as _, Sha256};
use store::{Db, StoreError, session};
use tower_sessions::{
    SessionStore,
    cookie::time::OffsetDateTime,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// A session ends this long after its last request.
const IDLE: TimeDelta = TimeDelta::hours(SESSION_IDLE_HOURS);
/// The end is moved on at most this often, so that reading a page writes nothing.
const TOUCH: TimeDelta = TimeDelta::minutes(10);

/// Sessions in the database.
#[derive(Clone)]
pub struct DbSessions {
    db: Db,
    clock: fn() -> DateTime<Utc>,
}

impl std::fmt::Debug for DbSessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DbSessions").finish_non_exhaustive()
    }
}

impl DbSessions {
    /// Sessions in this database, by this clock.
    #[must_use]
    pub fn new(db: Db, clock: fn() -> DateTime<Utc>) -> Self {
        Self { db, clock }
    }

    /// Removes sessions that have ended.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn delete_expired(&self) -> Result<()> {
        let mut tx = self.db.begin().await.map_err(backend)?;
        session::delete_expired(&mut tx, (self.clock)()).await.map_err(backend)?;
        tx.commit().await.map_err(backend)
    }

    /// A session that was ended meanwhile, by a logout in another tab, stays ended.
    async fn save_living(&self, record: &Record) -> Result<()> {
        let (key, now) = (key(&record.id), (self.clock)());
        let mut tx = self.db.begin().await.map_err(backend)?;
        if session::load(&mut tx, &key, now).await.map_err(backend)?.is_some() {
            session::save(&mut tx, &key, &data(record)?, now + IDLE).await.map_err(backend)?;
        }
        tx.commit().await.map_err(backend)
    }
}

#[async_trait]
impl SessionStore for DbSessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let mut tx = self.db.begin().await.map_err(backend)?;
        let data = data(record)?;
        while !session::insert(&mut tx, &key(&record.id), &data, (self.clock)() + IDLE)
            .await
            .map_err(backend)?
        {
            record.id = Id::default();
        }
        tx.commit().await.map_err(backend)
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.save_living(record).await
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let now = (self.clock)();
        let mut tx = self.db.glance().await.map_err(backend)?;
        let row = session::load(&mut tx, &key(id), now).await.map_err(backend)?;
        drop(tx);
        let Some(row) = row else { return Ok(None) };
        let data = from_str(&row.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(row.expires_at.timestamp())
            .map_err(|error| Error::Decode(error.to_string()))?;
        let record = Record { id: *id, data, expiry_date };
        if now + IDLE - row.expires_at > TOUCH {
            self.save_living(&record).await?;
        }
        Ok(Some(record))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let mut tx = self.db.begin().await.map_err(backend)?;
        session::delete(&mut tx, &key(id)).await.map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}

fn data(record: &Record) -> Result<String> {
    serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))
}

/// What the database knows a session by.
fn key(id: &Id) -> String {
    Sha256::digest(id.to_string()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn backend(error: StoreError) -> Error {
    Error::Backend(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_never_sees_the_id() {
        let id = Id(7);
        assert_eq!(key(&id).len(), 64);
        assert!(!key(&id).contains(&id.to_string()));
        assert_ne!(key(&id), key(&Id(8)));
    }
}
