//! Monitoring Seleksi by the commission (Gambar 41, 42): at random or sampled.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::stage::{Scheme, Stage};
use crate::{
    activity::{Audited, Label},
    attachment::parse_ids,
    calendar::{not_yet, parse_date},
    field::{Checker, FieldErrors},
    id::AttachmentId,
    rich_text::{CleanText, RichForm, RichText, TypedText},
};

/// The form of a monitoring.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MonitoringForm<T = TypedText> {
    /// Tanggal.
    pub day: String,
    /// Tahapan: a [`Stage`] code, or `administration`.
    pub stage: String,
    /// Temuan, rich text.
    pub findings: T,
    /// Laporan: attachment numbers.
    pub files: Vec<String>,
}

/// A monitoring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Monitoring<T = CleanText> {
    /// Tanggal.
    pub day: NaiveDate,
    /// Tahapan; nothing for administration.
    pub stage: Option<Stage>,
    /// Temuan.
    pub findings: T,
    /// Laporan.
    pub files: Vec<AttachmentId>,
}

impl Audited for Monitoring {
    const LABELS: &'static [Label] = &[
        Label::day("day", "Tanggal"),
        Label::read("stage", "Tahapan", |code| Stage::from_code(code).map(|stage| stage.label().to_owned())),
        // What the plan calls it.
        Label::new("tahapan", "Tahapan"),
        Label::new("findings", "Temuan"),
        Label::file("files", "Laporan"),
        Label::file("berkas_laporan", "Laporan"),
    ];
}

impl<T> Monitoring<T> {
    /// The stage's words.
    #[must_use]
    pub fn stage_label<'a>(&self, scheme: &'a Scheme) -> &'a str {
        self.stage.map_or("Seleksi administrasi", |stage| scheme.label(stage))
    }
}

impl RichForm for MonitoringForm {
    type Clean = MonitoringForm<CleanText>;
    fn clean(self, clean: &mut dyn FnMut(&'static str, TypedText) -> CleanText) -> Self::Clean {
        let Self { day, stage, findings, files } = self;
        MonitoringForm { day, stage, findings: clean("findings", findings), files }
    }
}

impl<T: RichText> MonitoringForm<T> {
    /// # Errors
    /// A sentence at each field that cannot be taken; a day after `today` is one, and a stage that is not of `scheme`.
    pub fn validate(&self, scheme: &Scheme, today: NaiveDate) -> Result<Monitoring<T>, FieldErrors> {
        let mut check = Checker::new();
        let day = check.take("day", parse_date("Tanggal", &self.day));
        if day.is_some_and(|day| day > today) {
            check.fail("day", not_yet("Tanggal", today));
        }
        let stage = check.take(
            "stage",
            match self.stage.as_str() {
                "administration" => Ok(None),
                code => match Stage::from_code(code).filter(|stage| scheme.find(*stage).is_some()) {
                    Some(stage) => Ok(Some(stage)),
                    None => Err("Pilih Tahapan.".to_owned()),
                },
            },
        );
        let findings = check.required_html("findings", "Temuan", &self.findings);
        let files = check.take("files", parse_ids("Laporan", &self.files));
        check.finish(|| Some(Monitoring { day: day?, stage: stage?, findings: findings?, files: files? }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::selection::stage::tests::usual_scheme as usual;

    #[test]
    fn a_monitoring_lies_in_the_past() {
        let today = NaiveDate::from_ymd_opt(2016, 9, 1).unwrap();
        let mut form: MonitoringForm = MonitoringForm {
            day: "01/09/2016".into(),
            stage: "interview".into(),
            findings: "Baik".into(),
            files: vec![],
        };
        let scheme = usual();
        let monitoring = form.validate(&scheme, today).unwrap();
        assert_eq!(
            (monitoring.stage, monitoring.stage_label(&scheme)),
            (Some(Stage::Interview), "Wawancara")
        );
        form.day = "02/09/2016".into();
        assert_eq!(
            form.validate(&scheme, today).unwrap_err().get("day"),
            Some("Tanggal tidak boleh setelah hari ini; hari ini menurut WIB 01/09/2016.")
        );
        for stage in ["tidur", "own_1", ""] {
            form.stage = stage.into();
            assert!(form.validate(&scheme, today).unwrap_err().get("stage").is_some(), "{stage}");
        }
    }
}
