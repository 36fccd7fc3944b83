//! Drafts that are saved by themselves, and what a new plan begins with.

use app::{
    api::{
        activity::ActivityFilter,
        selection::{
            keep_plan::Kept,
            views::{PlanEditor, PlanView},
        },
    },
    error::AppError,
};
use domain::{
    id::PlanId,
    selection::{Phase, plan::PlanForm, proposal::proposed_weights},
};

use crate::{
    activity::log,
    call::Call,
    scene::{Far, Scene},
    support::{Client, Reply, Server},
    typed,
};

both!(
    what_is_kept_is_a_draft_of_which_the_log_hears_once,
    what_another_has_kept_is_told_as_theirs,
    what_was_saved_meanwhile_is_not_kept_over,
    a_keeping_whose_answer_was_lost_is_no_conflict,
    an_answer_to_a_correction_is_not_kept,
    a_new_plan_begins_with_the_weights_of_the_rule,
    a_new_plan_may_be_copied_from_an_earlier_one,
    a_new_plan_may_begin_with_the_usual_schedule,
    drafts_are_kept_one_after_another_however_many_keep_them,
);

fn keep(plan: &str, version: i64, form: &PlanForm) -> Call {
    Call::of("selection/keep_plan").with("plan", plan).with("version", version).form(form)
}

fn save(plan: PlanId, version: i64, form: &PlanForm) -> Call {
    let call = Call::of("selection/save_plan").with("plan", plan).with("version", version);
    call.with("intent", "draft").form(form)
}

async fn begun(server: &Server) -> (Client, PlanForm) {
    let scene = Scene::set(server, Phase::Draft, Far::Entered).await;
    (server.client("jaksel").await, typed::plan(scene.position))
}

fn lettered(form: &PlanForm, letter: &str) -> PlanForm {
    PlanForm { letter_number: letter.to_owned(), ..form.clone() }
}

/// Who changed the plan, from what letter to which, the first line first.
async fn told(client: &Client, plan: PlanId) -> Vec<(String, String, String)> {
    let filter = ActivityFilter {
        kind: "plan".into(),
        number: plan.to_string(),
        act: "edit_plan".into(),
        ..ActivityFilter::default()
    };
    let mut rows = log(client, &filter).await.rows;
    rows.reverse();
    let letters = |row: app::api::activity::ActivityLine| {
        let change = row.changes.iter().find(|change| change.label == "No. Surat Pengantar").cloned();
        let (before, after) = change.map(|change| (change.before, change.after)).unwrap_or_default();
        (row.name, before, after)
    };
    rows.into_iter().map(letters).collect()
}

fn line(who: &str, before: &str, after: &str) -> (String, String, String) {
    (who.to_owned(), before.to_owned(), after.to_owned())
}

async fn what_is_kept_is_a_draft_of_which_the_log_hears_once(server: Server) {
    let (jaksel, form) = begun(&server).await;
    let first: Kept = keep("", 0, &lettered(&form, "A")).by(&jaksel).await.json();
    let plan = first.plan;
    let mut version = first.version;
    for letter in ["B", "C", "D"] {
        let kept: Kept = keep(&plan.to_string(), version, &lettered(&form, letter)).by(&jaksel).await.json();
        assert_eq!((kept.plan, kept.version), (plan, version + 1));
        version = kept.version;
    }
    let view: PlanView = Call::of("selection/get_plan").with("plan", plan).by(&jaksel).await.json();
    assert_eq!((view.phase, view.form.letter_number.as_str()), (Phase::Draft, "D"));
    assert_eq!(told(&jaksel, plan).await, []);

    save(plan, version, &lettered(&form, "E")).by(&jaksel).await.done();
    assert_eq!(told(&jaksel, plan).await, [line("Jakarta Selatan", "A", "E")]);
    save(plan, version + 1, &lettered(&form, "F")).by(&jaksel).await.done();
    assert_eq!(told(&jaksel, plan).await[1..], [line("Jakarta Selatan", "E", "F")]);
}

async fn what_another_has_kept_is_told_as_theirs(server: Server) {
    let (jaksel, form) = begun(&server).await;
    let first: Kept = keep("", 0, &lettered(&form, "A")).by(&jaksel).await.json();
    let plan = first.plan.to_string();
    let second: Kept = keep(&plan, first.version, &lettered(&form, "B")).by(&jaksel).await.json();
    let other = server.client("adminjaksel").await;
    let third: Kept = keep(&plan, second.version, &lettered(&form, "C")).by(&other).await.json();
    save(first.plan, third.version, &lettered(&form, "D")).by(&jaksel).await.done();
    assert_eq!(
        told(&jaksel, first.plan).await,
        [
            line("Jakarta Selatan", "A", "B"),
            line("Admin Jakarta Selatan", "B", "C"),
            line("Jakarta Selatan", "C", "D"),
        ]
    );
    server.every_line_has_its_words().await;
}

async fn what_was_saved_meanwhile_is_not_kept_over(server: Server) {
    let (jaksel, form) = begun(&server).await;
    let first: Kept = keep("", 0, &lettered(&form, "A")).by(&jaksel).await.json();
    let other = server.client("adminjaksel").await;
    save(first.plan, first.version, &lettered(&form, "B")).by(&other).await.done();
    let late = keep(&first.plan.to_string(), first.version, &lettered(&form, "C")).by(&jaksel).await;
    let AppError::Conflict(conflict) = late.error() else { panic!("{}", late.text) };
    let change = conflict.fields.iter().find(|change| change.label == "No. Surat Pengantar").unwrap();
    assert_eq!((change.before.as_str(), change.after.as_str()), ("C", "B"));
}

async fn a_keeping_whose_answer_was_lost_is_no_conflict(server: Server) {
    let (jaksel, form) = begun(&server).await;
    let first: Kept = keep("", 0, &lettered(&form, "A")).by(&jaksel).await.json();
    let plan = first.plan.to_string();
    let lost: Kept = keep(&plan, first.version, &lettered(&form, "B")).by(&jaksel).await.json();
    let again: Kept = keep(&plan, first.version, &lettered(&form, "B")).by(&jaksel).await.json();
    // The database keeps microseconds.
    assert_eq!((again.plan, again.version), (lost.plan, lost.version));
    let other =
        keep(&plan, first.version, &lettered(&form, "B")).by(&server.client("adminjaksel").await).await;
    assert!(matches!(other.error(), AppError::Conflict(_)), "{}", other.text);
}

async fn an_answer_to_a_correction_is_not_kept(server: Server) {
    let scene = Scene::set(&server, Phase::Correction, Far::Entered).await;
    let form = typed::plan(scene.position);
    let reply =
        keep(&scene.plan.to_string(), scene.versions[0], &form).by(&server.client("jaksel").await).await;
    assert!(matches!(reply.error(), AppError::Refused(_)), "{}", reply.text);
}

async fn editor(client: &Client, start: &[(&str, &str)]) -> Reply {
    let start = start.iter().map(|(name, value)| (format!("start[{name}]"), *value));
    start
        .fold(Call::of("selection/edit_plan_form"), |call, (name, value)| call.with(&name, value))
        .by(client)
        .await
}

async fn a_new_plan_begins_with_the_weights_of_the_rule(server: Server) {
    let jaksel = server.client("jaksel").await;
    let view: PlanEditor = editor(&jaksel, &[]).await.json();
    assert_eq!(view.form, PlanForm { weights: proposed_weights(), ..PlanForm::default() });
    assert!(view.earlier.is_empty());
}

async fn a_new_plan_may_be_copied_from_an_earlier_one(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let plan = scene.plan.to_string();
    let view: PlanEditor =
        editor(&jaksel, &[("copy", &plan), ("position", &scene.position.to_string())]).await.json();
    let earlier = typed::plan(scene.position);
    assert_eq!(view.form.weights, earlier.weights);
    assert_eq!(view.form.committee, earlier.committee);
    assert_eq!(view.form.positions, [scene.position.to_string()]);
    assert_eq!((view.form.letter_number.as_str(), view.form.schedule[0].start.as_str()), ("", ""));
    assert!(view.earlier.iter().any(|choice| choice.value == plan), "{:?}", view.earlier);
    for (who, number) in [("bandung", plan.as_str()), ("jaksel", "999999999"), ("jaksel", "tujuh")] {
        let reply = editor(&server.client(who).await, &[("copy", number)]).await;
        assert_eq!(reply.error(), AppError::NotFound, "{who} {number}");
    }
}

async fn a_new_plan_may_begin_with_the_usual_schedule(server: Server) {
    let jaksel = server.client("jaksel").await;
    let view: PlanEditor = editor(&jaksel, &[("first", "2026-12-01")]).await.json();
    let lines = &view.form.schedule;
    assert_eq!(
        (lines.len(), lines[0].start.as_str(), lines[0].end.as_str()),
        (9, "01/12/2026", "16/12/2026")
    );
    // Christmas, and the joint leave before it, are no working days.
    let assessed = lines.iter().find(|line| line.activity == "Penilaian kompetensi manajerial").unwrap();
    assert_eq!((assessed.start.as_str(), assessed.end.as_str()), ("28/12/2026", "30/12/2026"));
    let reply = editor(&jaksel, &[("first", "besok")]).await;
    assert!(reply.complaint("first").starts_with("Hari pertama harus berupa tanggal"), "{}", reply.text);
}

async fn drafts_are_kept_one_after_another_however_many_keep_them(server: Server) {
    let (jaksel, form) = begun(&server).await;
    let first: Kept = keep("", 0, &form).by(&jaksel).await.json();
    let plan = first.plan.to_string();
    let calls = (0..6).map(|at| {
        let call = keep(&plan, first.version, &lettered(&form, &at.to_string()));
        let jaksel = &jaksel;
        async move { call.by(jaksel).await.status }
    });
    let mut answers = futures::future::join_all(calls).await;
    answers.sort_unstable();
    assert_eq!(answers, [200, 409, 409, 409, 409, 409]);
}
