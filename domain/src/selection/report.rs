//! Pelaporan (Gambar 44 to 47): the three parts of a report, and its review.

use serde::{Deserialize, Serialize};

use crate::{
    activity::{Audited, Label},
    attachment::parse_ids,
    field::{Checker, FieldErrors},
    id::AttachmentId,
    rich_text::{CleanText, RichForm, RichText, TypedText},
};

/// The report as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportForm<T = TypedText> {
    /// Keterangan laporan, rich text.
    pub note: T,
    /// Surat pengantar PPK dan PyB: attachment numbers.
    pub cover_files: Vec<String>,
    /// Laporan Lengkap Setiap Tahapan: attachment numbers.
    pub stage_files: Vec<String>,
    /// Berita acara pansel, rich text.
    pub minutes: T,
    /// Lampiran berita acara pansel: attachment numbers.
    pub minutes_files: Vec<String>,
}

/// A report that may be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report<T = CleanText> {
    /// Keterangan laporan.
    pub note: T,
    /// Surat pengantar PPK dan PyB.
    pub cover_files: Vec<AttachmentId>,
    /// Laporan Lengkap Setiap Tahapan.
    pub stage_files: Vec<AttachmentId>,
    /// Berita acara pansel.
    pub minutes: T,
    /// Lampiran berita acara pansel.
    pub minutes_files: Vec<AttachmentId>,
}

impl Audited for Report {
    const LABELS: &'static [Label] = &[
        Label::new("note", "Keterangan laporan"),
        Label::file("cover_files", "Surat pengantar PPK dan PyB"),
        Label::file("stage_files", "Laporan Lengkap Setiap Tahapan"),
        Label::new("minutes", "Berita acara pansel"),
        Label::file("minutes_files", "Lampiran berita acara pansel"),
    ];
}

impl RichForm for ReportForm {
    type Clean = ReportForm<CleanText>;
    fn clean(self, clean: &mut dyn FnMut(&'static str, TypedText) -> CleanText) -> Self::Clean {
        ReportForm {
            note: clean("note", self.note),
            cover_files: self.cover_files,
            stage_files: self.stage_files,
            minutes: clean("minutes", self.minutes),
            minutes_files: self.minutes_files,
        }
    }
}

impl<T: RichText> ReportForm<T> {
    /// # Errors
    /// A sentence at each field that cannot be taken.
    pub fn validate(&self) -> Result<Report<T>, FieldErrors> {
        let mut check = Checker::new();
        let note = check.required_html("note", "Keterangan laporan", &self.note);
        let cover_files =
            required_files(&mut check, "cover_files", "Surat pengantar PPK dan PyB", &self.cover_files);
        let stage_files =
            required_files(&mut check, "stage_files", "Laporan Lengkap Setiap Tahapan", &self.stage_files);
        let minutes = check.required_html("minutes", "Berita acara pansel", &self.minutes);
        let minutes_files =
            required_files(&mut check, "minutes_files", "Lampiran berita acara pansel", &self.minutes_files);
        check.finish(|| {
            Some(Report {
                note: note?,
                cover_files: cover_files?,
                stage_files: stage_files?,
                minutes: minutes?,
                minutes_files: minutes_files?,
            })
        })
    }
}

/// Files of which at least one must be there.
pub(super) fn required_files(
    check: &mut Checker,
    field: &str,
    label: &str,
    values: &[String],
) -> Option<Vec<AttachmentId>> {
    let files = check.take(field, parse_ids(label, values))?;
    if files.is_empty() {
        check.fail(field, format!("{label} wajib dilampirkan."));
        return None;
    }
    Some(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_parts_are_needed() {
        let errors = <ReportForm>::default().validate().unwrap_err();
        for field in ["note", "cover_files", "stage_files", "minutes", "minutes_files"] {
            assert!(errors.get(field).is_some(), "{field}");
        }
    }
}
