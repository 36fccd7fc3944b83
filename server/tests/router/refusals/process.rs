//! Proses Seleksi and Pelaporan.

use app::{
    api::selection::views::{TrackRecordView, VacancyView},
    error::AppError,
};
use chrono::{DateTime, Utc};
use domain::{
    rich_text::{CleanText, TypedText},
    selection::{
        Phase,
        applicant::{TrackRecord, TrackRecordForm},
        forms::{CountForm, ReasonForm},
        monitoring::MonitoringForm,
        progress::Decision,
        shortlist::Ground,
    },
};

use server::start::clock;
use store::selection::process;

use crate::{
    call::Call,
    scene::{Far, Scene, scored},
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
    who_is_chosen_among_equals_is_chosen_for_a_ground_that_everybody_reads,
    what_was_reported_before_grounds_were_asked_stays_complete,
    a_day_to_come_is_refused_with_the_day_it_is_in_jakarta,
    an_institution_further_east_reads_its_own_time_beside,
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
        refused(&on_applicant("selection/step_back", &scene).by(&jaksel).await).contains("sudah dinilai")
    );
    assert!(
        refused(&on_applicant("selection/remove_applicant", &scene).by(&jaksel).await)
            .contains("sudah dinilai tidak dapat dihapus")
    );
    assert!(
        refused(&on_applicant("selection/revoke_decision", &scene).by(&jaksel).await).contains("Belum ada")
    );
}

async fn a_vacancy_that_is_not_finished_is_not_reported(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Scored).await;
    // Nobody is accepted, and nobody said why.
    let mut tx = server.db.begin().await.unwrap();
    let mut vacancy = process::vacancy(&mut tx, scene.vacancy).await.unwrap().unwrap();
    vacancy.shortlist_note = None;
    let by = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap().person();
    process::save_vacancy(&mut tx, &mut vacancy, &by, clock()).await.unwrap();
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
    let text = TypedText::html("<p>Jejak<script>alert(1)</script> <b onmouseover=x()>baik</b></p>");
    let form = TrackRecordForm { text, files: Vec::new() };
    let jaksel = server.client("jaksel").await;
    on_applicant("selection/describe_track_record", &scene).form(&form).by(&jaksel).await.done();
    let kept: TrackRecordView =
        Call::of("selection/get_track_record").with("applicant", scene.applicant).by(&jaksel).await.json();
    assert_eq!(kept.text, "<p>Jejak <b>baik</b></p>");
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

/// Three more with the same scores as the first; accepted or not yet decided.
async fn equals(server: &Server, scene: &Scene, accepted: bool) {
    let mut tx = server.db.begin().await.unwrap();
    let by = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap().person();
    let scheme = typed::plan(scene.position).validate().unwrap().scheme;
    let people: Vec<_> = (2..=4)
        .map(|n| {
            typed::person(&format!("Kandidat {n}"), &format!("19700{n}011995011001")).validate().unwrap()
        })
        .collect();
    for id in process::insert_applicants(&mut tx, scene.vacancy, &people, clock()).await.unwrap() {
        let mut applicant = process::applicant(&mut tx, id, &scheme).await.unwrap().unwrap().applicant;
        let mut progress = scored(&mut tx, id, &scheme, &by).await;
        if accepted && id != scene.applicant {
            let decision = Decision { accepted: true, reason: None, by: by.id, at: clock() };
            progress = progress.decide(&scheme, decision).unwrap();
        }
        applicant.progress = progress;
        applicant.track_record = Some(TrackRecord { text: CleanText::from_text("Baik."), files: Vec::new() });
        process::save_applicant(&mut tx, &mut applicant, &by, clock()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn who_is_chosen_among_equals_is_chosen_for_a_ground_that_everybody_reads(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Described).await;
    equals(&server, &scene, false).await;
    let jaksel = server.client("jaksel").await;
    let accept = |reason: &str| {
        on_applicant("selection/accept_applicant", &scene).form(&ReasonForm { reason: reason.into() })
    };
    let others = "Kandidat 2, Kandidat 3, Kandidat 4";
    let refused = accept(" ").by(&jaksel).await;
    assert!(refused.complaint("reason").contains(&format!("sama dengan {others}")), "{}", refused.text);
    let path = format!("/seleksi/{}/lowongan/{}", scene.plan, scene.vacancy);
    // Without a script the button leads to the form that asks for it.
    assert!(jaksel.page(&path).await.text.contains("name=\"terima\""));
    accept("Nilai wawancara tertinggi.").by(&jaksel).await.done();

    let row = view(&server, &scene).await.applicants.remove(0);
    assert_eq!(row.ground, Some(Ground::BetweenEquals));
    let told = format!("sama dengan {others}: Nilai wawancara tertinggi.");
    let asisten = server.client("asisten1").await;
    let page = asisten.page(&path).await.text;
    assert!(page.contains(&told), "{page}");
    let report = asisten.page(&format!("/seleksi/{}/pelaporan", scene.plan)).await.text;
    for text in [others, "Nilai wawancara tertinggi."] {
        assert!(report.contains(text), "{report}");
    }
    for who in [&jaksel, &asisten] {
        let file = who.get("/seleksi/ekspor.csv").await.text;
        let cell = format!("Kepala Dinas Perhubungan: Kandidat 1 (total nilai sama dengan {others}): Nilai");
        assert!(file.contains("Alasan Pilihan") && file.contains(&cell), "{file}");
    }
}

async fn what_was_reported_before_grounds_were_asked_stays_complete(server: Server) {
    let done = Scene::set(&server, Phase::Reported, Far::Scored).await;
    equals(&server, &done, true).await;
    let report = server.client("asisten1").await.page(&format!("/seleksi/{}/pelaporan", done.plan)).await;
    assert_eq!(report.status, 200);
    assert!(!report.text.contains("Belum lengkap"), "{}", report.text);
    assert!(report.text.contains("alasan belum dicatat"), "{}", report.text);
    // Whoever has not reported yet is asked.
    let running = Scene::set(&server, Phase::Process, Far::Scored).await;
    equals(&server, &running, true).await;
    let obstacles = view(&server, &running).await.obstacles;
    assert!(obstacles.iter().any(|text| text.contains("bertotal nilai sama")), "{obstacles:?}");
}

/// Half past midnight on New Year's Day in Papua; in Jakarta it is still the year before.
fn new_year_in_the_east() -> DateTime<Utc> {
    "2026-12-31T15:30:00Z".parse().unwrap()
}

async fn a_day_to_come_is_refused_with_the_day_it_is_in_jakarta(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::First).await;
    let east = server.at(new_year_in_the_east);
    let asisten = east.client("asisten1").await;
    let form: MonitoringForm = MonitoringForm {
        day: "01/01/2027".into(),
        stage: "administration".into(),
        findings: "Pantau".into(),
        ..MonitoringForm::default()
    };
    let reply =
        Call::of("selection/add_monitoring").with("vacancy", scene.vacancy).form(&form).by(&asisten).await;
    assert_eq!(
        reply.complaint("day"),
        "Tanggal tidak boleh setelah hari ini; hari ini menurut WIB 31/12/2026."
    );
}

async fn an_institution_further_east_reads_its_own_time_beside(server: Server) {
    let scene = Scene::set(&server, Phase::Submitted, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let path = format!("/seleksi/{}", scene.plan);
    let page = jaksel.page(&path).await.text;
    assert!(page.contains(" WIB") && !page.contains(" WIT)"), "{page}");
    assert!(page.contains("menurut Waktu Indonesia Barat (WIB)"), "{page}");
    let mut tx = server.db.begin().await.unwrap();
    let user = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap();
    let id = user.institution.unwrap().id;
    let record = store::institution::record(&mut tx, id).await.unwrap().unwrap();
    let change = store::institution::InstitutionChange {
        id,
        version: record.version,
        name: record.institution.name,
        kind: record.institution.kind,
        region: "Kota Jayapura".into(),
        place: domain::institution::form::Place { province: "91".into(), regency: "91.71".into() },
        email: record.email,
        at: clock(),
    };
    store::institution::update(&mut tx, &change).await.unwrap();
    tx.commit().await.unwrap();
    let page = jaksel.page(&path).await.text;
    assert!(page.contains(" WIB (") && page.contains(" WIT)"), "{page}");
    let officer = server.client("asisten1").await.page(&path).await.text;
    assert!(!officer.contains(" WIT)"), "{officer}");
}
