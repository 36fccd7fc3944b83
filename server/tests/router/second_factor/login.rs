//! The second factor at the login: its codes, and those for whoever has lost the phone.

use app::error::AppError;
use chrono::{DateTime, TimeDelta, Utc};
use server::demo::PASSWORD;

use super::{a_minute_later, code, enrol, half, log_in_code, noon, stored_codes, wrong};
use crate::{call::Call, support::Server};

both!(
    the_password_alone_opens_nothing,
    a_code_counts_once,
    the_login_with_a_code_without_a_script,
    wrong_codes_are_slowed_for_their_own_network,
    a_phone_whose_clock_is_off_is_told_so,
    a_last_step_in_the_future_is_no_reason_to_refuse,
    older_recovery_codes_stay_good,
    many_tries_at_once_are_counted_too,
    the_code_is_waited_for_five_minutes,
    a_recovery_code_counts_once,
    a_password_changed_meanwhile_closes_the_half_open_login,
);

fn six_minutes_later() -> DateTime<Utc> {
    noon() + TimeDelta::minutes(6)
}

async fn the_password_alone_opens_nothing(server: Server) {
    let server = server.at(noon);
    let (_, secret, _) = enrol(&server, "jaksel").await;
    let client = half(&server, "jaksel").await;
    assert!(!client.is_logged_in().await);
    assert_eq!(Call::of("dashboard").by(&client).await.error(), AppError::Unauthenticated);
    assert_eq!(client.get("/seleksi/ekspor.csv").await.status, 401);
    assert_eq!(client.page("/").await.location(), "/masuk");
    let page = client.page("/masuk/kode").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("Masuk: langkah kedua"), "{}", page.text);
    let stranger = server.visitor();
    assert_eq!(stranger.page("/masuk/kode").await.location(), "/masuk");
    let reply = log_in_code(&stranger, &code(&secret, noon())).await;
    assert_eq!(reply.error(), AppError::Unauthenticated, "nobody owes this code");
    assert_eq!(server.acts().await[0], "enable_totp", "nobody has logged in since");
}

async fn a_code_counts_once(server: Server) {
    let server = server.at(noon);
    let (_, secret, _) = enrol(&server, "jaksel").await;
    let client = half(&server, "jaksel").await;
    let replay = log_in_code(&client, &code(&secret, noon())).await;
    assert!(replay.complaint("code").contains("sudah pernah dipakai"), "{}", replay.text);
    let before = noon() - TimeDelta::seconds(30);
    assert_eq!(log_in_code(&client, &code(&secret, before)).await.status, 422, "nor does an older one");
    let next = code(&secret, noon() + TimeDelta::seconds(30));
    let old = client.cookies();
    assert_eq!(log_in_code(&client, &next).await.done().go.as_deref(), Some("/"));
    assert!(client.is_logged_in().await);
    assert_ne!(client.cookies(), old, "a new id");
    assert_eq!(server.acts().await[..2], ["log_in", "log_in_failed"]);
    let second = half(&server, "jaksel").await;
    assert_eq!(log_in_code(&second, &next).await.status, 422);
}

async fn the_login_with_a_code_without_a_script(server: Server) {
    let server = server.at(noon);
    let (_, secret, _) = enrol(&server, "jaksel").await;
    let client = server.visitor();
    let fields = [("form[username]", "jaksel"), ("form[password]", PASSWORD), ("next", "/seleksi?q=dinas")];
    let reply = client.submit("/masuk", "/api/identity/log_in", &fields).await;
    assert_eq!((reply.status, reply.location()), (303, "/masuk/kode"));
    let bad = client.submit("/masuk/kode", "/api/identity/log_in_code", &[("form[code]", "salah")]).await;
    assert_eq!(bad.status, 422);
    assert!(bad.text.contains("atau salah satu kode pemulihan"), "{}", bad.text);
    let next = code(&secret, noon() + TimeDelta::seconds(30));
    let reply = client.submit("/masuk/kode", "/api/identity/log_in_code", &[("form[code]", &next)]).await;
    assert_eq!((reply.status, reply.location()), (303, "/seleksi?q=dinas"));
    assert_eq!(client.page("/seleksi?q=dinas").await.status, 200);
}

async fn wrong_codes_are_slowed_for_their_own_network(server: Server) {
    let server = server.at(noon);
    let (_, secret, codes) = enrol(&server, "jaksel").await;
    for _ in 0..5 {
        // A new login with the right password each time does not count anew.
        let client = half(&server, "jaksel").await;
        assert_eq!(log_in_code(&client, &wrong(&secret, noon())).await.status, 422);
    }
    let client = half(&server, "jaksel").await;
    let next = code(&secret, noon() + TimeDelta::seconds(30));
    let reply = log_in_code(&client, &next).await;
    assert_eq!(reply.status, 429);
    assert!(matches!(reply.error(), AppError::Throttled(_)));
    assert_eq!(log_in_code(&client, &codes[0]).await.status, 429);
    let elsewhere = server.visitor().at_address("198.51.100.9");
    elsewhere.log_in("jaksel", PASSWORD).await;
    assert_eq!(log_in_code(&elsewhere, &next).await.status, 200, "the owner goes on elsewhere");
}

async fn many_tries_at_once_are_counted_too(server: Server) {
    let server = server.at(noon);
    let (_, secret, _) = enrol(&server, "jaksel").await;
    let cookies = half(&server, "jaksel").await.cookies();
    let code = wrong(&secret, noon());
    let tries = (0..20).map(|_| {
        let (client, code) = (server.visitor().with_cookies(cookies.clone()), code.clone());
        tokio::spawn(async move { log_in_code(&client, &code).await.status })
    });
    let mut statuses = Vec::new();
    for attempt in tries.collect::<Vec<_>>() {
        statuses.push(attempt.await.unwrap());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 5, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 15, "{statuses:?}");
}

async fn a_phone_whose_clock_is_off_is_told_so(server: Server) {
    let server = server.at(noon);
    let (_, secret, _) = enrol(&server, "jaksel").await;
    let client = half(&server, "jaksel").await;
    for (seconds, way) in
        [(-90, "terlambat"), (-60, "terlambat"), (60, "terlalu cepat"), (90, "terlalu cepat")]
    {
        let reply = log_in_code(&client, &code(&secret, noon() + TimeDelta::seconds(seconds))).await;
        let sentence = reply.complaint("code");
        assert!(sentence.contains("jam pada ponsel Anda") && sentence.contains(way), "{seconds}: {sentence}");
    }
    let full_width: String = code(&secret, noon() + TimeDelta::seconds(30))
        .chars()
        .map(|digit| char::from_u32(u32::from(digit) - u32::from('0') + 0xff10).unwrap())
        .collect();
    assert_eq!(log_in_code(&client, &full_width).await.status, 200);
}

/// As after the server's clock was set back by some minutes.
async fn a_last_step_in_the_future_is_no_reason_to_refuse(server: Server) {
    let server = server.at(noon);
    let (_, secret, _) = enrol(&server, "jaksel").await;
    let mut tx = server.db.begin().await.unwrap();
    let user = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap().id;
    let future = noon().timestamp() / 30 + 10;
    assert!(store::identity::second_factor::take_step(&mut tx, user, future, future).await.unwrap());
    tx.commit().await.unwrap();
    let client = half(&server, "jaksel").await;
    let now = code(&secret, noon());
    assert_eq!(log_in_code(&client, &now).await.status, 200);
    let again = half(&server, "jaksel").await;
    assert_eq!(log_in_code(&again, &now).await.status, 422, "no code counts twice");
}

async fn older_recovery_codes_stay_good(server: Server) {
    let server = server.at(noon);
    enrol(&server, "jaksel").await;
    let mut tx = server.db.begin().await.unwrap();
    let user = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap().id;
    let old = [app::ports::older_recovery_hash(user, "abcdefgh23")];
    store::identity::second_factor::set_recovery_codes(&mut tx, user, &old).await.unwrap();
    tx.commit().await.unwrap();
    let client = half(&server, "jaksel").await;
    assert_eq!(log_in_code(&client, "zzzzzzzzzz").await.status, 422);
    assert_eq!(log_in_code(&client, "abcde-fgh23").await.status, 200);
    assert!(stored_codes(&server).await.is_empty());
}

async fn the_code_is_waited_for_five_minutes(server: Server) {
    let server = server.at(noon);
    let (_, secret, _) = enrol(&server, "jaksel").await;
    let client = half(&server, "jaksel").await;
    let late = server.at(six_minutes_later).visitor().with_cookies(client.cookies());
    let reply = log_in_code(&late, &code(&secret, six_minutes_later())).await;
    assert_eq!(reply.error(), AppError::Unauthenticated);
    let reply = late.submit("/masuk/kode", "/api/identity/log_in_code", &[("form[code]", "123456")]).await;
    assert_eq!((reply.status, reply.location()), (303, "/masuk"));
}

async fn a_recovery_code_counts_once(server: Server) {
    let server = server.at(noon);
    let (_, _, codes) = enrol(&server, "jaksel").await;
    let client = half(&server, "jaksel").await;
    let typed = format!(" {} ", codes[3].to_uppercase());
    let done = log_in_code(&client, &typed).await.done();
    assert!(done.message.contains("tersisa 9"), "{}", done.message);
    assert!(client.is_logged_in().await);
    assert_eq!(server.acts().await[..2], ["log_in", "use_recovery_code"]);
    let client = half(&server, "jaksel").await;
    assert_eq!(log_in_code(&client, &codes[3]).await.status, 422);
    assert_eq!(log_in_code(&client, &codes[4]).await.status, 200);
}

async fn a_password_changed_meanwhile_closes_the_half_open_login(server: Server) {
    let server = server.at(noon);
    let (client, secret, _) = enrol(&server, "jaksel").await;
    let waiting = half(&server, "jaksel").await;
    let later = server.at(a_minute_later);
    let client = later.visitor().with_cookies(client.cookies());
    let changed = Call::of("profile/change_password")
        .with("form[current]", PASSWORD)
        .with("form[password]", "kuda-terbang-biru-42")
        .with("form[confirmation]", "kuda-terbang-biru-42")
        .with("form[code]", code(&secret, a_minute_later()))
        .by(&client)
        .await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    let waiting = later.visitor().with_cookies(waiting.cookies());
    let reply = log_in_code(&waiting, &code(&secret, a_minute_later())).await;
    assert_eq!(reply.error(), AppError::Unauthenticated);
}
