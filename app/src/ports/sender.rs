//! Who sent a request: found out somewhere on the way in, and told in the log on the way out.

use std::{
    future::Future,
    sync::{Arc, OnceLock},
};

use domain::id::UserId;

tokio::task_local! {
    static SENDER: Sender;
}

/// Whoever turns out to have sent the request that is being answered. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Sender(Arc<OnceLock<UserId>>);

impl Sender {
    /// Answers the request, and listens for who sent it.
    pub async fn listen<T>(&self, answer: impl Future<Output = T>) -> T {
        SENDER.scope(self.clone(), answer).await
    }

    /// The request that is being answered was sent by this account.
    pub fn is(user: UserId) {
        // Outside a request nobody listens; and whoever logs in as somebody else was the first one before.
        _ = SENDER.try_with(|sender| sender.0.set(user));
    }

    /// Which account, if that was found out.
    #[must_use]
    pub fn user(&self) -> Option<UserId> {
        self.0.get().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_first_who_is_known_sent_it() {
        let sender = Sender::default();
        sender
            .listen(async {
                Sender::is(7.into());
                Sender::is(8.into());
            })
            .await;
        Sender::is(9.into());
        assert_eq!(sender.user(), Some(7.into()));
        assert_eq!(Sender::default().user(), None);
    }
}
