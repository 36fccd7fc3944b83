//! Position profiles (nomenklatur): the posts that can be filled.

use serde::{Deserialize, Serialize};

use crate::id::{InstitutionId, PositionId};

/// The level of a senior post (UU 5/2014 Pasal 19).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// JPT Utama.
    Principal,
    /// JPT Madya.
    Intermediate,
    /// JPT Pratama.
    Junior,
}

impl Level {
    /// Every level, highest first.
    pub const ALL: [Self; 3] = [Self::Principal, Self::Intermediate, Self::Junior];

    /// The name on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Principal => "Utama",
            Self::Intermediate => "Madya",
            Self::Junior => "Pratama",
        }
    }

    /// The code in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Principal => "principal",
            Self::Intermediate => "intermediate",
            Self::Junior => "junior",
        }
    }

    /// Reads the database's code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }
}

/// Where a profile stands in the commission's review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PositionStatus {
    /// Baru: not reviewed yet.
    New,
    /// Perbaikan: waiting for the institution.
    Correction,
    /// Disetujui: may be filled.
    Approved,
}

impl PositionStatus {
    /// The code in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Correction => "correction",
            Self::Approved => "approved",
        }
    }
}

/// A position profile, as far as a selection needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Its number.
    pub id: PositionId,
    /// Whose post it is.
    pub institution: InstitutionId,
    /// Unit Kerja, as in `Dinas Sosial`.
    pub unit: String,
    /// Jabatan, as in `Kepala Dinas Sosial`.
    pub title: String,
    /// Its level.
    pub level: Level,
}

impl Position {
    /// `Dinas Sosial - Kepala Dinas Sosial` (Gambar 50).
    #[must_use]
    pub fn label(&self) -> String {
        format!("{} - {}", self.unit, self.title)
    }
}
