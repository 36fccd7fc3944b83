//! One's own password and sessions, and what must be done before anything else.

use app::{api::profile::ProfileView, error::AppError};
use http::{Method, header::USER_AGENT};
use server::demo::PASSWORD;

use crate::{
    call::Call,
    support::{Client, Reply, Server, multipart::Multipart, samples::PDF},
};

const NEW: &str = "kuda-terbang-biru-42";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

both!(
    the_first_login_leads_to_the_password,
    until_then_nothing_else_is_answered,
    a_changed_password_leads_to_the_dashboard,
    the_same_without_a_script,
    a_refused_form_gives_no_password_back,
    a_common_password_is_refused,
    whoever_guesses_the_current_password_waits,
    many_guesses_of_the_current_password_are_counted_first,
    sessions_are_ended_with_the_password_only,
    failed_confirmations_leave_a_line_with_the_person,
    a_changed_password_ends_the_other_sessions,
    sessions_are_listed_and_ended,
    somebody_elses_session_is_not_found,
    a_closed_account_is_out_at_once,
);

async fn change(client: &Client, current: &str, new: &str) -> Reply {
    Call::of("profile/change_password")
        .with("form[current]", current)
        .with("form[password]", new)
        .with("form[confirmation]", new)
        .by(client)
        .await
}

async fn newcomer(server: &Server) -> Client {
    server.force_change("jaksel").await;
    let client = server.visitor();
    assert_eq!(client.log_in("jaksel", PASSWORD).await.status, 200);
    client
}

async fn the_first_login_leads_to_the_password(server: Server) {
    let client = newcomer(&server).await;
    for path in ["/", "/seleksi?q=dinas", "/seleksi/tambah", "/profil", "/profil/dua-langkah", "/pejabat"] {
        let reply = client.page(path).await;
        assert_eq!((reply.status, reply.location()), (303, "/profil/password"), "{path}");
    }
    let page = client.page("/profil/password").await;
    assert_eq!(page.status, 200, "{}", page.text);
    assert!(page.text.contains("Ganti dahulu password yang Anda terima"), "{}", page.text);
    assert!(!page.text.contains(">Batal<"), "there is no way back");
}

async fn until_then_nothing_else_is_answered(server: Server) {
    let plan = server.draft_of("jaksel").await;
    let client = newcomer(&server).await;
    for path in [
        "dashboard",
        "selection/list_plans",
        "official/list",
        "profile/show",
        "profile/second_factor",
        "profile/begin_second_factor",
        "profile/end_other_sessions",
        "profile/recovery_codes",
    ] {
        let error = Call::of(path).by(&client).await.error();
        assert!(matches!(error, AppError::Denied(_)), "{path}: {error:?}");
    }
    for path in [
        "/seleksi/ekspor.csv".to_owned(),
        "/pejabat/ekspor.pdf".to_owned(),
        "/seleksi/templat-pelamar.xlsx".to_owned(),
        "/files/1".to_owned(),
        format!("/live?about=plan:{plan}"),
    ] {
        assert_eq!(client.get(&path).await.status, 403, "{path}");
    }
    let upload = client.upload(Multipart::default().file("file", "surat.pdf", PDF)).await;
    assert_eq!(upload.status, 403);
    assert!(client.is_logged_in().await);
    assert_eq!(Call::of("identity/log_out").by(&client).await.status, 200);
    assert!(!client.is_logged_in().await);
}

async fn a_changed_password_leads_to_the_dashboard(server: Server) {
    let client = newcomer(&server).await;
    let before = client.cookies();
    let reply = change(&client, PASSWORD, NEW).await;
    assert_eq!(reply.done().go.as_deref(), Some("/"));
    assert_eq!(client.page("/").await.status, 200);
    assert_ne!(client.cookies(), before, "a new id");
    assert!(!server.visitor().with_cookies(before).is_logged_in().await);
    assert_eq!(server.acts().await[0], "change_password");
    assert_eq!(server.visitor().log_in("jaksel", PASSWORD).await.status, 422);
    assert_eq!(server.visitor().log_in("jaksel", NEW).await.status, 200);
}

async fn the_same_without_a_script(server: Server) {
    let client = newcomer(&server).await;
    let page = "/profil/password";
    let wrong = [("form[current]", PASSWORD), ("form[password]", "pendek"), ("form[confirmation]", "pendek")];
    let reply = client.submit(page, "/api/profile/change_password", &wrong).await;
    assert_eq!(reply.status, 422);
    assert!(reply.text.contains("Password minimal 12 karakter"), "{}", reply.text);
    let right = [("form[current]", PASSWORD), ("form[password]", NEW), ("form[confirmation]", NEW)];
    let reply = client.submit(page, "/api/profile/change_password", &right).await;
    assert_eq!((reply.status, reply.location()), (303, "/"));
    assert_eq!(client.page("/").await.status, 200);
}

async fn a_refused_form_gives_no_password_back(server: Server) {
    let client = server.client("jaksel").await;
    let fields = [
        ("form[current]", "yang-lama-rahasia"),
        ("form[password]", "yang-baru-rahasia"),
        ("form[confirmation]", "yang-lain-rahasia"),
    ];
    let reply = client.submit("/profil/password", "/api/profile/change_password", &fields).await;
    assert_eq!(reply.status, 422);
    assert!(!reply.text.contains("rahasia"), "{}", reply.text);
}

async fn a_common_password_is_refused(server: Server) {
    let client = server.client("jaksel").await;
    let reply = change(&client, PASSWORD, "indonesia1945").await;
    assert!(reply.complaint("password").contains("paling sering dipakai"), "{}", reply.text);
    let reply = change(&client, PASSWORD, "jaksel-jaksel-1").await;
    assert!(reply.complaint("password").contains("username"), "{}", reply.text);
    assert_eq!(server.visitor().log_in("jaksel", PASSWORD).await.status, 200, "nothing was changed");
}

async fn whoever_guesses_the_current_password_waits(server: Server) {
    let client = server.client("jaksel").await;
    for _ in 0..5 {
        let reply = change(&client, "bukan kata sandinya", NEW).await;
        assert!(reply.complaint("current").starts_with("Password tidak sesuai."), "{}", reply.text);
    }
    assert!(matches!(change(&client, PASSWORD, NEW).await.error(), AppError::Throttled(_)));
    let other = server.visitor();
    other.log_in("jaksel", PASSWORD).await;
    assert_eq!(end_others(&other, PASSWORD).await.status, 200, "another session of theirs goes on");
    assert_eq!(server.visitor().log_in("jaksel", PASSWORD).await.status, 200, "the login is not closed");
}

async fn many_guesses_of_the_current_password_are_counted_first(server: Server) {
    let cookies = server.client("jaksel").await.cookies();
    let tries = (0..24).map(|_| {
        let client = server.visitor().with_cookies(cookies.clone());
        tokio::spawn(async move { change(&client, "bukan kata sandinya", NEW).await.status })
    });
    let mut statuses = Vec::new();
    for attempt in tries.collect::<Vec<_>>() {
        statuses.push(attempt.await.unwrap());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 5, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 19, "{statuses:?}");
}

async fn end_others(client: &Client, password: &str) -> Reply {
    Call::of("profile/end_other_sessions").with("form[password]", password).by(client).await
}

async fn sessions_are_ended_with_the_password_only(server: Server) {
    let (here, there) = (server.client("jaksel").await, server.visitor());
    there.log_in("jaksel", PASSWORD).await;
    let profile: ProfileView = Call::of("profile/show").by(&here).await.json();
    let other = &profile.sessions[1].id;
    for password in ["", "bukan kata sandinya"] {
        let one = Call::of("profile/end_session").with("session", other).with("form[password]", password);
        assert!(!one.by(&here).await.complaint("password").is_empty());
        assert!(!end_others(&here, password).await.complaint("password").is_empty());
    }
    assert!(there.is_logged_in().await);
    // Without a script the dialog stands open again, with the sentence in it.
    let fields = [("session", other.as_str()), ("form[password]", "salah lagi")];
    let reply = here.submit("/profil", "/api/profile/end_session", &fields).await;
    assert_eq!(reply.status, 422);
    assert!(
        reply.text.contains("Password tidak sesuai.") && !reply.text.contains("salah lagi"),
        "{}",
        reply.text
    );
    let fields = [("session", other.as_str()), ("form[password]", PASSWORD)];
    let reply = here.submit("/profil", "/api/profile/end_session", &fields).await;
    assert_eq!((reply.status, reply.location()), (303, "/profil"));
    assert!(!there.is_logged_in().await && here.is_logged_in().await);
}

async fn failed_confirmations_leave_a_line_with_the_person(server: Server) {
    let client = server.client("jaksel").await;
    for _ in 0..3 {
        assert_eq!(end_others(&client, "bukan kata sandinya").await.status, 422);
    }
    let lines = async || {
        let mut tx = server.db.read().await.unwrap();
        let lines = store::activity::recent(&mut tx, 100).await.unwrap();
        lines.into_iter().filter(|line| line.act == "confirm_failed").collect::<Vec<_>>()
    };
    let first = lines().await;
    assert_eq!((first.len(), first[0].name.as_str()), (1, "Jakarta Selatan"));
    assert!(first[0].user.is_some() && !first[0].address.is_empty());
    app::api::throttle::settle(&server.db, server::start::clock()).await.unwrap();
    let all = lines().await;
    assert_eq!((all.len(), all[0].user), (2, first[0].user));
    assert_eq!(all[0].after.as_ref().unwrap()["kali"], 2);
}

async fn a_changed_password_ends_the_other_sessions(server: Server) {
    let (here, there) = (server.client("jaksel").await, server.visitor());
    there.log_in("jaksel", PASSWORD).await;
    let reply = change(&here, PASSWORD, NEW).await;
    assert_eq!(reply.done().go.as_deref(), Some("/profil"));
    assert!(here.is_logged_in().await);
    assert!(!there.is_logged_in().await);
    assert_eq!(Call::of("dashboard").by(&there).await.error(), AppError::Unauthenticated);
}

async fn sessions_are_listed_and_ended(server: Server) {
    let here = server.client("jaksel").await;
    let there = server.visitor().at_address("198.51.100.9");
    let form = "form%5Busername%5D=jaksel&form%5Bpassword%5D=".to_owned() + &PASSWORD.replace('!', "%21");
    let request = there
        .to(Method::POST, "/api/identity/log_in")
        .header("origin", "http://sijapti.test")
        .header("accept", "application/json")
        .header("content-type", "application/x-www-form-urlencoded")
        .header(USER_AGENT, FIREFOX);
    assert_eq!(there.read(request, form).await.status, 200);

    let profile: ProfileView = Call::of("profile/show").by(&here).await.json();
    assert_eq!((profile.username.as_str(), profile.sessions.len()), ("jaksel", 2));
    let (mine, other) = (&profile.sessions[0], &profile.sessions[1]);
    assert!(mine.current && !other.current);
    assert_eq!((other.device.as_str(), other.address.as_str()), ("Firefox di Linux", "198.51.100.9"));
    let page = here.page("/profil").await;
    assert!(page.text.contains("Firefox di Linux") && page.text.contains("sesi ini"), "{}", page.text);

    let refused = Call::of("profile/end_session").with("session", &mine.id).by(&here).await;
    assert!(matches!(refused.error(), AppError::Refused(_)));
    let end = Call::of("profile/end_session").with("form[password]", PASSWORD);
    end.with("session", &other.id).by(&here).await.done();
    assert_eq!(server.acts().await[0], "end_session");
    assert!(!there.is_logged_in().await && here.is_logged_in().await);
    let none = end_others(&here, PASSWORD).await.done();
    assert_eq!(none.message, "Tidak ada sesi lain.");
}

async fn somebody_elses_session_is_not_found(server: Server) {
    let (jaksel, bandung) = (server.client("jaksel").await, server.client("bandung").await);
    let profile: ProfileView = Call::of("profile/show").by(&bandung).await.json();
    for id in [profile.sessions[0].id.as_str(), "x", ""] {
        let call = Call::of("profile/end_session").with("session", id);
        let reply = call.with("form[password]", PASSWORD).by(&jaksel).await;
        assert_eq!(reply.error(), AppError::NotFound, "{id}");
    }
    assert!(bandung.is_logged_in().await);
}

async fn a_closed_account_is_out_at_once(server: Server) {
    let client = server.client("jaksel").await;
    assert_eq!(client.page("/").await.status, 200);
    server.close_account("jaksel").await;
    assert_eq!(Call::of("dashboard").by(&client).await.error(), AppError::Unauthenticated);
    assert_eq!(client.get("/seleksi/ekspor.csv").await.status, 401);
    assert_eq!(client.page("/").await.location(), "/masuk");
    assert_eq!(client.log_in("jaksel", PASSWORD).await.status, 422);
}
