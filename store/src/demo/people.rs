//! Made-up people, one after another: always the same ones in the same order.

use chrono::Datelike as _;
use chrono::NaiveDate;
use domain::selection::{applicant::Person, nip::parse_nip};

use super::{making::legal, names::of_province};
use crate::Result;

/// What stands behind a name, as often as it stands here.
const DEGREES: [&str; 8] = [
    "S.E., M.Si.",
    "S.Sos., M.Si.",
    "S.H., M.H.",
    "S.T., M.T.",
    "S.IP., M.A.P.",
    "S.P., M.M.",
    "S.STP., M.Si.",
    "S.Kom., M.T.",
];
/// Where people of the capital come from.
const HOMES: [&str; 9] = ["33", "32", "12", "33", "13", "73", "51", "71", "11"];
/// The youngest whom a plan or a post has, and over how many years the others spread.
const YOUNGEST: i32 = 40;
const AGES: usize = 17;
/// At which age the youngest entered the civil service.
const ENTERED: usize = 22;

/// Somebody made up.
pub(super) struct Made {
    pub(super) name: String,
    pub(super) nip: String,
    /// Pangkat/golongan.
    pub(super) rank: &'static str,
}

impl Made {
    /// As an applicant from there.
    pub(super) fn applies(self, agency: String) -> Person {
        Person { name: self.name, nip: self.nip, agency }
    }
}

/// The source of all of them.
pub(super) struct People {
    made: usize,
    year: i32,
}

impl People {
    pub(super) fn new(today: NaiveDate) -> Self {
        Self { made: 0, year: today.year() }
    }

    /// The next one, with a name of that province.
    pub(super) fn next(&mut self, province: &str) -> Result<Made> {
        let n = self.made;
        self.made += 1;
        let woman = n % 5 < 2;
        // People from everywhere work in the capital.
        let home = match province {
            "" | "31" => HOMES[mixed(n, 10) % HOMES.len()],
            province => province,
        };
        let culture = of_province(home);
        let first = if woman { culture.women } else { culture.men };
        let given = first[mixed(n, 1) % first.len()];
        let last = culture.last[mixed(n, 2) % culture.last.len()];
        let degree = DEGREES[mixed(n, 3) % DEGREES.len()];
        let born = self.year - YOUNGEST - small(mixed(n, 4) % AGES);
        let entered = born + small(ENTERED + mixed(n, 5) % 5);
        let nip = format!(
            "{born}{:02}{:02}{entered}{:02}{}{:03}",
            1 + mixed(n, 6) % 12,
            1 + mixed(n, 7) % 28,
            [1, 3, 4, 12][mixed(n, 8) % 4],
            if woman { 2 } else { 1 },
            1 + n % 999,
        );
        Ok(Made {
            name: format!("{given} {last}, {degree}"),
            nip: legal(parse_nip(&nip))?,
            rank: ["Pembina Tingkat I (IV/b)", "Pembina Utama Muda (IV/c)"][mixed(n, 9) % 2],
        })
    }
}

/// A number that looks like chance and is none: the same for the same two.
pub(super) fn mixed(n: usize, about: usize) -> usize {
    let mut bits =
        (n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (about as u64).wrapping_mul(0xD1B5_4A32_D192_ED03);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    usize::try_from((bits ^ (bits >> 31)) % 1_000_003).unwrap_or_default()
}

fn small(number: usize) -> i32 {
    i32::try_from(number).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn everybody_has_a_nip_of_their_own() {
        let mut people = People::new(NaiveDate::from_ymd_opt(2026, 11, 28).unwrap());
        let nips: HashSet<_> = (0..999).map(|_| people.next("32").unwrap().nip).collect();
        assert_eq!(nips.len(), 999);
    }

    #[test]
    fn the_same_people_come_again() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();
        let names = || {
            let mut people = People::new(today);
            ["11", "12", "51", "91", ""].map(|province| people.next(province).unwrap().name)
        };
        assert_eq!(names(), names());
    }
}
