//! A plan's form in the words of the log.

use super::{
    CommitteeElement, FillingMethod, Reason, SelectionMethod,
    plan::PlanForm,
    plan_stages::{gradings, places},
};
use crate::activity::{Audited, Label, Numbered};

impl Audited for PlanForm {
    const LABELS: &'static [Label] = &[
        Label::named("positions", "Nomenklatur", Numbered::Post),
        Label::new("letter_number", "No. Surat Pengantar"),
        Label::file("letter_scan", "Scan Surat Pengantar"),
        Label::code::<FillingMethod>("filling_method", "Cara Pengisian JPT"),
        Label::code::<Reason>("reason", "Alasan"),
        Label::new("reason_text", "Deskripsi Alasan"),
        Label::code::<SelectionMethod>("methods", "Metode seleksi"),
        Label::new("weights.managerial", "Bobot Penilaian Kompetensi Manajerial"),
        Label::new("weights.paper", "Bobot Penilaian Penulisan Makalah"),
        Label::new("weights.interview", "Bobot Penilaian Wawancara"),
        Label::new("weights.track_record", "Bobot Penilaian Rekam Jejak"),
        Label::new("order.managerial", "Urutan Kompetensi Manajerial"),
        Label::new("order.paper", "Urutan Penulisan Makalah"),
        Label::new("order.interview", "Urutan Wawancara"),
        Label::new("order.track_record", "Urutan Rekam Jejak"),
        Label::new("stages", "Tahapan lain"),
        Label::new("committee", "Panitia Seleksi"),
        Label::new("schedule", "Jadwal"),
        // In their rows.
        Label::new("name", "Nama"),
        Label::code::<CommitteeElement>("element", "Unsur"),
        Label::new("note", "Keterangan"),
        Label::file("file", "Berkas"),
        Label::read("grading", "Penilaian", |code| among(gradings(), code)),
        Label::new("weight", "Bobot Penilaian"),
        Label::read("after", "Letak", |code| match code.trim() {
            // As the form has it.
            "" => Some("Di akhir".to_owned()),
            code => among(places(), code),
        }),
        Label::new("activity", "Kegiatan"),
        Label::day("start", "Tanggal mulai"),
        Label::day("end", "Tanggal akhir"),
    ];
}

/// The words of a code.
fn among(choices: Vec<(String, String)>, code: &str) -> Option<String> {
    choices.into_iter().find(|(one, _)| one == code).map(|(_, words)| words)
}
