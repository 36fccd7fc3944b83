//! A stage that is passed or failed: whoever passes goes on, whoever fails does not, and both may be corrected.

use app::{
    api::{activity::ActivityFilter, selection::views::VacancyView},
    error::{AppError, Done},
};
use domain::selection::{forms::ScoreForm, plan::OwnStageForm};

use crate::{
    activity::log,
    call::Call,
    own_stages::{advance, beginning_with, health},
    scene::Scene,
    support::{Client, Reply, Server},
    typed,
};

both!(
    whoever_fails_goes_no_further_until_it_is_corrected,
    whoever_turns_out_to_have_failed_leaves_the_later_stages,
    the_second_of_two_who_judge_sees_both,
    without_a_script_it_is_one_press,
);

/// A selection that begins with Tes Kesehatan, gugur/lulus; its one applicant takes part in it.
async fn scene(server: &Server) -> Scene {
    let stage = OwnStageForm { grading: "pass_fail".into(), ..health() };
    let mut scene = beginning_with(server, typed::plan("1").weights, stage).await;
    advance(&scene, "own_1").by(&server.client("jaksel").await).await.done();
    scene.versions[2] += 1;
    scene
}

fn judge(scene: &Scene, more: i64, score: &str, reason: &str) -> Call {
    let call = Call::of("selection/save_score").with("applicant", scene.applicant);
    let call = call.with("version", scene.versions[2] + more).with("stage", "own_1");
    call.form(&ScoreForm { score: score.into(), reason: reason.into() })
}

async fn view(client: &Client, scene: &Scene) -> VacancyView {
    Call::of("selection/get_vacancy").with("vacancy", scene.vacancy).by(client).await.json()
}

fn path(scene: &Scene) -> String {
    format!("/seleksi/{}/lowongan/{}", scene.plan, scene.vacancy)
}

fn said(reply: &Reply) -> String {
    reply.json::<Done>().message
}

async fn whoever_fails_goes_no_further_until_it_is_corrected(server: Server) {
    let scene = scene(&server).await;
    let jaksel = server.client("jaksel").await;
    for typed in ["", "7,5", "Lulus"] {
        let reply = judge(&scene, 0, typed, "").by(&jaksel).await;
        assert_eq!((reply.status, &*reply.complaint("score")), (422, "Pilih Lulus atau Gugur."), "{typed:?}");
    }
    assert_eq!(
        advance(&scene, "managerial").by(&jaksel).await.error(),
        AppError::Refused(
            "Kandidat 1: Isi dahulu hasil Tes Kesehatan sebelum mengikuti kompetensi manajerial.".into()
        )
    );
    let failed = judge(&scene, 0, "failed", "").by(&jaksel).await;
    assert_eq!(said(&failed), "Hasil Tes Kesehatan Kandidat 1 tersimpan: Gugur.");
    assert_eq!(
        advance(&scene, "managerial").by(&jaksel).await.error(),
        AppError::Refused("Kandidat 1: Pelamar gugur pada Tes Kesehatan.".into())
    );
    let row = view(&jaksel, &scene).await.applicants.remove(0);
    assert_eq!((row.scores, row.marks, row.failed), (vec!["Gugur".into()], vec![String::new()], Some(0)));
    assert_eq!((row.total, row.rank), (None, None));
    let page = jaksel.page(&path(&scene)).await;
    assert!(page.text.contains("Gugur pada Tes Kesehatan"), "{}", page.text);
    let plan = jaksel.page(&format!("/seleksi/{}", scene.plan)).await;
    assert!(plan.text.contains("Gugur/lulus"), "{}", plan.text);

    let bare = judge(&scene, 1, "passed", " ").by(&jaksel).await;
    assert_eq!(bare.complaint("reason"), "Alasan koreksi wajib diisi.");
    judge(&scene, 1, "passed", "Hasil laboratorium tertukar.").by(&jaksel).await.done();
    advance(&scene, "managerial").by(&jaksel).await.done();
    let now = view(&jaksel, &scene).await;
    let told = &now.corrections[0];
    assert_eq!((&*told.stage, &*told.before, &*told.after), ("Tes Kesehatan", "Gugur", "Lulus"));
    assert_eq!((now.applicants[0].reached, now.applicants[0].failed), (2, None));
    let acts = server.acts().await;
    assert_eq!(acts[..3], ["advance_applicants", "correct_verdict", "save_verdict"]);
    let filter = ActivityFilter { act: "correct_verdict".into(), ..ActivityFilter::default() };
    let line = log(&jaksel, &filter).await.rows.remove(0);
    let change = line.changes.iter().find(|change| change.label == "Hasil").unwrap();
    assert_eq!((&*change.before, &*change.after), ("Gugur", "Lulus"));
}

async fn whoever_turns_out_to_have_failed_leaves_the_later_stages(server: Server) {
    const LATER: &str = "Daftar pelamar yang mengikuti kompetensi manajerial";
    let scene = scene(&server).await;
    let jaksel = server.client("jaksel").await;
    judge(&scene, 0, "passed", "").by(&jaksel).await.done();
    advance(&scene, "managerial").by(&jaksel).await.done();
    assert!(jaksel.page(&path(&scene)).await.text.contains(LATER));
    judge(&scene, 2, "failed", "Surat keterangan keliru dibaca.").by(&jaksel).await.done();
    assert!(!jaksel.page(&path(&scene)).await.text.contains(LATER));
    let score = judge(&scene, 3, "7,5", "").with("stage", "managerial").by(&jaksel).await;
    assert_eq!(score.error(), AppError::Refused("Pelamar gugur pada Tes Kesehatan.".into()));
    judge(&scene, 3, "passed", "Surat keterangan benar.").by(&jaksel).await.done();
    assert!(jaksel.page(&path(&scene)).await.text.contains(LATER), "all is as it was");
}

async fn the_second_of_two_who_judge_sees_both(server: Server) {
    let scene = scene(&server).await;
    let jaksel = server.client("jaksel").await;
    judge(&scene, 0, "passed", "").by(&jaksel).await.done();
    let AppError::Conflict(conflict) = judge(&scene, 0, "failed", "").by(&jaksel).await.error() else {
        panic!("both were taken")
    };
    let field = &conflict.fields[0];
    assert_eq!((&*field.label, &*field.before, &*field.after), ("Hasil Tes Kesehatan", "Gugur", "Lulus"));
}

async fn without_a_script_it_is_one_press(server: Server) {
    let scene = scene(&server).await;
    let jaksel = server.client("jaksel").await;
    let path = path(&scene);
    let page = jaksel.page(&path).await;
    for verdict in ["passed", "failed"] {
        assert!(page.text.contains(&format!("name=\"form[score]\" value=\"{verdict}\"")), "{}", page.text);
    }
    let call = judge(&scene, 0, "passed", "").without("form[reason]");
    assert_eq!(call.submitted(&jaksel, &path).await.status, 303);
    assert!(jaksel.page(&path).await.text.contains("Mengikuti kompetensi manajerial: Kandidat 1"));
    // Sent from a page that somebody else was quicker than: it is said, and nothing is lost.
    let late = judge(&scene, 0, "failed", "").without("form[reason]").submitted(&jaksel, &path).await;
    assert_eq!(late.status, 409);
    assert!(late.text.contains("baru saja mengubah data pelamar ini."), "{}", late.text);
    assert_eq!(view(&jaksel, &scene).await.applicants[0].scores, ["Lulus"]);
}
