//! Pelaporan and Pelantikan.

use domain::selection::Phase;

use super::{ASISTEN, EVERYBODY, JAKSEL, Row};
use crate::{
    call::Call,
    scene::{Far, Scene},
    typed,
};

pub fn rows() -> Vec<Row> {
    let mut rows = reports();
    rows.extend(inaugurations());
    rows
}

fn reports() -> Vec<Row> {
    vec![
        Row {
            also: EVERYBODY,
            wrong: None,
            ..Row::new("selection/get_report", JAKSEL, (Phase::Reported, Far::Accepted), |scene| {
                Call::of("selection/get_report").with("plan", scene.plan)
            })
        },
        Row {
            bad: &[
                ("form[note]", "", "note"),
                ("form[minutes]", " ", "minutes"),
                ("form[cover_files][0]", "", "cover_files"),
                ("form[stage_files][0]", "", "stage_files"),
                ("form[minutes_files][0]", "", "minutes_files"),
                ("form[cover_files][0]", "999999999", "cover_files"),
            ],
            ..Row::new("selection/send_report", JAKSEL, (Phase::Process, Far::Accepted), |scene| {
                let file = scene.file.as_str();
                plan(scene, "selection/send_report").form(&typed::report([file, file, file]))
            })
        },
        answer("selection/return_report", |scene| answered(scene, "selection/return_report")),
        answer("selection/pass_report", |scene| answered(scene, "selection/pass_report")),
    ]
}

fn inaugurations() -> Vec<Row> {
    vec![
        Row {
            also: EVERYBODY,
            wrong: None,
            ..Row::new(
                "selection/get_inauguration",
                JAKSEL,
                (Phase::Inauguration, Far::Documented),
                |scene| Call::of("selection/get_inauguration").with("vacancy", scene.vacancy),
            )
        },
        Row {
            wrong: Some(Phase::Process),
            ..Row::new("selection/get_appointment", JAKSEL, (Phase::Inauguration, Far::Documented), |scene| {
                Call::of("selection/get_appointment").with("vacancy", scene.vacancy)
            })
        },
        Row {
            bad: &[
                ("form[minutes]", "", "minutes"),
                ("form[decree]", " ", "decree"),
                ("form[minutes_files][0]", "", "minutes_files"),
                ("form[decree_files][0]", "", "decree_files"),
                ("form[minutes_files][0]", "999999999", "minutes_files"),
            ],
            ..Row::new(
                "selection/record_inauguration",
                JAKSEL,
                (Phase::Inauguration, Far::Accepted),
                |scene| {
                    let form = typed::inauguration([&scene.file, &scene.file]);
                    vacancy(scene, "selection/record_inauguration").form(&form)
                },
            )
        },
        Row {
            bad: &[
                ("form[applicant]", "", "applicant"),
                ("form[applicant]", "999999999", "applicant"),
                ("form[decree]", "", "decree"),
                ("form[start]", "", "start"),
                ("form[end]", "30/09/2016", "end"),
                ("form[appointment]", "undian", "appointment"),
                ("form[filling_plan]", "", "filling_plan"),
            ],
            ..Row::new("selection/appoint", JAKSEL, (Phase::Inauguration, Far::Documented), |scene| {
                vacancy(scene, "selection/appoint").form(&typed::appointment(scene.applicant))
            })
        },
    ]
}

/// What the appointed officer says of a report.
fn answer(path: &'static str, call: fn(&Scene) -> Call) -> Row {
    Row {
        bad: &[("form[text]", " ", "text"), ("form[files][0]", "999999999", "files")],
        ..Row::new(path, ASISTEN, (Phase::Reported, Far::Accepted), call)
    }
}

fn answered(scene: &Scene, path: &'static str) -> Call {
    plan(scene, path).form(&typed::message("Sudah diperiksa.", &[&scene.file]))
}

fn plan(scene: &Scene, path: &'static str) -> Call {
    Call::of(path).with("plan", scene.plan).with("version", scene.versions[0])
}

fn vacancy(scene: &Scene, path: &'static str) -> Call {
    Call::of(path).with("vacancy", scene.vacancy).with("version", scene.versions[1])
}
