//! The plan's form and what it says once it is right (Gambar 21 to 23).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use super::plan_stages::{OrderForm, OwnStageForm, WeightsForm};
use super::{CommitteeElement, FillingMethod, Reason, Scheme, SelectionMethod};
use crate::{
    attachment::parse_ids,
    bounds,
    calendar::parse_date,
    field::{Checker, FieldErrors, one_line},
    id::{AttachmentId, PositionId},
    rich_text::{CleanText, RichForm, RichText, TypedText},
};

/// The most vacancies one plan fills.
pub const MAX_VACANCIES: usize = 20;
/// The most committee members or schedule lines that are taken.
pub const MAX_ROWS: usize = 40;

/// The plan as typed. A draft is kept just so, whatever is still missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanForm<T = CleanText> {
    /// Nomenklatur: the numbers of one or more approved positions.
    pub positions: Vec<String>,
    /// No. Surat Pengantar.
    pub letter_number: String,
    /// Scan Surat Pengantar: attachment numbers.
    pub letter_scan: Vec<String>,
    /// Cara Pengisian JPT: a [`FillingMethod`] code.
    pub filling_method: String,
    /// Alasan: a [`Reason`] code.
    pub reason: String,
    /// Deskripsi Alasan, rich text.
    pub reason_text: T,
    /// Metode seleksi: [`SelectionMethod`] codes.
    pub methods: Vec<String>,
    /// Bobot Penilaian.
    pub weights: WeightsForm,
    /// Urutan tahapan: places from 1.
    pub order: OrderForm,
    /// Tahapan lain: stages with names of their own.
    pub stages: Vec<OwnStageForm>,
    /// Panitia Seleksi.
    pub committee: Vec<MemberForm>,
    /// Jadwal.
    pub schedule: Vec<ScheduleForm>,
}

/// A committee member as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MemberForm {
    /// Nama.
    pub name: String,
    /// Keterangan.
    pub note: String,
    /// Unsur: a [`CommitteeElement`] code.
    pub element: String,
    /// Berkas: attachment numbers.
    pub file: Vec<String>,
}

/// A line of the schedule as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScheduleForm {
    /// Kegiatan.
    pub activity: String,
    /// Tanggal mulai.
    pub start: String,
    /// Tanggal akhir.
    pub end: String,
}

/// A plan that may be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDetails<T = CleanText> {
    /// The posts to fill, each on its own.
    pub positions: Vec<PositionId>,
    /// No. Surat Pengantar.
    pub letter_number: String,
    /// Scan Surat Pengantar.
    pub letter_scan: Vec<AttachmentId>,
    /// Cara Pengisian JPT.
    pub filling_method: FillingMethod,
    /// Alasan.
    pub reason: Reason,
    /// Deskripsi Alasan.
    pub reason_text: T,
    /// Metode seleksi.
    pub methods: Vec<SelectionMethod>,
    /// Stages and weights, in order.
    pub scheme: Scheme,
    /// Panitia Seleksi.
    pub committee: Vec<Member>,
    /// Jadwal.
    pub schedule: Vec<ScheduleItem>,
}

/// A committee member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Nama.
    pub name: String,
    /// Keterangan.
    pub note: String,
    /// Unsur.
    pub element: CommitteeElement,
    /// Berkas.
    pub file: Vec<AttachmentId>,
}

/// A line of the schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleItem {
    /// Kegiatan.
    pub activity: String,
    /// Tanggal mulai.
    pub start: NaiveDate,
    /// Tanggal akhir, not before the start.
    pub end: NaiveDate,
}

impl MemberForm {
    /// Whether nothing was typed in the row; such rows are left out.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.name.trim().is_empty()
            && self.note.trim().is_empty()
            && self.file.iter().all(|f| f.trim().is_empty())
    }
}

impl ScheduleForm {
    /// Whether nothing was typed in the row; such rows are left out.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.activity.trim().is_empty() && self.start.trim().is_empty() && self.end.trim().is_empty()
    }
}

impl RichForm for PlanForm<TypedText> {
    type Clean = PlanForm;
    fn clean(self, clean: &mut dyn FnMut(&'static str, TypedText) -> CleanText) -> PlanForm {
        PlanForm {
            positions: self.positions,
            letter_number: self.letter_number,
            letter_scan: self.letter_scan,
            filling_method: self.filling_method,
            reason: self.reason,
            reason_text: clean("reason_text", self.reason_text),
            methods: self.methods,
            weights: self.weights,
            order: self.order,
            stages: self.stages,
            committee: self.committee,
            schedule: self.schedule,
        }
    }
}

impl<T: RichText> PlanForm<T> {
    /// Checks what is to be sent.
    ///
    /// # Errors
    /// A sentence at every field that cannot be taken.
    pub fn validate(&self) -> Result<PlanDetails<T>, FieldErrors> {
        let mut check = Checker::new();
        let positions = check.take("positions", self.parse_positions());
        let letter_number =
            check.required("letter_number", "No. Surat Pengantar", &self.letter_number, bounds::NUMBER);
        let letter_scan = check.take("letter_scan", parse_ids("Scan Surat Pengantar", &self.letter_scan));
        let filling_method = check.take(
            "filling_method",
            FillingMethod::from_code(&self.filling_method).ok_or("Pilih Cara Pengisian JPT.".to_owned()),
        );
        let reason = check.take("reason", Reason::from_code(&self.reason).ok_or("Pilih Alasan.".to_owned()));
        let reason_text = check.optional_html("reason_text", "Deskripsi Alasan", &self.reason_text);
        let methods = check.take("methods", self.parse_methods());
        let scheme = self.parse_scheme(&mut check);
        let committee = self.parse_committee(&mut check);
        let schedule = self.parse_schedule(&mut check);
        check.finish(|| {
            Some(PlanDetails {
                positions: positions?,
                letter_number: letter_number?,
                letter_scan: letter_scan?,
                filling_method: filling_method?,
                reason: reason?,
                reason_text: reason_text?,
                methods: methods?,
                scheme: scheme?,
                committee: committee?,
                schedule: schedule?,
            })
        })
    }

    /// Checks what may be kept as a draft: anything of a sane size.
    ///
    /// # Errors
    /// A sentence at every field that is too long.
    pub fn validate_draft(&self) -> Result<(), FieldErrors> {
        let mut check = Checker::new();
        check.optional("letter_number", "No. Surat Pengantar", &self.letter_number, bounds::NUMBER);
        check.optional_html("reason_text", "Deskripsi Alasan", &self.reason_text);
        check.take("letter_scan", parse_ids("Scan Surat Pengantar", &self.letter_scan));
        if self.positions.iter().any(|id| !id.trim().is_empty()) {
            check.take("positions", self.parse_positions());
        } else if self.positions.len() > MAX_VACANCIES {
            check.fail("positions", too_many_posts());
        }
        check.optional("filling_method", "Cara Pengisian JPT", &self.filling_method, bounds::CODE);
        check.optional("reason", "Alasan", &self.reason, bounds::CODE);
        if self.methods.len() > SelectionMethod::ALL.len() {
            check.fail("methods", "Pilih Metode seleksi dari daftar.");
        }
        for code in &self.methods {
            check.optional("methods", "Metode seleksi", code, bounds::CODE);
        }
        self.check_draft_stages(&mut check);
        self.check_rows(&mut check);
        check.finish(|| Some(()))
    }

    fn check_rows(&self, check: &mut Checker) {
        if self.committee.len() > MAX_ROWS {
            check.fail("committee", format!("Panitia Seleksi paling banyak {MAX_ROWS} orang."));
        }
        if self.schedule.len() > MAX_ROWS {
            check.fail("schedule", format!("Jadwal paling banyak {MAX_ROWS} kegiatan."));
        }
        for (i, member) in self.committee.iter().take(MAX_ROWS).enumerate() {
            check.optional(&format!("committee[{i}][name]"), "Nama", &member.name, bounds::NAME);
            check.optional(&format!("committee[{i}][note]"), "Keterangan", &member.note, bounds::NOTE);
            check.optional(&format!("committee[{i}][element]"), "Unsur", &member.element, bounds::CODE);
            check.take(&format!("committee[{i}][file]"), parse_ids("Berkas", &member.file));
        }
        for (i, item) in self.schedule.iter().take(MAX_ROWS).enumerate() {
            check.optional(&format!("schedule[{i}][activity]"), "Kegiatan", &item.activity, bounds::NAME);
            check.optional(&format!("schedule[{i}][start]"), "Tanggal mulai", &item.start, bounds::FIGURE);
            check.optional(&format!("schedule[{i}][end]"), "Tanggal akhir", &item.end, bounds::FIGURE);
        }
    }

    /// The same form as it is kept: without blank rows, and each field of one line in one line.
    #[must_use]
    pub fn without_blank_rows(mut self) -> Self {
        self.letter_number = one_line(&self.letter_number);
        for member in &mut self.committee {
            member.name = one_line(&member.name);
            member.note = one_line(&member.note);
        }
        for item in &mut self.schedule {
            item.activity = one_line(&item.activity);
        }
        for stage in &mut self.stages {
            stage.name = one_line(&stage.name);
        }
        self.stages.retain(|stage| !stage.is_blank());
        self.committee.retain(|member| !member.is_blank());
        self.schedule.retain(|item| !item.is_blank());
        self.positions.retain(|id| !id.trim().is_empty());
        self.methods.retain(|code| !code.trim().is_empty());
        self
    }

    /// Every attachment the form names, whether right or not, under the key of its field.
    pub fn attachment_fields(&self) -> impl Iterator<Item = (String, Vec<AttachmentId>)> + '_ {
        let ids = |values: &[String]| values.iter().filter_map(|text| text.parse().ok()).collect();
        let members = self.committee.iter().enumerate();
        std::iter::once(("letter_scan".to_owned(), ids(&self.letter_scan)))
            .chain(members.map(move |(i, member)| (format!("committee[{i}][file]"), ids(&member.file))))
    }

    /// Every attachment the form names, whether right or not.
    pub fn attachments(&self) -> impl Iterator<Item = AttachmentId> + '_ {
        self.attachment_fields().flat_map(|(_, ids)| ids)
    }

    /// The positions that can be read.
    pub fn position_ids(&self) -> impl Iterator<Item = PositionId> + '_ {
        self.positions.iter().filter_map(|text| text.parse().ok())
    }

    fn parse_positions(&self) -> Result<Vec<PositionId>, String> {
        let mut ids = Vec::new();
        for text in self.positions.iter().filter(|t| !t.trim().is_empty()) {
            let id = text.parse().map_err(|_| "Pilih Nomenklatur dari daftar.".to_owned())?;
            if ids.contains(&id) {
                continue;
            }
            // Whoever names thousands is not compared with thousands.
            if ids.len() == MAX_VACANCIES {
                return Err(too_many_posts());
            }
            ids.push(id);
        }
        if ids.is_empty() {
            return Err("Pilih paling sedikit satu Nomenklatur.".to_owned());
        }
        Ok(ids)
    }

    fn parse_methods(&self) -> Result<Vec<SelectionMethod>, String> {
        self.methods
            .iter()
            .filter(|code| !code.is_empty())
            .map(|code| {
                SelectionMethod::from_code(code).ok_or("Pilih Metode seleksi dari daftar.".to_owned())
            })
            .collect()
    }

    fn parse_committee(&self, check: &mut Checker) -> Option<Vec<Member>> {
        let rows: Vec<_> = self.committee.iter().enumerate().filter(|(_, row)| !row.is_blank()).collect();
        if rows.is_empty() {
            check.fail("committee", "Isi paling sedikit satu anggota Panitia Seleksi.");
            return None;
        }
        if rows.len() > MAX_ROWS {
            check.fail("committee", format!("Panitia Seleksi paling banyak {MAX_ROWS} orang."));
            return None;
        }
        rows.into_iter()
            .map(|(i, row)| {
                let name = check.required(&format!("committee[{i}][name]"), "Nama", &row.name, bounds::NAME);
                let note =
                    check.optional(&format!("committee[{i}][note]"), "Keterangan", &row.note, bounds::NOTE);
                let element = check.take(
                    &format!("committee[{i}][element]"),
                    CommitteeElement::from_code(&row.element).ok_or("Pilih Unsur.".to_owned()),
                );
                let file = check.take(&format!("committee[{i}][file]"), parse_ids("Berkas", &row.file));
                Some(Member { name: name?, note: note?, element: element?, file: file? })
            })
            .collect::<Vec<_>>()
            .into_iter()
            .collect()
    }

    fn parse_schedule(&self, check: &mut Checker) -> Option<Vec<ScheduleItem>> {
        let rows: Vec<_> = self.schedule.iter().enumerate().filter(|(_, row)| !row.is_blank()).collect();
        if rows.is_empty() {
            check.fail("schedule", "Isi paling sedikit satu kegiatan dalam Jadwal.");
            return None;
        }
        if rows.len() > MAX_ROWS {
            check.fail("schedule", format!("Jadwal paling banyak {MAX_ROWS} kegiatan."));
            return None;
        }
        rows.into_iter()
            .map(|(i, row)| {
                let activity = check.required(
                    &format!("schedule[{i}][activity]"),
                    "Kegiatan",
                    &row.activity,
                    bounds::NAME,
                );
                let start =
                    check.take(&format!("schedule[{i}][start]"), parse_date("Tanggal mulai", &row.start));
                let end_field = format!("schedule[{i}][end]");
                let end = check.take(&end_field, parse_date("Tanggal akhir", &row.end));
                if let (Some(start), Some(end)) = (start, end)
                    && end < start
                {
                    check.fail(&end_field, "Tanggal akhir tidak boleh sebelum Tanggal mulai.");
                    return None;
                }
                Some(ScheduleItem { activity: activity?, start: start?, end: end? })
            })
            .collect::<Vec<_>>()
            .into_iter()
            .collect()
    }
}

fn too_many_posts() -> String {
    format!("Paling banyak {MAX_VACANCIES} jabatan dalam satu rencana.")
}

#[cfg(test)]
#[path = "plan_tests.rs"]
pub(crate) mod tests;
