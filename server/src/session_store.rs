//! Sessions in the database. The cookie's id is hashed first: who reads the database cannot log in with it.

use app::ports::{HalfSignIn, SessionLimits, SignIn, session_backend, stored_key};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::from_str;
use store::{
    Db, StoreError, Tx,
    session::{self, Holder},
};
use tower_sessions::{
    SessionStore,
    cookie::time::OffsetDateTime,
    session::{Id, Record},
    session_store::Error,
};

type Result<T, E = Error> = std::result::Result<T, E>;

/// Sessions in the database.
#[derive(Clone)]
pub struct DbSessions {
    db: Db,
    clock: fn() -> DateTime<Utc>,
    limits: SessionLimits,
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
        Self { db, clock, limits: SessionLimits::default() }
    }

    /// That last as long as this.
    #[must_use]
    pub fn with_limits(self, limits: SessionLimits) -> Self {
        Self { limits, ..self }
    }

    /// Saves a session; `false` when it was ended meanwhile, by a logout in another tab, and stays so.
    async fn save_living(&self, record: &Record) -> Result<bool, StoreError> {
        let (key, now, data) = (key(&record.id), (self.clock)(), data(record)?);
        let mut tx = self.db.begin().await?;
        // Who has ended it, and who saves it, meet at its row: one of them comes second and finds it gone.
        let lives = session::update(&mut tx, &key, &data, self.end(record, now), now).await?;
        if lives {
            assign(&mut tx, &key, record, now).await?;
        }
        tx.commit().await?;
        Ok(lives)
    }

    /// Until when a session that is used now is good.
    fn end(&self, record: &Record, now: DateTime<Utc>) -> DateTime<Utc> {
        let idle = now + self.limits.idle;
        if let Some(who) = SignIn::of(&record.data) {
            return idle.min(self.limits.last_moment(&who));
        }
        HalfSignIn::of(&record.data).map_or(idle, |half| half.until())
    }
}

#[async_trait]
impl SessionStore for DbSessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let now = (self.clock)();
        let (data, end) = (data(record).map_err(backend)?, self.end(record, now));
        let mut tx = self.db.begin().await.map_err(backend)?;
        while !session::insert(&mut tx, &key(&record.id), &data, end).await.map_err(backend)? {
            record.id = Id::default();
        }
        assign(&mut tx, &key(&record.id), record, now).await.map_err(backend)?;
        tx.commit().await.map_err(backend)
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.save_living(record).await.map(drop).map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let now = (self.clock)();
        let mut tx = self.db.autocommit().await.map_err(backend)?;
        let row = session::load(&mut tx, &key(id), now).await.map_err(backend)?;
        drop(tx);
        let Some(row) = row else { return Ok(None) };
        let data = from_str(&row.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(row.expires_at.timestamp())
            .map_err(|error| Error::Decode(error.to_string()))?;
        let record = Record { id: *id, data, expiry_date };
        // The limit may have been shortened since the end was written.
        if SignIn::of(&record.data).is_some_and(|who| self.limits.last_moment(&who) <= now) {
            return Ok(None);
        }
        if self.limits.is_due(row.last_seen_at, now) {
            match self.save_living(&record).await {
                Ok(true) => {}
                Ok(false) => return Ok(None),
                // That it was used is noted the next time.
                Err(error) if error.is_outage() => tracing::warn!(%error, "a session's use was not noted"),
                Err(error) => return Err(backend(error)),
            }
        }
        Ok(Some(record))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let mut tx = self.db.begin().await.map_err(backend)?;
        session::delete(&mut tx, &key(id)).await.map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}

/// Notes whose session it is, for the list in which they end it.
async fn assign(tx: &mut Tx, key: &str, record: &Record, now: DateTime<Utc>) -> Result<(), StoreError> {
    let Some(who) = SignIn::of(&record.data) else { return Ok(()) };
    let holder = Holder { account: who.user, address: &who.address, agent: &who.agent };
    session::assign(tx, key, &holder, now).await
}

fn data(record: &Record) -> Result<String, StoreError> {
    serde_json::to_string(&record.data).map_err(|error| StoreError::Corrupt(error.to_string()))
}

/// What the database knows a session by.
fn key(id: &Id) -> String {
    stored_key(&id.to_string())
}

fn backend(error: StoreError) -> Error {
    session_backend(&error)
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
