//! One way to name any record: in the log, as the owner of a file, in what open pages are told, in the marks of what
//! somebody has seen, in a dialogue.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    coded::coded,
    id::{
        ApplicantId, AttachmentId, HolidayId, InstitutionId, JobTitleId, OfficialId, PlanId, RegistrationId,
        UserId, VacancyId,
    },
};

coded! {
    /// What kind of record a line is about.
    pub enum RecordKind {
        /// An account.
        User = "user", "Akun";
        /// A plan.
        Plan = "plan", "Rencana Seleksi";
        /// A vacancy.
        Vacancy = "vacancy", "Lowongan";
        /// An applicant.
        Applicant = "applicant", "Pelamar";
        /// An office holder.
        Official = "official", "Pejabat";
        /// A file.
        Attachment = "attachment", "Lampiran";
        /// An institution.
        Institution = "institution", "Institusi";
        /// A registration of many institutions at once.
        Registration = "registration", "Pendaftaran Institusi";
        /// A Jabatan of the commission's people.
        JobTitle = "job_title", "Jabatan";
        /// A login that lasts; the number is the account's.
        Session = "session", "Sesi";
        /// A holiday.
        Holiday = "holiday", "Hari libur";
        /// A setting.
        Setting = "setting", "Pengaturan";
        /// The system as a whole.
        System = "system", "Sistem";
    }
}

/// A record: its kind and number. Written `plan:7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct RecordRef {
    /// Its kind.
    pub kind: RecordKind,
    /// Its number among those of its kind; 0 where a kind has one record only.
    pub id: i64,
}

impl RecordRef {
    /// The record of this kind and number.
    #[must_use]
    pub const fn new(kind: RecordKind, id: i64) -> Self {
        Self { kind, id }
    }

    /// The record of a kind that has one only, as the system.
    #[must_use]
    pub const fn only(kind: RecordKind) -> Self {
        Self { kind, id: 0 }
    }
}

impl fmt::Display for RecordRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.code(), self.id)
    }
}

/// The text names no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no record is named like that")]
pub struct NoRecord;

impl FromStr for RecordRef {
    type Err = NoRecord;

    fn from_str(text: &str) -> Result<Self, NoRecord> {
        let (kind, id) = text.split_once(':').ok_or(NoRecord)?;
        let kind = RecordKind::from_code(kind).ok_or(NoRecord)?;
        Ok(Self { kind, id: id.parse().map_err(|_| NoRecord)? })
    }
}

impl From<RecordRef> for String {
    fn from(record: RecordRef) -> Self {
        record.to_string()
    }
}

impl TryFrom<String> for RecordRef {
    type Error = NoRecord;

    fn try_from(text: String) -> Result<Self, NoRecord> {
        text.parse()
    }
}

macro_rules! named {
    ($($id:ident => $kind:ident),* $(,)?) => {$(
        impl From<$id> for RecordRef {
            fn from(id: $id) -> Self {
                Self { kind: RecordKind::$kind, id: id.get() }
            }
        }
    )*};
}

named! {
    UserId => User,
    PlanId => Plan,
    VacancyId => Vacancy,
    ApplicantId => Applicant,
    OfficialId => Official,
    AttachmentId => Attachment,
    InstitutionId => Institution,
    JobTitleId => JobTitle,
    RegistrationId => Registration,
    HolidayId => Holiday,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_back_as_it_is_written() {
        for kind in RecordKind::ALL {
            let record = RecordRef { kind, id: 7 };
            assert_eq!(record.to_string().parse(), Ok(record));
            let json = serde_json::to_string(&record).unwrap();
            assert_eq!(json, format!("\"{}:7\"", kind.code()));
            assert_eq!(serde_json::from_str::<RecordRef>(&json).unwrap(), record);
        }
        assert_eq!(RecordRef::from(PlanId::new(7)).to_string(), "plan:7");
        for wrong in ["", "plan", "plan:", ":7", "plan:x", "cat:7", "plan:7:8", "plan: 7"] {
            assert_eq!(wrong.parse::<RecordRef>(), Err(NoRecord), "{wrong}");
        }
    }
}
