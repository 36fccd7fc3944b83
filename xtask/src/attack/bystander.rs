//! Somebody who has nothing to do with the attack, and logs in again and again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::bench::client::{Client, Request};

const BODY: &str = "form%5Busername%5D=asisten1&form%5Bpassword%5D=SijaptiDemo2016%21&next=";
/// Between two logins, so that they are no attack themselves.
const PAUSE: Duration = Duration::from_millis(100);

/// What came of the logins.
#[derive(Debug, Default)]
pub struct Seen {
    pub logins: usize,
    pub slowest: Duration,
    /// What was answered instead of 200; 0 for no answer.
    pub refused: Vec<u16>,
}

/// The thread that logs in.
pub struct Bystander {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<Seen>,
}

impl Bystander {
    pub fn begin(port: u16) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = thread::spawn(move || {
            let mut seen = Seen::default();
            // At least once, however short the attack was.
            loop {
                log_in(port, &mut seen);
                if stopped.load(Ordering::SeqCst) {
                    return seen;
                }
                thread::sleep(PAUSE);
            }
        });
        Self { stop, thread }
    }

    pub fn end(self) -> Seen {
        self.stop.store(true, Ordering::SeqCst);
        self.thread.join().unwrap_or_default()
    }
}

fn log_in(port: u16, seen: &mut Seen) {
    let start = Instant::now();
    let request = Request::post(port, "/api/identity/log_in", "", BODY);
    let status =
        Client::connect(port).and_then(|mut client| client.send(&request)).map_or(0, |answer| answer.status);
    seen.logins += 1;
    seen.slowest = seen.slowest.max(start.elapsed());
    if status != 200 {
        seen.refused.push(status);
    }
}
