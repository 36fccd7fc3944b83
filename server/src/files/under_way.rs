//! How many uploads are being written. They go on when whoever sent them has left: the open requests do not tell.

use tokio::sync::watch;

/// How many there are.
#[derive(Clone, Debug, Default)]
pub struct UnderWay(watch::Sender<usize>);

impl UnderWay {
    /// One more, as long as there is what it answers.
    pub fn begin(&self) -> Writing {
        self.0.send_modify(|count| *count += 1);
        Writing(self.clone())
    }

    /// Returns once there is none.
    pub async fn until_none(&self) {
        _ = self.0.subscribe().wait_for(|count| *count == 0).await;
    }
}

/// One that is being written.
#[must_use]
#[derive(Debug)]
pub struct Writing(UnderWay);

impl Drop for Writing {
    fn drop(&mut self) {
        self.0.0.send_modify(|count| *count -= 1);
    }
}
