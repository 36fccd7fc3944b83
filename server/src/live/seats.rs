//! How many live streams there are, by login and by account: each holds a connection.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use domain::id::UserId;

use crate::edge::Limits;

/// Who listens.
#[derive(Clone, Debug, Default)]
pub struct Seats(Arc<Mutex<Taken>>);

#[derive(Debug, Default)]
struct Taken {
    by_session: HashMap<String, usize>,
    by_account: HashMap<UserId, usize>,
}

/// One stream's seat, free again when it is dropped.
#[derive(Debug)]
pub struct Seat {
    seats: Seats,
    session: String,
    account: UserId,
}

impl Seats {
    /// A seat; none when this login, or this account, has enough.
    #[must_use]
    pub fn take(&self, session: &str, account: UserId, limits: &Limits) -> Option<Seat> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of = |count: Option<&usize>| count.copied().unwrap_or_default();
        if of(taken.by_session.get(session)) >= limits.streams_per_session
            || of(taken.by_account.get(&account)) >= limits.streams_per_account
        {
            return None;
        }
        *taken.by_session.entry(session.to_owned()).or_default() += 1;
        *taken.by_account.entry(account).or_default() += 1;
        Some(Seat { seats: self.clone(), session: session.to_owned(), account })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.0.lock().unwrap_or_else(PoisonError::into_inner);
        leave(&mut taken.by_session, &self.session);
        leave(&mut taken.by_account, &self.account);
    }
}

fn leave<K: Eq + Hash>(taken: &mut HashMap<K, usize>, who: &K) {
    if let Some(count) = taken.get_mut(who) {
        *count -= 1;
        if *count == 0 {
            taken.remove(who);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_is_free_again_and_nobody_takes_anothers() {
        let limits = Limits { streams_per_session: 2, streams_per_account: 3, ..Limits::default() };
        let seats = Seats::default();
        let take = |session: &str, account: i64| seats.take(session, account.into(), &limits);
        let (one, two) = (take("a", 1).unwrap(), take("a", 1).unwrap());
        assert!(take("a", 1).is_none());
        let third = take("b", 1).unwrap();
        assert!(take("c", 1).is_none(), "the account has enough in all");
        assert!(take("d", 2).is_some());
        drop(one);
        assert!(take("a", 1).is_some());
        drop((two, third));
        assert!(
            seats.0.lock().unwrap().by_session.is_empty() && seats.0.lock().unwrap().by_account.is_empty()
        );
    }
}
