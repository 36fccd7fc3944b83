//! Which documents the log keeps of which kind of record, with their labels.
//!
//! What has a type says its own, beside it; here stands what is put together for the log alone. Lines that were
//! written long ago are still shown: what is no longer written keeps its label.

use super::{Audited as _, Label, words::Part};
use crate::{
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
    Label::new("untuk", "Untuk"),
    Label::new("tenggat", "Tenggat"),
    Label::new("teks", "Isi"),
    Label::new("putaran", "Putaran"),
    Label::new("alasan", "Alasan"),
];

const VACANCY: &[Label] = &[
    Label::new("jumlah_pelamar", "Jumlah Pelamar"),
    Label::new("pelamar", "Pelamar"),
    Label::new("nomor", "Nomor"),
    Label::new("alasan", "Alasan"),
    // What is printed.
    Label::new("dokumen", "Dokumen"),
    Label::new("berkas", "Berkas"),
];

const STAGES: &[Label] = &[
    Label::new("mengikuti", "Mengikuti"),
    Label::new("tahapan", "Tahapan"),
    Label::new("skor", "Skor"),
    Label::new("hasil", "Hasil"),
    Label::new("peringkat", "Peringkat"),
    Label::new("total", "Total Nilai"),
    Label::new("alasan", "Alasan"),
];

const OFFICIAL: &[Label] = &[
    Label::new("nama", "Nama"),
    Label::new("nip", "NIP"),
    Label::new("jabatan", "Jabatan"),
    Label::day("berakhir", "Berakhir"),
];

const LOGIN: &[Label] = &[
    Label::read("second_factor", "Autentikasi dua langkah", |code| {
        (code == "begun").then(|| "mulai disiapkan".to_owned())
    }),
    Label::new("kali", "Kali"),
    Label::new("terakhir", "Terakhir"),
];

const JOB_TITLE: &[Label] = &[Label::new("name", "Nama")];

const REGISTRATION: &[Label] = &[
    Label::new("jumlah", "Jumlah"),
    Label::new("pendaftaran", "Nomor pendaftaran"),
    Label::new("dari_pendaftaran", "Dari pendaftaran nomor"),
    Label::new("password_dibuat", "Password dibuat"),
    Label::new("terhenti", "Terhenti"),
    Label::new("daftar_password", "Daftar password"),
    Label::new("institusi", "Institusi"),
    Label::new("nomor", "Nomor"),
    Label::new("nama", "Nama"),
];

const SESSION: &[Label] = &[
    Label::new("device", "Perangkat"),
    Label::new("address", "Alamat"),
    Label::new("sessions", "Jumlah sesi"),
];

const SETTING: &[Label] = &[
    Label::code::<Role>("role", "Role Pengguna"),
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
    Label::new("size", "Ukuran (byte)"),
    Label::new("sha256", "SHA-256"),
];

const SYSTEM: &[Label] = &[
    // Exports; the filter was once kept field by field.
    Label::new("daftar", "Daftar"),
    Label::new("berkas", "Berkas"),
    Label::new("filter", "Filter"),
    Label::new("q", "Kata kunci"),
    Label::new("cari", "Kata kunci"),
    Label::new("institusi", "Institusi"),
    Label::new("kegiatan", "Kegiatan"),
    Label::new("jenis", "Jenis"),
    Label::new("nomor", "Nomor"),
    Label::new("dari", "Dari tanggal"),
    Label::new("sampai", "Sampai tanggal"),
    Label::code::<Phase>("status", "Status"),
    Label::new("alasan", "Alasan"),
    // Backups.
    Label::new("file", "Berkas"),
    Label::new("size", "Ukuran (byte)"),
    Label::new("at", "Waktu"),
    Label::new("version", "Versi"),
    // Jobs.
    Label::new("pekerjaan", "Pekerjaan"),
    Label::new("gagal_karena", "Gagal karena"),
    Label::new("percobaan", "Percobaan"),
];
