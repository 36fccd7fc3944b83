//! Every one-line field on a page says how much it takes, and lists take no more than they can hold.

use domain::selection::Phase;

use crate::{
    scene::{Far, Scene},
    support::Server,
};

both!(
    every_line_that_is_typed_has_its_bound_on_the_page,
    thousands_of_numbers_are_refused_at_their_field,
    a_row_number_out_of_all_bounds_draws_no_endless_page,
);

/// Types of inputs into which somebody types.
const TYPED: [&str; 6] = ["text", "email", "password", "search", "tel", "url"];

async fn every_line_that_is_typed_has_its_bound_on_the_page(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::First).await;
    let plan = format!("/seleksi/{}", scene.plan);
    let process = format!("{plan}/lowongan/{}", scene.vacancy);
    let pages: [(&str, &[&str]); 5] = [
        ("", &["/masuk"]),
        ("jaksel", &["/seleksi", "/seleksi/tambah", &process, "/profil/password"]),
        ("adminjaksel", &["/akun", "/akun/tambah"]),
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

/// More numbers than a statement takes parameters.
const MANY: usize = 33_000;

async fn thousands_of_numbers_are_refused_at_their_field(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::First).await;
    let draft = Scene::set(&server, Phase::Draft, Far::Entered).await;
    let open = Scene::set(&server, Phase::InReview, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let with_many = |fixed: &[(&str, String)], name: &str| -> Vec<(String, String)> {
        let fixed = fixed.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        fixed.chain((1..=MANY).map(|n| (format!("{name}[]"), n.to_string()))).collect()
    };
    let send = async |path: &str, fields: Vec<(String, String)>| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        jaksel.post(path, &fields).await
    };
    for (plan, version) in
        [(String::new(), 0), (draft.plan.to_string(), draft.versions[0]), (draft.plan.to_string(), -1)]
    {
        let fixed = [("plan", plan), ("version", version.to_string()), ("intent", "draft".to_owned())];
        let reply = send("/api/selection/save_plan", with_many(&fixed, "form[positions]")).await;
        assert!(reply.complaint("positions").starts_with("Paling banyak"), "{}", reply.text);
        let reply = send("/api/selection/save_plan", with_many(&fixed, "form[letter_scan]")).await;
        assert!(reply.complaint("letter_scan").contains("paling banyak 20 berkas"), "{}", reply.text);
    }
    let fixed = [("plan", open.plan.to_string()), ("form[text]", "Terlampir.".to_owned())];
    let reply = send("/api/selection/post_message", with_many(&fixed, "form[files]")).await;
    assert!(reply.complaint("files").contains("paling banyak 20 berkas"), "{}", reply.text);
    let fixed = [("vacancy", scene.vacancy.to_string()), ("stage", "paper".to_owned())];
    let reply = send("/api/selection/advance_applicants", with_many(&fixed, "applicants")).await;
    assert_eq!(reply.status, 404, "{}", reply.text);
}

async fn a_row_number_out_of_all_bounds_draws_no_endless_page(server: Server) {
    let jaksel = server.client("jaksel").await;
    let fields = [
        ("plan", ""),
        ("version", "0"),
        ("intent", "send"),
        ("form[committee][4000000000][name]", "Dr. Ratna"),
    ];
    let reply = jaksel.submit("/seleksi/tambah", "/api/selection/save_plan", &fields).await;
    assert_eq!(reply.status, 422, "{}", reply.text);
    assert!(reply.text.len() < 2_000_000, "a page of {} bytes", reply.text.len());
}
