//! The form of an institution and of its first account (Gambar 5).

use serde::{Deserialize, Serialize};

use super::InstitutionKind;
use crate::{
    bounds,
    field::{Checker, FieldErrors},
    identity::{
        account::{Mode, parse_email, parse_username},
        password::take_password,
    },
    region::{self, RegencyKind, belongs, regency_kind},
};

/// Institusi (Gambar 5).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InstitutionForm {
    /// Nama.
    pub name: String,
    /// Jenis: an [`InstitutionKind`] code.
    pub kind: String,
    /// Provinsi: its code.
    pub province: String,
    /// Kabupaten/Kota: its code.
    pub regency: String,
    /// Username of the first account; only asked for a new institution, as are the next two.
    pub username: String,
    /// Password.
    pub password: String,
    /// Konfirmasi Password.
    pub confirmation: String,
    /// Email.
    pub email: String,
    /// Penetapan daerah 3T: the decree; empty for an institution in none.
    pub remote_decree: String,
}

impl std::fmt::Debug for InstitutionForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InstitutionForm").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Where an institution governs: codes, empty where they do not apply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The province's code.
    pub province: String,
    /// The kabupaten's or kota's code.
    pub regency: String,
}

/// Why a second government of a place is not taken.
#[must_use]
pub fn place_taken(region: &str) -> String {
    format!("{region} sudah terdaftar.")
}

/// An institution as the form has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstitutionEntry {
    /// Nama.
    pub name: String,
    /// Jenis.
    pub kind: InstitutionKind,
    /// Provinsi and Kabupaten/Kota, as far as the kind has them.
    pub place: Place,
    /// Email, in lower case.
    pub email: String,
    /// The decree by which it lies in a 3T region (terdepan, terpencil, tertinggal); empty when it lies in none.
    pub remote_decree: String,
    /// Its first account; nothing on an edit.
    pub account: Option<FirstAccount>,
}

/// The first account of an institution: its Admin Institusi.
#[derive(Clone, PartialEq, Eq)]
pub struct FirstAccount {
    /// Username, in lower case.
    pub username: String,
    /// Password.
    pub password: String,
}

impl std::fmt::Debug for FirstAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FirstAccount").field("username", &self.username).finish_non_exhaustive()
    }
}

impl InstitutionForm {
    /// Checks the form. Whether the codes exist, only [`Place::region`] can tell.
    ///
    /// # Errors
    /// A sentence at each field that cannot be taken.
    pub fn validate(
        &self,
        mode: Mode,
        is_common: impl Fn(&str) -> bool,
    ) -> Result<InstitutionEntry, FieldErrors> {
        let mut check = Checker::new();
        let name = check.required("name", "Nama", &self.name, bounds::NAME);
        let kind =
            check.take("kind", InstitutionKind::from_code(&self.kind).ok_or("Pilih Jenis.".to_owned()));
        let place = kind.and_then(|kind| self.place(&mut check, kind));
        let email = check.take("email", parse_email(&self.email));
        let decree =
            check.optional("remote_decree", "Penetapan daerah 3T", &self.remote_decree, bounds::NAME);
        if decree.as_ref().is_some_and(|text| !text.is_empty())
            && kind.is_some_and(|kind| !kind.has_province())
        {
            check.fail("remote_decree", "Hanya institusi daerah yang dapat ditandai berada di daerah 3T.");
        }
        let account = match mode {
            Mode::Edit => Some(None),
            Mode::New => {
                let username = check.take("username", parse_username(&self.username));
                let (first, second) = (&self.password, &self.confirmation);
                let password = take_password(&mut check, first, second, &self.username, is_common);
                username.zip(password).map(|(username, password)| Some(FirstAccount { username, password }))
            }
        };
        check.finish(|| {
            Some(InstitutionEntry {
                name: name?,
                kind: kind?,
                place: place?,
                email: email?,
                remote_decree: decree?,
                account: account?,
            })
        })
    }

    fn place(&self, check: &mut Checker, kind: InstitutionKind) -> Option<Place> {
        if !kind.has_province() {
            return Some(Place::default());
        }
        let province = check.optional("province", "Provinsi", &self.province, bounds::CODE)?;
        let (province, regency) = (province.as_str(), self.regency.trim());
        if province.is_empty() {
            check.fail("province", "Pilih Provinsi.");
            return None;
        }
        let Some(wanted) = kind.regency_kind() else {
            return Some(Place { province: province.to_owned(), regency: String::new() });
        };
        let label = kind.label();
        if regency.is_empty() {
            check.fail("regency", format!("Pilih {label}."));
        } else if !belongs(regency, province) {
            check.fail("regency", format!("{label} ini tidak berada di Provinsi yang dipilih."));
        } else if regency_kind(regency) != Some(wanted) {
            check.fail("regency", format!("Yang dipilih bukan {label}; sesuaikan dengan Jenis."));
        } else {
            return Some(Place { province: province.to_owned(), regency: regency.to_owned() });
        }
        None
    }
}

impl InstitutionKind {
    /// Whether the form asks for a Provinsi.
    #[must_use]
    pub const fn has_province(self) -> bool {
        matches!(self, Self::Province | Self::Regency | Self::City)
    }

    /// Which kind of Kabupaten/Kota the form asks for; nothing for all others.
    #[must_use]
    pub const fn regency_kind(self) -> Option<RegencyKind> {
        match self {
            Self::Regency => Some(RegencyKind::Regency),
            Self::City => Some(RegencyKind::City),
            Self::Ministry | Self::Agency | Self::NonStructural | Self::Province => None,
        }
    }
}

impl Place {
    /// Wilayah, as lists show it: `Kota Jakarta Selatan`, `Jawa Barat`, or empty for central
    /// institutions. Needs the tables.
    ///
    /// # Errors
    /// A sentence at `province` or `regency` when there is no such code.
    pub fn region(&self) -> Result<String, FieldErrors> {
        if self.province.is_empty() {
            return Ok(String::new());
        }
        let province = region::province(&self.province)
            .ok_or_else(|| FieldErrors::of("province", "Provinsi tidak dikenal. Pilih dari daftar."))?;
        if self.regency.is_empty() {
            return Ok(province.name.clone());
        }
        region::regency(&self.regency)
            .map(|regency| regency.name.clone())
            .ok_or_else(|| FieldErrors::of("regency", "Kabupaten/Kota tidak dikenal. Pilih dari daftar."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(kind: &str, province: &str, regency: &str) -> InstitutionForm {
        InstitutionForm {
            name: "Jakarta Selatan".into(),
            kind: kind.into(),
            province: province.into(),
            regency: regency.into(),
            username: "Admin.Jaksel".into(),
            password: "kuda-terbang-biru".into(),
            confirmation: "kuda-terbang-biru".into(),
            email: "BKD@jaksel.go.id".into(),
            remote_decree: String::new(),
        }
    }

    fn errors(form: &InstitutionForm) -> Vec<(String, String)> {
        let errors = form.validate(Mode::New, |_| false).unwrap_err();
        errors.iter().map(|(field, text)| (field.to_owned(), text.to_owned())).collect()
    }

    #[test]
    fn each_kind_has_its_place() {
        for (kind, region) in [
            ("ministry", ""),
            ("agency", ""),
            ("non_structural", ""),
            ("province", "DKI Jakarta"),
            ("city", "Kota Jakarta Selatan"),
        ] {
            let entry = form(kind, "31", "31.74").validate(Mode::New, |_| false).unwrap();
            assert_eq!(entry.place.region().unwrap(), region, "{kind}");
            assert_eq!(entry.place.regency.is_empty(), kind != "city");
            assert_eq!(entry.account.unwrap().username, "admin.jaksel");
        }
        let entry = form("regency", "31", "31.01").validate(Mode::Edit, |_| false).unwrap();
        assert_eq!(
            (entry.place.region().unwrap().as_str(), entry.account),
            ("Kabupaten Kepulauan Seribu", None)
        );
    }

    #[test]
    fn a_place_that_does_not_fit_is_refused_at_its_field() {
        let of = |kind, province, regency| errors(&form(kind, province, regency)).pop().unwrap();
        assert_eq!(of("province", "", "").0, "province");
        assert_eq!(of("city", "31", ""), ("regency".into(), "Pilih Kota.".into()));
        assert!(of("city", "32", "31.74").1.contains("tidak berada"));
        assert!(of("regency", "31", "31.74").1.contains("bukan Kabupaten"));
        let nowhere = form("city", "31", "31.99").validate(Mode::New, |_| false).unwrap();
        assert!(nowhere.place.region().unwrap_err().get("regency").is_some());
        let nowhere = form("province", "99", "").validate(Mode::New, |_| false).unwrap();
        assert!(nowhere.place.region().unwrap_err().get("province").is_some());
    }

    #[test]
    fn only_a_regional_institution_lies_in_a_remote_region() {
        let remote = |kind: &str| InstitutionForm {
            remote_decree: " Perpres 63/2020 ".into(),
            ..form(kind, "31", "31.74")
        };
        let entry = remote("city").validate(Mode::Edit, |_| false).unwrap();
        assert_eq!(entry.remote_decree, "Perpres 63/2020");
        assert_eq!(errors(&remote("ministry"))[0].0, "remote_decree");
    }

    #[test]
    fn an_empty_form_names_every_field() {
        let fields: Vec<String> =
            errors(&InstitutionForm::default()).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["email", "kind", "name", "password", "username"]);
        let edit = InstitutionForm::default().validate(Mode::Edit, |_| false).unwrap_err();
        assert_eq!(edit.iter().count(), 3);
    }
}
