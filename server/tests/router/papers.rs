//! What is printed of a vacancy: for whoever sees its page, once there is something to print, and noted in the log.

use app::api::activity::ActivityList;
use domain::{identity::Role, selection::Phase};

use crate::{
    scene::{Far, Scene},
    support::{Client, Server, pdf},
};

both!(
    whoever_sees_the_page_prints_what_stands_on_it,
    what_is_hidden_or_not_there_is_not_found,
    what_cannot_be_printed_yet_is_told_in_a_sentence,
    whoever_prints_is_in_the_log,
    the_page_leads_to_what_can_be_printed,
);

const PAPERS: [&str; 3] = ["lembar-nilai/interview.pdf", "rekap.pdf", "berita-acara.pdf"];

/// What a paper says, wherever its lines end.
async fn said(person: &Client, path: &str) -> String {
    pdf::text(&person.get(path).await.bytes).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn path(scene: &Scene, paper: &str) -> String {
    format!("/seleksi/{}/lowongan/{}/cetak/{paper}", scene.plan, scene.vacancy)
}

async fn whoever_sees_the_page_prints_what_stands_on_it(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Accepted).await;
    server.add("pansel", Role::Committee, "jaksel").await;
    for name in ["jaksel", "adminjaksel", "pansel", "komisioner", "asisten2", "admin"] {
        let person = server.client(name).await;
        for paper in PAPERS {
            let file = person.get(&path(&scene, paper)).await;
            assert_eq!(
                (file.status, file.header("content-type")),
                (200, "application/pdf"),
                "{name} {paper}"
            );
            assert_eq!(file.header("cache-control"), "no-store");
            let named = file.header("content-disposition");
            assert!(named.starts_with("attachment; filename=\"") && named.ends_with(".pdf\""), "{named}");
        }
    }
    let jaksel = server.client("jaksel").await;
    let sheet = said(&jaksel, &path(&scene, "lembar-nilai/interview.pdf")).await;
    for told in [
        "PANITIA SELEKSI TERBUKA",
        "WAWANCARA",
        "Kandidat 1",
        "197001011995011001",
        "Skor (1–10)",
        "Dr. Ratna",
    ] {
        assert!(sheet.contains(told), "{told} is missing in {sheet}");
    }
    assert!(!sheet.contains("210"), "what was scored is on no sheet that is to be filled in: {sheet}");
    let recap = said(&jaksel, &path(&scene, "rekap.pdf")).await;
    // 7 by 40, 20, 30 and 10.
    for told in
        ["REKAP NILAI", "197001011995011001", "280", "140", "210", "70", "700", "Peringkat", "Dr. Ratna"]
    {
        assert!(recap.contains(told), "{told} is missing in {recap}");
    }
    let minutes = said(&jaksel, &path(&scene, "berita-acara.pdf")).await;
    for told in [
        "BERITA ACARA",
        "Pada hari ini",
        "1 (satu) orang",
        "Kandidat 1",
        "700",
        "kurang dari tiga",
        "Dr. Ratna",
    ] {
        assert!(minutes.contains(told), "{told} is missing in {minutes}");
    }
}

async fn what_is_hidden_or_not_there_is_not_found(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Accepted).await;
    let draft = Scene::set(&server, Phase::Draft, Far::Entered).await;
    let (jaksel, bandung) = (server.client("jaksel").await, server.client("bandung").await);
    for paper in PAPERS {
        assert_eq!(server.visitor().get(&path(&scene, paper)).await.status, 401, "{paper}");
        assert_eq!(bandung.get(&path(&scene, paper)).await.status, 404, "{paper}");
        assert_eq!(jaksel.get(&path(&draft, paper)).await.status, 404, "{paper} of a draft");
        for (plan, vacancy) in [("999999999", scene.vacancy.to_string()), ("x", "x".to_owned())] {
            let path = format!("/seleksi/{plan}/lowongan/{vacancy}/cetak/{paper}");
            assert_eq!(jaksel.get(&path).await.status, 404, "{path}");
        }
        let other = format!("/seleksi/{}/lowongan/{}/cetak/{paper}", draft.plan, scene.vacancy);
        assert_eq!(jaksel.get(&other).await.status, 404, "of another plan");
    }
    for stage in ["interview", "own_1.pdf", "zzz.pdf", ".pdf"] {
        let path = path(&scene, &format!("lembar-nilai/{stage}"));
        assert_eq!(jaksel.get(&path).await.status, 404, "{path}");
    }
}

async fn what_cannot_be_printed_yet_is_told_in_a_sentence(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::First).await;
    let jaksel = server.client("jaksel").await;
    for (paper, told) in [
        ("lembar-nilai/interview.pdf", "Belum ada pelamar yang mengikuti wawancara"),
        ("berita-acara.pdf", "Belum ada pelamar yang diterima"),
    ] {
        let path = path(&scene, paper);
        let refused = jaksel.get(&path).await;
        assert_eq!((refused.status, refused.header("content-disposition")), (409, ""), "{path}");
        assert!(refused.text.contains(told), "{path}: {}", refused.text);
        let page = jaksel.page(&path).await;
        assert!(page.status == 409 && page.text.contains(told), "{path}: {}", page.text);
    }
    assert_eq!(jaksel.get(&path(&scene, "lembar-nilai/managerial.pdf")).await.status, 200);
    assert_eq!(jaksel.get(&path(&scene, "rekap.pdf")).await.status, 200);
}

async fn printed(server: &Server, username: &str) -> Vec<(String, String)> {
    let list: ActivityList = server.client(username).await.post("/api/activity/list", &[]).await.json();
    let told = |line: app::api::activity::ActivityLine| {
        let after: Vec<String> =
            line.changes.into_iter().map(|change| format!("{}: {}", change.label, change.after)).collect();
        (line.name, after.join(", "))
    };
    list.rows.into_iter().filter(|line| line.act == "Mencetak dokumen seleksi").map(told).collect()
}

async fn whoever_prints_is_in_the_log(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::First).await;
    let chief = server.client("komisioner").await;
    assert_eq!(chief.get(&path(&scene, "berita-acara.pdf")).await.status, 409);
    assert_eq!(server.client("bandung").await.get(&path(&scene, "rekap.pdf")).await.status, 404);
    assert!(printed(&server, "komisioner").await.is_empty(), "what is refused is not noted");
    assert_eq!(chief.get(&path(&scene, "rekap.pdf")).await.status, 200);
    // The institution sees what the commission takes along of its own.
    let lines = printed(&server, "jaksel").await;
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].1.contains("Dokumen: Rekap Nilai") && lines[0].1.contains("Format berkas: PDF"),
        "{lines:?}"
    );
    assert!(printed(&server, "bandung").await.is_empty());
}

async fn the_page_leads_to_what_can_be_printed(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Accepted).await;
    let jaksel = server.client("jaksel").await;
    let page = format!("/seleksi/{}/lowongan/{}", scene.plan, scene.vacancy);
    for (part, paper) in [
        ("?tahap=interview", "lembar-nilai/interview.pdf"),
        ("?tahap=rekap", "rekap.pdf"),
        ("?tahap=rekap", "berita-acara.pdf"),
    ] {
        let shown = jaksel.page(&format!("{page}{part}")).await;
        assert!(shown.text.contains(&format!("href=\"{}\"", path(&scene, paper))), "{part}: no {paper}");
    }
    let report = jaksel.page(&format!("/seleksi/{}/pelaporan", scene.plan)).await;
    assert!(report.text.contains(&path(&scene, "berita-acara.pdf")), "{}", report.text);
    let early = Scene::set(&server, Phase::Process, Far::Scored).await;
    let page = format!("/seleksi/{}/lowongan/{}?tahap=rekap", early.plan, early.vacancy);
    assert!(!jaksel.page(&page).await.text.contains("berita-acara.pdf"));
}
