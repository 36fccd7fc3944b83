//! What people type.

use domain::selection::{
    applicant::PersonForm,
    inauguration::InaugurationForm,
    plan::{MemberForm, PlanForm, ScheduleForm, WeightsForm},
    report::ReportForm,
    review::MessageForm,
};
use domain::{
    id::JobTitleId,
    identity::account::{MemberForm as AccountForm, OfficerForm},
    institution::form::InstitutionForm,
    rich_text::CleanText,
};

/// A candidate of the guide's figures: name, whole NIP, scores by stage, total.
pub type Candidate = (&'static str, &'static str, [&'static str; 4], &'static str);

/// In the order in which they are entered.
pub const CANDIDATES: [Candidate; 4] = [
    ("Kandidat 4", "197004041995011004", ["6", "9", "6", "5"], "650"),
    ("Kandidat 3", "197003031995012003", ["8", "7", "7", "5,3"], "723"),
    ("Kandidat 2", "197002021995011002", ["4", "2", "7,5", "6,7"], "492"),
    ("Kandidat 1", "197001011995011001", ["9", "4", "5,4", "5,9"], "661"),
];

/// The stages in the usual order.
pub const STAGES: [&str; 4] = ["managerial", "paper", "interview", "track_record"];

/// A plan that may be sent, with the weights of Gambar 34 to 37.
pub fn plan(position: impl ToString) -> PlanForm {
    PlanForm {
        positions: vec![position.to_string()],
        letter_number: "800/1/BKD/2016".into(),
        filling_method: "open_selection".into(),
        reason: "term_exceeded".into(),
        reason_text: CleanText::from_text("Masa jabatan berakhir."),
        methods: vec!["assessment_centre".into()],
        weights: WeightsForm {
            managerial: "40".into(),
            paper: "20".into(),
            interview: "30".into(),
            track_record: "10".into(),
        },
        committee: vec![MemberForm {
            name: "Dr. Ratna".into(),
            element: "expert".into(),
            ..MemberForm::default()
        }],
        schedule: vec![ScheduleForm {
            activity: "Pengumuman".into(),
            start: "01/08/2016".into(),
            end: "15/08/2016".into(),
        }],
        ..PlanForm::default()
    }
}

/// A text, perhaps with a file.
pub fn message(text: &str, files: &[&str]) -> MessageForm {
    MessageForm { text: text.into(), files: owned(files) }
}

/// Somebody who passed administration.
pub fn person(name: &str, nip: &str) -> PersonForm {
    PersonForm { name: name.into(), nip: nip.into(), agency: "Dinas Kesehatan".into() }
}

/// A report whose every part has these files.
pub fn report(files: [&str; 3]) -> ReportForm {
    let [cover, stage, minutes] = files;
    ReportForm {
        note: "Laporan lengkap.".into(),
        cover_files: owned(&[cover]),
        stage_files: owned(&[stage]),
        minutes: "Berita acara pansel.".into(),
        minutes_files: owned(&[minutes]),
    }
}

/// The documents of an inauguration.
pub fn inauguration(files: [&str; 2]) -> InaugurationForm {
    let [minutes, decree] = files;
    InaugurationForm {
        minutes: "Berita acara pelantikan.".into(),
        minutes_files: owned(&[minutes]),
        decree: "SK pengangkatan.".into(),
        decree_files: owned(&[decree]),
    }
}

/// The new Pejabat.
pub fn appointment(applicant: impl ToString) -> domain::official::AppointmentForm {
    domain::official::AppointmentForm {
        applicant: applicant.to_string(),
        rank: "Pembina Utama Muda (IV/c)".into(),
        decree: "821.2/77/2016".into(),
        start: "01/10/2016".into(),
        end: "30/09/2021".into(),
        appointment: "open_selection".into(),
        filling_plan: "open_selection".into(),
    }
}

fn owned(files: &[&str]) -> Vec<String> {
    files.iter().map(|file| (*file).to_owned()).collect()
}

/// A password that may be chosen.
pub const PASSWORD: &str = "kuda-terbang-biru-42";

/// A Petugas; the mark is in every name that must be there once.
pub fn officer(mark: &str, title: JobTitleId) -> OfficerForm {
    OfficerForm {
        name: format!("Rina {mark}"),
        role: "assistant".into(),
        job_title: title.to_string(),
        username: format!("rina.{mark}"),
        password: PASSWORD.into(),
        confirmation: PASSWORD.into(),
        email: format!("rina.{mark}@contoh.go.id"),
        photo: Vec::new(),
    }
}

/// One of an institution's people.
pub fn member(mark: &str) -> AccountForm {
    AccountForm {
        name: format!("Siti {mark}"),
        role: "authorised_official".into(),
        username: format!("siti.{mark}"),
        email: format!("siti.{mark}@contoh.go.id"),
        password: PASSWORD.into(),
        confirmation: PASSWORD.into(),
    }
}

/// An institution of this kind, province and kabupaten or kota.
pub fn institution(mark: &str, [kind, province, regency]: [&str; 3]) -> InstitutionForm {
    InstitutionForm {
        name: format!("Pemerintah {mark}"),
        kind: kind.into(),
        province: province.into(),
        regency: regency.into(),
        username: format!("admin.{mark}"),
        password: PASSWORD.into(),
        confirmation: PASSWORD.into(),
        email: format!("bkd.{mark}@contoh.go.id"),
        remote_decree: String::new(),
    }
}
