//! Every one-line field on a page says how much it takes.

use domain::selection::Phase;

use crate::{
    scene::{Far, Scene},
    support::Server,
};

both!(every_line_that_is_typed_has_its_bound_on_the_page);

/// Types of inputs into which somebody types.
const TYPED: [&str; 6] = ["text", "email", "password", "search", "tel", "url"];

async fn every_line_that_is_typed_has_its_bound_on_the_page(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::First).await;
    let plan = format!("/seleksi/{}", scene.plan);
    let process = format!("{plan}/lowongan/{}", scene.vacancy);
    let pages: [(&str, &[&str]); 4] = [
        ("", &["/masuk"]),
        (
            "jaksel",
            &["/seleksi", "/seleksi/tambah", &process, "/akun", "/akun/tambah", "/profil/password", "/log"],
        ),
        ("asisten1", &[&plan, &process, "/pejabat", "/profil/dua-langkah"]),
        ("admin", &["/petugas", "/petugas/tambah", "/institusi", "/institusi/tambah", "/log"]),
    ];
    let mut looked_at = 0;
    for (who, paths) in pages {
        let client = if who.is_empty() { server.visitor() } else { server.client(who).await };
        for path in paths {
            let page = client.page(path).await;
            assert_eq!(page.status, 200, "{who} {path}");
            for input in page.text.split("<input ").skip(1) {
                let input = input.split('>').next().unwrap();
                let typed = TYPED.iter().any(|kind| input.contains(&format!("type=\"{kind}\"")));
                if !typed || input.contains(" hidden") || input.contains("readonly") {
                    continue;
                }
                looked_at += 1;
                assert!(input.contains("maxlength=\""), "{path} has a field without a bound: {input}");
            }
        }
    }
    assert!(looked_at > 20, "{looked_at} fields were looked at");
}
