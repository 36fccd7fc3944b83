//! Rencana and its review.

use domain::selection::{Phase, forms::AssignForm, plan::PlanForm};

use super::{ASISTEN, EVERYBODY, JAKSEL, KOMISIONER, Row};
use crate::{
    call::Call,
    scene::{Far, Scene},
    typed,
};

const REVIEWED: Phase = Phase::InReview;
const RECOMMENDED: Phase = Phase::Recommended;

pub fn rows() -> Vec<Row> {
    let mut rows = vec![
        Row {
            bad: &[
                ("form[weights][paper]", "30", "weights"),
                ("form[weights][paper]", "banyak", "weights[paper]"),
                ("form[letter_number]", "", "letter_number"),
                ("form[filling_method]", "undian", "filling_method"),
                ("form[reason]", "bosan", "reason"),
                ("form[positions][0]", "999999999", "positions"),
                ("form[positions][0]", "", "positions"),
                ("form[letter_scan][0]", "999999999", "letter_scan"),
                ("form[schedule][0][end]", "31/07/2016", "schedule[0][end]"),
                ("form[committee][0][element]", "teman", "committee[0][element]"),
            ],
            ..Row::new("selection/save_plan", JAKSEL, (Phase::Correction, Far::Entered), |scene| {
                let form = typed::plan(scene.position);
                plan(scene, "selection/save_plan").with("intent", "send").form(&form)
            })
        },
        Row {
            bad: &[
                ("form[positions][0]", "999999999", "positions"),
                ("form[letter_scan][0]", "999999999", "letter_scan"),
            ],
            ..Row::new("selection/keep_plan", JAKSEL, (Phase::Draft, Far::Entered), |scene| {
                // Another than is stored: the same once more is no conflict.
                let form = PlanForm { letter_number: "800/2/BKD/2016".into(), ..typed::plan(scene.position) };
                plan(scene, "selection/keep_plan").form(&form)
            })
        },
        Row {
            hidden: &["bandung"],
            ..Row::new("selection/discard_plan", JAKSEL, (Phase::Draft, Far::Entered), |scene| {
                plan(scene, "selection/discard_plan")
            })
        },
        Row {
            also: &["admin"],
            bad: &[("form[officer]", "", "officer"), ("form[officer]", "999999999", "officer")],
            ..Row::new("selection/assign_officer", KOMISIONER, (Phase::Submitted, Far::Entered), |scene| {
                let form = AssignForm { officer: scene.officer.clone() };
                plan(scene, "selection/assign_officer").form(&form)
            })
        },
        Row {
            also: &["adminjaksel", ASISTEN, KOMISIONER],
            bad: &[("form[text]", " ", "text"), ("form[files][0]", "999999999", "files")],
            ..Row::new("selection/post_message", JAKSEL, (REVIEWED, Far::Entered), |scene| {
                message(scene, "selection/post_message").without("version")
            })
        },
        Row {
            ..Row::new("selection/approve_plan", ASISTEN, (RECOMMENDED, Far::Entered), |scene| {
                plan(scene, "selection/approve_plan")
            })
        },
    ];
    rows.extend([
        verb("selection/request_correction", |scene| message(scene, "selection/request_correction")),
        verb("selection/recommend_plan", |scene| message(scene, "selection/recommend_plan")),
        verb("selection/recommend_and_approve", |scene| message(scene, "selection/recommend_and_approve")),
        verb("selection/reject_plan", |scene| message(scene, "selection/reject_plan")),
        Row {
            ready: (Phase::Rejected, Far::Entered),
            ..verb("selection/take_back", |scene| message(scene, "selection/take_back"))
        },
    ]);
    rows.extend([
        Row {
            also: EVERYBODY,
            wrong: None,
            ..Row::new("selection/get_plan", JAKSEL, (Phase::Process, Far::First), |scene| {
                Call::of("selection/get_plan").with("plan", scene.plan)
            })
        },
        Row {
            ..Row::new("selection/edit_plan_form", JAKSEL, (Phase::Correction, Far::Entered), |scene| {
                Call::of("selection/edit_plan_form").with("plan", scene.plan)
            })
        },
    ]);
    rows
}

/// What the appointed officer says of a plan.
fn verb(path: &'static str, call: fn(&Scene) -> Call) -> Row {
    Row {
        bad: &[
            ("form[text]", "", "text"),
            ("form[files][0]", "999999999", "files"),
            ("form[files][0]", "satu", "files"),
        ],
        ..Row::new(path, ASISTEN, (REVIEWED, Far::Entered), call)
    }
}

fn plan(scene: &Scene, path: &'static str) -> Call {
    Call::of(path).with("plan", scene.plan).with("version", scene.versions[0])
}

fn message(scene: &Scene, path: &'static str) -> Call {
    plan(scene, path).form(&typed::message("Mohon diperhatikan.", &[&scene.file]))
}
