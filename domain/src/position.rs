//! Position profiles (nomenklatur): the posts that can be filled.

use serde::{Deserialize, Serialize};

use crate::{
    coded::coded,
    id::{InstitutionId, PositionId},
};

coded! {
    /// The level of a senior post (UU 5/2014 Pasal 19).
    pub enum Level {
        /// JPT Utama.
        Principal = "principal", "Utama";
        /// JPT Madya.
        Intermediate = "intermediate", "Madya";
        /// JPT Pratama.
        Junior = "junior", "Pratama";
    }
}

coded! {
    /// Where a profile stands in the commission's review.
    pub enum PositionStatus {
        /// Baru: not reviewed yet.
        New = "new";
        /// Perbaikan: waiting for the institution.
        Correction = "correction";
        /// Disetujui: may be filled.
        Approved = "approved";
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
