//! The words of the screen for what the log keeps: fields by their labels, codes by theirs.

use super::{Label, Names, Numbered, audited::Read};

/// The labels of what lies right within a field, or with an empty name of what lies elsewhere.
pub(super) type Part = (&'static str, &'static [Label]);

/// One step into a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step<'a> {
    /// A field.
    Field(&'a str),
    /// A row of a list, from 1.
    Row(usize),
}

/// The labels of documents of one kind, in the order in which they are told.
pub(super) struct Words<'n> {
    labels: Vec<(&'static str, &'static Label)>,
    names: &'n Names,
}

impl<'n> Words<'n> {
    pub(super) fn of(parts: &[Part], names: &'n Names) -> Self {
        let labels = parts.iter().flat_map(|(within, labels)| labels.iter().map(|label| (*within, label)));
        Self { labels: labels.collect(), names }
    }

    /// Where a field stands among others of the same document.
    pub(super) fn place(&self, around: &[Step], key: &str) -> usize {
        let holds = |(within, label): &(&str, &Label)| {
            *within == key || label.field.split_once('.').is_some_and(|(outer, _)| outer == key)
        };
        // The same labels may stand in several parts; the order is that of the part one is in.
        let part = field(around).unwrap_or_default();
        let here = |one: &(&'static str, &'static Label)| one.0 == part && holds(one);
        let known = self.known(field(around), key).map(|(place, _)| place);
        known
            .or_else(|| self.labels.iter().position(here))
            .or_else(|| self.labels.iter().position(holds))
            .unwrap_or(usize::MAX)
    }

    /// `Panitia Seleksi 2 › Nama`. What has no words keeps its key.
    pub(super) fn label(&self, path: &[Step]) -> String {
        let mut words: Vec<String> = Vec::new();
        for (at, step) in path.iter().enumerate() {
            let (around, rest) = path.split_at(at);
            match *step {
                Step::Row(number) => match words.last_mut() {
                    Some(list) => list.push_str(&format!(" {number}")),
                    None => words.push(number.to_string()),
                },
                Step::Field(key) => match self.known(field(around), key) {
                    Some((_, label)) => words.push(label.words.to_owned()),
                    None if rest.len() > 1 && self.holds(key, rest.get(1)) => {}
                    None => words.push(key.replace('_', " ")),
                },
            }
        }
        words.join(" › ")
    }

    /// A text as the screen has it: codes by their labels, dates as people write them, numbers by their names.
    pub(super) fn value(&self, path: &[Step], text: &str) -> Option<String> {
        match self.label_of(path)?.read {
            Read::Words(read) => read(text),
            Read::Named(what) => text.trim().parse().ok().map(|number| self.names.of(what, number)),
        }
    }

    /// Of what the values there are numbers.
    pub(super) fn numbered(&self, path: &[Step]) -> Option<Numbered> {
        match self.label_of(path)?.read {
            Read::Words(_) => None,
            Read::Named(what) => Some(what),
        }
    }

    /// Whether a field is told though it stays as it was.
    pub(super) fn is_always_told(&self, path: &[Step]) -> bool {
        self.label_of(path).is_some_and(|label| label.always)
    }

    /// The label of the field that a path leads to or into.
    fn label_of(&self, path: &[Step]) -> Option<&'static Label> {
        let at = path.iter().rposition(|step| matches!(step, Step::Field(_)))?;
        let (around, rest) = path.split_at(at);
        self.known(field(around), field(rest.get(..1)?)?).map(|(_, label)| label)
    }

    /// A field with its place; `outer` is the one right around it.
    fn known(&self, outer: Option<&str>, key: &str) -> Option<(usize, &'static Label)> {
        let find = |found: &dyn Fn(&str, &str) -> bool| {
            self.labels.iter().position(|(within, label)| found(within, label.field))
        };
        let inside = |outer| {
            find(&|_, field| field.split_once('.') == Some((outer, key)))
                .or_else(|| find(&|within, field| within == outer && field == key))
        };
        let place =
            outer.and_then(inside).or_else(|| find(&|within, field| within.is_empty() && field == key))?;
        self.labels.get(place).map(|(_, label)| (place, *label))
    }

    /// Whether a field only holds others, which say by themselves what they are.
    fn holds(&self, key: &str, inner: Option<&Step>) -> bool {
        let dotted = |field: &str| {
            inner.and_then(name).is_some_and(|inner| field.split_once('.') == Some((key, inner)))
        };
        self.labels.iter().any(|(within, label)| *within == key || dotted(label.field))
    }
}

/// The field that a path ends with; nothing when it ends with a row.
fn field<'a>(path: &[Step<'a>]) -> Option<&'a str> {
    path.last().and_then(name)
}

fn name<'a>(step: &Step<'a>) -> Option<&'a str> {
    match *step {
        Step::Field(key) => Some(key),
        Step::Row(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::{Value, json};

    use super::*;
    use crate::{
        activity::{diff, documents},
        identity::told::AccountTold,
        institution::InstitutionTold,
        official::AppointmentForm,
        record::RecordKind,
        selection::{
            applicant::{PersonForm, TrackRecordForm},
            inauguration::InaugurationForm,
            monitoring::MonitoringForm,
            plan::PlanForm,
            progress::Decision,
            report::ReportForm,
            review::MessageForm,
        },
    };

    fn of<T: Serialize + Default>() -> Value {
        json!(T::default())
    }

    /// What a line about such a record says.
    fn told(kind: RecordKind, before: Option<&Value>, after: &Value) -> Vec<String> {
        let changes = diff(Some(kind), before, Some(after), &Names::default()).into_iter();
        let told = changes.map(|change| match before {
            Some(_) => format!("{}: {} -> {}", change.label, change.before, change.after),
            None => format!("{}: {}", change.label, change.after),
        });
        told.collect()
    }

    /// The keys of a document for which there are no words.
    fn wordless(words: &Words, path: &mut Vec<String>, document: &Value, found: &mut Vec<String>) {
        match document {
            Value::Object(fields) => {
                for (key, value) in fields {
                    path.push(key.clone());
                    wordless(words, path, value, found);
                    path.pop();
                }
            }
            Value::Array(rows) if rows.iter().any(Value::is_object) => {
                for row in rows {
                    wordless(words, path, row, found);
                }
            }
            _ => {
                let steps: Vec<_> = path.iter().map(|key| Step::Field(key)).collect();
                let last = path.last().map_or("", String::as_str);
                let label = words.label(&steps);
                if label == last.replace('_', " ") || label.contains('_') {
                    found.push(path.join("."));
                }
            }
        }
    }

    #[test]
    fn every_field_of_every_document_has_its_words() {
        let mut plan = of::<PlanForm>();
        plan["stages"] = json!([{ "name": "", "grading": "", "weight": "", "after": "" }]);
        plan["committee"] = json!([{ "name": "", "note": "", "element": "", "file": [] }]);
        plan["schedule"] = json!([{ "activity": "", "start": "", "end": "" }]);
        let at = chrono::DateTime::UNIX_EPOCH;
        let decision = Decision { accepted: true, reason: None, by: 1.into(), at };
        let account = AccountTold {
            name: "",
            role: "",
            job_title: None,
            username: "",
            email: "",
            photo: None,
            active: true,
        };
        let institution =
            InstitutionTold { name: "", kind: "", province: "", region: "", email: "", daerah_3t: "" };
        let documents = [
            (RecordKind::Plan, plan.clone()),
            (RecordKind::Plan, json!({ "status": "", "form": plan })),
            (RecordKind::Plan, json!({ "putaran": 1, "laporan": of::<ReportForm>() })),
            (RecordKind::Plan, json!({ "putaran": 1, "isi": of::<MessageForm>() })),
            (RecordKind::Plan, json!({ "status": "", "isi": { "teks": "" } })),
            (RecordKind::Plan, json!({ "pesan": "", "lampiran": [], "alasan_perbaikan": "" })),
            (RecordKind::Plan, json!({ "rekomendasi": "", "surat_rekomendasi": [], "alasan_penolakan": "" })),
            (RecordKind::Applicant, json!({ "keputusan": decision, "pengunduran_diri": null })),
            (RecordKind::User, json!({ "sessions": 1, "kali": 1, "terakhir": "" })),
            (RecordKind::Vacancy, json!({ "pelamar": [of::<PersonForm>()], "nomor": [1] })),
            (RecordKind::Vacancy, of::<MonitoringForm>()),
            (RecordKind::Vacancy, json!({ "tahapan": "", "berkas_laporan": [] })),
            (RecordKind::Vacancy, of::<InaugurationForm>()),
            (RecordKind::Applicant, of::<PersonForm>()),
            (RecordKind::Applicant, of::<TrackRecordForm>()),
            (RecordKind::Applicant, json!(decision)),
            (RecordKind::Official, json!({ "nama": "", "isi": of::<AppointmentForm>() })),
            (RecordKind::User, json!(account)),
            (RecordKind::Institution, json!(institution)),
            (RecordKind::Plan, json!({ "tenggat": "", "untuk": "" })),
            (
                RecordKind::Holiday,
                json!({ "date": "", "name": "", "kind": "", "decree": "", "province": "" }),
            ),
            (
                RecordKind::Holiday,
                json!({ "tahun": 1, "jumlah": 1, "hari_libur": [{ "date": "", "name": "" }] }),
            ),
            (RecordKind::Setting, json!({ "joint_leave": "", "closing": "" })),
            (RecordKind::Setting, json!({ "limits": [{ "kind": "", "days": 1, "since": "" }] })),
            (RecordKind::Registration, json!({ "dari_pendaftaran": 1, "password_dibuat": 1 })),
            (RecordKind::System, json!({ "pekerjaan": "", "gagal_karena": "", "percobaan": 1 })),
        ];
        let (mut found, none) = (Vec::new(), Names::default());
        for (kind, document) in &documents {
            wordless(&Words::of(documents::of(*kind), &none), &mut Vec::new(), document, &mut found);
        }
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn no_field_stands_twice_at_the_same_place() {
        for kind in RecordKind::ALL {
            let none = Names::default();
            let Words { labels: all, .. } = Words::of(documents::of(kind), &none);
            assert!(!all.is_empty(), "{kind:?}");
            for (at, (within, label)) in all.iter().enumerate() {
                let same =
                    |(other, earlier): &(&str, &Label)| other == within && earlier.field == label.field;
                assert!(!all[..at].iter().any(same), "{kind:?} {within} {}", label.field);
                assert!(label.words.starts_with(char::is_uppercase), "{kind:?} {}", label.words);
            }
        }
    }

    #[test]
    fn codes_and_days_are_told_as_on_the_screen() {
        let before = json!({ "status": "Draf", "form": { "reason": "retirement", "schedule": [{ "start": "2026-03-01" }] } });
        let after = json!({ "status": "Baru", "form": {
            "reason": "death", "methods": ["assessment_centre"], "schedule": [{ "start": "2026-03-02" }]
        } });
        assert_eq!(
            told(RecordKind::Plan, Some(&before), &after),
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
        let plan = json!({
            "letter_number": "2026-03-01",
            "stages": [
                { "name": "paper", "after": "paper" }, { "name": "Uji", "grading": "pass_fail", "after": "start" }
            ],
        });
        assert_eq!(
            told(RecordKind::Plan, None, &plan),
            [
                "No. Surat Pengantar: 2026-03-01",
                "Tahapan lain 1 › Nama: paper",
                "Tahapan lain 1 › Letak: Setelah penulisan makalah",
                "Tahapan lain 2 › Nama: Uji",
                "Tahapan lain 2 › Penilaian: Gugur/lulus",
                "Tahapan lain 2 › Letak: Di awal",
            ]
        );
        let login = json!({ "second_factor": "begun" });
        assert_eq!(told(RecordKind::User, None, &login), ["Autentikasi dua langkah: mulai disiapkan"]);
        let decision = json!({ "accepted": false, "reason": "death" });
        assert_eq!(told(RecordKind::Applicant, None, &decision), ["Diterima: Tidak", "Alasan: death"]);
    }

    #[test]
    fn a_field_is_named_by_what_it_lies_in() {
        let report = json!({ "putaran": 2, "laporan": { "note": "a", "minutes": "b" } });
        assert_eq!(
            told(RecordKind::Plan, None, &report),
            ["Putaran: 2", "Keterangan laporan: a", "Berita acara pansel: b"]
        );
        let member = json!({ "form": { "committee": [{ "note": "a" }] }, "isi": { "text": "b" } });
        assert_eq!(told(RecordKind::Plan, None, &member), ["Panitia Seleksi 1 › Keterangan: a", "Isi: b"]);
        let holder = json!({ "nama": "Budi", "isi": { "decree": "821", "start": "2026-03-01" } });
        assert_eq!(
            told(RecordKind::Official, None, &holder),
            ["Nama: Budi", "SK: 821", "Tanggal Mulai Periode: 01/03/2026"]
        );
        let kept = json!({ "decree": "821", "start": "2026-03-01" });
        assert_eq!(told(RecordKind::Vacancy, None, &kept), ["SK Pengangkatan: 821", "start: 2026-03-01"]);
    }

    #[test]
    fn what_has_no_words_keeps_its_key() {
        assert_eq!(told(RecordKind::User, None, &json!({ "warna_mobil": "merah" })), ["warna mobil: merah"]);
    }
}
