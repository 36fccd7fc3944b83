//! Clocks in figures: what is due, and what answers took, in two figures that no single slow one moves.

use serde::{Deserialize, Serialize};

/// Clocks that run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// To be answered on the day itself.
    pub due_today: u32,
    /// To be answered between the first and the last day that were asked for.
    pub due_in_week: u32,
    /// Late.
    pub late: u32,
}

/// Median and 90th percentile of working days taken, by nearest rank: both are days that an answer really took.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// How many answers there were.
    pub answers: u64,
    /// Half of them took so many days at most.
    pub median: u32,
    /// Nine of ten took so many days at most.
    pub ninetieth: u32,
}

impl Spread {
    /// Of a tally: how many answers took so many days. Nothing without any.
    #[must_use]
    pub fn of(tally: impl IntoIterator<Item = (u32, u64)>) -> Option<Self> {
        let mut tally = tally.into_iter().filter(|(_, answers)| *answers > 0).collect::<Vec<_>>();
        tally.sort_unstable();
        let answers = tally.iter().map(|(_, answers)| answers).sum::<u64>();
        let at = |percent: u64| {
            let rank = (answers * percent).div_ceil(100);
            let mut reached = 0;
            tally.iter().find_map(|(days, answers)| {
                reached += answers;
                (reached >= rank).then_some(*days)
            })
        };
        Some(Self { answers, median: at(50)?, ninetieth: at(90)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(days: &[u32]) -> Option<(u32, u32)> {
        Spread::of(days.iter().map(|days| (*days, 1))).map(|spread| (spread.median, spread.ninetieth))
    }

    #[test]
    fn both_figures_are_days_that_an_answer_took() {
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[4]), Some((4, 4)));
        assert_eq!(of(&[9, 1]), Some((1, 9)));
        assert_eq!(of(&[5, 1, 3]), Some((3, 5)));
        assert_eq!(of(&[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]), Some((5, 9)));
        assert_eq!(of(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]), Some((6, 10)));
        assert_eq!(of(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 99]), Some((0, 0)));
    }

    #[test]
    fn a_tally_is_as_good_as_every_answer() {
        let tally = [(3, 40), (1, 50), (5, 9), (8, 1), (7, 0)];
        let spread = Spread::of(tally).unwrap();
        assert_eq!((spread.answers, spread.median, spread.ninetieth), (100, 1, 3));
        assert_eq!(Spread::of([(3, 0)]), None);
    }
}
