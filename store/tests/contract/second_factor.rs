use store::{
    StoreError,
    identity::{self, second_factor},
    record::Record as _,
    session::{self, Holder},
    setting,
};

use crate::{harness::Site, world::world};

contract!(
    a_code_counts_once,
    a_secret_that_counts_is_not_replaced,
    secrets_that_can_be_read_are_found_and_sealed,
    recovery_codes_open_once_each,
    sessions_tell_where_they_were_opened,
    settings_are_changed_from_their_version,
);

async fn a_code_counts_once(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let id = world.operator.id;
    assert_eq!(second_factor::totp(&mut tx, id).await.unwrap(), None);
    second_factor::begin(&mut tx, id, "SECRET").await.unwrap();
    assert!(!second_factor::take_step(&mut tx, id, 5, 6).await.unwrap(), "not confirmed yet");
    assert!(!identity::find(&mut tx, id).await.unwrap().unwrap().second_factor);
    second_factor::confirm(&mut tx, id, 100, world.now).await.unwrap();
    let totp = second_factor::totp(&mut tx, id).await.unwrap().unwrap();
    assert_eq!(
        (totp.secret.as_str(), totp.confirmed_at, totp.last_step),
        ("SECRET", Some(world.now), Some(100))
    );
    assert!(!format!("{totp:?}").contains("SECRET"));
    assert!(identity::find(&mut tx, id).await.unwrap().unwrap().second_factor);
    for (step, taken) in [(99, false), (100, false), (101, true), (101, false), (103, true), (102, false)] {
        assert_eq!(second_factor::take_step(&mut tx, id, step, 104).await.unwrap(), taken, "{step}");
    }
    // A clock that was set back: the last step lies in the future.
    assert!(second_factor::take_step(&mut tx, id, 93, 94).await.unwrap());
    for (step, taken) in [(93, false), (92, false), (94, true)] {
        assert_eq!(second_factor::take_step(&mut tx, id, step, 95).await.unwrap(), taken, "{step}");
    }
    assert!(!second_factor::take_step(&mut tx, world.stranger.id, 999, 1000).await.unwrap());
}

async fn a_secret_that_counts_is_not_replaced(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let id = world.operator.id;
    assert!(matches!(second_factor::confirm(&mut tx, id, 1, world.now).await, Err(StoreError::Stale)));
    second_factor::begin(&mut tx, id, "FIRST").await.unwrap();
    second_factor::begin(&mut tx, id, "SECOND").await.unwrap();
    second_factor::confirm(&mut tx, id, 1, world.now).await.unwrap();
    assert!(matches!(second_factor::begin(&mut tx, id, "THIRD").await, Err(StoreError::Stale)));
    assert!(matches!(second_factor::confirm(&mut tx, id, 2, world.now).await, Err(StoreError::Stale)));
    second_factor::set_recovery_codes(&mut tx, id, &["h".into()]).await.unwrap();
    second_factor::remove(&mut tx, id).await.unwrap();
    assert_eq!(second_factor::totp(&mut tx, id).await.unwrap(), None);
    assert_eq!(second_factor::recovery_codes_left(&mut tx, id).await.unwrap(), 0);
    second_factor::begin(&mut tx, id, "THIRD").await.unwrap();
}

async fn secrets_that_can_be_read_are_found_and_sealed(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let (plain, sealed) = (world.operator.id, world.stranger.id);
    second_factor::begin(&mut tx, plain, "PLAIN").await.unwrap();
    second_factor::begin(&mut tx, sealed, "v1:abc").await.unwrap();
    let readable = second_factor::readable(&mut tx, "v1:", 9).await.unwrap();
    assert_eq!(readable, [(plain, "PLAIN".to_owned())]);
    second_factor::seal(&mut tx, plain, "ANOTHER", "v1:no").await.unwrap();
    second_factor::seal(&mut tx, plain, "PLAIN", "v1:def").await.unwrap();
    assert!(second_factor::readable(&mut tx, "v1:", 9).await.unwrap().is_empty());
    assert_eq!(second_factor::totp(&mut tx, plain).await.unwrap().unwrap().secret, "v1:def");
    second_factor::set_recovery_codes(&mut tx, plain, &["h".into()]).await.unwrap();
    let mut removed = second_factor::remove_all(&mut tx).await.unwrap();
    removed.sort_unstable();
    let mut all = [plain, sealed];
    all.sort_unstable();
    assert_eq!(removed, all);
    assert_eq!(second_factor::recovery_codes_left(&mut tx, plain).await.unwrap(), 0);
}

async fn recovery_codes_open_once_each(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let (id, now) = (world.operator.id, world.now);
    let hashes: Vec<String> = (0..10).map(|index| format!("hash{index}")).collect();
    second_factor::set_recovery_codes(&mut tx, id, &hashes).await.unwrap();
    assert!(second_factor::take_recovery_code(&mut tx, id, "hash3", now).await.unwrap());
    assert!(!second_factor::take_recovery_code(&mut tx, id, "hash3", now).await.unwrap());
    assert!(!second_factor::take_recovery_code(&mut tx, world.stranger.id, "hash4", now).await.unwrap());
    assert_eq!(second_factor::recovery_codes_left(&mut tx, id).await.unwrap(), 9);
    let left = second_factor::recovery_hashes(&mut tx, id).await.unwrap();
    assert!(left.len() == 9 && !left.contains(&"hash3".to_owned()), "{left:?}");
    second_factor::set_recovery_codes(&mut tx, id, &["new".into()]).await.unwrap();
    assert!(!second_factor::take_recovery_code(&mut tx, id, "hash4", now).await.unwrap());
    assert_eq!(second_factor::recovery_codes_left(&mut tx, id).await.unwrap(), 1);
}

async fn sessions_tell_where_they_were_opened(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let (id, now) = (world.operator.id, world.now);
    for (session, expires, at) in [("a", 3600, 0), ("b", 3600, 10), ("old", -1, 0), ("other", 3600, 0)] {
        session::insert(&mut tx, session, "{}", world.later(expires)).await.unwrap();
        assert_eq!(session::find(&mut tx, session).await.unwrap(), None, "nobody's yet");
        let account = if session == "other" { world.stranger.id } else { id };
        let holder = Holder { account, address: "10.0.0.7", agent: "Firefox" };
        session::assign(&mut tx, session, &holder, world.later(at)).await.unwrap();
    }
    let of = session::sessions_of(&mut tx, id, now).await.unwrap();
    assert_eq!(of.iter().map(|session| session.id.as_str()).collect::<Vec<_>>(), ["b", "a"]);
    assert_eq!(
        (of[1].address.as_str(), of[1].agent.as_str(), of[1].created_at),
        ("10.0.0.7", "Firefox", now)
    );
    for (session, address, at) in [("a", "10.0.0.8", 60), ("b", "10.0.0.9", 30)] {
        let holder = Holder { account: id, address, agent: "Firefox" };
        session::assign(&mut tx, session, &holder, world.later(at)).await.unwrap();
    }
    let of = session::sessions_of(&mut tx, id, now).await.unwrap();
    assert_eq!(of.iter().map(|session| session.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!((of[0].last_seen_at, of[0].address.as_str()), (world.later(60), "10.0.0.8"));
    assert_eq!((of[1].created_at, of[1].last_seen_at), (world.later(10), world.later(30)));
    // What the session layer writes leaves all that as it is.
    assert!(session::update(&mut tx, "a", "{\"x\":1}", world.later(7200), now).await.unwrap());
    assert_eq!(session::find(&mut tx, "a").await.unwrap().as_ref(), Some(&of[0]));
    assert!(!session::end_session(&mut tx, "other", id).await.unwrap());
    assert!(session::end_session(&mut tx, "a", id).await.unwrap());
    assert_eq!(session::end_other_sessions(&mut tx, id, "b").await.unwrap(), 1);
    assert_eq!(session::end_sessions_of(&mut tx, id).await.unwrap(), 1);
    assert!(session::load(&mut tx, "other", now).await.unwrap().is_some());
}

async fn settings_are_changed_from_their_version(site: Site) {
    let mut tx = site.db.begin().await.unwrap();
    assert_eq!(setting::find(&mut tx, "a").await.unwrap(), None);
    setting::set(&mut tx, "b", "2", 0).await.unwrap();
    setting::set(&mut tx, "a", "1", 0).await.unwrap();
    assert!(matches!(setting::set(&mut tx, "a", "9", 0).await, Err(StoreError::Stale)));
    setting::set(&mut tx, "a", "3", 1).await.unwrap();
    assert!(matches!(setting::set(&mut tx, "a", "4", 1).await, Err(StoreError::Stale)));
    let all = setting::all(&mut tx).await.unwrap();
    let all: Vec<_> = all.iter().map(|s| (s.key.as_str(), s.value.as_str(), s.version)).collect();
    assert_eq!(all, [("a", "3", 2), ("b", "2", 1)]);
    assert_eq!(setting::find(&mut tx, "a").await.unwrap().unwrap().version, 2);
    // As a command holds it: also while it is as it came.
    for (key, value, version) in [("a", "3", 2), ("c", "", 0)] {
        let held = setting::find_to_change(&mut tx, key, ("role", Some("Operator"))).await.unwrap();
        assert_eq!((held.value.as_str(), held.version(), held.last_saved()), (value, version, None), "{key}");
        setting::set(&mut tx, key, "5", version).await.unwrap();
        assert_eq!(setting::find(&mut tx, key).await.unwrap().unwrap().version, version + 1);
    }
}
