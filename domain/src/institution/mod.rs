//! Government institutions.

pub mod bulk;
pub mod form;
pub mod registration;

use serde::{Deserialize, Serialize};

use crate::id::InstitutionId;

/// What kind of institution (Gambar 5, Jenis).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InstitutionKind {
    /// Kementerian.
    Ministry,
    /// Lembaga Pemerintah Non Kementerian.
    Agency,
    /// Lembaga Non Struktural.
    NonStructural,
    /// Provinsi.
    Province,
    /// Kabupaten.
    Regency,
    /// Kota.
    City,
}

impl InstitutionKind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 6] =
        [Self::Ministry, Self::Agency, Self::NonStructural, Self::Province, Self::Regency, Self::City];

    /// The name on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ministry => "Kementerian",
            Self::Agency => "LPNK",
            Self::NonStructural => "LNS",
            Self::Province => "Provinsi",
            Self::Regency => "Kabupaten",
            Self::City => "Kota",
        }
    }

    /// The code in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ministry => "ministry",
            Self::Agency => "agency",
            Self::NonStructural => "non_structural",
            Self::Province => "province",
            Self::Regency => "regency",
            Self::City => "city",
        }
    }

    /// Reads the database's code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// An institution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Institution {
    /// Its number.
    pub id: InstitutionId,
    /// Its name, as in `Jakarta Selatan`.
    pub name: String,
    /// Its kind.
    pub kind: InstitutionKind,
    /// The region it governs, as in `Kota Jakarta Selatan`; empty for central institutions.
    pub region: String,
}
