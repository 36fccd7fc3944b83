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

both!(two_hundred_who_are_all_equal_are_no_page_of_megabytes);

const PEOPLE: usize = 200;
/// Bytes of HTML, before they are compressed: the heaviest part, with two decisions and a menu in each row. It was 1.9
/// MB while each of the two hundred named all the others.
const AT_MOST: usize = 530_000;

/// Two hundred who took part in everything.
async fn many(server: &Server) -> Scene {
    let scene = Scene::set(server, Phase::Process, Far::Described).await;
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
    for id in process::insert_applicants(&mut tx, scene.vacancy, &people, clock()).await.unwrap() {
        let mut applicant = process::applicant(&mut tx, id, &scheme).await.unwrap().unwrap().applicant;
        applicant.progress = scored(&mut tx, id, &scheme, &by).await;
        applicant.track_record = Some(TrackRecord { text: CleanText::from_text("Baik."), files: Vec::new() });
        process::save_applicant(&mut tx, &mut applicant, &by, clock()).await.unwrap();
    }
    tx.commit().await.unwrap();
    scene
}

async fn two_hundred_who_are_all_equal_are_no_page_of_megabytes(server: Server) {
    let scene = many(&server).await;
    let jaksel = server.client("jaksel").await;
    let parts = ["administrasi", "managerial", "paper", "interview", "track_record", "rekap"];
    let mut weights = Vec::new();
    for part in parts {
        let page = format!("/seleksi/{}/lowongan/{}?tahap={part}", scene.plan, scene.vacancy);
        let page = jaksel.page(&page).await.text;
        assert!(page.matches("Dr. Ir. Raden Ayu Kandidat").count() >= PEOPLE - 1, "{part}");
        weights.push((part, page.len()));
    }
    assert!(weights.iter().all(|(_, weight)| *weight <= AT_MOST), "{weights:?}");
}
