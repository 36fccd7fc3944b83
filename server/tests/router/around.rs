//! What the server does around every request.

use app::error::AppError;
use http::{
    Method,
    header::{ACCEPT, HOST, ORIGIN},
};

use crate::support::{Client, Server};

both!(
    every_answer_is_guarded,
    each_page_has_a_nonce_of_its_own,
    only_our_own_pages_may_send,
    a_refused_browser_reads_a_sentence,
    the_health_check_asks_the_database,
    an_unknown_page_says_so,
    an_unknown_file_is_plain,
    an_unknown_function_is_not_found,
    a_broken_form_is_a_bad_request,
    a_nul_is_a_bad_request,
    a_form_without_end_is_cut_off,
    the_export_is_for_those_who_may_see_the_list,
    lists_are_exported_as_pdf_too,
    an_export_longer_than_one_reading_is_whole,
    every_answer_has_its_number,
    many_people_read_pages_at_once,
    what_is_personal_is_kept_by_no_browser,
    logging_out_has_the_browser_forget,
    reading_a_plan_again_writes_nothing,
);

/// A page's head is written after its body, on whichever thread is free; 1 in 12 of these failed once.
async fn many_people_read_pages_at_once(server: Server) {
    let operator = server.client("jaksel").await;
    let cookies = operator.cookies();
    let people = (0..8).map(|_| {
        let reader = server.visitor().with_cookies(cookies.clone());
        tokio::spawn(async move {
            for _ in 0..10 {
                for path in ["/", "/seleksi", "/seleksi/tambah", "/pejabat"] {
                    let reply = reader.page(path).await;
                    assert_eq!(reply.status, 200, "{path}: {}", reply.text);
                    assert!(reply.text.contains(" · SIJAPTI</title>"), "{path} has no title");
                }
            }
        })
    });
    for person in people.collect::<Vec<_>>() {
        person.await.unwrap();
    }
}

async fn a_nul_is_a_bad_request(server: Server) {
    let operator = server.client("jaksel").await;
    let reply = operator
        .post("/api/selection/save_plan", &[("intent", "draft"), ("form[letter_number]", "a\0b")])
        .await;
    assert_eq!(reply.status, 400, "{}", reply.text);
}

async fn the_export_is_for_those_who_may_see_the_list(server: Server) {
    let operator = server.client("jaksel").await;
    let draft = [("intent", "draft"), ("form[letter_number]", "800/1"), ("form[reason]", "retirement")];
    assert_eq!(operator.post("/api/selection/save_plan", &draft).await.status, 200);

    let own = operator.get("/seleksi/ekspor.csv").await;
    assert_eq!(own.status, 200);
    assert!(own.header("content-disposition").contains("attachment; filename=\"daftar-seleksi-"));
    assert!(own.text.contains("\"Jakarta Selatan\";\"Pensiun\";\"Draf\""), "{}", own.text);
    assert!(!operator.get("/seleksi/ekspor.csv?q=tidak-ada").await.text.contains("Pensiun"));

    let other = server.client("bandung").await.get("/seleksi/ekspor.csv").await;
    assert_eq!((other.status, other.text.contains("Pensiun")), (200, false));
    for path in ["/seleksi/ekspor.csv", "/seleksi/ekspor.pdf", "/pejabat/ekspor.csv", "/pejabat/ekspor.pdf"] {
        assert_eq!(server.visitor().get(path).await.status, 401, "{path}");
    }
}

async fn lists_are_exported_as_pdf_too(server: Server) {
    let operator = server.client("jaksel").await;
    let draft = [("intent", "draft"), ("form[letter_number]", "800/1"), ("form[reason]", "retirement")];
    assert_eq!(operator.post("/api/selection/save_plan", &draft).await.status, 200);
    let mut sizes = Vec::new();
    for path in ["/seleksi/ekspor.pdf", "/seleksi/ekspor.pdf?q=tidak-ada&status=draft", "/pejabat/ekspor.pdf"]
    {
        let file = operator.get(path).await;
        assert_eq!((file.status, file.header("content-type")), (200, "application/pdf"), "{path}");
        assert!(file.bytes.starts_with(b"%PDF-"), "{path}");
        assert!(file.header("content-disposition").ends_with(".pdf\""), "{path}");
        sizes.push(file.bytes.len());
    }
    assert_ne!(sizes[0], sizes[1], "the filter counts");
    let officials = operator.get("/pejabat/ekspor.csv").await;
    assert!(
        officials.text.contains(r#""Nama";"NIP";"SK";"Unit Kerja";"Jabatan";"Awal Periode""#),
        "{}",
        officials.text
    );
    let all = server.client("komisioner").await.get("/pejabat/ekspor.csv").await;
    assert!(all.text.contains(r#""Jabatan";"Wilayah";"Awal Periode""#), "{}", all.text);
}

async fn every_answer_is_guarded(server: Server) {
    let visitor = server.visitor();
    for path in ["/masuk", "/healthz", "/api/identity/me", "/tidak-ada", "/files/1", "/pkg/none.js"] {
        let reply = visitor.get(path).await;
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(reply.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(reply.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(reply.header("cache-control"), "no-store", "{path}");
        assert!(reply.header("permissions-policy").contains("camera=()"), "{path}");
        assert!(reply.header("content-security-policy").contains("object-src 'none'"), "{path}");
        assert_eq!(
            reply.header("strict-transport-security"),
            "",
            "{path}: this server is not asked over HTTPS"
        );
    }
}

async fn each_page_has_a_nonce_of_its_own(server: Server) {
    let nonce = |policy: &str| {
        let (_, rest) = policy.split_once("script-src 'self' 'nonce-").unwrap();
        rest.split_once('\'').unwrap().0.to_owned()
    };
    let (one, two) = (server.visitor().page("/masuk").await, server.visitor().page("/masuk").await);
    let (first, second) =
        (nonce(one.header("content-security-policy")), nonce(two.header("content-security-policy")));
    assert_ne!(first, second);
    assert!(first.len() >= 16);
    // Every inline script carries it, or a browser would not run it.
    for script in one.text.split("<script").skip(1) {
        let tag = script.split('>').next().unwrap();
        assert!(tag.contains(&format!("nonce=\"{first}\"")), "<script{tag}>");
    }
    assert!(one.text.contains("<script"));
}

async fn only_our_own_pages_may_send(server: Server) {
    let visitor = server.visitor();
    let send = |origin: Option<&'static str>, site: Option<&'static str>| {
        let mut request = visitor.to(Method::POST, "/api/identity/me").header(ACCEPT, "application/json");
        if let Some(origin) = origin {
            request = request.header(ORIGIN, origin);
        }
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        visitor.read(request, "")
    };
    assert_eq!(send(Some("http://sijapti.test"), None).await.status, 200);
    assert_eq!(send(None, Some("same-origin")).await.status, 200);
    for (origin, site) in [
        (None, None),
        (Some("null"), Some("same-origin")),
        (Some("http://evil.test"), None),
        (Some("http://sijapti.test:8080"), None),
        (None, Some("cross-site")),
        (None, Some("same-site")),
    ] {
        let reply = send(origin, site).await;
        assert!(matches!(reply.error(), AppError::Denied(_)), "{origin:?} {site:?}: {}", reply.text);
    }
    let files = visitor.read(visitor.to(Method::POST, "/files").header(ORIGIN, "http://evil.test"), "").await;
    assert_eq!(files.status, 403);
}

async fn a_refused_browser_reads_a_sentence(server: Server) {
    let visitor = server.visitor();
    let request = visitor.to(Method::POST, "/api/identity/log_out").header(ACCEPT, "text/html");
    let reply = visitor.read(request.header(ORIGIN, "http://evil.test"), "").await;
    assert_eq!((reply.status, reply.header("content-type")), (403, "text/html; charset=utf-8"));
    assert!(reply.text.contains("tidak berasal dari halaman SIJAPTI"), "{}", reply.text);
}

async fn the_health_check_asks_the_database(server: Server) {
    let reply = server.visitor().get("/healthz").await;
    assert_eq!((reply.status, reply.text.as_str()), (200, "ok\n"));
    server.db.close().await;
    assert_eq!(server.visitor().get("/healthz").await.status, 503);
}

/// What somebody else could find on the machine afterwards.
async fn what_is_personal_is_kept_by_no_browser(server: Server) {
    let plan = server.draft_of("jaksel").await;
    let person = server.client("jaksel").await;
    let plan = plan.to_string();
    for path in ["/", "/seleksi", &format!("/seleksi/{plan}"), "/profil", "/tidak/ada", "/seleksi/ekspor.csv"]
    {
        assert_eq!(person.page(path).await.header("cache-control"), "no-store", "{path}");
    }
    for (function, fields) in [
        ("identity/me", [].as_slice()),
        ("selection/get_plan", &[("plan", plan.as_str())]),
        ("dashboard", &[]),
    ] {
        let reply = person.post(&format!("/api/{function}"), fields).await;
        assert_eq!((reply.status, reply.header("cache-control")), (200, "no-store"), "{function}");
    }
}

async fn logging_out_has_the_browser_forget(server: Server) {
    let forgets = "\"cache\", \"storage\"";
    for plain in [false, true] {
        let person = server.visitor();
        assert_eq!(person.log_in("jaksel", server::demo::PASSWORD).await.header("clear-site-data"), "");
        let path = "/api/identity/log_out";
        let reply = if plain { person.submit("/", path, &[]).await } else { person.post(path, &[]).await };
        assert_eq!(reply.status, if plain { 303 } else { 200 });
        assert_eq!(reply.header("clear-site-data"), forgets);
        assert!(!person.is_logged_in().await);
    }
}

async fn unread(client: &Client) -> usize {
    let list =
        client.post("/api/selection/list_plans", &[]).await.json::<app::api::selection::views::PlanList>();
    list.rows.iter().filter(|row| row.unread).count()
}

async fn reading_a_plan_again_writes_nothing(server: Server) {
    let plan = server.draft_of("jaksel").await;
    server.submit(plan).await;
    let person = server.client("komisioner").await;
    let plan = plan.to_string();
    let before = unread(&person).await;
    assert_eq!(person.post("/api/selection/get_plan", &[("plan", &plan)]).await.status, 200);
    assert_eq!(unread(&person).await, before - 1, "opening it is noted");
    let written = server.db.commits();
    for _ in 0..3 {
        assert_eq!(person.post("/api/selection/get_plan", &[("plan", &plan)]).await.status, 200);
        assert_eq!(person.page(&format!("/seleksi/{plan}")).await.status, 200);
    }
    assert_eq!(server.db.commits(), written);
}

async fn an_unknown_page_says_so(server: Server) {
    for client in [server.visitor(), server.client("jaksel").await] {
        let reply = client.page("/tidak/ada").await;
        assert_eq!(reply.status, 404);
        assert!(reply.text.contains("Halaman tidak ditemukan"), "{}", reply.text);
        assert!(reply.header("content-security-policy").contains("nonce-"));
    }
}

async fn an_unknown_file_is_plain(server: Server) {
    for path in
        ["/pkg/none.js", "/vendor/trix/none.js", "/pkg/../../Cargo.toml", "/pkg/%2e%2e/%2e%2e/Cargo.toml"]
    {
        let reply = server.visitor().get(path).await;
        assert_eq!(reply.status, 404, "{path}");
        assert!(!reply.text.contains('<'), "{path}: {}", reply.text);
    }
}

async fn an_unknown_function_is_not_found(server: Server) {
    assert_eq!(server.visitor().post("/api/identity/none", &[]).await.error(), AppError::NotFound);
}

async fn a_broken_form_is_a_bad_request(server: Server) {
    let reply = server.visitor().post("/api/identity/log_in", &[("nothing", "1")]).await;
    assert!(matches!(reply.error(), AppError::Malformed(_)), "{}", reply.text);
}

async fn a_form_without_end_is_cut_off(server: Server) {
    let endless = "x".repeat(5 * 1024 * 1024);
    let form = [("form[username]", endless.as_str())];
    let reply = server.client("jaksel").await.post("/api/identity/log_in", &form).await;
    assert_eq!(reply.status, 413);
    assert!(matches!(reply.json(), AppError::Refused(_)));
    // Nothing of it is read of somebody who is not known.
    assert_eq!(server.visitor().post("/api/identity/log_in", &form).await.status, 401);
}

async fn every_answer_has_its_number(server: Server) {
    let visitor = server.visitor();
    let (one, two) = (visitor.get("/healthz").await, visitor.get("/healthz").await);
    assert_eq!(one.header("x-request-id").len(), 10);
    assert_ne!(one.header("x-request-id"), two.header("x-request-id"));
    let given = visitor.to(Method::GET, "/healthz").header("x-request-id", "proxy-000123").header(HOST, "x");
    assert_ne!(visitor.read(given, "").await.header("x-request-id"), "proxy-000123");
}

async fn an_export_longer_than_one_reading_is_whole(server: Server) {
    let plans = 501 + 2;
    let mut tx = server.db.begin().await.unwrap();
    let operator = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap();
    for number in 0..plans {
        let form = domain::selection::plan::PlanForm {
            letter_number: format!("800/{number}"),
            ..Default::default()
        };
        let new = store::selection::plan::NewPlan {
            institution: operator.institution.as_ref().unwrap().id,
            form,
            by: &operator.person(),
            at: server::start::clock(),
        };
        store::selection::plan::insert(&mut tx, new).await.unwrap();
    }
    tx.commit().await.unwrap();
    let file = server.client("jaksel").await.get("/seleksi/ekspor.csv").await;
    assert_eq!(file.text.trim_end().lines().count(), 1 + plans);
}
