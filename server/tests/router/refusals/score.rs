//! Scores: what is none, and two who save the same one.

use app::{api::selection::views::VacancyView, error::AppError};
use domain::{
    identity::Role,
    selection::{Phase, forms::ScoreForm},
};

use crate::{
    call::Call,
    scene::{Far, Scene},
    support::Server,
};

both!(a_score_is_one_to_ten, the_second_of_two_savers_sees_both, of_many_savers_one_is_first);

fn save(scene: &Scene, version: i64, score: &str, reason: &str) -> Call {
    let call = Call::of("selection/save_score").with("applicant", scene.applicant).with("version", version);
    call.with("stage", "managerial").form(&ScoreForm { score: score.into(), reason: reason.into() })
}

async fn view(server: &Server, scene: &Scene) -> VacancyView {
    Call::of("selection/get_vacancy")
        .with("vacancy", scene.vacancy)
        .by(&server.client("jaksel").await)
        .await
        .json()
}

async fn a_score_is_one_to_ten(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::First).await;
    let jaksel = server.client("jaksel").await;
    for (typed, said) in [
        ("0", "Skor harus antara 1 dan 10."),
        ("10,01", "Skor harus antara 1 dan 10."),
        ("7,555", "Skor paling banyak dua angka di belakang koma, misalnya 7,55."),
        ("tujuh", "Tulis skor dengan angka, misalnya 7,5."),
        ("", "Isi skor 1 sampai 10."),
    ] {
        let reply = save(&scene, scene.versions[2], typed, "").by(&jaksel).await;
        assert_eq!((reply.status, reply.complaint("score").as_str()), (422, said), "{typed:?}");
    }
    assert_eq!(view(&server, &scene).await.applicants[0].scores, [""; 0]);
    save(&scene, scene.versions[2], "7,55", "").by(&jaksel).await.done();
    let later = save(&scene, scene.versions[2] + 1, "8", "").with("stage", "interview").by(&jaksel).await;
    assert_eq!(later.error(), AppError::Refused("Pelamar belum mengikuti wawancara.".into()));
}

async fn the_second_of_two_savers_sees_both(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::First).await;
    let version = scene.versions[2];
    server.add("jaksel2", Role::Operator, "jaksel").await;
    let (first, second) = (server.client("jaksel").await, server.client("jaksel2").await);
    save(&scene, version, "7,5", "").by(&first).await.done();
    let reply = save(&scene, version, "8", "").by(&second).await;
    let AppError::Conflict(conflict) = reply.error() else { panic!("{}", reply.text) };
    assert_eq!((conflict.current_version, conflict.by()), (version + 1, "Jakarta Selatan"));
    let fields: Vec<_> = conflict
        .fields
        .iter()
        .map(|field| (field.label.as_str(), field.before.as_str(), field.after.as_str()))
        .collect();
    assert_eq!(fields, [("Skor kompetensi manajerial", "8", "7,5")]);

    // With the new version it is a correction, and a correction has a reason.
    let bare = save(&scene, conflict.current_version, "8", "").by(&second).await;
    assert_eq!(bare.complaint("reason"), "Alasan koreksi wajib diisi.");
    save(&scene, conflict.current_version, "8", "Salah baca lembar penilaian.").by(&second).await.done();
    let view = view(&server, &scene).await;
    assert_eq!(view.applicants[0].scores, ["8"]);
    let correction = &view.corrections[0];
    assert_eq!((correction.before.as_str(), correction.after.as_str()), ("7,5", "8"));
    assert_eq!(correction.by, "Operator jaksel2");
    assert!(server.acts().await.starts_with(&["correct_score".to_owned()]));
}

async fn of_many_savers_one_is_first(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::First).await;
    let jaksel = server.client("jaksel").await;
    let calls: Vec<_> =
        (1..=8).map(|score| save(&scene, scene.versions[2], &score.to_string(), "")).collect();
    let replies = futures::future::join_all(calls.iter().map(|call| call.by(&jaksel))).await;
    let saved: Vec<_> = replies.iter().filter(|reply| reply.status == 200).collect();
    assert_eq!(saved.len(), 1);
    for reply in replies.iter().filter(|reply| reply.status != 200) {
        assert!(matches!(reply.error(), AppError::Conflict(_)), "{}", reply.text);
    }
    let scored = server.acts().await.into_iter().filter(|act| act == "save_score").count();
    assert_eq!(scored, 1);
}
