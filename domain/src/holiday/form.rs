//! The forms of a holiday and of closing a year's list.

use serde::{Deserialize, Serialize};

use super::{Holiday, HolidayKind};
use crate::{
    bounds,
    calendar::parse_date,
    field::{Checker, FieldErrors},
    selection::forms::ReasonForm,
};

/// A holiday as it is entered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HolidayForm {
    /// Tanggal.
    pub date: String,
    /// Nama.
    pub name: String,
    /// Jenis: a [`HolidayKind`] code.
    pub kind: String,
    /// Dasar hukum.
    pub decree: String,
    /// Provinsi of a regional holiday: its code.
    pub province: String,
    /// Alasan perubahan, for a year that is closed.
    pub reason: String,
}

impl HolidayForm {
    /// What the form of a saved holiday holds.
    #[must_use]
    pub fn of(holiday: Holiday) -> Self {
        Self {
            date: holiday.date.to_string(),
            name: holiday.name,
            kind: holiday.kind.code().to_owned(),
            decree: holiday.decree,
            province: holiday.province.unwrap_or_default(),
            reason: String::new(),
        }
    }

    /// Checks the form; with the reason, if there is one. Whether there is such a province, only [`Holiday::region`]
    /// can tell.
    ///
    /// # Errors
    /// A sentence at each field that cannot be taken.
    pub fn validate(&self) -> Result<(Holiday, Option<String>), FieldErrors> {
        let mut check = Checker::new();
        let date = check.take("date", parse_date("Tanggal", &self.date));
        let name = check.required("name", "Nama", &self.name, bounds::NAME);
        let kind = check.take("kind", HolidayKind::from_code(&self.kind).ok_or("Pilih Jenis.".to_owned()));
        let decree = check.required("decree", "Dasar hukum", &self.decree, bounds::NAME);
        let province = check.optional("province", "Provinsi", &self.province, bounds::CODE);
        let province = kind.zip(province).and_then(|(kind, text)| {
            let province = (!text.is_empty()).then_some(text);
            check.take("province", fitting(kind, province))
        });
        let reason = ReasonForm { reason: self.reason.clone() }.optional();
        let reason = reason.map_err(|errors| errors.get("reason").unwrap_or_default().to_owned());
        let reason = check.take("reason", reason);
        check.finish(|| {
            let holiday =
                Holiday { date: date?, name: name?, kind: kind?, decree: decree?, province: province? };
            Some((holiday, reason?))
        })
    }
}

/// A regional holiday has its province, and no other has one.
pub(super) fn fitting(kind: HolidayKind, province: Option<String>) -> Result<Option<String>, String> {
    match (kind, province) {
        (HolidayKind::Regional, None) => Err("Provinsi wajib diisi untuk Libur daerah.".to_owned()),
        (HolidayKind::Regional, province) => Ok(province),
        (_, None) => Ok(None),
        (_, Some(_)) => Err("Provinsi hanya diisi untuk Libur daerah.".to_owned()),
    }
}

/// Tutup daftar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CloseYearForm {
    /// Dasar hukum of the whole list.
    pub decree: String,
}

impl CloseYearForm {
    /// # Errors
    /// A sentence when the decree is missing or too long.
    pub fn validate(&self) -> Result<String, FieldErrors> {
        let mut check = Checker::new();
        let decree = check.required("decree", "Dasar hukum", &self.decree, bounds::NAME);
        check.finish(|| decree)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(kind: &str, province: &str) -> HolidayForm {
        HolidayForm {
            date: "17/08/2026".into(),
            name: " Proklamasi Kemerdekaan ".into(),
            kind: kind.into(),
            decree: "SKB 3 Menteri".into(),
            province: province.into(),
            reason: " ".into(),
        }
    }

    #[test]
    fn a_saved_holiday_is_read_back_from_its_form() {
        for (kind, province) in [("national", ""), ("regional", "31")] {
            let (holiday, reason) = form(kind, province).validate().unwrap();
            assert_eq!((holiday.name.as_str(), reason), ("Proklamasi Kemerdekaan", None));
            assert_eq!(HolidayForm::of(holiday.clone()).validate().unwrap().0, holiday);
        }
        let nowhere = form("regional", "99").validate().unwrap().0;
        assert!(nowhere.region().unwrap_err().get("province").is_some());
        assert_eq!(form("regional", "31").validate().unwrap().0.region().unwrap(), "DKI Jakarta");
    }

    #[test]
    fn only_a_regional_holiday_has_a_province() {
        for (kind, province) in [("national", "31"), ("joint_leave", "31"), ("regional", " ")] {
            let errors = form(kind, province).validate().unwrap_err();
            let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
            assert_eq!(fields, ["province"], "{kind}");
        }
    }

    #[test]
    fn an_empty_form_names_every_field() {
        let errors = HolidayForm::default().validate().unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["date", "decree", "kind", "name"]);
        assert!(CloseYearForm::default().validate().unwrap_err().get("decree").is_some());
    }
}
