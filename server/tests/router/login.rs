//! Logging in and out.

use app::error::AppError;
use chrono::{DateTime, TimeDelta, Utc};
use server::{demo::PASSWORD, start::clock};

use crate::support::{Client, Server};

both!(
    the_wait_is_told_before_it_happens,
    the_right_password_opens,
    the_wrong_password_does_not,
    nobody_is_told_which_names_exist,
    logging_in_gives_a_new_session,
    logging_out_ends_the_session_for_every_copy,
    failures_slow_the_name_for_their_own_network,
    the_delay_is_over_in_a_while,
    many_guesses_at_once_are_counted_before_they_are_judged,
    five_addresses_do_not_shut_the_owner_out,
    one_computer_does_not_close_an_office,
    whoever_has_logged_in_from_an_office_is_not_closed_out_by_its_guesser,
    a_network_of_ipv6_is_one_guesser,
    a_known_device_goes_on_while_somebody_guesses,
    the_device_is_known_without_a_script_too,
    a_planted_device_cookie_is_replaced,
    repeated_failures_are_told_in_one_line,
    failures_at_names_that_nobody_has_are_told_together,
    nobody_is_led_elsewhere_after_the_login,
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
    assert_eq!(person.cookies().keys().collect::<Vec<_>>(), ["sijapti-device"], "which opens nothing");
    assert!(!copy.is_logged_in().await);
    assert_eq!(server.acts().await[0], "log_out");
}

/// Somebody guesses until they have to wait.
async fn guess(client: &Client, name: &str) {
    for _ in 0..5 {
        assert_eq!(client.log_in(name, "tebakan").await.status, 422);
    }
    assert_eq!(client.log_in(name, "tebakan").await.status, 429);
}

async fn failures_slow_the_name_for_their_own_network(server: Server) {
    let guesser = server.visitor();
    guess(&guesser, "jaksel").await;
    let reply = guesser.log_in("jaksel", PASSWORD).await;
    let AppError::Throttled(sentence) = reply.error() else { panic!("{}", reply.text) };
    assert!(sentence.contains("30 detik") && sentence.contains("belum tentu oleh Anda"), "{sentence}");
    assert_eq!(guesser.log_in("bandung", PASSWORD).await.status, 200, "another name is not slowed");
    let elsewhere = server.visitor().at_address("198.51.100.9");
    assert_eq!(elsewhere.log_in("jaksel", PASSWORD).await.status, 200, "nor is another network");
}

fn in_half_a_minute() -> DateTime<Utc> {
    clock() + TimeDelta::seconds(45)
}

async fn the_delay_is_over_in_a_while(server: Server) {
    guess(&server.visitor(), "jaksel").await;
    let later = server.at(in_half_a_minute);
    assert_eq!(later.visitor().log_in("jaksel", "tebakan").await.status, 422);
    assert_eq!(later.visitor().log_in("jaksel", PASSWORD).await.status, 429, "the next one waits longer");
}

async fn many_guesses_at_once_are_counted_before_they_are_judged(server: Server) {
    let tries = (0..40).map(|_| {
        let client = server.visitor();
        tokio::spawn(async move { client.log_in("jaksel", "tebakan").await.status })
    });
    let mut statuses = Vec::new();
    for attempt in tries.collect::<Vec<_>>() {
        statuses.push(attempt.await.unwrap());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 5, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 35, "{statuses:?}");
}

async fn five_addresses_do_not_shut_the_owner_out(server: Server) {
    for last in 1..=5 {
        let guesser = server.visitor().at_address(&format!("198.51.100.{last}"));
        assert_eq!(guesser.log_in("komisioner", "tebakan").await.status, 422);
    }
    assert_eq!(server.visitor().log_in("komisioner", PASSWORD).await.status, 200);
}

async fn one_computer_does_not_close_an_office(server: Server) {
    let office = server.visitor();
    for number in 0..51 {
        assert_eq!(office.log_in(&format!("pegawai{number}"), "tebakan").await.status, 422);
    }
    assert_eq!(server.visitor().log_in("jaksel", PASSWORD).await.status, 200);
}

async fn whoever_has_logged_in_from_an_office_is_not_closed_out_by_its_guesser(server: Server) {
    server.visitor().log_in("jaksel", PASSWORD).await;
    for number in 0..105 {
        server.visitor().log_in(&format!("pegawai{number}"), "tebakan").await;
    }
    let reply = server.visitor().log_in("pegawai200", "tebakan").await;
    assert_eq!(reply.status, 429, "the guesser waits");
    assert_eq!(server.visitor().log_in("bandung", PASSWORD).await.status, 429, "as does who was never there");
    assert_eq!(server.visitor().log_in("jaksel", PASSWORD).await.status, 200);
    guess(&server.visitor(), "jaksel").await;
}

async fn a_network_of_ipv6_is_one_guesser(server: Server) {
    for last in 1..=5 {
        let guesser = server.visitor().at_address(&format!("2001:db8:1:2::{last}"));
        assert_eq!(guesser.log_in("jaksel", "tebakan").await.status, 422);
    }
    let at = |address: &str| server.visitor().at_address(address);
    assert_eq!(at("2001:db8:1:2:ffff::6").log_in("jaksel", PASSWORD).await.status, 429);
    assert_eq!(at("2001:db8:1:3::6").log_in("jaksel", PASSWORD).await.status, 200);
}

async fn a_known_device_goes_on_while_somebody_guesses(server: Server) {
    let owner = server.client("jaksel").await;
    owner.post("/api/identity/log_out", &[]).await;
    guess(&server.visitor(), "jaksel").await;
    assert_eq!(server.visitor().log_in("jaksel", PASSWORD).await.status, 429, "an unknown one waits");
    assert!(!owner.is_logged_in().await, "the device alone opens nothing");
    assert_eq!(owner.log_in("jaksel", "salah ketik").await.status, 422);
    assert_eq!(owner.log_in("jaksel", PASSWORD).await.status, 200);
    // It is the owner's alone, and guessing on it is counted as well.
    guess(&owner, "jaksel").await;
    guess(&server.visitor(), "bandung").await;
    assert_eq!(owner.log_in("bandung", PASSWORD).await.status, 429);
}

async fn the_device_is_known_without_a_script_too(server: Server) {
    let owner = server.visitor();
    let fields = [("form[username]", "jaksel"), ("form[password]", PASSWORD), ("next", "")];
    let reply = owner.submit("/masuk", "/api/identity/log_in", &fields).await;
    assert_eq!(reply.status, 303);
    let cookie = reply.set_cookie("sijapti-device").unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    assert!(cookie.contains("Max-Age=34560000"), "{cookie}");
    guess(&server.visitor(), "jaksel").await;
    assert_eq!(owner.submit("/masuk", "/api/identity/log_in", &fields).await.status, 303);
}

async fn a_planted_device_cookie_is_replaced(server: Server) {
    let planted = "a".repeat(64);
    let victim = server.visitor().with_cookies([("sijapti-device".to_owned(), planted.clone())].into());
    assert_eq!(victim.log_in("jaksel", PASSWORD).await.status, 200);
    let own = victim.cookies()["sijapti-device"].clone();
    assert_ne!(own, planted);
    assert_eq!(victim.log_in("jaksel", PASSWORD).await.status, 200);
    assert_eq!(victim.cookies()["sijapti-device"], own, "our own goes on being used");
}

/// What the log says of failed logins, newest first.
async fn failures(server: &Server) -> Vec<(String, Option<serde_json::Value>)> {
    let mut tx = server.db.read().await.unwrap();
    let lines = store::activity::recent(&mut tx, 500).await.unwrap();
    let failed = lines.into_iter().filter(|line| line.act == "log_in_failed");
    failed.map(|line| (line.name, line.after)).collect()
}

async fn repeated_failures_are_told_in_one_line(server: Server) {
    guess(&server.visitor(), "jaksel").await;
    let told = failures(&server).await;
    assert_eq!(told, [("Jakarta Selatan".to_owned(), None)], "the first one at once");
    for _ in 0..2 {
        app::api::throttle::settle(&server.db, clock()).await.unwrap();
    }
    let told = failures(&server).await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0].1.as_ref().unwrap()["kali"], 4);
    assert_eq!(server.visitor().log_in("jaksel", PASSWORD).await.status, 429, "telling forgets nothing");
}

async fn failures_at_names_that_nobody_has_are_told_together(server: Server) {
    let guesser = server.visitor();
    for number in 0..30 {
        assert_eq!(guesser.log_in(&format!("pegawai{number}"), "tebakan").await.status, 422);
    }
    assert_eq!(failures(&server).await.len(), 20);
    app::api::throttle::settle(&server.db, clock()).await.unwrap();
    let told = failures(&server).await;
    assert_eq!((told.len(), told[0].0.as_str()), (21, "Username yang tidak terdaftar"));
    assert_eq!(told[0].1.as_ref().unwrap()["kali"], 10);
}

async fn nobody_is_led_elsewhere_after_the_login(server: Server) {
    let person = server.client("jaksel").await;
    for next in
        ["/\t/evil.example/x", "/%09/evil.example/x", "//evil.example", "/\\evil.example", "/.//evil.example"]
    {
        let fields = [("form[username]", "jaksel"), ("form[password]", PASSWORD), ("next", next)];
        let reply = server.visitor().post("/api/identity/log_in", &fields).await;
        assert_eq!(reply.done().go.as_deref(), Some("/"), "{next}");
        let reply = server.visitor().submit("/masuk", "/api/identity/log_in", &fields).await;
        assert_eq!((reply.status, reply.location()), (303, "/"), "{next}");
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
        let page = person.page(&format!("/masuk?{query}")).await;
        leads_nowhere_else(&page.text);
    }
    let page = person.page("/masuk?next=/%09/evil.example/x").await;
    assert_eq!(page.status, 200);
    leads_nowhere_else(&page.text);
}

/// Neither a link nor what the form sends along; the page's own address is what it is.
fn leads_nowhere_else(page: &str) {
    assert!(page.contains("Lanjut ke aplikasi"), "{page}");
    for (before, after) in [("href=\"", '"'), ("name=\"next\"", '>')] {
        for rest in page.split(before).skip(1) {
            assert!(!rest.split(after).next().unwrap().contains("evil"), "{page}");
        }
    }
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
        app::ports::Settings { public_url: Some("https://sijapti.test".into()), ..Default::default() };
    let server = server.beside(settings);
    let visitor = server.visitor().by_https();
    let reply = visitor.log_in("jaksel", PASSWORD).await;
    let cookie = reply.set_cookie("__Host-sijapti").unwrap();
    assert!(cookie.contains("Secure") && cookie.contains("Path=/") && !cookie.contains("Domain"), "{cookie}");
    assert_eq!(reply.header("strict-transport-security"), "max-age=31536000; includeSubDomains");
    let device = reply.set_cookie("__Host-sijapti-device").unwrap();
    assert!(device.contains("Secure") && device.contains("Path=/") && !device.contains("Domain"), "{device}");
    let reply = visitor.post("/api/identity/log_out", &[]).await;
    let cookie = reply.set_cookie("__Host-sijapti").unwrap();
    assert!(cookie.contains("Secure") && cookie.contains("Max-Age=0"), "a browser would keep it: {cookie}");
}

async fn the_wait_is_told_before_it_happens(server: Server) {
    // Whether or not somebody has the name.
    for name in ["jaksel", "siapa"] {
        let guesser = server.visitor();
        let mut told = Vec::new();
        for _ in 0..5 {
            told.push(guesser.log_in(name, "tebakan").await.complaint("password"));
        }
        for early in &told[..3] {
            assert_eq!(early, "Username atau password tidak sesuai.");
        }
        assert!(
            told[3].contains("Bila sekali lagi tidak sesuai") && told[3].contains("30 detik"),
            "{told:?}"
        );
        assert!(told[4].ends_with("Percobaan berikutnya baru diterima setelah 30 detik."), "{told:?}");
        assert_eq!(guesser.log_in(name, "tebakan").await.status, 429);
    }
}
