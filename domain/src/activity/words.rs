//! The words of the screen for what the log keeps: fields by their labels, codes by theirs.

use crate::{
    calendar::{parse_date, short_date},
    identity::Role,
    institution::InstitutionKind,
    selection::{
        CommitteeElement, FillingMethod, Phase, Reason, SelectionMethod, Stage, plan_stages::places,
    },
};

/// What only holds other fields, and has no words of its own.
const AROUND: [&str; 3] = ["form", "isi", "laporan"];

/// Fields with their labels, in the order in which they are told. `a.b` is a field `b` right within `a`.
const FIELDS: &[(&str, &str)] = &[
    ("status", "Status"),
    // A plan.
    ("positions", "Nomenklatur"),
    ("letter_number", "No. Surat Pengantar"),
    ("letter_scan", "Scan Surat Pengantar"),
    ("filling_method", "Cara Pengisian JPT"),
    ("reason_text", "Deskripsi Alasan"),
    ("reason", "Alasan"),
    ("methods", "Metode seleksi"),
    ("weights.managerial", "Bobot Penilaian Kompetensi Manajerial"),
    ("weights.paper", "Bobot Penilaian Penulisan Makalah"),
    ("weights.interview", "Bobot Penilaian Wawancara"),
    ("weights.track_record", "Bobot Penilaian Rekam Jejak"),
    ("order.managerial", "Urutan Kompetensi Manajerial"),
    ("order.paper", "Urutan Penulisan Makalah"),
    ("order.interview", "Urutan Wawancara"),
    ("order.track_record", "Urutan Rekam Jejak"),
    ("stages", "Tahapan lain"),
    ("committee", "Panitia Seleksi"),
    ("schedule", "Jadwal"),
    ("activity", "Kegiatan"),
    // Its review.
    ("petugas", "Petugas KASN"),
    ("teks", "Isi"),
    ("isi.text", "Isi"),
    // Applicants.
    ("jumlah_pelamar", "Jumlah Pelamar"),
    ("pelamar", "Pelamar"),
    ("mengikuti", "Mengikuti"),
    ("tahapan", "Tahapan"),
    ("skor", "Skor"),
    ("peringkat", "Peringkat"),
    ("total", "Total Nilai"),
    ("accepted", "Diterima"),
    ("alasan", "Alasan"),
    ("text", "Deskripsi"),
    // Monitoring.
    ("day", "Tanggal"),
    ("stage", "Tahapan"),
    ("findings", "Temuan"),
    ("berkas_laporan", "Laporan"),
    // A report.
    ("putaran", "Putaran"),
    ("laporan.note", "Keterangan laporan"),
    ("laporan.cover_files", "Surat pengantar PPK dan PyB"),
    ("laporan.stage_files", "Laporan Lengkap Setiap Tahapan"),
    ("laporan.minutes", "Berita acara pansel"),
    ("laporan.minutes_files", "Lampiran berita acara pansel"),
    // An inauguration.
    ("minutes", "Berita Acara Pelantikan"),
    ("minutes_files", "Lampiran Berita Acara Pelantikan"),
    ("isi.decree", "SK"),
    ("decree", "SK Pengangkatan"),
    ("decree_files", "Lampiran SK Pengangkatan"),
    ("nama", "Nama"),
    ("nip", "NIP"),
    ("jabatan", "Jabatan"),
    ("applicant", "Nomor pelamar"),
    ("rank", "Pangkat/golongan"),
    ("isi.start", "Tanggal Mulai Periode"),
    ("isi.end", "Tanggal Akhir Periode"),
    ("appointment", "Pengangkatan"),
    ("filling_plan", "Rencana Pengisian"),
    ("berakhir", "Berakhir"),
    // People and institutions.
    ("name", "Nama"),
    ("agency", "Instansi"),
    ("kind", "Jenis"),
    ("province", "Provinsi"),
    ("region", "Wilayah"),
    ("role", "Role Pengguna"),
    ("job_title", "Jabatan"),
    ("username", "Username"),
    ("email", "Email"),
    ("photo", "Nomor foto"),
    ("active", "Aktif"),
    // Many institutions.
    ("jumlah", "Jumlah"),
    ("pendaftaran", "Nomor pendaftaran"),
    ("dari_pendaftaran", "Dari pendaftaran nomor"),
    ("password_dibuat", "Password dibuat"),
    ("terhenti", "Terhenti"),
    ("daftar_password", "Daftar password"),
    ("institusi", "Institusi"),
    ("daerah_3t", "Daerah 3T"),
    // Holidays, and how working days are counted.
    ("tenggat", "Tenggat"),
    ("tanggal", "Tanggal"),
    ("dasar_hukum", "Dasar hukum"),
    ("tahun", "Tahun"),
    ("hari_libur", "Hari libur"),
    ("cuti_bersama_libur", "Cuti bersama dihitung libur"),
    ("jam_tutup", "Jam tutup"),
    ("batas", "Batas"),
    ("untuk", "Untuk"),
    ("hari_kerja", "Hari kerja"),
    ("sejak", "Berlaku sejak"),
    // Logging in.
    ("second_factor_required", "Wajib autentikasi dua langkah"),
    ("second_factor", "Autentikasi dua langkah"),
    ("device", "Perangkat"),
    ("address", "Alamat"),
    ("sessions", "Jumlah sesi"),
    ("kali", "Kali"),
    ("terakhir", "Terakhir"),
    // Files, exports and backups.
    ("note", "Keterangan"),
    ("element", "Unsur"),
    ("weight", "Bobot Penilaian"),
    ("after", "Letak"),
    ("start", "Tanggal mulai"),
    ("end", "Tanggal akhir"),
    ("files", "Lampiran"),
    ("size", "Ukuran (byte)"),
    ("sha256", "SHA-256"),
    ("daftar", "Daftar"),
    ("berkas", "Berkas"),
    ("file", "Berkas"),
    ("filter", "Filter"),
    ("version", "Versi"),
    ("nomor", "Nomor"),
    ("pekerjaan", "Pekerjaan"),
    ("gagal_karena", "Gagal karena"),
    ("percobaan", "Percobaan"),
    ("by", "Oleh (nomor akun)"),
    ("at", "Waktu"),
    ("q", "Kata kunci"),
    ("kegiatan", "Kegiatan"),
    ("jenis", "Jenis"),
    ("dari", "Dari tanggal"),
    ("sampai", "Sampai tanggal"),
    ("cari", "Kata kunci"),
];

/// One step into a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step<'a> {
    /// A field.
    Field(&'a str),
    /// A row of a list, from 1.
    Row(usize),
}

fn known(key: &str) -> Option<(usize, &'static str)> {
    FIELDS.iter().enumerate().find(|(_, (field, _))| *field == key).map(|(at, (_, label))| (at, *label))
}

/// Where a field stands among others of the same document.
pub(super) fn place(around: &[Step], key: &str) -> usize {
    let within = match around.last() {
        Some(Step::Field(outer)) => known(&format!("{outer}.{key}")),
        _ => None,
    };
    let inner =
        || FIELDS.iter().position(|(field, _)| field.split_once('.').is_some_and(|(outer, _)| outer == key));
    within.or_else(|| known(key)).map(|(at, _)| at).or_else(inner).unwrap_or(usize::MAX)
}

/// `Panitia Seleksi 2 › Nama`. What has no words keeps its key.
pub(super) fn label(path: &[Step]) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut rest = path;
    while let Some((step, further)) = rest.split_first() {
        rest = further;
        match *step {
            Step::Row(number) => match words.last_mut() {
                Some(list) => list.push_str(&format!(" {number}")),
                None => words.push(number.to_string()),
            },
            Step::Field(key) => {
                if let Some((Step::Field(inner), further)) = rest.split_first()
                    && let Some((_, label)) = known(&format!("{key}.{inner}"))
                {
                    words.push(label.to_owned());
                    rest = further;
                } else if let Some((_, label)) = known(key) {
                    words.push(label.to_owned());
                } else if !AROUND.contains(&key) || rest.is_empty() {
                    words.push(key.replace('_', " "));
                }
            }
        }
    }
    words.join(" › ")
}

/// A text as the screen has it: codes by their labels, dates as people write them.
pub(super) fn value(path: &[Step], text: &str) -> Option<String> {
    let key = path.iter().rev().find_map(|step| match step {
        Step::Field(key) => Some(*key),
        Step::Row(_) => None,
    })?;
    let label = match key {
        "filling_method" | "appointment" | "filling_plan" => {
            FillingMethod::from_code(text).map(FillingMethod::label)
        }
        "reason" => Reason::from_code(text).map(Reason::label),
        "methods" => SelectionMethod::from_code(text).map(SelectionMethod::label),
        "element" => CommitteeElement::from_code(text).map(CommitteeElement::label),
        "stage" => Stage::from_code(text).map(Stage::label),
        "after" => return places().into_iter().find(|(code, _)| code == text).map(|(_, words)| words),
        "second_factor" if text == "begun" => Some("mulai disiapkan"),
        "role" => Role::from_code(text).map(Role::label),
        "kind" => InstitutionKind::from_code(text).map(InstitutionKind::label),
        "status" => Phase::from_code(text).map(Phase::label),
        _ => None,
    };
    let day = || match key {
        "day" | "start" | "end" | "berakhir" | "tanggal" | "sejak" => {
            parse_date("", text).ok().map(short_date)
        }
        _ => None,
    };
    label.map(str::to_owned).or_else(day)
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::{Value, json};

    use super::*;
    use crate::{
        activity::diff,
        official::AppointmentForm,
        selection::{
            applicant::{PersonForm, TrackRecordForm},
            inauguration::InaugurationForm,
            monitoring::MonitoringForm,
            plan::PlanForm,
            report::ReportForm,
            review::MessageForm,
        },
    };

    fn of<T: Serialize + Default>() -> Value {
        serde_json::to_value(T::default()).unwrap()
    }

    /// The keys of a document for which there are no words.
    fn wordless(path: &mut Vec<String>, document: &Value, found: &mut Vec<String>) {
        match document {
            Value::Object(fields) => {
                for (key, value) in fields {
                    path.push(key.clone());
                    wordless(path, value, found);
                    path.pop();
                }
            }
            Value::Array(rows) if rows.iter().any(Value::is_object) => {
                for row in rows {
                    wordless(path, row, found);
                }
            }
            _ => {
                let steps: Vec<_> = path.iter().map(|key| Step::Field(key)).collect();
                let last = path.last().map_or("", String::as_str);
                let label = label(&steps);
                if label == last.replace('_', " ") || label.contains('_') {
                    found.push(path.join("."));
                }
            }
        }
    }

    #[test]
    fn every_field_of_every_form_has_its_words() {
        let mut plan = of::<PlanForm>();
        plan["stages"] = json!([{ "name": "", "weight": "", "after": "" }]);
        plan["committee"] = json!([{ "name": "", "note": "", "element": "", "file": [] }]);
        plan["schedule"] = json!([{ "activity": "", "start": "", "end": "" }]);
        let documents = [
            json!({ "status": "", "form": plan }),
            of::<PersonForm>(),
            of::<TrackRecordForm>(),
            of::<MonitoringForm>(),
            of::<InaugurationForm>(),
            json!({ "putaran": 1, "laporan": of::<ReportForm>() }),
            json!({ "putaran": 1, "isi": of::<MessageForm>() }),
            json!({ "isi": of::<AppointmentForm>() }),
        ];
        let others = [
            "pekerjaan",
            "gagal_karena",
            "percobaan",
            "berkas_laporan",
            "dari_pendaftaran",
            "password_dibuat",
        ];
        assert!(others.iter().all(|key| known(key).is_some()));
        let mut found = Vec::new();
        for document in &documents {
            wordless(&mut Vec::new(), document, &mut found);
        }
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn no_field_stands_twice() {
        for (at, (field, _)) in FIELDS.iter().enumerate() {
            assert!(!FIELDS[..at].iter().any(|(earlier, _)| earlier == field), "{field}");
        }
    }

    #[test]
    fn codes_and_days_are_told_as_on_the_screen() {
        let before = json!({ "status": "Draf", "form": { "reason": "retirement", "schedule": [{ "start": "2026-03-01" }] } });
        let after = json!({ "status": "Baru", "form": {
            "reason": "death", "methods": ["assessment_centre"], "schedule": [{ "start": "2026-03-02" }]
        } });
        let told: Vec<_> = diff(Some(&before), Some(&after))
            .into_iter()
            .map(|change| format!("{}: {} -> {}", change.label, change.before, change.after))
            .collect();
        assert_eq!(
            told,
            [
                "Status: Draf -> Baru",
                "Alasan: Pensiun -> Meninggal Dunia",
                "Metode seleksi 1:  -> Assessment centre",
                "Jadwal 1 › Tanggal mulai: 01/03/2026 -> 02/03/2026",
            ]
        );
    }

    #[test]
    fn a_text_that_looks_like_a_day_or_a_code_stays_where_it_is_none() {
        let document = json!({
            "letter_number": "2026-03-01",
            "stages": [{ "name": "paper", "after": "paper" }, { "name": "Uji", "after": "start" }],
            "second_factor": "begun",
        });
        let told: Vec<_> = diff(None, Some(&document))
            .into_iter()
            .map(|change| format!("{}: {}", change.label, change.after))
            .collect();
        assert_eq!(
            told,
            [
                "No. Surat Pengantar: 2026-03-01",
                "Tahapan lain 1 › Nama: paper",
                "Tahapan lain 1 › Letak: Setelah penulisan makalah",
                "Tahapan lain 2 › Nama: Uji",
                "Tahapan lain 2 › Letak: Di awal",
                "Autentikasi dua langkah: mulai disiapkan",
            ]
        );
    }

    #[test]
    fn what_has_no_words_keeps_its_key() {
        let told = diff(None, Some(&json!({ "warna_mobil": "merah" })));
        assert_eq!((told[0].label.as_str(), told[0].after.as_str()), ("warna mobil", "merah"));
    }
}
