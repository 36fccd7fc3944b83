//! Logging in and out.

use app::error::AppError;
use server::demo::PASSWORD;

use crate::support::Server;

both!(
    the_right_password_opens,
    the_wrong_password_does_not,
    nobody_is_told_which_names_exist,
    logging_in_gives_a_new_session,
    logging_out_ends_the_session_for_every_copy,
    five_failures_close_the_name_for_a_while,
    pages_lead_to_the_login_and_back,
    the_cookie_is_bound_to_the_host_with_https,
);

async fn the_right_password_opens(server: Server) {
    let visitor = server.visitor();
    assert!(!visitor.is_logged_in().await);
    let reply = visitor.log_in("JakSel", PASSWORD).await;
    assert_eq!(reply.done().go.as_deref(), Some("/"));
    assert!(visitor.is_logged_in().await);
    let cookie = reply.set_cookie("sijapti").unwrap();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"),
        "{cookie}"
    );
    assert!(!cookie.contains("Max-Age"), "the cookie goes with the browser: {cookie}");
    assert_eq!(server.acts().await, ["log_in"]);
}

async fn the_wrong_password_does_not(server: Server) {
    let visitor = server.visitor();
    let reply = visitor.log_in("jaksel", "bukan kata sandinya").await;
    assert_eq!(reply.error().status(), 422);
    assert_eq!(reply.complaint("password"), "Username atau password tidak sesuai.");
    assert!(reply.set_cookie("sijapti").is_none());
    assert!(!visitor.is_logged_in().await);
    assert_eq!(server.acts().await, ["log_in_failed"]);
}

async fn nobody_is_told_which_names_exist(server: Server) {
    let visitor = server.visitor();
    let known = visitor.log_in("jaksel", "bukan kata sandinya").await;
    let unknown = visitor.log_in("siapa", "bukan kata sandinya").await;
    assert_eq!((known.status, known.text), (unknown.status, unknown.text));
}

async fn logging_in_gives_a_new_session(server: Server) {
    let victim = server.visitor();
    victim.log_in("jaksel", PASSWORD).await;
    let before = victim.cookies();
    victim.log_in("jaksel", PASSWORD).await;
    assert_ne!(before["sijapti"], victim.cookies()["sijapti"]);
    assert!(victim.is_logged_in().await);
    assert!(!server.visitor().with_cookies(before).is_logged_in().await, "the old session still opens");
}

async fn logging_out_ends_the_session_for_every_copy(server: Server) {
    let person = server.client("jaksel").await;
    let copy = server.visitor().with_cookies(person.cookies());
    let reply = person.post("/api/identity/log_out", &[]).await;
    assert_eq!(reply.done().go.as_deref(), Some("/masuk"));
    assert!(person.cookies().is_empty());
    assert!(!copy.is_logged_in().await);
    assert_eq!(server.acts().await[0], "log_out");
}

async fn five_failures_close_the_name_for_a_while(server: Server) {
    let guesser = server.visitor();
    for _ in 0..5 {
        assert_eq!(guesser.log_in("jaksel", "tebakan").await.status, 422);
    }
    let reply = server.visitor().at_address("198.51.100.9").log_in("jaksel", PASSWORD).await;
    assert!(matches!(reply.error(), AppError::Throttled(_)), "{}", reply.text);
    assert_eq!(reply.status, 429);
    assert_eq!(guesser.log_in("bandung", PASSWORD).await.status, 200, "another name is not closed");
}

async fn pages_lead_to_the_login_and_back(server: Server) {
    let visitor = server.visitor();
    let reply = visitor.page("/seleksi?q=dinas&status=process").await;
    assert_eq!(
        (reply.status, reply.location()),
        (303, "/masuk?next=%2Fseleksi%3Fq%3Ddinas%26status%3Dprocess")
    );
    assert_eq!(visitor.page("/").await.location(), "/masuk");
    let page = visitor.page(reply.location()).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("value=\"/seleksi?q=dinas&amp;status=process\""), "{}", page.text);
}

async fn the_cookie_is_bound_to_the_host_with_https(server: Server) {
    let settings =
        app::server::Settings { public_url: Some("https://sijapti.test".into()), ..Default::default() };
    let server = server.beside(settings);
    let visitor = server.visitor();
    let reply = visitor.log_in("jaksel", PASSWORD).await;
    let cookie = reply.set_cookie("__Host-sijapti").unwrap();
    assert!(cookie.contains("Secure") && cookie.contains("Path=/") && !cookie.contains("Domain"), "{cookie}");
    assert_eq!(reply.header("strict-transport-security"), "max-age=31536000; includeSubDomains");
    let reply = visitor.post("/api/identity/log_out", &[]).await;
    let cookie = reply.set_cookie("__Host-sijapti").unwrap();
    assert!(cookie.contains("Secure") && cookie.contains("Max-Age=0"), "a browser would keep it: {cookie}");
}
