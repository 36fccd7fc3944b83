//! Many requests at once, and what was answered.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::bench::client::{Client, Request};

/// No attack lasts longer.
const LONGEST: Duration = Duration::from_secs(60);

/// How often each status was answered; 0 when the connection was closed without an answer.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally(pub BTreeMap<u16, usize>);

impl Tally {
    pub fn note(&mut self, status: u16) {
        *self.0.entry(status).or_default() += 1;
    }

    /// Whether the server failed: it may be busy (503), and say no more than that.
    pub fn has_failures(&self) -> bool {
        self.0.keys().any(|status| *status >= 500 && *status != 503)
    }

    pub fn words(&self) -> String {
        let word = |(status, count): (&u16, &usize)| match status {
            0 => format!("{count} closed"),
            status => format!("{count} × {status}"),
        };
        self.0.iter().map(word).collect::<Vec<_>>().join(", ")
    }
}

/// Sends every request once, over so many connections at once.
pub fn send(port: u16, requests: &[Request], connections: usize) -> Tally {
    let (next, tally, start) = (AtomicUsize::new(0), Mutex::new(Tally::default()), Instant::now());
    thread::scope(|scope| {
        for _ in 0..connections {
            scope.spawn(|| {
                while start.elapsed() < LONGEST {
                    let Some(request) = requests.get(next.fetch_add(1, Ordering::SeqCst)) else { return };
                    let status = Client::connect(port)
                        .and_then(|mut client| client.send(request))
                        .map_or(0, |answer| answer.status);
                    if let Ok(mut tally) = tally.lock() {
                        tally.note(status);
                    }
                }
            });
        }
    });
    tally.into_inner().unwrap_or_default()
}

/// Opens connections, writes the beginning of a request on each, and holds them for so long. Counts as closed
/// those that the server has given up by then.
pub fn hold(port: u16, beginnings: &[Vec<u8>], time: Duration) -> Result<Tally> {
    let mut held = Vec::with_capacity(beginnings.len());
    let mut tally = Tally::default();
    for beginning in beginnings {
        let opened =
            TcpStream::connect_timeout(&SocketAddr::from(([127, 0, 0, 1], port)), Duration::from_secs(5));
        match opened.and_then(|mut stream| stream.write_all(beginning).map(|()| stream)) {
            Ok(stream) => held.push(stream),
            // A server that takes no more connections defends itself.
            Err(_) => tally.note(0),
        }
    }
    thread::sleep(time);
    for mut stream in held {
        stream.set_nonblocking(true).context("cannot ask a connection")?;
        let mut head = [0; 12];
        match stream.read(&mut head) {
            Ok(0) => tally.note(0),
            Ok(_) => tally.note(status(&head)),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => tally.note(WAITING),
            Err(_) => tally.note(0),
        }
    }
    Ok(tally)
}

/// Still waited for; 102 is what a server might say.
const WAITING: u16 = 102;

fn status(head: &[u8]) -> u16 {
    let text = String::from_utf8_lossy(head);
    text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

/// No attack at all, for as long as the bystander needs for some logins.
pub fn wait() -> Result<Tally> {
    thread::sleep(Duration::from_secs(3));
    Ok(Tally::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn being_busy_is_no_failure() {
        let mut tally = Tally::default();
        for status in [422, 422, 503, 0] {
            tally.note(status);
        }
        assert!(!tally.has_failures());
        assert_eq!(tally.words(), "1 closed, 2 × 422, 1 × 503");
        tally.note(500);
        assert!(tally.has_failures());
    }

    #[test]
    fn a_status_is_read_from_a_head() {
        assert_eq!(status(b"HTTP/1.1 408"), 408);
        assert_eq!(status(b"nonsense"), 0);
    }
}
