//! What one saved score costs the server while many pages look on, each of which hears of it and asks anew.

use std::fs;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::client::{Client, Request};
use super::scene::Scene;
use crate::process;

/// So many pages of each person.
const PAGES: usize = 10;
/// A page that hears nothing for so long has missed it.
const PATIENCE: Duration = Duration::from_secs(20);

/// Per saved score.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// Processor time of the server.
    pub processor: Duration,
    /// Statements that it sent to the database.
    pub statements: f64,
    /// From sending the score until the last page had what it shows.
    pub until_shown: Duration,
}

/// The same saves with nobody and with many looking on.
#[derive(Debug)]
pub struct Watched {
    pub pages: usize,
    pub alone: Cost,
    pub watched: Cost,
}

/// Saves half of these scores alone and half while all look on; of either, the second part beside a log of every
/// statement, which would make the time look worse.
pub fn measure(scene: &Scene, saves: &[Request]) -> Result<Watched> {
    let quarter = saves.len() / 4;
    let mut parts = saves.chunks(quarter.max(1));
    let mut next = || parts.next().context("there are too few scores to save");
    let server = scene.start()?;
    let mut alone = run(scene, server.id(), next()?, &[])?;
    let pages = open_pages(scene)?;
    let mut watched = run(scene, server.id(), next()?, &pages)?;
    drop(pages);
    server.stop()?;

    let server = scene.start_telling_statements()?;
    alone.statements = statements(scene, server.id(), next()?, &[])?;
    let pages = open_pages(scene)?;
    watched.statements = statements(scene, server.id(), next()?, &pages)?;
    let count = pages.len();
    drop(pages);
    server.stop()?;
    Ok(Watched { pages: count, alone, watched })
}

fn statements(scene: &Scene, pid: u32, saves: &[Request], pages: &[Page]) -> Result<f64> {
    let before = scene.statements()?;
    run(scene, pid, saves, pages)?;
    Ok((scene.statements()? - before) as f64 / saves.len() as f64)
}

fn run(scene: &Scene, pid: u32, saves: &[Request], pages: &[Page]) -> Result<Cost> {
    let mut client = Client::connect(scene.port)?;
    let before = processor(pid)?;
    let mut until_shown = Duration::ZERO;
    for save in saves {
        process::stop_if_interrupted()?;
        let sent = Instant::now();
        let status = client.send(save)?.status;
        if status != 200 {
            bail!("a score was answered with {status}");
        }
        for page in pages {
            page.shown.recv_timeout(PATIENCE).context("a page did not hear of a score")??;
        }
        until_shown += sent.elapsed();
    }
    let count = u32::try_from(saves.len().max(1))?;
    Ok(Cost {
        processor: (processor(pid)? - before) / count,
        statements: 0.0,
        until_shown: until_shown / count,
    })
}

/// A page that looks on.
struct Page {
    /// One for each time that it has asked anew.
    shown: Receiver<Result<()>>,
}

fn open_pages(scene: &Scene) -> Result<Vec<Page>> {
    let mut pages = Vec::new();
    for cookie in &scene.story.onlookers {
        for _ in 0..PAGES {
            let stream = Request::get(scene.port, &format!("/live?about={}", scene.story.about), cookie);
            let (url, body) = &scene.story.shown;
            let ask = Request::post(scene.port, url, cookie, body);
            let mut line = Client::connect(scene.port)?;
            let status = line.begin(&stream)?;
            if status != 200 {
                bail!("a page that looks on was answered with {status}");
            }
            let (sender, shown) = mpsc::channel();
            let port = scene.port;
            thread::spawn(move || look_on(port, line, &ask, &sender));
            pages.push(Page { shown });
        }
    }
    Ok(pages)
}

/// Until the server stops, or nobody listens any more.
fn look_on(port: u16, mut line: Client, ask: &Request, shown: &Sender<Result<()>>) {
    let Ok(mut client) = Client::connect(port) else { return };
    while let Ok(text) = line.next_line() {
        if !text.starts_with("data: {\"about\"") {
            continue;
        }
        let asked = client.send(ask).and_then(|answer| match answer.status {
            200 => Ok(()),
            status => bail!("a page that asked anew was answered with {status}"),
        });
        if shown.send(asked).is_err() {
            return;
        }
    }
}

/// The processor time that a process has taken.
fn processor(pid: u32) -> Result<Duration> {
    let text =
        fs::read_to_string(format!("/proc/{pid}/stat")).context("processor time is told on Linux only")?;
    ticks(&text)
        .map(|ticks| Duration::from_millis(ticks * 10))
        .context("the system does not tell processor time")
}

/// In hundredths of a second: of the program itself and of the system for it. The name before may hold anything.
fn ticks(stat: &str) -> Option<u64> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn processor_time_is_read_behind_any_name() {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194560 100 0 0 0 120 30 0 0 20 0 8 0 100 1000 10";
        assert_eq!(super::ticks(stat), Some(150));
        assert_eq!(super::ticks("7 (a"), None);
    }
}
