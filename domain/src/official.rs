//! Holders of senior posts (pejabat, Gambar 18 to 20 and 50, 51).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    access::{everybody, guarded},
    activity::{Audited, Label, Numbered},
    bounds,
    calendar::parse_date,
    field::{Checker, FieldErrors},
    id::ApplicantId,
    selection::FillingMethod,
};

guarded! {
    /// The office holders as a whole.
    Officials;
    /// What may be done to them.
    OfficialsAction {
        /// See Daftar Pejabat.
        List: Both, everybody;
    }
}

/// The form of a new holder after an inauguration: the position is fixed and the
/// person is one of the three.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AppointmentForm {
    /// Nama Pejabat: the number of one of the three.
    pub applicant: String,
    /// Pangkat/golongan.
    pub rank: String,
    /// SK.
    pub decree: String,
    /// Tanggal Mulai Periode.
    pub start: String,
    /// Tanggal Akhir Periode.
    pub end: String,
    /// Pengangkatan: a [`FillingMethod`] code.
    pub appointment: String,
    /// Rencana Pengisian: a [`FillingMethod`] code.
    pub filling_plan: String,
}

/// A new holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// Which of the three.
    pub applicant: ApplicantId,
    /// Pangkat/golongan; may be empty.
    pub rank: String,
    /// SK.
    pub decree: String,
    /// Tanggal Mulai Periode.
    pub start: NaiveDate,
    /// Tanggal Akhir Periode, after the start.
    pub end: NaiveDate,
    /// Pengangkatan.
    pub appointment: FillingMethod,
    /// Rencana Pengisian.
    pub filling_plan: FillingMethod,
}

impl Audited for Appointment {
    const LABELS: &'static [Label] = &[
        Label::named("applicant", "Pelamar", Numbered::Applicant),
        Label::new("rank", "Pangkat/golongan"),
        Label::new("decree", "SK"),
        Label::day("start", "Tanggal Mulai Periode"),
        Label::day("end", "Tanggal Akhir Periode"),
        Label::code::<FillingMethod>("appointment", "Pengangkatan"),
        Label::code::<FillingMethod>("filling_plan", "Rencana Pengisian"),
    ];
}

impl Appointment {
    /// What the log keeps of it, beside who was appointed.
    #[must_use]
    pub fn told(&self) -> Value {
        let mut told = json!(self);
        if let Some(fields) = told.as_object_mut() {
            fields.remove("applicant");
        }
        told
    }
}

impl AppointmentForm {
    /// # Errors
    /// A sentence at each field that cannot be taken.
    pub fn validate(&self) -> Result<Appointment, FieldErrors> {
        let mut check = Checker::new();
        let applicant = check.take(
            "applicant",
            self.applicant
                .parse::<ApplicantId>()
                .map_err(|_| "Pilih Nama Pejabat dari tiga besar.".to_owned()),
        );
        let rank = check.optional("rank", "Pangkat/golongan", &self.rank, bounds::NUMBER);
        let decree = check.required("decree", "SK", &self.decree, bounds::NUMBER);
        let start = check.take("start", parse_date("Tanggal Mulai Periode", &self.start));
        let end = check.take("end", parse_date("Tanggal Akhir Periode", &self.end));
        if let (Some(start), Some(end)) = (start, end)
            && end <= start
        {
            check.fail("end", "Tanggal Akhir Periode harus setelah Tanggal Mulai Periode.");
        }
        let method = |text: &str, sentence: &str| FillingMethod::from_code(text).ok_or(sentence.to_owned());
        let appointment = check.take("appointment", method(&self.appointment, "Pilih Pengangkatan."));
        let filling_plan = check.take("filling_plan", method(&self.filling_plan, "Pilih Rencana Pengisian."));
        check.finish(|| {
            Some(Appointment {
                applicant: applicant?,
                rank: rank?,
                decree: decree?,
                start: start?,
                end: end?,
                appointment: appointment?,
                filling_plan: filling_plan?,
            })
        })
    }
}

/// The day a former holder's term ends when a new one begins: the day before, but not
/// before their own start.
#[must_use]
pub fn closing_day(former_start: NaiveDate, new_start: NaiveDate) -> NaiveDate {
    new_start.pred_opt().unwrap_or(new_start).max(former_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_lies_after_the_start() {
        let mut form = AppointmentForm {
            applicant: "3".into(),
            decree: "821.2/1/2016".into(),
            start: "01/09/2016".into(),
            end: "01/09/2021".into(),
            appointment: "open_selection".into(),
            filling_plan: "open_selection".into(),
            ..AppointmentForm::default()
        };
        assert!(form.validate().is_ok());
        form.end = "01/09/2016".into();
        assert!(form.validate().unwrap_err().get("end").is_some());
        assert_eq!(AppointmentForm::default().validate().unwrap_err().iter().count(), 6);
    }

    #[test]
    fn a_term_closes_the_day_before() {
        let day = |d| NaiveDate::from_ymd_opt(2016, 9, d).unwrap();
        assert_eq!(closing_day(day(1), day(10)), day(9));
        assert_eq!(closing_day(day(12), day(10)), day(12));
    }
}
