//! Whoever guesses has to wait. A try is counted, and the count made to last, before anything is compared: many at
//! once are not judged before the first one was counted.

use chrono::{DateTime, Utc};
use domain::{
    activity::{Act, Activity},
    field::FieldErrors,
    identity::throttle::{
        Counter, DEVICE_KEPT, FORGOTTEN_AFTER, Key, Telling, Tries, admit, foretold, tell, tell_stranger,
    },
    record::{RecordKind, RecordRef},
};
use serde_json::json;
use store::{
    Db, Tx,
    identity::{device, throttle},
};

use crate::error::AppError;

/// A try that was counted. What turns out right is taken back; what is never judged as well.
#[derive(Debug)]
pub struct Attempt {
    counted: Vec<(Key, u32)>,
    at: DateTime<Utc>,
}

impl Attempt {
    /// Counts a try under all of these keys; the caller commits before it compares anything.
    ///
    /// # Errors
    /// [`AppError::Throttled`] when it has to wait under one of them; then nothing may be committed.
    pub async fn count(tx: &mut Tx, mut keys: Vec<Key>, at: DateTime<Utc>) -> Result<Self, AppError> {
        // Everybody locks in the same order.
        keys.sort_by_key(Key::text);
        let mut counted = Vec::with_capacity(keys.len());
        for key in keys {
            let tries = throttle::lock(tx, &key, at).await?;
            let count = admit(key.counter, tries, at)
                .map_err(|wait| AppError::Throttled(key.counter.sentence(wait)))?;
            counted.push((key, count));
        }
        for (key, count) in &counted {
            throttle::set(tx, key, Tries { count: *count, last: at }).await?;
        }
        Ok(Self { counted, at })
    }

    /// It was right.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn succeeded(&self, tx: &mut Tx) -> Result<(), AppError> {
        for (key, _) in &self.counted {
            if key.counter.is_ones_own() {
                throttle::clear(tx, key).await?;
            } else {
                throttle::take_back(tx, key).await?;
            }
        }
        Ok(())
    }

    /// Nobody looked at it, for want of time. Gives the reason back.
    pub async fn unjudged(&self, db: &Db, why: AppError) -> AppError {
        match self.take_back(db).await {
            Ok(()) => why,
            Err(error) => error,
        }
    }

    async fn take_back(&self, db: &Db) -> Result<(), AppError> {
        let mut tx = db.begin().await?;
        for (key, _) in &self.counted {
            throttle::take_back(&mut tx, key).await?;
        }
        Ok(tx.commit().await?)
    }

    /// The complaint about what was wrong, with what that means for the next try.
    pub fn warned(&self, complaint: AppError) -> AppError {
        let own = self.counted.iter().filter(|(key, _)| key.counter.is_ones_own());
        let most = own.max_by_key(|(_, count)| *count);
        let next = most.and_then(|(key, count)| foretold(key.counter, *count, self.at));
        let (AppError::Invalid(errors), Some(next)) = (&complaint, next) else { return complaint };
        let mut warned = FieldErrors::new();
        for (field, sentence) in errors.iter() {
            warned.insert(field, format!("{sentence} {next}"));
        }
        warned.into()
    }

    /// It was wrong: whether the log gets a line now. Otherwise it is counted, and [`settle`] tells it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn failed(&self, tx: &mut Tx, somebodys: bool) -> Result<Telling, AppError> {
        let count = |wanted: &[Counter]| {
            let found = self.counted.iter().find(|(key, _)| wanted.contains(&key.counter));
            found.map_or(1, |(_, count)| *count)
        };
        let own = self.counted.iter().filter(|(key, _)| key.counter.is_ones_own()).map(|(_, count)| *count);
        let own = own.max().unwrap_or(1);
        // What is counted is told by name, and of names that nobody has all together.
        let strangers = Key::new(Counter::Strangers, "", "");
        let (telling, key) = if somebodys {
            let telling = tell(own, count(&[Counter::Name, Counter::CodeName]));
            (telling, self.counted.first().map_or(&strangers, |(key, _)| key))
        } else {
            let so_far = throttle::lock(tx, &strangers, self.at).await?;
            let all = so_far.map_or(0, |tries| tries.counting(self.at)).saturating_add(1);
            throttle::set(tx, &strangers, Tries { count: all, last: self.at }).await?;
            (tell_stranger(own, count(&[Counter::Network]), all), &strangers)
        };
        if telling == Telling::Counted {
            throttle::count_untold(tx, key, self.at).await?;
        }
        Ok(telling)
    }
}

/// So many accounts' failures are told at once.
const AT_ONCE: u32 = 1000;

/// Tells the failures that were only counted, in one line for each account and one for all names that nobody has,
/// and forgets what is old. For whoever sweeps, every hour.
///
/// # Errors
/// When the database fails.
pub async fn settle(db: &Db, now: DateTime<Utc>) -> Result<(), AppError> {
    let mut tx = db.begin().await?;
    for attempts in throttle::untold(&mut tx, AT_ONCE).await? {
        let user = store::identity::find_by_username(&mut tx, &attempts.key.name).await?;
        let confirmation = matches!(attempts.key.counter, Counter::Confirmation | Counter::Enrolment);
        let name = match &user {
            Some(user) => user.name.clone(),
            None if attempts.key.name.is_empty() => "Username yang tidak terdaftar".to_owned(),
            None => attempts.key.name.clone(),
        };
        let act = if confirmation { Act::ConfirmFailed } else { Act::LogInFailed };
        let record = RecordRef::new(RecordKind::User, user.as_ref().map_or(0, |user| user.id.get()));
        let line = Activity {
            user: user.as_ref().map(|user| user.id),
            name,
            institution: user.and_then(|user| user.institution).map(|institution| institution.id),
            after: Some(json!({ "kali": attempts.untold, "terakhir": attempts.tries.last }).to_string()),
            ..Activity::of_system(act, record, now)
        };
        store::activity::record(&mut tx, &line).await?;
        throttle::told(&mut tx, &attempts.key).await?;
        if attempts.key.counter == Counter::Strangers {
            throttle::clear(&mut tx, &attempts.key).await?;
        }
    }
    throttle::delete_before(&mut tx, now - FORGOTTEN_AFTER).await?;
    device::delete_before(&mut tx, now - DEVICE_KEPT).await?;
    Ok(tx.commit().await?)
}
