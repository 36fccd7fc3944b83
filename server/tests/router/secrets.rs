//! What whoever holds a copy of the database cannot read, and what ends by itself.

use app::{
    api::{identity::DemoAccount, profile::SecondFactorView},
    ports::{SessionLimits, Settings, Vault},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::identity::Role;
use server::{demo::PASSWORD, key, start::clock};
use store::identity::{self, second_factor};

use crate::{call::Call, support::Server};

both!(
    the_secret_of_an_authenticator_is_sealed,
    secrets_of_before_are_sealed_at_the_start,
    a_wrong_or_missing_key_is_told_at_the_start,
    a_password_that_somebody_else_chose_ends_after_three_days,
    the_login_shows_the_demos_own_accounts_alone,
);

async fn stored(server: &Server, username: &str) -> String {
    let mut tx = server.db.read().await.unwrap();
    let user = identity::find_by_username(&mut tx, username).await.unwrap().unwrap();
    second_factor::totp(&mut tx, user.id).await.unwrap().unwrap().secret
}

async fn the_secret_of_an_authenticator_is_sealed(server: Server) {
    let client = server.client("jaksel").await;
    Call::of("profile/begin_second_factor").with("form[password]", PASSWORD).by(&client).await.done();
    let SecondFactorView::Begun { secret, .. } = Call::of("profile/second_factor").by(&client).await.json()
    else {
        panic!("it was not begun");
    };
    let secret = secret.replace(' ', "");
    let stored = stored(&server, "jaksel").await;
    assert!(stored.starts_with("v1:") && !stored.contains(&secret), "{stored}");
    assert!(!server.database_holds(&secret).await);
    // And nobody can put one account's in another's place.
    let mut tx = server.db.read().await.unwrap();
    let [own, other] = ["jaksel", "bandung"].map(str::to_owned);
    let own = identity::find_by_username(&mut tx, &own).await.unwrap().unwrap().id;
    let other = identity::find_by_username(&mut tx, &other).await.unwrap().unwrap().id;
    assert_eq!(server.services.vault.open_totp(own, &stored).unwrap(), secret);
    assert!(server.services.vault.open_totp(other, &stored).is_err());
}

const PLAIN: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

async fn secrets_of_before_are_sealed_at_the_start(server: Server) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sijapti.key");
    let mut tx = server.db.begin().await.unwrap();
    let user = identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap().id;
    second_factor::begin(&mut tx, user, PLAIN).await.unwrap();
    second_factor::confirm(&mut tx, user, 5, clock()).await.unwrap();
    tx.commit().await.unwrap();
    let vault = key::open(&file, &server.db).await.unwrap();
    let sealed = stored(&server, "jaksel").await;
    assert!(sealed.starts_with("v1:"), "{sealed}");
    assert_eq!(vault.open_totp(user, &sealed).unwrap(), PLAIN);
    // Once is enough, and the next start finds the same key.
    let again = key::open(&file, &server.db).await.unwrap();
    assert_eq!(stored(&server, "jaksel").await, sealed);
    assert_eq!(again.open_totp(user, &sealed).unwrap(), PLAIN);
}

async fn a_wrong_or_missing_key_is_told_at_the_start(server: Server) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sijapti.key");
    key::open(&file, &server.db).await.unwrap();
    let kept = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    let missing = key::open(&file, &server.db).await.unwrap_err().to_string();
    assert!(missing.contains("is missing") && missing.contains("SIJAPTI_KEY_FILE"), "{missing}");
    assert!(!file.exists(), "none is made in its place");
    std::fs::write(&file, "00".repeat(32)).unwrap();
    let wrong = key::open(&file, &server.db).await.unwrap_err().to_string();
    assert!(wrong.contains("is not the one"), "{wrong}");
    std::fs::write(&file, "kunci").unwrap();
    assert!(key::open(&file, &server.db).await.unwrap_err().to_string().contains("64 hexadecimal digits"));
    std::fs::write(&file, kept).unwrap();
    key::open(&file, &server.db).await.unwrap();
    assert!(!format!("{:?}", Vault::new([1; 32])).contains('1'));
}

fn three_days_later() -> DateTime<Utc> {
    clock() + TimeDelta::hours(73)
}

fn two_days_later() -> DateTime<Utc> {
    clock() + TimeDelta::hours(71)
}

async fn a_password_that_somebody_else_chose_ends_after_three_days(server: Server) {
    let limits = SessionLimits { idle: TimeDelta::days(30), absolute: TimeDelta::days(30) };
    let settings = || Settings { session: limits, ..Settings::default() };
    server.force_change("jaksel").await;
    let now = server.beside(settings());
    let early = now.visitor();
    assert_eq!(early.log_in("jaksel", PASSWORD).await.status, 200);

    let still = server.beside_at(settings(), two_days_later);
    assert_eq!(still.visitor().log_in("jaksel", PASSWORD).await.status, 200);
    let late = server.beside_at(settings(), three_days_later);
    let reply = late.visitor().log_in("jaksel", PASSWORD).await;
    assert!(reply.complaint("password").contains("72 jam"), "{}", reply.text);
    // Nor does the session help that was opened in time.
    assert!(!late.visitor().with_cookies(early.cookies()).is_logged_in().await);
    // A wrong one is told nothing of that, and an own one never ends so.
    let wrong = late.visitor().log_in("jaksel", "bukan kata sandinya").await;
    assert_eq!(wrong.complaint("password"), "Username atau password tidak sesuai.");
    assert_eq!(late.visitor().log_in("bandung", PASSWORD).await.status, 200);
}

async fn shown(server: &Server) -> Vec<String> {
    let accounts: Vec<DemoAccount> = Call::of("identity/demo_accounts").by(&server.visitor()).await.json();
    accounts.into_iter().map(|account| account.username).collect()
}

async fn the_login_shows_the_demos_own_accounts_alone(server: Server) {
    let all = ["admin", "komisioner", "asisten1", "asisten2", "jaksel", "bandung", "adminjaksel"];
    assert_eq!(shown(&server).await, all);
    server.add("pyb", Role::AuthorisedOfficial, "jaksel").await;
    assert_eq!(shown(&server).await, all, "who was added later is not shown");
    server.close_account("asisten2").await;
    server.force_change("bandung").await;
    let left = shown(&server).await;
    assert_eq!(left, ["admin", "komisioner", "asisten1", "jaksel", "adminjaksel"]);
    assert!(shown(&server.beside(Settings::default())).await.is_empty());
}
