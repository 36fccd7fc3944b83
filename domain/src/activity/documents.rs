//! Which documents the log keeps of which kind of record, with their labels.
//!
//! What has a type says its own, beside it; here stands what is put together for the log alone. Lines that were
//! written long ago are still shown: what is no longer written keeps its label.

use super::{Audited as _, Label, words::Part};
use crate::{
    attachment::file_size,
    dialogue::Message,
    holiday::{Holiday, rules::ClockRules},
    identity::{Role, told::AccountTold},
    institution::InstitutionTold,
    official::Appointment,
    record::RecordKind,
    selection::{
        Phase,
        applicant::{Person, TrackRecord},
        inauguration::Documents,
        monitoring::Monitoring,
        plan::PlanForm,
        progress::Decision,
        report::Report,
        withdrawal::Withdrawal,
    },
};

/// What is logged of a kind of record.
pub(super) const fn of(kind: RecordKind) -> &'static [Part] {
    match kind {
        RecordKind::Plan => &[
            ("", REVIEW),
            ("", PlanForm::LABELS),
            ("form", PlanForm::LABELS),
            ("isi", Message::LABELS),
            ("laporan", Report::LABELS),
        ],
        RecordKind::Vacancy => {
            &[("", VACANCY), ("", Person::LABELS), ("", Monitoring::LABELS), ("", Documents::LABELS)]
        }
        RecordKind::Applicant => &[
            ("", Person::LABELS),
            ("", STAGES),
            ("", Decision::LABELS),
            ("keputusan", Decision::LABELS),
            ("pengunduran_diri", Withdrawal::LABELS),
            ("", TrackRecord::LABELS),
        ],
        RecordKind::Official => &[("", OFFICIAL), ("isi", Appointment::LABELS)],
        RecordKind::User => &[("", AccountTold::LABELS), ("", LOGIN)],
        RecordKind::Institution => &[("", InstitutionTold::LABELS)],
        RecordKind::JobTitle => &[("", JOB_TITLE)],
        RecordKind::Registration => &[("", REGISTRATION)],
        RecordKind::Session => &[("", SESSION)],
        RecordKind::Holiday => &[("", Holiday::LABELS), ("", HOLIDAYS)],
        RecordKind::Setting => &[("", SETTING), ("", ClockRules::LABELS)],
        RecordKind::Attachment => &[("", ATTACHMENT)],
        RecordKind::System => &[("", SYSTEM)],
    }
}

const REVIEW: &[Label] = &[
    Label::code::<Phase>("status", "Status"),
    Label::new("petugas", "Petugas KASN"),
    Label::new("untuk", "Untuk").always(),
    Label::new("tenggat", "Tenggat"),
    Label::new("putaran", "Putaran"),
    Label::new("pesan", "Pesan"),
    Label::new("alasan_perbaikan", "Alasan perbaikan"),
    Label::new("rekomendasi", "Rekomendasi"),
    Label::new("alasan_penolakan", "Alasan penolakan"),
    Label::new("alasan", "Alasan"),
    Label::file("surat_rekomendasi", "Surat Rekomendasi"),
    Label::file("lampiran", "Lampiran"),
    // What any of them said was once kept under one name.
    Label::new("teks", "Isi"),
];

const VACANCY: &[Label] = &[
    Label::new("jumlah_pelamar", "Jumlah Pelamar"),
    Label::new("pelamar", "Pelamar"),
    Label::new("nomor", "Nomor pelamar"),
    Label::new("alasan", "Alasan"),
    // What is printed.
    Label::new("dokumen", "Dokumen"),
    Label::new("berkas", "Format berkas"),
];

const STAGES: &[Label] = &[
    // Once the stage that one was moved to.
    Label::new("mengikuti", "Tahapan"),
    Label::read("tahapan", "Tahapan", stage).always(),
    Label::new("skor", "Skor"),
    Label::new("hasil", "Hasil"),
    Label::new("peringkat", "Peringkat"),
    Label::new("total", "Total Nilai"),
    Label::new("keputusan", "Keputusan"),
    Label::new("pengunduran_diri", "Pengunduran diri"),
    Label::new("alasan", "Alasan"),
];

/// A stage has its name; once a step back was kept as how many had been reached.
fn stage(text: &str) -> Option<String> {
    let reached: u8 = text.parse().ok()?;
    Some(if reached == 0 { "Seleksi administrasi".to_owned() } else { format!("Tahapan ke-{reached}") })
}

const OFFICIAL: &[Label] = &[
    Label::new("nama", "Nama").always(),
    Label::new("nip", "NIP"),
    Label::new("jabatan", "Jabatan").always(),
    Label::day("berakhir", "Berakhir"),
];

const LOGIN: &[Label] = &[
    Label::read("second_factor", "Autentikasi dua langkah", |code| {
        (code == "begun").then(|| "mulai disiapkan".to_owned())
    }),
    SESSIONS,
    Label::new("kali", "Jumlah percobaan yang gagal"),
    Label::moment("terakhir", "Percobaan terakhir"),
];

const SESSIONS: Label = Label::new("sessions", "Jumlah sesi yang diakhiri");

const JOB_TITLE: &[Label] = &[Label::new("name", "Nama")];

const REGISTRATION: &[Label] = &[
    Label::new("jumlah", "Jumlah"),
    Label::new("pendaftaran", "Nomor pendaftaran"),
    Label::new("dari_pendaftaran", "Dari pendaftaran nomor"),
    Label::new("password_dibuat", "Jumlah password yang dibuat"),
    Label::new("terhenti", "Alasan terhenti"),
    Label::new("daftar_password", "Daftar password"),
    Label::new("institusi", "Institusi"),
    Label::new("nomor", "Nomor institusi"),
    Label::new("nama", "Nama"),
];

const SESSION: &[Label] = &[Label::new("device", "Perangkat"), Label::new("address", "Alamat"), SESSIONS];

const SETTING: &[Label] = &[
    Label::code::<Role>("role", "Role Pengguna").always(),
    Label::new("second_factor_required", "Wajib autentikasi dua langkah"),
];

// A year's list, and a spreadsheet's.
const HOLIDAYS: &[Label] = &[
    Label::new("tahun", "Tahun"),
    Label::new("jumlah", "Jumlah"),
    Label::new("hari_libur", "Hari libur"),
    Label::new("alasan", "Alasan"),
];

const ATTACHMENT: &[Label] = &[
    Label::new("name", "Nama"),
    Label::new("nama", "Nama"),
    SIZE,
    Label::new("sha256", "Sidik berkas (SHA-256)"),
];

const SIZE: Label = Label::read("size", "Ukuran", |bytes| bytes.parse().ok().map(file_size));

const SYSTEM: &[Label] = &[
    // Exports; the filter was once kept field by field.
    Label::new("daftar", "Daftar"),
    Label::new("berkas", "Format berkas"),
    Label::new("filter", "Filter"),
    Label::new("q", "Kata kunci"),
    Label::new("cari", "Kata kunci"),
    Label::new("institusi", "Institusi"),
    Label::new("kegiatan", "Kegiatan"),
    Label::new("jenis", "Jenis"),
    // Jobs; the number was once kept as an export's filter has it.
    Label::new("pekerjaan", "Pekerjaan"),
    Label::new("nomor_pekerjaan", "Nomor pekerjaan"),
    Label::new("nomor", "Nomor"),
    Label::new("gagal_karena", "Pesan kesalahan sistem"),
    Label::new("percobaan", "Jumlah percobaan"),
    Label::new("dari", "Dari tanggal"),
    Label::new("sampai", "Sampai tanggal"),
    Label::code::<Phase>("status", "Status"),
    Label::new("alasan", "Alasan"),
    // Backups.
    Label::new("file", "Berkas"),
    SIZE,
    Label::moment("at", "Waktu"),
    Label::new("version", "Versi"),
];

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        activity::{Names, diff},
        record::RecordKind,
    };

    fn told(kind: RecordKind, before: Value, after: Value) -> Vec<String> {
        let changes = diff(Some(kind), Some(&before), Some(&after), &Names::default());
        changes
            .into_iter()
            .map(|one| match (one.before.as_str(), one.after.as_str()) {
                ("", after) => format!("{}: {after}", one.label),
                (before, after) if before == after => format!("{}: {after}", one.label),
                (before, after) => format!("{}: {before} -> {after}", one.label),
            })
            .collect()
    }

    #[test]
    fn moments_and_sizes_are_told_as_people_write_them() {
        let copy = json!({ "file": "cadangan.tar", "size": 611_918, "at": "2026-11-28T13:09:27.407260724Z" });
        assert_eq!(
            told(RecordKind::System, Value::Null, copy),
            ["Berkas: cadangan.tar", "Ukuran: 611,9 kB", "Waktu: 28/11/2026 pukul 20.09 WIB"]
        );
        let failed = json!({ "kali": 3, "terakhir": "2026-11-28T17:00:00Z" });
        assert_eq!(
            told(RecordKind::User, Value::Null, failed),
            ["Jumlah percobaan yang gagal: 3", "Percobaan terakhir: 29/11/2026 pukul 00.00 WIB"]
        );
        let file = json!({ "name": "a.pdf", "sha256": "ab", "size": 12 });
        assert_eq!(
            told(RecordKind::Attachment, Value::Null, file),
            ["Nama: a.pdf", "Ukuran: 12 B", "Sidik berkas (SHA-256): ab"]
        );
    }

    #[test]
    fn ended_sessions_have_words_on_either_record() {
        for kind in [RecordKind::User, RecordKind::Session] {
            let ended = told(kind, Value::Null, json!({ "sessions": 2 }));
            assert_eq!(ended, ["Jumlah sesi yang diakhiri: 2"]);
        }
    }

    #[test]
    fn a_deadline_and_a_term_say_of_what_they_are() {
        let due = |day: &str| json!({ "tenggat": day, "untuk": "Reviu rencana" });
        assert_eq!(
            told(RecordKind::Plan, due("01/12/2026"), due("02/12/2026")),
            ["Untuk: Reviu rencana", "Tenggat: 01/12/2026 -> 02/12/2026"]
        );
        let term = |end: &str| json!({ "nama": "Ani", "jabatan": "Kepala Dinas", "berakhir": end });
        assert_eq!(
            told(RecordKind::Official, term("2028-01-01"), term("2026-11-27")),
            ["Nama: Ani", "Jabatan: Kepala Dinas", "Berakhir: 01/01/2028 -> 27/11/2026"]
        );
    }

    #[test]
    fn what_was_kept_long_ago_is_still_told() {
        let back = |reached: u8| json!({ "tahapan": reached });
        assert_eq!(
            told(RecordKind::Applicant, back(2), back(0)),
            ["Tahapan: Tahapan ke-2 -> Seleksi administrasi"]
        );
        let message = json!({ "status": "Direviu", "isi": { "teks": "<div>Halo</div>" } });
        assert_eq!(told(RecordKind::Plan, Value::Null, message), ["Status: Direviu", "Isi: Halo"]);
        let by = json!({ "pengunduran_diri": { "reason": "Sakit.", "by": 5, "at": "2026-11-28T13:09:27Z" } });
        assert_eq!(
            told(RecordKind::Applicant, Value::Null, by),
            [
                "Pengunduran diri › Alasan: Sakit.",
                "Pengunduran diri › Oleh: Akun nomor 5",
                "Pengunduran diri › Waktu: 28/11/2026 pukul 20.09 WIB"
            ]
        );
    }

    #[test]
    fn a_blank_place_of_a_stage_is_the_end() {
        let stage = |after: &str| json!({ "form": { "stages": [{ "name": "Tes", "after": after }] } });
        assert_eq!(
            told(RecordKind::Plan, stage("paper"), stage("")),
            ["Tahapan lain 1 › Letak: Setelah penulisan makalah -> Di akhir"]
        );
    }

    #[test]
    fn an_edited_plan_is_told_in_the_order_of_the_form() {
        let form = |n: &str| {
            json!({ "form": {
                "weights": { "paper": n }, "reason_text": n, "letter_number": n,
                "stages": [{ "name": n }], "reason": n,
            } })
        };
        assert_eq!(
            told(RecordKind::Plan, form("1"), form("2")),
            [
                "No. Surat Pengantar: 1 -> 2",
                "Alasan: 1 -> 2",
                "Deskripsi Alasan: 1 -> 2",
                "Bobot Penilaian Penulisan Makalah: 1 -> 2",
                "Tahapan lain 1 › Nama: 1 -> 2"
            ]
        );
    }
}
