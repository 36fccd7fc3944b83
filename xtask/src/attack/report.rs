//! What came of the attack, in a table.

use std::time::Duration;

use super::bystander::Seen;
use super::flood::Tally;

/// The most memory the server may ever hold, in bytes.
const MEMORY: u64 = 200_000_000;
/// Another person's login takes less than this.
const LOGIN: Duration = Duration::from_secs(1);

/// One attack and what it did.
#[derive(Debug)]
pub struct Row {
    pub name: &'static str,
    pub tally: Tally,
    pub seen: Seen,
    pub peak: u64,
    /// Whether `/healthz` was fine afterwards.
    pub alive: bool,
}

impl Row {
    /// What went wrong; `measured` counts time and memory too.
    fn faults(&self, measured: bool) -> Vec<&'static str> {
        let mut faults = Vec::new();
        let mut fault = |is, what| {
            if is {
                faults.push(what);
            }
        };
        fault(self.tally.has_failures(), "answered 500");
        fault(!self.seen.refused.is_empty(), "a login was refused");
        fault(!self.alive, "not well afterwards");
        fault(measured && self.peak > MEMORY, "memory");
        fault(measured && self.seen.slowest >= LOGIN, "a login took too long");
        faults
    }
}

/// All of them.
#[derive(Debug, Default)]
pub struct Table(Vec<Row>);

impl Table {
    pub fn add(&mut self, row: Row) {
        self.0.push(row);
    }

    pub fn holds(&self, measured: bool) -> bool {
        self.0.iter().all(|row| row.faults(measured).is_empty())
    }

    pub fn print(&self) {
        println!("{:<44}{:>9}{:>8}{:>10}   answers", "attack", "memory", "logins", "slowest");
        for row in &self.0 {
            println!(
                "{:<44}{:>6} MB{:>8}{:>7} ms   {}",
                row.name,
                row.peak / 1_000_000,
                row.seen.logins,
                row.seen.slowest.as_millis(),
                row.tally.words(),
            );
            let faults = row.faults(true);
            if !faults.is_empty() {
                println!("    FAULT: {}; logins answered {:?}", faults.join(", "), row.seen.refused);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        Row { name: "test", tally: Tally::default(), seen: Seen::default(), peak: 100_000_000, alive: true }
    }

    #[test]
    fn each_limit_is_looked_at() {
        assert!(row().faults(true).is_empty());
        assert_eq!(Row { peak: 200_000_001, ..row() }.faults(true), ["memory"]);
        assert!(Row { peak: 200_000_001, ..row() }.faults(false).is_empty());
        let slow = Seen { logins: 1, slowest: Duration::from_secs(1), refused: Vec::new() };
        assert_eq!(Row { seen: slow, ..row() }.faults(true), ["a login took too long"]);
        let refused = Seen { refused: vec![503], ..Seen::default() };
        assert_eq!(Row { seen: refused, ..row() }.faults(false), ["a login was refused"]);
        assert_eq!(Row { alive: false, ..row() }.faults(false), ["not well afterwards"]);
        let mut tally = Tally::default();
        tally.note(502);
        assert_eq!(Row { tally, ..row() }.faults(false), ["answered 500"]);
    }
}
