//! How wide columns are: by their shares, and never narrower than what must stay whole.

/// What a column asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wish {
    /// Its share of the room, relative to the shares of the others. What is no sensible share counts as hardly any.
    pub share: f32,
    /// The least that it takes.
    pub least: f32,
}

/// Parts the room among the columns, all of it. Where it does not hold what all of them need, each gets less.
pub(super) fn widths(wishes: &[Wish], room: f32) -> Vec<f32> {
    let needed: f32 = wishes.iter().map(|wish| wish.least).sum();
    if needed >= room && needed > 0.0 {
        return wishes.iter().map(|wish| wish.least / needed * room).collect();
    }
    let mut fixed = vec![false; wishes.len()];
    // Each turn fixes a column, or ends.
    loop {
        let (mut rest, mut shares) = (room, 0.0);
        for (wish, fixed) in wishes.iter().zip(&fixed) {
            if *fixed {
                rest -= wish.least;
            } else {
                shares += sane(wish.share);
            }
        }
        let part = |wish: &Wish| sane(wish.share) / shares * rest;
        let narrow = wishes.iter().zip(&fixed).position(|(wish, fixed)| !fixed && part(wish) < wish.least);
        match narrow.and_then(|at| fixed.get_mut(at)) {
            Some(narrow) => *narrow = true,
            None => {
                let width = |(wish, fixed): (&Wish, &bool)| if *fixed { wish.least } else { part(wish) };
                return wishes.iter().zip(&fixed).map(width).collect();
            }
        }
    }
}

fn sane(share: f32) -> f32 {
    if share.is_finite() { share.clamp(0.001, 1_000.0) } else { 0.001 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(wishes: &[(f32, f32)], room: f32) -> Vec<f32> {
        let wishes: Vec<_> =
            wishes.iter().map(|(share, least)| Wish { share: *share, least: *least }).collect();
        widths(&wishes, room)
    }

    #[test]
    fn shares_part_the_room_and_what_needs_more_gets_it() {
        assert_eq!(of(&[(1.0, 0.0), (3.0, 0.0)], 100.0), [25.0, 75.0]);
        assert_eq!(of(&[(1.0, 40.0), (1.0, 0.0), (2.0, 0.0)], 100.0), [40.0, 20.0, 40.0]);
        // What one needs may take from another what that one needs.
        assert_eq!(of(&[(1.0, 60.0), (1.0, 25.0), (2.0, 0.0)], 100.0), [60.0, 25.0, 15.0]);
    }

    #[test]
    fn where_there_is_too_little_each_gets_less() {
        assert_eq!(of(&[(1.0, 150.0), (1.0, 50.0)], 100.0), [75.0, 25.0]);
        assert!(of(&[], 100.0).is_empty());
    }
}
