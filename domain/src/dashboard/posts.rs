//! Posts by province: filled, vacant, in selection.

use serde::{Deserialize, Serialize};

use super::{Tally, provinces::tile_of};
use crate::institution::InstitutionKind;

/// Posts, each counted once: what an open plan holds is in selection, whether or not somebody holds it still.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posts {
    /// Terisi: somebody holds them.
    pub filled: u32,
    /// Lowong: nobody does, and no plan is under way.
    pub vacant: u32,
    /// Dalam seleksi: a plan that was sent and has not ended names them.
    pub in_selection: u32,
}

impl Posts {
    /// The posts of a tally.
    #[must_use]
    pub const fn of(tally: &Tally) -> Self {
        let Tally { counts, in_selection, held_in_selection, .. } = tally;
        // Two who hold one post for a moment are no second post.
        let rest = counts.positions.saturating_sub(*in_selection);
        let held = counts.officials.saturating_sub(*held_in_selection);
        let filled = if held < rest { held } else { rest };
        Self { filled, vacant: rest - filled, in_selection: *in_selection }
    }

    /// All of them.
    #[must_use]
    pub const fn total(self) -> u32 {
        self.filled + self.vacant + self.in_selection
    }

    /// How many of a hundred are vacant or in selection, rounded down; nothing without posts.
    #[must_use]
    pub fn open_percent(self) -> Option<u32> {
        let open = u64::from(self.vacant) + u64::from(self.in_selection);
        u32::try_from((open * 100).checked_div(u64::from(self.total()))?).ok()
    }
}

impl std::ops::AddAssign for Posts {
    fn add_assign(&mut self, other: Self) {
        self.filled += other.filled;
        self.vacant += other.vacant;
        self.in_selection += other.in_selection;
    }
}

/// How dark a tile is: by how many of its posts are vacant or in selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    /// There are no posts.
    None,
    /// Below 5 of 100.
    Few,
    /// Below 10.
    Some,
    /// Below 20.
    Many,
    /// From 20 on.
    Most,
}

impl Shade {
    /// From the palest.
    pub const ALL: [Self; 5] = [Self::None, Self::Few, Self::Some, Self::Many, Self::Most];

    /// The shade of posts.
    #[must_use]
    pub fn of(posts: Posts) -> Self {
        match posts.open_percent() {
            None => Self::None,
            Some(0..5) => Self::Few,
            Some(5..10) => Self::Some,
            Some(10..20) => Self::Many,
            Some(_) => Self::Most,
        }
    }

    /// Its number, from 0.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Few => 1,
            Self::Some => 2,
            Self::Many => 3,
            Self::Most => 4,
        }
    }

    /// What the legend says.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::None => "tanpa jabatan",
            Self::Few => "< 5%",
            Self::Some => "5–9%",
            Self::Many => "10–19%",
            Self::Most => "≥ 20%",
        }
    }
}

/// Where posts are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// A province with its kabupaten and kota, by its code.
    Province(String),
    /// Kementerian and lembaga, wherever they sit: they are the country's.
    Centre,
    /// Governments of which nobody has said where they are.
    Unknown,
}

impl Area {
    /// The area of an institution.
    #[must_use]
    pub fn of(kind: InstitutionKind, province: &str) -> Self {
        if !kind.has_province() {
            Self::Centre
        } else if tile_of(province).is_some() {
            Self::Province(province.to_owned())
        } else {
            Self::Unknown
        }
    }
}

/// Posts by area.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostMap {
    /// Every province by code, the centre, and what is nowhere if there is any.
    pub areas: Vec<(Area, Posts)>,
    /// Their sum.
    pub total: Posts,
}

impl PostMap {
    /// Gathers what was counted.
    #[must_use]
    pub fn of<'a>(tallies: impl IntoIterator<Item = &'a Tally>) -> Self {
        let provinces = super::provinces::TILES.iter().map(|tile| Area::Province(tile.code.to_owned()));
        let mut map = Self {
            areas: provinces
                .chain([Area::Centre, Area::Unknown])
                .map(|area| (area, Posts::default()))
                .collect(),
            total: Posts::default(),
        };
        for tally in tallies {
            let (area, posts) = (Area::of(tally.kind, &tally.province), Posts::of(tally));
            map.total += posts;
            if let Some((_, sum)) = map.areas.iter_mut().find(|(known, _)| *known == area) {
                *sum += posts;
            }
        }
        map.areas.retain(|(area, posts)| *area != Area::Unknown || posts.total() > 0);
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dashboard::Counts;

    fn tally(kind: InstitutionKind, province: &str, figures: (u32, u32, u32, u32)) -> Tally {
        let (positions, officials, in_selection, held_in_selection) = figures;
        let counts = Counts { institutions: 1, positions, officials };
        Tally { kind, province: province.to_owned(), counts, in_selection, held_in_selection }
    }

    fn posts(figures: (u32, u32, u32, u32)) -> (u32, u32, u32) {
        let Posts { filled, vacant, in_selection } = Posts::of(&tally(InstitutionKind::City, "31", figures));
        (filled, vacant, in_selection)
    }

    #[test]
    fn each_post_is_counted_once() {
        assert_eq!(posts((0, 0, 0, 0)), (0, 0, 0));
        assert_eq!(posts((20, 15, 0, 0)), (15, 5, 0));
        // Two of the three in selection are held still.
        assert_eq!(posts((20, 15, 3, 2)), (13, 4, 3));
        assert_eq!(posts((1, 2, 0, 0)), (1, 0, 0));
        assert_eq!(posts((1, 2, 1, 1)), (0, 0, 1));
    }

    #[test]
    fn shades_follow_the_share_that_is_open() {
        let shade = |filled, vacant, in_selection| Shade::of(Posts { filled, vacant, in_selection }).number();
        assert_eq!(shade(0, 0, 0), 0);
        assert_eq!([shade(100, 0, 0), shade(951, 49, 0), shade(19, 1, 0)], [1, 1, 2]);
        assert_eq!([shade(90, 5, 5), shade(901, 99, 0), shade(80, 0, 20), shade(0, 0, 1)], [3, 2, 4, 4]);
        assert_eq!(Shade::ALL.map(Shade::number), [0, 1, 2, 3, 4]);
        let all = Posts { filled: u32::MAX / 2, vacant: u32::MAX / 2, in_selection: 0 };
        assert_eq!(all.open_percent(), Some(50));
    }

    #[test]
    fn the_centre_is_no_province_even_where_it_sits() {
        use InstitutionKind::{Agency, City, Ministry, Province};
        let tallies = [
            tally(Ministry, "31", (9, 9, 0, 0)),
            tally(Agency, "", (4, 3, 0, 0)),
            tally(Province, "31", (5, 5, 0, 0)),
            tally(City, "31", (7, 5, 1, 0)),
        ];
        let map = PostMap::of(&tallies);
        let of = |wanted: &Area| map.areas.iter().find(|(area, _)| area == wanted).map(|(_, posts)| *posts);
        assert_eq!(of(&Area::Centre), Some(Posts { filled: 12, vacant: 1, in_selection: 0 }));
        let jakarta = Posts { filled: 10, vacant: 1, in_selection: 1 };
        assert_eq!(of(&Area::Province("31".into())), Some(jakarta));
        assert_eq!(of(&Area::Province("11".into())), Some(Posts::default()));
        assert_eq!((map.areas.len(), map.total.total(), of(&Area::Unknown)), (39, 25, None));
        for nowhere in ["", "97"] {
            let map = PostMap::of(&[tally(City, nowhere, (1, 0, 0, 0))]);
            assert_eq!(map.areas.last(), Some(&(Area::Unknown, Posts { vacant: 1, ..Posts::default() })));
        }
    }
}
