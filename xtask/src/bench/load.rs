//! A bounded load: a few connections, for a few seconds, and never more requests than said.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};

use super::client::{Client, Request};
use crate::process;

/// How much load at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub connections: usize,
    pub time: Duration,
    pub requests: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connections: 8, time: Duration::from_secs(10), requests: 20_000 }
    }
}

impl Limits {
    pub fn warm_up() -> Self {
        Self { time: Duration::from_secs(2), requests: 400, ..Self::default() }
    }
}

/// What came of a load.
#[derive(Debug, Default)]
pub struct Measured {
    /// How long each answered request took, the quickest first.
    times: Vec<Duration>,
    elapsed: Duration,
    /// The status of every answer that was not a success.
    refusals: Vec<u16>,
}

impl Measured {
    /// What took these times, one after the other.
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self { elapsed: times.iter().sum(), times, refusals: Vec::new() }
    }

    /// Both together; measured in turns, two things meet the same moods of the machine.
    pub fn and(mut self, other: Self) -> Self {
        self.times.extend(other.times);
        self.times.sort_unstable();
        self.refusals.extend(other.refusals);
        Self { elapsed: self.elapsed + other.elapsed, ..self }
    }

    pub fn count(&self) -> usize {
        self.times.len()
    }

    /// Requests per second.
    pub fn rate(&self) -> f64 {
        self.count() as f64 / self.elapsed.as_secs_f64()
    }

    /// The time that so many percent of the requests took at most.
    pub fn percentile(&self, percent: usize) -> Duration {
        let rank = (self.times.len() * percent).div_ceil(100).max(1);
        self.times.get(rank - 1).copied().unwrap_or_default()
    }

    /// Itself, if every request succeeded and there was one: refusals are quick, and would look good.
    pub fn all_fine(self, what: &str) -> Result<Self> {
        if let Some(status) = self.refusals.first() {
            let (refused, count) = (self.refusals.len(), self.count());
            bail!(
                "{what}: {refused} of {count} requests did not succeed (the first was answered with {status})"
            );
        }
        if self.times.is_empty() {
            bail!("{what}: nothing was measured");
        }
        Ok(self)
    }
}

/// Sends the requests in turn, over and over, until a limit is reached.
pub fn measure(port: u16, requests: &[Request], limits: Limits) -> Result<Measured> {
    let (next, start) = (AtomicUsize::new(0), Instant::now());
    let parts = thread::scope(|scope| {
        let workers: Vec<_> = (0..limits.connections)
            .map(|_| scope.spawn(|| work(port, requests, limits, &next, start)))
            .collect();
        let join = |worker: thread::ScopedJoinHandle<'_, Result<Part>>| {
            worker.join().unwrap_or_else(|_| Err(anyhow!("a connection's thread panicked")))
        };
        workers.into_iter().map(join).collect::<Result<Vec<Part>>>()
    })?;
    let elapsed = start.elapsed();
    let (mut times, mut refusals) = (Vec::new(), Vec::new());
    for part in parts {
        times.extend(part.times);
        refusals.extend(part.refusals);
    }
    times.sort_unstable();
    Ok(Measured { times, elapsed, refusals })
}

#[derive(Debug, Default)]
struct Part {
    times: Vec<Duration>,
    refusals: Vec<u16>,
}

fn work(port: u16, requests: &[Request], limits: Limits, next: &AtomicUsize, start: Instant) -> Result<Part> {
    let (mut client, mut part) = (Client::connect(port)?, Part::default());
    loop {
        let turn = next.fetch_add(1, Ordering::Relaxed);
        if turn >= limits.requests || start.elapsed() >= limits.time || process::interrupted() {
            return Ok(part);
        }
        let Some(request) = requests.get(turn % requests.len().max(1)) else { return Ok(part) };
        let sent = Instant::now();
        let answer = client.send(request)?;
        part.times.push(sent.elapsed());
        if !(200..300).contains(&answer.status) {
            part.refusals.push(answer.status);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let times: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        let measured = Measured { times, elapsed: Duration::from_secs(2), refusals: Vec::new() };
        assert_eq!(measured.percentile(50), Duration::from_millis(100));
        assert_eq!(measured.percentile(99), Duration::from_millis(198));
        assert!((measured.rate() - 100.0).abs() < 1e-9);
    }

    #[test]
    fn turns_count_together() {
        let turns = [[3, 1], [4, 2]].map(|turn| Measured::of(turn.map(Duration::from_millis).into()));
        let both = turns.into_iter().reduce(Measured::and).unwrap();
        assert_eq!((both.count(), both.percentile(50)), (4, Duration::from_millis(2)));
        assert!((both.rate() - 400.0).abs() < 1e-9);
    }

    #[test]
    fn a_refusal_is_no_good_time() {
        let times = vec![Duration::from_millis(1)];
        let measured = Measured { times, elapsed: Duration::from_secs(1), refusals: vec![409] };
        let error = measured.all_fine("saves").unwrap_err().to_string();
        assert!(error.contains("409"), "{error}");
    }
}
