//! Where the provinces stand on a map of equal tiles: roughly as Indonesia lies, Aceh in the north-west and Papua Selatan
//! in the south-east.

/// How many tiles stand beside each other.
pub const COLUMNS: u8 = 13;
/// How many rows of tiles there are.
pub const ROWS: u8 = 7;

/// A province's place on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Its code, as in `31`.
    pub code: &'static str,
    /// What is written on its tile.
    pub short: &'static str,
    /// Its whole name.
    pub name: &'static str,
    /// From the west, from 1.
    pub column: u8,
    /// From the north, from 1.
    pub row: u8,
}

const fn tile(code: &'static str, short: &'static str, name: &'static str, column: u8, row: u8) -> Tile {
    Tile { code, short, name, column, row }
}

/// The 38 provinces, by code.
pub const TILES: [Tile; 38] = [
    tile("11", "Aceh", "Aceh", 1, 1),
    tile("12", "Sumut", "Sumatera Utara", 1, 2),
    tile("13", "Sumbar", "Sumatera Barat", 1, 3),
    tile("14", "Riau", "Riau", 2, 2),
    tile("15", "Jambi", "Jambi", 2, 3),
    tile("16", "Sumsel", "Sumatera Selatan", 3, 4),
    tile("17", "Bengkulu", "Bengkulu", 2, 4),
    tile("18", "Lampung", "Lampung", 3, 5),
    tile("19", "Babel", "Kepulauan Bangka Belitung", 4, 4),
    tile("21", "Kepri", "Kepulauan Riau", 3, 2),
    tile("31", "DKI", "DKI Jakarta", 4, 6),
    tile("32", "Jabar", "Jawa Barat", 4, 7),
    tile("33", "Jateng", "Jawa Tengah", 5, 6),
    tile("34", "DIY", "DI Yogyakarta", 5, 7),
    tile("35", "Jatim", "Jawa Timur", 6, 7),
    tile("36", "Banten", "Banten", 3, 6),
    tile("51", "Bali", "Bali", 7, 7),
    tile("52", "NTB", "Nusa Tenggara Barat", 8, 7),
    tile("53", "NTT", "Nusa Tenggara Timur", 9, 7),
    tile("61", "Kalbar", "Kalimantan Barat", 5, 2),
    tile("62", "Kalteng", "Kalimantan Tengah", 5, 3),
    tile("63", "Kalsel", "Kalimantan Selatan", 6, 3),
    tile("64", "Kaltim", "Kalimantan Timur", 6, 2),
    tile("65", "Kaltara", "Kalimantan Utara", 6, 1),
    tile("71", "Sulut", "Sulawesi Utara", 9, 2),
    tile("72", "Sulteng", "Sulawesi Tengah", 8, 3),
    tile("73", "Sulsel", "Sulawesi Selatan", 8, 5),
    tile("74", "Sultra", "Sulawesi Tenggara", 9, 4),
    tile("75", "Gorontalo", "Gorontalo", 8, 2),
    tile("76", "Sulbar", "Sulawesi Barat", 8, 4),
    tile("81", "Maluku", "Maluku", 10, 4),
    tile("82", "Malut", "Maluku Utara", 10, 2),
    tile("91", "Papua", "Papua", 13, 4),
    tile("92", "Papbar", "Papua Barat", 12, 3),
    tile("93", "Papsel", "Papua Selatan", 13, 6),
    tile("94", "Papteng", "Papua Tengah", 12, 4),
    tile("95", "Papeg", "Papua Pegunungan", 13, 5),
    tile("96", "PBD", "Papua Barat Daya", 11, 3),
];

/// The tile of a province's code.
#[must_use]
pub fn tile_of(code: &str) -> Option<&'static Tile> {
    TILES.iter().find(|tile| tile.code == code)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::region::provinces;

    #[test]
    fn every_province_has_one_tile_with_its_name() {
        let told: Vec<_> = TILES.iter().map(|tile| (tile.code, tile.name)).collect();
        let known: Vec<_> =
            provinces().iter().map(|known| (known.code.as_str(), known.name.as_str())).collect();
        assert_eq!(told, known);
        assert_eq!(tile_of("96").map(|tile| tile.short), Some("PBD"));
        assert_eq!((tile_of(""), tile_of("97")), (None, None));
    }

    #[test]
    fn no_two_provinces_share_a_place_or_a_word() {
        let places: HashSet<_> = TILES.iter().map(|tile| (tile.column, tile.row)).collect();
        let words: HashSet<_> = TILES.iter().map(|tile| tile.short).collect();
        assert_eq!((places.len(), words.len()), (TILES.len(), TILES.len()));
        for tile in TILES {
            assert!((1..=COLUMNS).contains(&tile.column) && (1..=ROWS).contains(&tile.row), "{}", tile.name);
        }
    }

    /// Who knows the country finds a province where they look for it.
    #[test]
    fn the_map_lies_as_the_country_does() {
        let at = |code| tile_of(code).map(|tile| (tile.column, tile.row)).unwrap();
        assert_eq!(at("11"), (1, 1));
        let (column, row) = at("93");
        assert!(column == COLUMNS && row > at("91").1 && row > at("95").1);
        for (west, east) in
            [("36", "31"), ("33", "35"), ("51", "52"), ("52", "53"), ("61", "64"), ("75", "71"), ("82", "96")]
        {
            assert!(at(west).0 < at(east).0, "{west} lies west of {east}");
        }
        for (north, south) in
            [("12", "13"), ("16", "18"), ("31", "32"), ("65", "64"), ("72", "73"), ("82", "81")]
        {
            assert!(at(north).1 < at(south).1, "{north} lies north of {south}");
        }
    }
}
