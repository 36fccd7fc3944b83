//! What was measured, and whether it is what SIJAPTI promises.

use std::time::Duration;

use super::country::Country;
use super::lighthouse::Page;
use super::load::Measured;
use super::watched::{Cost, Watched};

/// The scoring page may cost at most this many times what the same bytes cost as a file.
const PAGE_PER_FILE: f64 = 10.0;
/// A save may take at most this many times what a bare commit takes.
const SAVE_PER_COMMIT: f64 = 3.0;
/// Memory under load, in bytes.
const MEMORY: f64 = 120e6;
/// All that a first visit loads, compressed, in bytes.
const FIRST_VISIT: f64 = 300e3;
/// Lighthouse's score for performance.
const PERFORMANCE: f64 = 95.0;
/// Largest Contentful Paint, in seconds.
const LCP: f64 = 1.8;
/// Total Blocking Time, in milliseconds.
const TBT: f64 = 150.0;
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
    /// A font is compressed in itself.
    pub font: u64,
    pub js: u64,
    pub wasm: u64,
    /// Every part of the bundle that pages load later, together.
    pub later: u64,
}

impl FirstVisit {
    fn together(&self) -> u64 {
        self.html + self.css + self.font + self.js + self.wasm
    }
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
#[derive(Debug)]
pub struct Target {
    what: String,
    is: f64,
    bound: Bound,
    unit: &'static str,
}

#[derive(Clone, Copy, Debug)]
enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

impl Target {
    fn at_most(what: impl Into<String>, is: f64, most: f64, unit: &'static str) -> Self {
        Self { what: what.into(), is, bound: Bound::AtMost(most), unit }
    }

    fn at_least(what: impl Into<String>, is: f64, least: f64) -> Self {
        Self { what: what.into(), is, bound: Bound::AtLeast(least), unit: "" }
    }

    fn met(&self) -> bool {
        match self.bound {
            Bound::AtMost(most) => self.is <= most,
            Bound::AtLeast(least) => self.is >= least,
        }
    }

    fn print(&self) {
        let Self { what, is, bound, unit } = self;
        let verdict = if self.met() { "pass" } else { "FAIL" };
        let bound = match bound {
            Bound::AtMost(most) => format!("at most {most} {unit}"),
            Bound::AtLeast(least) => format!("at least {least} {unit}"),
        };
        println!("{verdict}  {what:<52}{is:>7.1} {unit} ({})", bound.trim());
    }
}

/// Whether every promise is kept.
pub fn all_met(targets: &[Target]) -> bool {
    targets.iter().all(Target::met)
}

/// What is promised of each page.
pub fn of_pages(pages: &[Page]) -> Vec<Target> {
    let of_page = |page: &Page| {
        let what = |figure: &str| format!("{}: {figure}", page.name);
        [
            Target::at_least(what("performance"), page.performance, PERFORMANCE),
            Target::at_least(what("accessibility, best practices, SEO"), page.rest, 100.0),
            Target::at_most(what("LCP"), page.lcp / 1e3, LCP, "s"),
            Target::at_most(what("TBT"), page.tbt, TBT, "ms"),
            // It is promised to be 0; what rounds to it nobody sees.
            Target::at_most(what("CLS"), (page.cls * 1e3).floor() / 1e3, 0.0, ""),
        ]
    };
    pages.iter().flat_map(of_page).collect()
}

/// Prints what Lighthouse said, for a person.
pub fn print_pages(pages: &[Page]) {
    println!(
        "{:<24}{:>12}{:>8}{:>10}{:>10}{:>8}{:>10}",
        "on a phone", "performance", "rest", "LCP", "TBT", "CLS", "bytes"
    );
    for page in pages {
        let Page { name, performance, rest, lcp, tbt, cls, bytes, faults } = page;
        let bytes = kilobytes(*bytes as u64);
        println!("{name:<24}{performance:>12.0}{rest:>8.0}{lcp:>7.0} ms{tbt:>7.0} ms{cls:>8.3}{bytes:>10}");
        for fault in faults {
            println!("    {fault}");
        }
    }
    println!();
    for target in of_pages(pages) {
        target.print();
    }
    println!();
}

impl Results {
    /// What is promised.
    pub fn targets(&self) -> Vec<Target> {
        let visit = &self.first_visit;
        let mut targets = vec![
            Target::at_most(
                "scoring page, cost against the same bytes as a file",
                self.file.rate() / self.scoring.rate(),
                PAGE_PER_FILE,
                "x",
            ),
            Target::at_most(
                "save of a score, p50 against a bare commit",
                self.save.percentile(50).as_secs_f64() / self.commit.percentile(50).as_secs_f64(),
                SAVE_PER_COMMIT,
                "x",
            ),
            Target::at_most("memory under load", self.memory_peak as f64 / 1e6, MEMORY / 1e6, "MB"),
            Target::at_most("first visit, brotli", visit.together() as f64 / 1e3, FIRST_VISIT / 1e3, "kB"),
        ];
        if let Some(country) = &self.country {
            let p50 = |measured: &Measured| measured.percentile(50).as_secs_f64();
            targets.extend([
                Target::at_most(
                    "Dashboard of the country, p50 for one reader",
                    p50(&country.dashboard) * 1e3,
                    DASHBOARD,
                    "ms",
                ),
                Target::at_most(
                    "log of 1,000,000 lines, last page against first",
                    p50(&country.log_last) / p50(&country.log_first),
                    LAST_PER_FIRST,
                    "x",
                ),
                Target::at_most(
                    "1,000,000 plans by due date, last page against first",
                    p50(&country.due.last) / p50(&country.due.first),
                    LAST_PER_FIRST,
                    "x",
                ),
                Target::at_most(
                    "5,000 clocks computed anew",
                    country.due.recompute.as_secs_f64() * 1e3,
                    RECOMPUTE,
                    "ms",
                ),
            ]);
        }
        targets
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
        let together = visit.together();
        println!(
            "first visit, brotli: html {}, css {}, font {}, js {}, wasm {}, together {}",
            kilobytes(visit.html),
            kilobytes(visit.css),
            kilobytes(visit.font),
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
            target.print();
        }
    }
}

fn millis(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

fn kilobytes(bytes: u64) -> String {
    format!("{:.1} kB", bytes as f64 / 1e3)
}
