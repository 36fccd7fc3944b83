//! Proses Seleksi and its monitoring.

use domain::selection::{
    Phase,
    applicant::TrackRecordForm,
    forms::{CountForm, LinesForm, ReasonForm, ScoreForm, SheetForm},
    monitoring::MonitoringForm,
    withdrawal::WithdrawalForm,
};

use super::{ASISTEN, EVERYBODY, JAKSEL, NIP, Row};
use crate::{
    call::Call,
    scene::{Far, Scene},
    typed,
};

pub fn rows() -> Vec<Row> {
    let mut rows = of_a_vacancy();
    rows.extend(of_an_applicant());
    rows.extend(resignations());
    rows.push(Row {
        bad: &[
            ("form[day]", "01/01/2999", "day"),
            ("form[day]", "kemarin", "day"),
            ("form[stage]", "undian", "stage"),
            ("form[findings]", "", "findings"),
            ("form[files][0]", "999999999", "files"),
        ],
        ..Row::new("selection/add_monitoring", ASISTEN, (Phase::Process, Far::First), |scene| {
            let form: MonitoringForm = MonitoringForm {
                day: "01/09/2016".into(),
                stage: "interview".into(),
                findings: "Baik.".into(),
                files: vec![scene.file.clone()],
            };
            vacancy(scene, "selection/add_monitoring").without("version").form(&form)
        })
    });
    rows
}

/// Catat pengunduran diri.
pub fn withdrawal(scene: &Scene) -> Call {
    let form = WithdrawalForm { day: "01/08/2016".into(), reason: "Sakit.".into(), successor: String::new() };
    let call = Call::of("selection/withdraw_applicant").with("applicant", scene.applicant);
    call.with("version", scene.versions[2]).form(&form)
}

fn resignations() -> [Row; 2] {
    [
        Row {
            bad: &[
                ("form[day]", "", "day"),
                ("form[day]", "01/01/2999", "day"),
                ("form[reason]", " ", "reason"),
                ("form[successor]", "empat", "successor"),
                ("form[successor]", "999999999", "successor"),
            ],
            ..Row::new("selection/withdraw_applicant", JAKSEL, (Phase::Process, Far::Accepted), withdrawal)
        },
        Row {
            ..Row::new("selection/rejoin_applicant", JAKSEL, (Phase::Process, Far::Accepted), |scene| {
                let call = Call::of("selection/rejoin_applicant").with("applicant", scene.applicant);
                call.with("version", scene.versions[2])
            })
        },
    ]
}

fn of_a_vacancy() -> Vec<Row> {
    vec![
        Row {
            also: EVERYBODY,
            wrong: None,
            ..Row::new("selection/get_vacancy_summary", JAKSEL, (Phase::Process, Far::First), |scene| {
                Call::of("selection/get_vacancy_summary").with("vacancy", scene.vacancy)
            })
        },
        Row {
            also: EVERYBODY,
            wrong: None,
            ..Row::new("selection/get_vacancy", JAKSEL, (Phase::Process, Far::First), |scene| {
                Call::of("selection/get_vacancy").with("vacancy", scene.vacancy)
            })
        },
        Row {
            bad: &[
                ("form[count]", "nol", "count"),
                ("form[count]", "0", "count"),
                ("form[count]", "-3", "count"),
            ],
            ..entered("selection/record_applicant_count", Far::Entered, |scene| {
                let form = CountForm { count: "7".into() };
                vacancy(scene, "selection/record_applicant_count").form(&form)
            })
        },
        Row {
            bad: &[
                ("form[nip]", "123", "nip"),
                ("form[nip]", "197001011995011001", "nip"),
                ("form[name]", " ", "name"),
                ("form[agency]", "", "agency"),
            ],
            ..entered("selection/add_applicant", Far::Entered, |scene| {
                let form = typed::person("Kandidat 9", NIP);
                vacancy(scene, "selection/add_applicant").without("version").form(&form)
            })
        },
        Row {
            bad: &[("form[lines]", "", "lines"), ("form[lines]", "Ani; 12; A", "lines")],
            ..entered("selection/add_applicants", Far::Entered, |scene| {
                let form = LinesForm { lines: format!("Kandidat 9; {NIP}; Dinas Sosial") };
                vacancy(scene, "selection/add_applicants").without("version").form(&form)
            })
        },
        Row {
            bad: &[("form[sheet][0]", "", "sheet"), ("form[sheet][0]", "999999999", "sheet")],
            ..entered("selection/import_applicants", Far::Entered, |scene| {
                let form = SheetForm { sheet: vec![scene.sheet.clone()] };
                vacancy(scene, "selection/import_applicants").without("version").form(&form)
            })
        },
        Row {
            bad: &[("applicants[0]", "", "applicants")],
            ..entered("selection/advance_applicants", Far::Entered, |scene| {
                let call = vacancy(scene, "selection/advance_applicants").without("version");
                call.with("stage", "managerial").with("applicants[0]", scene.applicant)
            })
        },
        Row {
            bad: &[("form[reason]", " ", "reason")],
            ..entered("selection/explain_shortlist", Far::Entered, |scene| {
                let form = ReasonForm { reason: "Pelamar lain gugur.".into() };
                vacancy(scene, "selection/explain_shortlist").form(&form)
            })
        },
    ]
}

fn of_an_applicant() -> Vec<Row> {
    vec![
        Row {
            also: EVERYBODY,
            wrong: None,
            ..Row::new("selection/get_track_record", JAKSEL, (Phase::Process, Far::Described), |scene| {
                Call::of("selection/get_track_record").with("applicant", scene.applicant)
            })
        },
        Row {
            bad: &[("form[nip]", "", "nip"), ("form[name]", "", "name")],
            ..entered("selection/edit_applicant", Far::Entered, |scene| {
                applicant(scene, "selection/edit_applicant").form(&typed::person("Kandidat 9", NIP))
            })
        },
        entered("selection/remove_applicant", Far::Entered, |scene| {
            applicant(scene, "selection/remove_applicant")
        }),
        entered("selection/step_back", Far::First, |scene| applicant(scene, "selection/step_back")),
        Row {
            bad: &[("form[score]", "0", "score"), ("form[score]", "", "score"), ("stage", "undian", "score")],
            ..entered("selection/save_score", Far::First, |scene| {
                let form = ScoreForm { score: "7,5".into(), reason: String::new() };
                applicant(scene, "selection/save_score").with("stage", "managerial").form(&form)
            })
        },
        Row {
            bad: &[("form[text]", "", "text"), ("form[files][0]", "999999999", "files")],
            ..entered("selection/describe_track_record", Far::Scored, |scene| {
                let form: TrackRecordForm =
                    TrackRecordForm { text: "Baik.".into(), files: vec![scene.file.clone()] };
                applicant(scene, "selection/describe_track_record").form(&form)
            })
        },
        decision("selection/accept_applicant", |scene| decided(scene, "selection/accept_applicant")),
        decision("selection/reject_applicant", |scene| decided(scene, "selection/reject_applicant")),
        entered("selection/revoke_decision", Far::Accepted, |scene| {
            applicant(scene, "selection/revoke_decision")
        }),
    ]
}

/// What the institution enters.
fn entered(path: &'static str, far: Far, call: fn(&Scene) -> Call) -> Row {
    Row::new(path, JAKSEL, (Phase::Process, far), call)
}

/// Reasons are bounded.
fn decision(path: &'static str, call: fn(&Scene) -> Call) -> Row {
    Row { too_long: Some(("form[reason]", "reason")), ..entered(path, Far::Described, call) }
}

fn decided(scene: &Scene, path: &'static str) -> Call {
    applicant(scene, path).form(&ReasonForm { reason: "Layak dipertimbangkan.".into() })
}

fn vacancy(scene: &Scene, path: &'static str) -> Call {
    Call::of(path).with("vacancy", scene.vacancy).with("version", scene.versions[1])
}

fn applicant(scene: &Scene, path: &'static str) -> Call {
    Call::of(path).with("applicant", scene.applicant).with("version", scene.versions[2])
}
