//! What has to go on for as long as the server does.

use std::{future::Future, panic::AssertUnwindSafe, time::Duration};

use futures::FutureExt as _;
use tokio::{sync::watch, time::sleep};

/// Does something until it ends by itself, which it does when told to stop. When it panics, it is begun again after a
/// pause: a server that takes no more jobs would otherwise look well, and nothing would be done.
pub(super) async fn until_stopped<F: Future<Output = ()>>(
    pause: Duration,
    mut stopping: watch::Receiver<bool>,
    begin: impl Fn() -> F,
) {
    // What happened was logged by the hook.
    while AssertUnwindSafe(begin()).catch_unwind().await.is_err() {
        tracing::error!("who works off jobs ended by a fault of its own, and begins again");
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            () = sleep(pause) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn what_panics_is_begun_again_until_it_ends_or_is_told_to_stop() {
        let begun = &AtomicUsize::new(0);
        let begin = move || async move {
            assert_eq!(begun.fetch_add(1, Ordering::Relaxed), 2);
        };
        let (stopper, stopping) = watch::channel(false);
        until_stopped(Duration::from_millis(1), stopping.clone(), begin).await;
        assert_eq!(begun.load(Ordering::Relaxed), 3);
        stopper.send_replace(true);
        until_stopped(Duration::from_secs(3600), stopping, begin).await;
        assert_eq!(begun.load(Ordering::Relaxed), 4);
    }
}
