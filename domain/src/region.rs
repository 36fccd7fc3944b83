//! Provinces, kabupaten and kota, with the codes of the Kementerian Dalam Negeri.
//!
//! The tables are read once, on the server. What a form needs to know of a code, [`belongs`] and
//! [`regency_kind`] tell from the code alone, so that the browser goes without the tables.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A province.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Province {
    /// Two digits, as in `31`.
    pub code: String,
    /// As people write it: `DKI Jakarta`.
    pub name: String,
}

/// What a part of a province is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegencyKind {
    /// Kabupaten.
    Regency,
    /// Kota.
    City,
}

/// A kabupaten or kota.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regency {
    /// Its province's code and two digits more, as in `31.74`.
    pub code: String,
    /// Its province's code.
    pub province: String,
    /// As people write it: `Kota Jakarta Selatan`.
    pub name: String,
    /// Kabupaten or kota.
    pub kind: RegencyKind,
}

impl Regency {
    /// The name without Kabupaten or Kota: `Jakarta Selatan`.
    #[must_use]
    pub fn bare_name(&self) -> &str {
        self.name.split_once(' ').map_or(self.name.as_str(), |(_, bare)| bare)
    }
}

static PROVINCES: LazyLock<Vec<Province>> = LazyLock::new(|| {
    rows(include_str!("../data/provinces.csv"))
        .filter_map(|row| row.split_once(','))
        .map(|(code, name)| Province { code: code.to_owned(), name: province_name(name) })
        .collect()
});

static REGENCIES: LazyLock<Vec<Regency>> = LazyLock::new(|| {
    rows(include_str!("../data/regencies.csv"))
        .filter_map(|row| {
            let mut cells = row.splitn(3, ',');
            let (code, province, name) = (cells.next()?, cells.next()?, cells.next()?);
            Some(Regency {
                code: code.to_owned(),
                province: province.to_owned(),
                name: regency_name(name),
                kind: regency_kind(code)?,
            })
        })
        .collect()
});

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().skip(1).map(str::trim).filter(|row| !row.is_empty())
}

/// The 38 provinces, by code.
#[must_use]
pub fn provinces() -> &'static [Province] {
    &PROVINCES
}

/// The 514 kabupaten and kota, by code.
#[must_use]
pub fn regencies() -> &'static [Regency] {
    &REGENCIES
}

/// The kabupaten and kota of a province, by code.
pub fn regencies_of(province: &str) -> impl Iterator<Item = &'static Regency> {
    REGENCIES.iter().filter(move |regency| regency.province == province)
}

/// The province of a code.
#[must_use]
pub fn province(code: &str) -> Option<&'static Province> {
    PROVINCES.iter().find(|province| province.code == code)
}

/// The kabupaten or kota of a code.
#[must_use]
pub fn regency(code: &str) -> Option<&'static Regency> {
    REGENCIES.iter().find(|regency| regency.code == code)
}

/// The province that a cell of a spreadsheet names, by name or code, with or without the word Provinsi.
#[must_use]
pub fn find_province(text: &str) -> Option<&'static Province> {
    let wanted = key(text);
    let wanted = wanted.strip_prefix("provinsi").unwrap_or(&wanted);
    let wanted = match wanted {
        "jakarta" | "daerahkhususjakarta" | "dkj" | "daerahkhususibukotajakarta" => "dkijakarta",
        "daerahistimewayogyakarta" | "yogyakarta" => "diyogyakarta",
        wanted => wanted,
    };
    PROVINCES.iter().find(|province| province.code == wanted || key(&province.name) == wanted)
}

/// The kabupaten or kota that a cell of a spreadsheet names, by name or code, with or without the word
/// Kabupaten (Kab.) or Kota; Jakarta's may be called Administrasi (Adm.), as the law calls them.
#[must_use]
pub fn find_regency(text: &str, province: &str, kind: RegencyKind) -> Option<&'static Regency> {
    let words = text.split_whitespace().filter(|word| !matches!(&*key(word), "administrasi" | "adm"));
    let wanted: String = words.map(key).collect();
    regencies_of(province).filter(|regency| regency.kind == kind).find(|regency| {
        let (whole, bare) = (key(&regency.name), key(regency.bare_name()));
        key(&regency.code) == wanted
            || whole == wanted
            || bare == wanted
            || kind == RegencyKind::Regency && wanted.strip_prefix("kab") == Some(&bare)
    })
}

/// Letters and digits only, in lower case: `Kab. Toli-Toli` and `KAB TOLITOLI` are one.
fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a kabupaten or kota lies in a province, by their codes.
#[must_use]
pub fn belongs(regency_code: &str, province_code: &str) -> bool {
    !province_code.is_empty()
        && regency_code.strip_prefix(province_code).is_some_and(|rest| rest.starts_with('.'))
}

/// Kabupaten or kota, by the code: kota count from 71. Nothing when it is no such code.
#[must_use]
pub fn regency_kind(code: &str) -> Option<RegencyKind> {
    let (province, number) = code.split_once('.')?;
    let two = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    if !two(province) || !two(number) {
        return None;
    }
    Some(if number >= "71" { RegencyKind::City } else { RegencyKind::Regency })
}

fn province_name(capitals: &str) -> String {
    match capitals {
        "DKI JAKARTA" => "DKI Jakarta".to_owned(),
        "DAERAH ISTIMEWA YOGYAKARTA" => "DI Yogyakarta".to_owned(),
        other => words(other),
    }
}

/// The administrative parts of Jakarta are written without that word, and some names as one word or
/// with a hyphen, as their own governments do.
fn regency_name(capitals: &str) -> String {
    match capitals {
        "KABUPATEN FAK FAK" => "Kabupaten Fakfak".to_owned(),
        "KABUPATEN MUKO MUKO" => "Kabupaten Mukomuko".to_owned(),
        "KABUPATEN TOLI TOLI" => "Kabupaten Tolitoli".to_owned(),
        "KOTA BAU BAU" => "Kota Baubau".to_owned(),
        "KABUPATEN TOJO UNA UNA" => "Kabupaten Tojo Una-Una".to_owned(),
        other => words(&other.replace("ADMINISTRASI ", "")),
    }
}

/// Each word with one capital, but for `dan`.
fn words(capitals: &str) -> String {
    let word = |word: &str| match word {
        "DAN" => "dan".to_owned(),
        word => {
            let mut letters = word.chars();
            letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect()
        }
    };
    capitals.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        assert_eq!((provinces().len(), regencies().len()), (38, 514));
        for regency in regencies() {
            assert!(province(&regency.province).is_some(), "{}", regency.code);
            assert!(belongs(&regency.code, &regency.province));
            let word = match regency.kind {
                RegencyKind::Regency => "Kabupaten ",
                RegencyKind::City => "Kota ",
            };
            assert!(regency.name.starts_with(word), "{} {}", regency.code, regency.name);
        }
        let cities = regencies().iter().filter(|regency| regency.kind == RegencyKind::City).count();
        assert_eq!(cities, 98);
        assert!(provinces().iter().map(|province| &province.code).is_sorted());
    }

    #[test]
    fn names_as_people_write_them() {
        for (code, name) in [
            ("11.01", "Kabupaten Aceh Selatan"),
            ("13.07", "Kabupaten Lima Puluh Kota"),
            ("16.12", "Kabupaten Penukal Abab Lematang Ilir"),
            ("31.01", "Kabupaten Kepulauan Seribu"),
            ("31.74", "Kota Jakarta Selatan"),
            ("34.71", "Kota Yogyakarta"),
            ("71.09", "Kabupaten Kepulauan Siau Tagulandang Biaro"),
            ("72.04", "Kabupaten Tolitoli"),
            ("73.10", "Kabupaten Pangkajene dan Kepulauan"),
            ("74.72", "Kota Baubau"),
            ("92.03", "Kabupaten Fakfak"),
        ] {
            assert_eq!(regency(code).unwrap().name, name);
        }
        for (code, name) in [
            ("11", "Aceh"),
            ("19", "Kepulauan Bangka Belitung"),
            ("31", "DKI Jakarta"),
            ("34", "DI Yogyakarta"),
            ("96", "Papua Barat Daya"),
        ] {
            assert_eq!(province(code).unwrap().name, name);
        }
        assert_eq!(regency("31.74").unwrap().bare_name(), "Jakarta Selatan");
        let shouting = |name: &str| name.split(' ').any(|word| word.len() > 1 && word.to_uppercase() == word);
        assert!(!regencies().iter().any(|regency| shouting(&regency.name)));
    }

    #[test]
    fn codes_tell_by_themselves() {
        assert!(belongs("31.74", "31"));
        assert!(
            !belongs("31.74", "32")
                && !belongs("31.74", "3")
                && !belongs("31.74", "")
                && !belongs("31", "31")
        );
        assert_eq!(regency_kind("31.74"), Some(RegencyKind::City));
        assert_eq!(regency_kind("31.01"), Some(RegencyKind::Regency));
        for wrong in ["", "31", "31.7", "31.744", "ab.cd", "31.7x"] {
            assert_eq!(regency_kind(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn cells_are_understood_in_several_ways() {
        for text in ["31", "DKI Jakarta", "dki  jakarta", "Provinsi DKI Jakarta", "Daerah Khusus Jakarta"] {
            assert_eq!(find_province(text).unwrap().code, "31", "{text}");
        }
        assert_eq!(find_province("Daerah Istimewa Yogyakarta").unwrap().code, "34");
        assert_eq!(find_province("PAPUA").unwrap().code, "91");
        assert!(find_province("").is_none() && find_province("Atlantis").is_none());
        for text in ["Bandung", "Kab. Bandung", "kabupaten bandung", "32.04"] {
            let found = find_regency(text, "32", RegencyKind::Regency).unwrap();
            assert_eq!(found.name, "Kabupaten Bandung", "{text}");
        }
        assert_eq!(find_regency("Bandung", "32", RegencyKind::City).unwrap().code, "32.73");
        for (text, kind) in [
            ("KOTA ADMINISTRASI JAKARTA SELATAN", RegencyKind::City),
            ("Kota Adm. Jakarta Selatan", RegencyKind::City),
            ("KABUPATEN ADMINISTRASI KEPULAUAN SERIBU", RegencyKind::Regency),
        ] {
            assert!(find_regency(text, "31", kind).is_some(), "{text}");
        }
        assert_eq!(find_regency("Toli-Toli", "72", RegencyKind::Regency).unwrap().code, "72.04");
        assert!(find_regency("Kota Bandung", "32", RegencyKind::Regency).is_none());
        assert!(find_regency("Bandung", "33", RegencyKind::City).is_none());
        assert!(find_regency("", "32", RegencyKind::City).is_none());
    }
}
