//! One type per kind of record, so that an applicant's number is never taken
//! for a plan's.

use std::{fmt, num::ParseIntError, str::FromStr};

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// Wraps a number that came from the database.
            #[must_use]
            pub const fn new(value: i64) -> Self {
                Self(value)
            }

            /// The bare number, as the database stores it.
            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.trim().parse().map(Self)
            }
        }

        impl From<i64> for $name {
            fn from(value: i64) -> Self {
                Self(value)
            }
        }
    )*};
}

ids! {
    /// A person with an account.
    UserId,
    /// A Jabatan of the commission's people (Gambar 4).
    JobTitleId,
    /// A registration of many institutions at once.
    RegistrationId,
    /// Something that is done later (pekerjaan latar belakang).
    JobId,
    /// A government institution (institusi).
    InstitutionId,
    /// A position profile (nomenklatur).
    PositionId,
    /// A holder of a position (pejabat).
    OfficialId,
    /// A selection plan (rencana seleksi).
    PlanId,
    /// One post of a plan, selected for on its own (lowongan).
    VacancyId,
    /// One applicant of one vacancy (pelamar).
    ApplicantId,
    /// A stored file (lampiran).
    AttachmentId,
    /// A message in a plan's review dialogue (pesan).
    MessageId,
    /// A monitoring record (monitoring seleksi).
    MonitoringId,
    /// A holiday (hari libur).
    HolidayId,
}
