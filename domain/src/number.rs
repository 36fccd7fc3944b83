//! Scores, weights and marks: fixed-point, exact, written the Indonesian way.

use std::{fmt, iter::Sum, ops::Add, ops::Mul, str::FromStr};

use serde::{Deserialize, Serialize};

/// A rater's score (SKOR): 1 to 10 with at most two decimals, kept in hundredths.
///
/// Gambar 36 of KASN Regulation 7/2016 shows why it is exact: "8" × 30 gave 225,
/// because the score was 7,5 and only its display was rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Score(u16);

/// A stage's weight in percent (BOBOT): 10 to 100, a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Weight(u8);

/// A weighted score or a sum of them (NILAI, TOTAL NILAI), in hundredths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mark(u32);

/// Why a text is no score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScoreError {
    /// Nothing was entered.
    #[error("Isi skor 1 sampai 10.")]
    Missing,
    /// Not a number in digits.
    #[error("Tulis skor dengan angka, misalnya 7,5.")]
    NotANumber,
    /// More than two decimals.
    #[error("Skor paling banyak dua angka di belakang koma, misalnya 7,55.")]
    TooPrecise,
    /// Below 1 or above 10.
    #[error("Skor harus antara 1 dan 10.")]
    OutOfRange,
}

/// Why a text is no weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightError {
    /// Nothing was entered.
    #[error("Bobot wajib diisi.")]
    Missing,
    /// Not a whole number in digits.
    #[error("Tulis bobot dengan bilangan bulat, misalnya 40.")]
    NotANumber,
    /// Below 10 or above 100.
    #[error("Bobot harus antara 10 dan 100.")]
    OutOfRange,
}

impl WeightError {
    /// The sentence that names whose weight it is: four of them stand in one list.
    #[must_use]
    pub fn about(self, what: &str) -> String {
        match self {
            Self::Missing => format!("Bobot {what} wajib diisi."),
            Self::NotANumber => format!("Tulis bobot {what} dengan bilangan bulat, misalnya 40."),
            Self::OutOfRange => format!("Bobot {what} harus antara 10 dan 100."),
        }
    }
}

impl Score {
    /// A score from hundredths: 750 is 7,5.
    ///
    /// # Errors
    /// [`ScoreError::OutOfRange`] outside 100 to 1000.
    pub const fn from_hundredths(hundredths: u16) -> Result<Self, ScoreError> {
        if hundredths >= 100 && hundredths <= 1000 {
            Ok(Self(hundredths))
        } else {
            Err(ScoreError::OutOfRange)
        }
    }

    /// The score in hundredths.
    #[must_use]
    pub const fn hundredths(self) -> u16 {
        self.0
    }
}

impl FromStr for Score {
    type Err = ScoreError;

    /// Reads `7,5`; a point is taken for a comma. Leading zeros are harmless, other signs are not.
    fn from_str(text: &str) -> Result<Self, ScoreError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ScoreError::Missing);
        }
        let (whole, decimals) = text.split_once([',', '.']).unwrap_or((text, ""));
        let has_mark = whole.len() != text.len();
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(decimals) || (has_mark && decimals.is_empty()) {
            return Err(ScoreError::NotANumber);
        }
        if decimals.len() > 2 {
            return Err(ScoreError::TooPrecise);
        }
        let whole: u16 = match whole.trim_start_matches('0') {
            "" => 0,
            short if short.len() <= 2 => short.parse().map_err(|_| ScoreError::NotANumber)?,
            _ => return Err(ScoreError::OutOfRange),
        };
        let decimals: u16 = if decimals.is_empty() {
            0
        } else {
            format!("{decimals:0<2}").parse().map_err(|_| ScoreError::NotANumber)?
        };
        Self::from_hundredths(whole * 100 + decimals)
    }
}

impl TryFrom<u16> for Score {
    type Error = ScoreError;
    fn try_from(hundredths: u16) -> Result<Self, ScoreError> {
        Self::from_hundredths(hundredths)
    }
}

impl From<Score> for u16 {
    fn from(score: Score) -> Self {
        score.0
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hundredths(f, u32::from(self.0))
    }
}

impl Weight {
    /// A weight in percent.
    ///
    /// # Errors
    /// [`WeightError::OutOfRange`] outside 10 to 100.
    pub const fn new(percent: u8) -> Result<Self, WeightError> {
        if percent >= 10 && percent <= 100 { Ok(Self(percent)) } else { Err(WeightError::OutOfRange) }
    }

    /// The weight in percent.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl FromStr for Weight {
    type Err = WeightError;
    fn from_str(text: &str) -> Result<Self, WeightError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(WeightError::Missing);
        }
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(WeightError::NotANumber);
        }
        text.parse().map_err(|_| WeightError::OutOfRange).and_then(Self::new)
    }
}

impl TryFrom<u8> for Weight {
    type Error = WeightError;
    fn try_from(percent: u8) -> Result<Self, WeightError> {
        Self::new(percent)
    }
}

impl From<Weight> for u8 {
    fn from(weight: Weight) -> Self {
        weight.0
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Mul<Weight> for Score {
    type Output = Mark;
    /// `NILAI = SKOR × BOBOT`, exactly.
    fn mul(self, weight: Weight) -> Mark {
        Mark(u32::from(self.0) * u32::from(weight.0))
    }
}

impl Mark {
    /// The mark in hundredths.
    #[must_use]
    pub const fn hundredths(self) -> u32 {
        self.0
    }
}

impl Add for Mark {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for Mark {
    fn sum<I: Iterator<Item = Self>>(marks: I) -> Self {
        marks.fold(Self::default(), Add::add)
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hundredths(f, self.0)
    }
}

/// `750` as `7,5`: no decimals that are zero, no rounding.
fn write_hundredths(f: &mut fmt::Formatter<'_>, value: u32) -> fmt::Result {
    let (whole, rest) = (thousands(value / 100), value % 100);
    match (rest, rest % 10) {
        (0, _) => write!(f, "{whole}"),
        (_, 0) => write!(f, "{whole},{}", rest / 10),
        _ => write!(f, "{whole},{rest:02}"),
    }
}

/// A count as people write it: `15.204`.
#[must_use]
pub fn thousands(count: u32) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// Reads a count of people: a whole number from `min` up to a hundred thousand.
///
/// # Errors
/// A sentence naming the field.
pub fn parse_count(label: &str, text: &str, min: u32) -> Result<u32, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(format!("{label} wajib diisi."));
    }
    // A point only stands before groups of three: 1.200 is a count, 10.5 is none.
    let grouped = text.split('.').skip(1).all(|group| group.len() == 3);
    let plain = text.replace('.', "");
    let count: u32 = (grouped && plain.bytes().all(|b| b.is_ascii_digit()))
        .then(|| plain.parse().ok())
        .flatten()
        .ok_or_else(|| format!("{label} harus berupa bilangan bulat, misalnya 12."))?;
    if (min..=100_000).contains(&count) {
        Ok(count)
    } else {
        Err(format!("{label} harus antara {min} dan 100.000."))
    }
}

#[cfg(test)]
#[path = "number_tests.rs"]
mod tests;
