//! Rencana: written, sent, corrected, approved.

use domain::selection::{Phase, forms::AssignForm, review::MessageKind};

use super::{Job, files, said};
use crate::{call::Call, typed};

/// A plan for the first post of the list.
pub async fn sent(job: &mut Job) {
    let editor: app::api::selection::views::PlanEditor =
        Call::of("selection/edit_plan_form").by(&job.jaksel).await.json();
    let [scan] = files(&job.jaksel).await;
    let mut form = typed::plan(&editor.positions[0].value);
    form.letter_scan = vec![scan];
    let call = Call::of("selection/save_plan").with("plan", "").with("version", 0).with("intent", "send");
    let done = call.form(&form).by(&job.jaksel).await.done();
    job.plan = done.go.unwrap().rsplit('/').next().unwrap().parse().unwrap();
    job.expect(Phase::Submitted).await;
}

/// Assigned, talked about, sent back, and sent again with another weight.
pub async fn corrected(job: &Job) {
    let view: app::api::selection::views::PlanView =
        Call::of("selection/get_plan").with("plan", job.plan).by(&job.komisioner).await.json();
    let officer = view
        .officers
        .iter()
        .find(|officer| officer.label.starts_with("Asisten 1 KASN"))
        .unwrap()
        .value
        .clone();
    let call = job.on_plan("selection/assign_officer").await.form(&AssignForm { officer });
    assert!(said(&call.by(&job.komisioner).await).contains("Asisten 1 KASN"));
    let note = Call::of("selection/post_message").with("plan", job.plan);
    note.form(&typed::message("Rencana kami terlampir.", &[])).by(&job.jaksel).await.done();
    let call = job.on_plan("selection/request_correction").await;
    call.form(&typed::message("Bobot wawancara terlalu besar.", &[])).by(&job.asisten).await.done();
    job.expect(Phase::Correction).await;

    let mut form = job.plan().await.form;
    form.letter_number = "800/2/BKD/2016".into();
    form.committee[0].note = "Ketua".into();
    let call = job.on_plan("selection/save_plan").await.with("intent", "send").form(&form);
    assert_eq!(said(&call.by(&job.jaksel).await), "Perbaikan telah dikirim.");
    let view = job.plan().await;
    let message = view.messages.last().unwrap();
    assert_eq!(message.kind, MessageKind::Submission);
    let changes: Vec<_> = message
        .changes
        .iter()
        .map(|change| (change.label.as_str(), change.before.as_str(), change.after.as_str()))
        .collect();
    assert_eq!(
        changes,
        [
            ("No. Surat Pengantar", "800/1/BKD/2016", "800/2/BKD/2016"),
            (
                "Panitia Seleksi 1",
                "Dr. Ratna · Akademisi, pakar, atau profesional",
                "Dr. Ratna · Ketua · Akademisi, pakar, atau profesional"
            ),
        ]
    );
}

/// Recommended with a letter, then approved.
pub async fn approved(job: &mut Job) {
    job.expect(Phase::InReview).await;
    let [letter] = files(&job.asisten).await;
    let call = job.on_plan("selection/recommend_plan").await;
    call.form(&typed::message("Rencana memenuhi syarat.", &[&letter])).by(&job.asisten).await.done();
    let view = job.plan().await;
    assert_eq!(view.recommendation.unwrap().files.len(), 1);
    job.on_plan("selection/approve_plan").await.by(&job.asisten).await.done();
    job.expect(Phase::Process).await;
    job.vacancy = job.plan().await.vacancies[0].id;
}
