//! Proses Seleksi and Pelaporan.

use app::{api::selection::views::VacancyView, error::AppError};
use domain::selection::{
    Phase,
    applicant::TrackRecordForm,
    forms::{CountForm, ReasonForm},
};

use crate::{
    call::Call,
    scene::{Far, Scene},
    support::{Reply, Server, samples::PDF},
    typed,
};

both!(
    nobody_moves_on_without_a_score,
    no_stage_is_skipped,
    there_is_no_room_beyond_the_count,
    nobody_is_accepted_without_description,
    a_scored_stage_is_not_taken_back,
    a_vacancy_that_is_not_finished_is_not_reported,
    a_strangers_file_proves_nothing,
    a_description_is_made_harmless,
    somebody_elses_applicant_is_not_moved,
    a_post_is_not_filled_without_documents,
);

fn refused(reply: &Reply) -> String {
    match reply.error() {
        AppError::Refused(sentence) => sentence,
        other => panic!("{other:?}"),
    }
}

async fn advance(server: &Server, scene: &Scene, stage: &str) -> Reply {
    let call = Call::of("selection/advance_applicants").with("vacancy", scene.vacancy).with("stage", stage);
    call.with("applicants[0]", scene.applicant).by(&server.client("jaksel").await).await
}

async fn view(server: &Server, scene: &Scene) -> VacancyView {
    Call::of("selection/get_vacancy")
        .with("vacancy", scene.vacancy)
        .by(&server.client("jaksel").await)
        .await
        .json()
}

fn on_applicant(path: &'static str, scene: &Scene) -> Call {
    Call::of(path).with("applicant", scene.applicant).with("version", scene.versions[2])
}

async fn nobody_moves_on_without_a_score(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::First).await;
    let reply = advance(&server, &scene, "paper").await;
    assert_eq!(
        refused(&reply),
        "Kandidat 1: Isi dahulu skor kompetensi manajerial sebelum mengikuti penulisan makalah."
    );
    assert_eq!(view(&server, &scene).await.applicants[0].reached, 1);
}

async fn no_stage_is_skipped(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Entered).await;
    assert_eq!(
        refused(&advance(&server, &scene, "interview").await),
        "Kandidat 1 belum dapat mengikuti wawancara."
    );
    assert_eq!(advance(&server, &scene, "undian").await.error(), AppError::NotFound);
    advance(&server, &scene, "managerial").await.done();
    // Twice is no mistake: somebody else was quicker.
    assert!(advance(&server, &scene, "managerial").await.done().message.contains("sudah mengikuti"));
}

async fn there_is_no_room_beyond_the_count(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let count = |count: &str, version: i64| {
        let call = Call::of("selection/record_applicant_count").with("vacancy", scene.vacancy);
        call.with("version", version).form(&CountForm { count: count.into() })
    };
    count("1", scene.versions[1]).by(&jaksel).await.done();
    let person = typed::person("Kandidat 9", "197203101998032001");
    let add = Call::of("selection/add_applicant").with("vacancy", scene.vacancy).form(&person);
    assert!(add.by(&jaksel).await.complaint("name").contains("Jumlah Pelamar yang dicatat 1"));
    count("2", scene.versions[1] + 1).by(&jaksel).await.done();
    add.by(&jaksel).await.done();
    assert!(add.by(&jaksel).await.complaint("nip").contains("sudah terdaftar"));
    let fewer = count("1", scene.versions[1] + 2).by(&jaksel).await;
    assert!(fewer.complaint("count").contains("Sudah 2 pelamar"), "{}", fewer.text);
}

async fn nobody_is_accepted_without_description(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Scored).await;
    let call = on_applicant("selection/accept_applicant", &scene).form(&ReasonForm::default());
    assert_eq!(refused(&call.by(&server.client("jaksel").await).await), "Isi dahulu deskripsi rekam jejak.");
}

async fn a_scored_stage_is_not_taken_back(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Scored).await;
    let jaksel = server.client("jaksel").await;
    assert!(
        refused(&on_applicant("selection/step_back", &scene).by(&jaksel).await).contains("sudah berskor")
    );
    assert!(
        refused(&on_applicant("selection/remove_applicant", &scene).by(&jaksel).await).contains("berskor")
    );
    assert!(
        refused(&on_applicant("selection/revoke_decision", &scene).by(&jaksel).await).contains("Belum ada")
    );
}

async fn a_vacancy_that_is_not_finished_is_not_reported(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Scored).await;
    // Nobody is accepted, and nobody said why.
    let mut tx = server.db.begin().await.unwrap();
    let mut vacancy = store::selection::process::vacancy(&mut tx, scene.vacancy).await.unwrap().unwrap();
    vacancy.shortlist_note = None;
    let by = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap().person();
    store::selection::process::save_vacancy(&mut tx, &mut vacancy, &by, server::start::clock())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let jaksel = server.client("jaksel").await;
    let file = jaksel.attach("surat.pdf", PDF).await;
    let call = Call::of("selection/send_report").with("plan", scene.plan).with("version", scene.versions[0]);
    let sentence = refused(&call.form(&typed::report([&file, &file, &file])).by(&jaksel).await);
    assert!(
        sentence.contains("Laporan belum dapat dikirim") && sentence.contains("baru 0 dari tiga"),
        "{sentence}"
    );
}

async fn a_strangers_file_proves_nothing(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Accepted).await;
    let jaksel = server.client("jaksel").await;
    let (own, stranger) = (
        jaksel.attach("surat.pdf", PDF).await,
        server.client("bandung").await.attach("surat.pdf", PDF).await,
    );
    let call = Call::of("selection/send_report").with("plan", scene.plan).with("version", scene.versions[0]);
    let reply = call.clone().form(&typed::report([&own, &own, &stranger])).by(&jaksel).await;
    assert_eq!(reply.error().status(), 422, "{}", reply.text);
    call.form(&typed::report([&own, &own, &own])).by(&jaksel).await.done();
}

async fn a_description_is_made_harmless(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Scored).await;
    let text = "<p>Jejak<script>alert(1)</script> <b onmouseover=x()>baik</b></p>".into();
    let form = TrackRecordForm { text, files: Vec::new() };
    let jaksel = server.client("jaksel").await;
    on_applicant("selection/describe_track_record", &scene).form(&form).by(&jaksel).await.done();
    let kept = view(&server, &scene).await.applicants[0].description.clone();
    assert_eq!(kept.as_deref(), Some("<p>Jejak <b>baik</b></p>"));
}

async fn somebody_elses_applicant_is_not_moved(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Entered).await;
    let other = Scene::set(&server, Phase::Process, Far::Entered).await;
    let mixed = Scene { applicant: other.applicant, ..scene };
    assert_eq!(advance(&server, &mixed, "managerial").await.error(), AppError::NotFound);
}

async fn a_post_is_not_filled_without_documents(server: Server) {
    let scene = Scene::set(&server, Phase::Inauguration, Far::Accepted).await;
    let call =
        Call::of("selection/appoint").with("vacancy", scene.vacancy).with("version", scene.versions[1]);
    let reply = call.form(&typed::appointment(scene.applicant)).by(&server.client("jaksel").await).await;
    assert!(refused(&reply).contains("Isi dahulu Berita Acara Pelantikan"), "{}", reply.text);
}
