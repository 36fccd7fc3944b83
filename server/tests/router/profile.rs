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
        format!("/live?plan={plan}"),
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
        assert_eq!(reply.complaint("current"), "Password tidak sesuai.");
    }
    assert!(matches!(change(&client, PASSWORD, NEW).await.error(), AppError::Throttled(_)));
    assert_eq!(server.visitor().log_in("jaksel", PASSWORD).await.status, 200, "the login is not closed");
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
    Call::of("profile/end_session").with("session", &other.id).by(&here).await.done();
    assert_eq!(server.acts().await[0], "end_session");
    assert!(!there.is_logged_in().await && here.is_logged_in().await);
    let none = Call::of("profile/end_other_sessions").by(&here).await.done();
    assert_eq!(none.message, "Tidak ada sesi lain.");
}

async fn somebody_elses_session_is_not_found(server: Server) {
    let (jaksel, bandung) = (server.client("jaksel").await, server.client("bandung").await);
    let profile: ProfileView = Call::of("profile/show").by(&bandung).await.json();
    for id in [profile.sessions[0].id.as_str(), "x", ""] {
        let reply = Call::of("profile/end_session").with("session", id).by(&jaksel).await;
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
