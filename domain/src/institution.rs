//! Government institutions.

pub mod access;
pub mod bulk;
pub mod form;
pub mod registration;

use serde::{Deserialize, Serialize};

use crate::{
    activity::{Audited, Label},
    coded::coded,
    id::InstitutionId,
};

coded! {
    /// What kind of institution (Gambar 5, Jenis).
    pub enum InstitutionKind {
        /// Kementerian.
        Ministry = "ministry", "Kementerian";
        /// Lembaga Pemerintah Non Kementerian.
        Agency = "agency", "LPNK";
        /// Lembaga Non Struktural.
        NonStructural = "non_structural", "LNS";
        /// Provinsi.
        Province = "province", "Provinsi";
        /// Kabupaten.
        Regency = "regency", "Kabupaten";
        /// Kota.
        City = "city", "Kota";
    }
}

/// An institution's name beside what it was called on the day of a record, where that was another.
#[must_use]
pub fn with_former_name(now: &str, then: Option<&str>) -> String {
    match then {
        Some(then) if then != now => format!("{now}, waktu itu {then}"),
        _ => now.to_owned(),
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

/// An institution, field by field, as its form has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InstitutionTold<'a> {
    /// Nama.
    pub name: &'a str,
    /// Jenis, in words.
    pub kind: &'static str,
    /// Provinsi; empty for central institutions.
    pub province: &'a str,
    /// Wilayah; empty for central institutions.
    pub region: &'a str,
    /// Email.
    pub email: &'a str,
    /// Daerah 3T: the decree that says so; empty for others.
    pub daerah_3t: &'a str,
}

impl Audited for InstitutionTold<'_> {
    const LABELS: &'static [Label] = &[
        Label::new("name", "Nama"),
        Label::code::<InstitutionKind>("kind", "Jenis"),
        Label::new("province", "Provinsi"),
        Label::new("region", "Wilayah"),
        Label::new("email", "Email"),
        Label::new("daerah_3t", "Penetapan daerah 3T"),
    ];
}

#[cfg(test)]
mod tests {
    use super::with_former_name;

    #[test]
    fn a_former_name_stands_beside_todays() {
        assert_eq!(with_former_name("Anggrek", None), "Anggrek");
        assert_eq!(with_former_name("Anggrek", Some("Anggrek")), "Anggrek");
        assert_eq!(with_former_name("Anggrek", Some("Melati")), "Anggrek, waktu itu Melati");
    }
}
