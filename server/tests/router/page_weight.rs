//! What a page weighs, on a line that is slow.

use domain::{
    rich_text::CleanText,
    selection::{Phase, applicant::TrackRecord},
};
use server::start::clock;
use store::selection::process;

use crate::{
    scene::{Far, Scene, scored},
    support::Server,
    typed,
};

both!(
    two_hundred_who_are_all_equal_are_no_page_of_megabytes,
    two_hundred_who_wait_for_their_score_neither,
    whoever_asks_for_all_rows_has_them_and_keeps_them,
);

const PEOPLE: usize = 200;
/// Bytes of HTML, before they are compressed. It was 1.9 MB while each of the two hundred named all the others.
const AT_MOST: usize = 200_000;
/// So many rows come with the page.
const ROWS: usize = 50;

/// Two hundred who took part in everything, or have just begun with the first stage.
async fn many(server: &Server, far: Far) -> Scene {
    let scene = Scene::set(server, Phase::Process, far).await;
    let mut tx = server.db.begin().await.unwrap();
    let by = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap().person();
    let scheme = typed::plan(scene.position).validate().unwrap().scheme;
    let people: Vec<_> = (1..PEOPLE)
        .map(|n| {
            let person = typed::person(
                &format!("Dr. Ir. Raden Ayu Kandidat {n}, M.Si."),
                &format!("1970{:02}{:02}199501{:04}", n % 12 + 1, n % 28 + 1, 1000 + n),
            );
            person.validate().unwrap()
        })
        .collect();
    // As long as people write about somebody.
    let text = CleanText::from_text(&"Tidak ada catatan yang memberatkan. ".repeat(40));
    for id in process::insert_applicants(&mut tx, scene.vacancy, &people, clock()).await.unwrap() {
        let mut applicant = process::applicant(&mut tx, id, &scheme).await.unwrap().unwrap().applicant;
        if far == Far::Described {
            applicant.progress = scored(&mut tx, id, &scheme, &by).await;
            applicant.track_record = Some(TrackRecord { text: text.clone(), files: Vec::new() });
        } else {
            applicant.progress = applicant.progress.advance(&scheme).unwrap();
        }
        process::save_applicant(&mut tx, &mut applicant, &by, clock()).await.unwrap();
    }
    tx.commit().await.unwrap();
    scene
}

async fn weigh(server: &Server, scene: &Scene, parts: &[&str]) {
    let jaksel = server.client("jaksel").await;
    let mut weights = Vec::new();
    for part in parts {
        let page = format!("/seleksi/{}/lowongan/{}?tahap={part}", scene.plan, scene.vacancy);
        let page = jaksel.page(&page).await.text;
        // The browser draws the others from what comes along.
        assert!(page.matches("Dr. Ir. Raden Ayu Kandidat").count() >= PEOPLE - 1, "{part}");
        assert_eq!(rows(&page), ROWS, "{part}");
        weights.push((part, page.len()));
    }
    assert!(weights.iter().all(|(_, weight)| *weight <= AT_MOST), "{weights:?}");
}

fn rows(page: &str) -> usize {
    page.matches("<td data-label=\"No\"").count()
}

async fn two_hundred_who_are_all_equal_are_no_page_of_megabytes(server: Server) {
    let scene = many(&server, Far::Described).await;
    let parts = ["administrasi", "managerial", "paper", "interview", "track_record", "rekap"];
    weigh(&server, &scene, &parts).await;
}

async fn two_hundred_who_wait_for_their_score_neither(server: Server) {
    let scene = many(&server, Far::First).await;
    weigh(&server, &scene, &["administrasi", "managerial", "rekap"]).await;
}

/// As a browser without a script asks.
async fn whoever_asks_for_all_rows_has_them_and_keeps_them(server: Server) {
    let scene = many(&server, Far::First).await;
    let jaksel = server.client("jaksel").await;
    let path = format!("/seleksi/{}/lowongan/{}?tahap=managerial", scene.plan, scene.vacancy);
    let page = jaksel.page(&path).await.text;
    let all = format!("{path}&baris=semua");
    assert!(page.contains(&all.replace('&', "&amp;")), "{page}");
    let page = jaksel.page(&all).await.text;
    assert_eq!(rows(&page), PEOPLE);
    assert!(!page.contains("Tampilkan semua"));
    // A score is sent from there, and its form leads back there.
    assert!(page.contains(&format!("value=\"{}", all.replace('&', "&amp;"))), "{page}");
    // With everybody ticked everybody is there.
    let ticked =
        format!("/seleksi/{}/lowongan/{}?tahap=administrasi&semua=managerial", scene.plan, scene.vacancy);
    assert_eq!(rows(&jaksel.page(&ticked).await.text), PEOPLE);
}
