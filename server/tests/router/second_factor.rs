//! The second factor: set up, renewed, taken away. How it is asked for at the login is in `second_factor/login.rs`.

mod login;

use app::{
    api::profile::{ProfileView, SecondFactorView},
    error::AppError,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::identity::Role;
use server::demo::PASSWORD;
use totp_rs::{Builder, Secret};

use crate::{
    call::Call,
    support::{Client, Reply, Server},
};

both!(
    setting_it_up_shows_the_codes_once,
    setting_it_up_works_without_a_script,
    a_wrong_code_does_not_set_it_up,
    an_open_session_alone_binds_no_second_factor,
    a_code_is_asked_once_more_where_there_is_one,
    recovery_codes_are_stored_like_passwords,
    new_recovery_codes_end_the_old_ones,
    taking_it_away_asks_for_password_and_code,
    a_role_that_must_have_it_sets_it_up_first,
);

pub fn noon() -> DateTime<Utc> {
    "2031-03-03T12:00:00Z".parse().unwrap()
}

fn a_minute_later() -> DateTime<Utc> {
    noon() + TimeDelta::minutes(1)
}

/// What the authenticator shows.
fn code(secret: &str, now: DateTime<Utc>) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(now.timestamp()).unwrap()).to_string()
}

/// A code that no clock shows.
fn wrong(secret: &str, now: DateTime<Utc>) -> String {
    let near = [-30, 0, 30].map(|seconds| code(secret, now + TimeDelta::seconds(seconds)));
    let candidates = ["000000", "111111", "222222", "333333"];
    candidates.into_iter().find(|code| near.iter().all(|known| known != code)).unwrap().to_owned()
}

async fn confirm(client: &Client, code: &str) -> Reply {
    Call::of("profile/confirm_second_factor").with("form[code]", code).by(client).await
}

async fn log_in_code(client: &Client, code: &str) -> Reply {
    Call::of("identity/log_in_code").with("form[code]", code).by(client).await
}

pub async fn begin(client: &Client) -> String {
    Call::of("profile/begin_second_factor").with("form[password]", PASSWORD).by(client).await.done();
    match Call::of("profile/second_factor").by(client).await.json() {
        SecondFactorView::Begun { svg, secret, .. } => {
            assert!(svg.starts_with("<svg"));
            secret
        }
        other => panic!("{other:?}"),
    }
}

/// Sets it up at noon for somebody; their secret and their recovery codes.
pub async fn enrol(server: &Server, username: &str) -> (Client, String, Vec<String>) {
    let client = server.client(username).await;
    let secret = begin(&client).await;
    assert_eq!(confirm(&client, &code(&secret, noon())).await.status, 200);
    let codes = Call::of("profile/recovery_codes").by(&client).await.json();
    (client, secret, codes)
}

/// Somebody who has given the password and owes the code.
pub async fn half(server: &Server, username: &str) -> Client {
    let client = server.visitor();
    let reply = client.log_in(username, PASSWORD).await;
    assert_eq!(reply.done().go.as_deref(), Some("/masuk/kode"));
    client
}

async fn setting_it_up_shows_the_codes_once(server: Server) {
    let server = server.at(noon);
    let client = server.client("jaksel").await;
    let before = client.cookies();
    let secret = begin(&client).await;
    let done = confirm(&client, &code(&secret, noon())).await.done();
    assert_eq!(done.go.as_deref(), Some("/profil/kode-pemulihan"));
    assert_ne!(client.cookies(), before, "a new id");
    assert!(!server.visitor().with_cookies(before).is_logged_in().await);
    assert_eq!(server.acts().await[..2], ["enable_totp", "edit_profile"]);

    let codes: Vec<String> = Call::of("profile/recovery_codes").by(&client).await.json();
    assert_eq!(codes.len(), 10);
    let page = client.page("/profil/kode-pemulihan").await;
    assert!(codes.iter().all(|code| page.text.contains(code)), "{}", page.text);
    let elsewhere: Vec<String> =
        Call::of("profile/recovery_codes").by(&half_open(&server, &secret).await).await.json();
    assert!(elsewhere.is_empty(), "they are this session's alone");
    Call::of("profile/put_away_recovery_codes").by(&client).await.done();
    let gone: Vec<String> = Call::of("profile/recovery_codes").by(&client).await.json();
    assert!(gone.is_empty());
    let page = client.page("/profil/kode-pemulihan").await;
    assert!(!page.text.contains(&codes[0]), "{}", page.text);
    let profile: ProfileView = Call::of("profile/show").by(&client).await.json();
    assert!(profile.second_factor && profile.codes_left == 10);
    let again = Call::of("profile/begin_second_factor").with("form[password]", PASSWORD).by(&client).await;
    assert!(matches!(again.error(), AppError::Refused(_)), "{}", again.text);
}

/// Somebody's second login, a minute later.
async fn half_open(server: &Server, secret: &str) -> Client {
    let later = server.at(a_minute_later);
    let client = half(&later, "jaksel").await;
    assert_eq!(log_in_code(&client, &code(secret, a_minute_later())).await.status, 200);
    let cookies = client.cookies();
    server.visitor().with_cookies(cookies)
}

async fn setting_it_up_works_without_a_script(server: Server) {
    let server = server.at(noon);
    let client = server.client("jaksel").await;
    let page = "/profil/dua-langkah";
    let reply = client.submit(page, "/api/profile/begin_second_factor", &[]).await;
    assert_eq!(reply.status, 422);
    assert!(reply.text.contains("Password wajib diisi."), "{}", reply.text);
    let proof = [("form[password]", PASSWORD)];
    let reply = client.submit(page, "/api/profile/begin_second_factor", &proof).await;
    assert_eq!((reply.status, reply.location()), (303, page));
    let shown = client.page(page).await;
    assert!(shown.text.contains("<svg") && shown.text.contains("Pindai kode QR"), "{}", shown.text);
    let secret = shown.text.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let bad = client.submit(page, "/api/profile/confirm_second_factor", &[("form[code]", "12345")]).await;
    assert_eq!(bad.status, 422);
    assert!(bad.text.contains("Isi 6 angka"), "{}", bad.text);
    let fields = [("form[code]", code(&secret, noon()))];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    let reply = client.submit(page, "/api/profile/confirm_second_factor", &fields).await;
    assert_eq!((reply.status, reply.location()), (303, "/profil/kode-pemulihan"));
    let shown = client.page("/profil/kode-pemulihan").await;
    assert_eq!(shown.text.matches("<li><code>").count(), 10, "{}", shown.text);
}

async fn a_wrong_code_does_not_set_it_up(server: Server) {
    let server = server.at(noon);
    let client = server.client("jaksel").await;
    let early = confirm(&client, "123456").await;
    assert!(matches!(early.error(), AppError::Refused(_)), "{}", early.text);
    let secret = begin(&client).await;
    for _ in 0..5 {
        assert!(!confirm(&client, &wrong(&secret, noon())).await.complaint("code").is_empty());
    }
    assert!(matches!(confirm(&client, &code(&secret, noon())).await.error(), AppError::Throttled(_)));
    assert_eq!(server.visitor().log_in("jaksel", PASSWORD).await.done().go.as_deref(), Some("/"));
}

async fn an_open_session_alone_binds_no_second_factor(server: Server) {
    let server = server.at(noon);
    let (owner, taken_over) = (server.client("jaksel").await, server.visitor());
    taken_over.log_in("jaksel", PASSWORD).await;
    for password in ["", "bukan kata sandinya"] {
        let call = Call::of("profile/begin_second_factor").with("form[password]", password);
        assert!(!call.by(&taken_over).await.complaint("password").is_empty());
    }
    // What the owner has begun elsewhere is not shown there, nor ended.
    let secret = begin(&owner).await;
    let view: SecondFactorView = Call::of("profile/second_factor").by(&taken_over).await.json();
    assert_eq!(view, SecondFactorView::Off { required: false });
    assert!(!taken_over.page("/profil/dua-langkah").await.text.contains("class=\"secret\""));
    let reply = confirm(&taken_over, &code(&secret, noon())).await;
    assert!(matches!(reply.error(), AppError::Refused(_)), "{}", reply.text);
    assert_eq!(confirm(&owner, &code(&secret, noon())).await.status, 200);
}

async fn a_code_is_asked_once_more_where_there_is_one(server: Server) {
    let server = server.at(noon);
    let (client, secret, codes) = enrol(&server, "jaksel").await;
    let next = code(&secret, noon() + TimeDelta::seconds(30));
    let new = "kuda-terbang-biru-42";
    let calls = [
        Call::of("profile/end_session").with("session", "x"),
        Call::of("profile/end_other_sessions"),
        Call::of("profile/renew_recovery_codes"),
        Call::of("profile/disable_second_factor"),
        Call::of("profile/change_password")
            .with("form[current]", PASSWORD)
            .with("form[password]", new)
            .with("form[confirmation]", new),
    ];
    for call in &calls {
        let call = if call.get("form[password]").is_some() {
            call.clone()
        } else {
            call.clone().with("form[password]", PASSWORD)
        };
        let reply = call.by(&client).await;
        assert!(!reply.complaint("code").is_empty(), "{call:?}: {}", reply.text);
    }
    // A wrong password takes no code.
    let end = Call::of("profile/end_other_sessions").with("form[code]", &next);
    let wrong = end.clone().with("form[password]", "bukan kata sandinya").by(&client).await;
    assert!(!wrong.complaint("password").is_empty());
    assert_eq!(end.clone().with("form[password]", PASSWORD).by(&client).await.status, 200);
    let twice = end.with("form[password]", PASSWORD).by(&client).await;
    assert!(twice.complaint("code").contains("sudah pernah dipakai"), "{}", twice.text);
    let with_recovery = calls[4].clone().with("form[code]", &codes[0]).by(&client).await;
    assert_eq!(with_recovery.status, 200, "{}", with_recovery.text);
}

async fn stored_codes(server: &Server) -> Vec<String> {
    let mut tx = server.db.read().await.unwrap();
    let user = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap().id;
    store::identity::second_factor::recovery_hashes(&mut tx, user).await.unwrap()
}

async fn recovery_codes_are_stored_like_passwords(server: Server) {
    let server = server.at(noon);
    enrol(&server, "jaksel").await;
    let stored = stored_codes(&server).await;
    assert_eq!(stored.len(), 10);
    assert!(stored.iter().all(|hash| hash.starts_with("argon2id$")), "{stored:?}");
}

async fn new_recovery_codes_end_the_old_ones(server: Server) {
    let server = server.at(noon);
    let (client, _, old) = enrol(&server, "jaksel").await;
    let call = Call::of("profile/renew_recovery_codes").with("form[code]", &old[1]);
    let wrong = call.clone().with("form[password]", "bukan kata sandinya").by(&client).await;
    assert!(!wrong.complaint("password").is_empty());
    let done = call.with("form[password]", PASSWORD).by(&client).await.done();
    assert_eq!(done.go.as_deref(), Some("/profil/kode-pemulihan"));
    assert_eq!(server.acts().await[0], "renew_recovery_codes");
    let new: Vec<String> = Call::of("profile/recovery_codes").by(&client).await.json();
    assert!(new.iter().all(|code| !old.contains(code)));
    let client = half(&server, "jaksel").await;
    assert_eq!(log_in_code(&client, &old[0]).await.status, 422);
    assert_eq!(log_in_code(&client, &new[0]).await.status, 200);
}

async fn taking_it_away_asks_for_password_and_code(server: Server) {
    let server = server.at(noon);
    let (client, _, codes) = enrol(&server, "jaksel").await;
    let call = Call::of("profile/disable_second_factor").with("form[code]", &codes[0]);
    let wrong = call.clone().with("form[password]", "bukan kata sandinya").by(&client).await;
    assert!(!wrong.complaint("password").is_empty());
    let before = client.cookies();
    call.with("form[password]", PASSWORD).by(&client).await.done();
    assert_ne!(client.cookies(), before, "a new id");
    assert_eq!(server.acts().await[0], "disable_totp");
    assert_eq!(server.visitor().log_in("jaksel", PASSWORD).await.done().go.as_deref(), Some("/"));
}

async fn a_role_that_must_have_it_sets_it_up_first(server: Server) {
    let server = server.at(noon);
    let client = server.client("jaksel").await;
    server.require_second_factor(Role::Operator).await;
    let reply = client.page("/seleksi").await;
    assert_eq!((reply.status, reply.location()), (303, "/profil/dua-langkah"));
    assert!(matches!(Call::of("dashboard").by(&client).await.error(), AppError::Denied(_)));
    assert_eq!(client.get("/seleksi/ekspor.csv").await.status, 403);
    let page = client.page("/profil/dua-langkah").await;
    assert!(page.text.contains("diwajibkan bagi peran Anda"), "{}", page.text);
    assert_eq!(server.client("komisioner").await.page("/seleksi").await.status, 200, "other roles go on");

    let secret = begin(&client).await;
    confirm(&client, &code(&secret, noon())).await.done();
    assert_eq!(client.page("/profil/kode-pemulihan").await.status, 200);
    assert_eq!(client.page("/seleksi").await.status, 200);
    let kept = Call::of("profile/disable_second_factor").with("form[password]", PASSWORD).by(&client).await;
    assert!(matches!(kept.error(), AppError::Refused(_)), "{}", kept.text);
}
