use chrono::{DateTime, Duration, Utc};
use store::{
    Sessions,
    identity::{self, Presence},
    session::{self, Holder},
    setting,
};

use crate::{
    harness::{Site, nothing_waits, soon},
    world::world,
};

contract!(
    a_session_lives_until_it_expires,
    a_session_is_saved_over,
    an_id_is_given_once,
    all_sessions_end_at_once,
    a_session_brings_its_account_and_a_setting_of_its_role,
    a_session_that_ends_while_it_is_saved_stays_ended,
    whose_sessions_end_is_told_once_it_is_committed,
);

fn now() -> DateTime<Utc> {
    "2016-08-10T08:00:00Z".parse().unwrap()
}

async fn a_session_lives_until_it_expires(site: Site) {
    let mut tx = site.db.begin().await.unwrap();
    // Whole seconds, milliseconds and microseconds sort rightly among each other as text too.
    let expiries = [0, 1, 1_000, 500_000, 1_000_000].map(|micros| now() + Duration::microseconds(micros));
    for (index, expires_at) in expiries.into_iter().enumerate() {
        session::insert(&mut tx, &format!("s{index}"), "{}", expires_at).await.unwrap();
    }
    for (index, expires_at) in expiries.into_iter().enumerate() {
        let id = format!("s{index}");
        let before = expires_at - Duration::microseconds(1);
        assert_eq!(session::load(&mut tx, &id, before).await.unwrap().unwrap().expires_at, expires_at);
        assert_eq!(session::load(&mut tx, &id, expires_at).await.unwrap(), None);
    }
    assert_eq!(session::delete_expired(&mut tx, expiries[2]).await.unwrap(), 3);
    assert_eq!(session::delete_expired(&mut tx, expiries[2]).await.unwrap(), 0);
    assert!(session::load(&mut tx, "s3", now()).await.unwrap().is_some());
}

async fn a_session_is_saved_over(site: Site) {
    let mut tx = site.db.begin().await.unwrap();
    let expires_at = now() + Duration::hours(1);
    assert!(!session::update(&mut tx, "a", "{}", expires_at, now()).await.unwrap(), "there is none");
    session::insert(&mut tx, "a", "{\"user\":1}", expires_at).await.unwrap();
    let later = expires_at + Duration::hours(1);
    assert!(session::update(&mut tx, "a", "{\"user\":2}", later, now()).await.unwrap());
    assert!(
        !session::update(&mut tx, "a", "{}", later + Duration::hours(1), later).await.unwrap(),
        "it has ended"
    );
    let row = session::load(&mut tx, "a", now()).await.unwrap().unwrap();
    assert_eq!((row.data.as_str(), row.expires_at), ("{\"user\":2}", expires_at + Duration::hours(1)));
    session::delete(&mut tx, "a").await.unwrap();
    session::delete(&mut tx, "a").await.unwrap();
    assert_eq!(session::load(&mut tx, "a", now()).await.unwrap(), None);
}

async fn an_id_is_given_once(site: Site) {
    let mut tx = site.db.begin().await.unwrap();
    let expires_at = now() + Duration::hours(1);
    assert!(session::insert(&mut tx, "a", "1", expires_at).await.unwrap());
    assert!(!session::insert(&mut tx, "a", "2", expires_at).await.unwrap());
    assert_eq!(session::load(&mut tx, "a", now()).await.unwrap().unwrap().data, "1");
}

async fn all_sessions_end_at_once(site: Site) {
    let mut tx = site.db.begin().await.unwrap();
    for id in ["a", "b"] {
        session::insert(&mut tx, id, "{}", now() + Duration::hours(1)).await.unwrap();
    }
    assert_eq!(session::end_all(&mut tx).await.unwrap(), 2);
    assert_eq!(session::load(&mut tx, "a", now()).await.unwrap(), None);
}

async fn a_session_brings_its_account_and_a_setting_of_its_role(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let user = identity::find(&mut tx, world.operator.id).await.unwrap().unwrap();
    let end = now() + Duration::hours(1);
    session::insert(&mut tx, "a", "{}", end).await.unwrap();
    let found = identity::find_by_session(&mut tx, "a", now(), "asked.").await.unwrap();
    assert_eq!(found, None, "nobody's yet");
    let holder = Holder { account: user.id, address: "203.0.113.7", agent: "" };
    session::assign(&mut tx, "a", &holder, now()).await.unwrap();
    setting::set(&mut tx, "asked.admin", "1", 0).await.unwrap();
    let session = session::load(&mut tx, "a", now()).await.unwrap().unwrap();
    let mut expected = Presence { user, session, setting: None };
    let found = identity::find_by_session(&mut tx, "a", now(), "asked.").await.unwrap();
    assert_eq!(found.as_ref(), Some(&expected), "the setting is another role's");
    setting::set(&mut tx, "asked.operator", "1", 0).await.unwrap();
    expected.setting = Some("1".to_owned());
    let found = identity::find_by_session(&mut tx, "a", now(), "asked.").await.unwrap();
    assert_eq!(found, Some(expected));
    for (id, at) in [("a", end), ("b", now())] {
        assert_eq!(identity::find_by_session(&mut tx, id, at, "asked.").await.unwrap(), None);
    }
}

/// Who ends it is first; who saves it has begun meanwhile, and waits for the row or for its turn.
async fn a_session_that_ends_while_it_is_saved_stays_ended(site: Site) {
    let end = now() + Duration::hours(1);
    let mut tx = site.db.begin().await.unwrap();
    session::insert(&mut tx, "a", "{}", end).await.unwrap();
    tx.commit().await.unwrap();

    let mut ending = site.db.begin().await.unwrap();
    session::delete(&mut ending, "a").await.unwrap();
    let db = site.db.clone();
    let saving = tokio::spawn(async move {
        let mut tx = db.begin().await.unwrap();
        let saved = session::update(&mut tx, "a", "{}", end, now()).await.unwrap();
        tx.commit().await.unwrap();
        saved
    });
    if site.db.is_postgres() {
        let waiting = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() \
                       AND wait_event_type = 'Lock' AND query LIKE 'UPDATE session%'";
        while site.number(waiting).await == 0 {
            tokio::task::yield_now().await;
        }
    }
    ending.commit().await.unwrap();
    assert!(!saving.await.unwrap());
    assert_eq!(session::load(&mut site.db.read().await.unwrap(), "a", now()).await.unwrap(), None);
}

async fn whose_sessions_end_is_told_once_it_is_committed(site: Site) {
    let world = world(&site).await;
    let mut told = site.db.sessions();
    let mut tx = site.db.begin().await.unwrap();
    session::insert(&mut tx, "a", "{}", now() + Duration::hours(1)).await.unwrap();
    let holder = Holder { account: world.operator.id, address: "", agent: "" };
    session::assign(&mut tx, "a", &holder, now()).await.unwrap();
    session::delete(&mut tx, "a").await.unwrap();
    nothing_waits(&mut told);
    tx.commit().await.unwrap();
    assert_eq!(soon(&mut told).await, Sessions::Of(world.operator.id));
    for act in 0..2 {
        let mut tx = site.db.begin().await.unwrap();
        match act {
            0 => identity::set_active(&mut tx, world.operator.id, 1, false).await.unwrap(),
            _ => drop(session::end_all(&mut tx).await.unwrap()),
        }
        tx.commit().await.unwrap();
        let expected = if act == 0 { Sessions::Of(world.operator.id) } else { Sessions::All };
        assert_eq!(soon(&mut told).await, expected);
    }
    assert!(Sessions::All.are_of(world.operator.id) && !Sessions::Of(0.into()).are_of(world.operator.id));
}
