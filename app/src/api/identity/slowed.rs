//! Logins that are slowed because somebody guesses: shown to whoever looks after the account, who can end it.

use chrono::{DateTime, Utc};
use domain::id::UserId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::{AppError, Done};

/// Logins to an account are slowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slowed {
    /// So many passwords and codes were wrong.
    pub failures: u32,
    /// From these networks.
    pub networks: Vec<String>,
    /// When the last one was.
    pub last: DateTime<Utc>,
}

/// Lets whoever wants to log in to this account try at once.
#[server(endpoint = "identity/lift_throttle")]
pub async fn lift_throttle(user: UserId) -> Result<Done, AppError> {
    use domain::{activity::Act, identity::access::AccountAction};
    use store::identity::throttle;

    use super::load;
    use crate::api::{context::caller, tail::Line};

    let caller = caller().await?;
    let mut tx = caller.begin().await?;
    let user = load::account(&mut tx, &caller, user, AccountAction::Manage).await?;
    if !throttle::lift(&mut tx, &user.username).await? {
        return Ok(Done::stay(format!("Akun {} tidak sedang diperlambat.", user.name)));
    }
    caller.record(&mut tx, Line::of(&user, Act::LiftThrottle)).await?;
    tx.commit().await?;
    Ok(Done::stay(format!("Perlambatan masuk bagi {} telah dihapus.", user.name)))
}

#[cfg(feature = "ssr")]
mod found {
    use std::collections::HashMap;

    use chrono::{DateTime, Utc};
    use domain::identity::throttle::Counter;
    use store::{Tx, identity::throttle};

    use super::Slowed;
    use crate::error::AppError;

    impl Slowed {
        /// Which of these user names are slowed.
        pub(in crate::api::identity) async fn of(
            tx: &mut Tx,
            names: &[&str],
            now: DateTime<Utc>,
        ) -> Result<HashMap<String, Self>, AppError> {
            let mut found: HashMap<String, (bool, Self)> = HashMap::new();
            for attempts in throttle::of_names(tx, names).await? {
                let (key, tries) = (attempts.key, attempts.tries);
                if !key.counter.is_login() {
                    continue;
                }
                let none = Self { failures: 0, networks: Vec::new(), last: tries.last };
                let (is_slowed, slowed) = found.entry(key.name).or_insert((false, none));
                *is_slowed |= tries.is_slowed(key.counter, now);
                slowed.last = slowed.last.max(tries.last);
                // The others count the same tries once more.
                if key.counter.is_ones_own() {
                    slowed.failures += tries.counting(now);
                    let network = matches!(key.counter, Counter::Place | Counter::CodePlace);
                    if network && !slowed.networks.contains(&key.place) {
                        slowed.networks.push(key.place);
                    }
                }
            }
            Ok(found
                .into_iter()
                .filter(|(_, (is, _))| *is)
                .map(|(name, (_, slowed))| (name, slowed))
                .collect())
        }
    }
}
