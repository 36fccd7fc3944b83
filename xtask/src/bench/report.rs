//! What was measured, and whether it is what SIJAPTI promises.

use std::time::Duration;

use super::country::Country;
use super::load::Measured;
use super::watched::{Cost, Watched};

/// The scoring page may cost at most this many times what the same bytes cost as a file.
const PAGE_PER_FILE: f64 = 10.0;
/// A save may take at most this many times what a bare commit takes.
const SAVE_PER_COMMIT: f64 = 3.0;
/// Memory under load, in bytes.
const MEMORY: f64 = 120e6;
/// Script and module together, compressed, in bytes.
const BUNDLE: f64 = 350e3;
/// How long the Dashboard takes one reader at most, in milliseconds, with the whole country in the database.
const DASHBOARD: f64 = 50.0;
/// The last page of a list of 1,000,000 lines may take at most this many times what its first page takes.
const LAST_PER_FIRST: f64 = 1.5;
/// How long it may take until 5,000 clocks are computed anew, in milliseconds.
const RECOMPUTE: f64 = 2000.0;

/// What a first visit loads, in bytes on the wire.
#[derive(Debug)]
pub struct FirstVisit {
    pub html: u64,
    pub css: u64,
    pub js: u64,
    pub wasm: u64,
    /// Every part of the bundle that pages load later, together.
    pub later: u64,
}

/// Everything that was measured.
#[derive(Debug)]
pub struct Results {
    /// Commits of one row in a bare database.
    pub commit: Measured,
    /// The scoring page's bytes, as a file.
    pub file: Measured,
    pub scoring: Measured,
    pub list: Measured,
    /// Saves of one person, one after the other.
    pub save: Measured,
    pub saves_together: Measured,
    pub memory_idle: u64,
    pub memory_peak: u64,
    pub first_visit: FirstVisit,
    pub watched: Option<Watched>,
    pub country: Option<Country>,
}

/// A promise and how it is kept.
struct Target {
    what: &'static str,
    is: f64,
    most: f64,
    unit: &'static str,
}

impl Target {
    fn met(&self) -> bool {
        self.is <= self.most
    }
}

impl Results {
    fn targets(&self) -> Vec<Target> {
        let visit = &self.first_visit;
        let mut targets = vec![
            Target {
                what: "scoring page, cost against the same bytes as a file",
                is: self.file.rate() / self.scoring.rate(),
                most: PAGE_PER_FILE,
                unit: "x",
            },
            Target {
                what: "save of a score, p50 against a bare commit",
                is: self.save.percentile(50).as_secs_f64() / self.commit.percentile(50).as_secs_f64(),
                most: SAVE_PER_COMMIT,
                unit: "x",
            },
            Target {
                what: "memory under load",
                is: self.memory_peak as f64 / 1e6,
                most: MEMORY / 1e6,
                unit: "MB",
            },
            Target {
                what: "script and module, brotli",
                is: (visit.js + visit.wasm) as f64 / 1e3,
                most: BUNDLE / 1e3,
                unit: "kB",
            },
        ];
        if let Some(country) = &self.country {
            let p50 = |measured: &Measured| measured.percentile(50).as_secs_f64();
            targets.extend([
                Target {
                    what: "Dashboard of the country, p50 for one reader",
                    is: p50(&country.dashboard) * 1e3,
                    most: DASHBOARD,
                    unit: "ms",
                },
                Target {
                    what: "log of 1,000,000 lines, last page against first",
                    is: p50(&country.log_last) / p50(&country.log_first),
                    most: LAST_PER_FIRST,
                    unit: "x",
                },
                Target {
                    what: "1,000,000 plans by due date, last page against first",
                    is: p50(&country.due.last) / p50(&country.due.first),
                    most: LAST_PER_FIRST,
                    unit: "x",
                },
                Target {
                    what: "5,000 clocks computed anew",
                    is: country.due.recompute.as_secs_f64() * 1e3,
                    most: RECOMPUTE,
                    unit: "ms",
                },
            ]);
        }
        targets
    }

    /// Whether every target is met.
    pub fn all_met(&self) -> bool {
        self.targets().iter().all(Target::met)
    }

    /// Prints it for a person.
    pub fn print(&self) {
        println!("{:<44}{:>11}{:>11}{:>11}{:>10}", "", "requests/s", "p50", "p99", "requests");
        let loads = [
            ("the scoring page's bytes as a file", &self.file),
            ("scoring page, 200 candidates", &self.scoring),
            ("Daftar Seleksi", &self.list),
            ("save of a score, one after the other", &self.save),
            ("save of a score, 8 connections", &self.saves_together),
            ("bare commit, same settings", &self.commit),
        ];
        let country = self.country.iter().flat_map(|country| {
            [
                ("Dashboard of the country, one reader", &country.dashboard),
                ("log of 1,000,000 lines, first page", &country.log_first),
                ("log of 1,000,000 lines, last page", &country.log_last),
                ("1,000,000 plans by due date, first page", &country.due.first),
                ("1,000,000 plans by due date, last page", &country.due.last),
            ]
        });
        for (name, load) in loads.into_iter().chain(country) {
            let (p50, p99) = (millis(load.percentile(50)), millis(load.percentile(99)));
            println!("{name:<44}{:>11.0}{p50:>11}{p99:>11}{:>10}", load.rate(), load.count());
        }
        println!();
        if let Some(country) = &self.country {
            let longest = millis(country.due.longest_save);
            println!("the longest save while 5,000 clocks were computed anew: {longest}");
        }
        let (idle, peak) = (self.memory_idle as f64 / 1e6, self.memory_peak as f64 / 1e6);
        println!("memory: {idle:.0} MB idle, {peak:.0} MB at most under load");
        let visit = &self.first_visit;
        let together = visit.html + visit.css + visit.js + visit.wasm;
        println!(
            "first visit, brotli: html {}, css {}, js {}, wasm {}, together {}",
            kilobytes(visit.html),
            kilobytes(visit.css),
            kilobytes(visit.js),
            kilobytes(visit.wasm),
            kilobytes(together)
        );
        if let Some(Watched { pages, alone, watched }) = &self.watched {
            let told = |Cost { processor, statements, until_shown }: &Cost| {
                let (processor, shown) = (millis(*processor), millis(*until_shown));
                format!("{processor} of processor, {statements:.1} statements, shown after {shown}")
            };
            println!("a saved score, nobody looking on: {}", told(alone));
            println!("a saved score, {pages} pages looking on: {}", told(watched));
        }
        println!("the pages of a selection, all parts together: {}", kilobytes(visit.later));
        println!();
        for target in self.targets() {
            let Target { what, is, most, unit } = target;
            let verdict = if target.met() { "pass" } else { "FAIL" };
            println!("{verdict}  {what:<52}{is:>7.1} {unit} (at most {most} {unit})");
        }
    }
}

fn millis(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

fn kilobytes(bytes: u64) -> String {
    format!("{:.1} kB", bytes as f64 / 1e3)
}
