//! Tries that are counted before they are judged, and devices that are known.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::identity::throttle::{Counter, Key, Tries, admit};
use store::{
    Db,
    identity::{self, device, throttle},
};
use tokio::sync::Barrier;

use crate::{harness::Site, world::world};

contract!(
    tries_are_counted_by_key,
    tries_at_once_are_counted_one_after_the_other,
    a_success_takes_its_own_try_back,
    untold_failures_stay_until_they_are_told,
    old_tries_are_forgotten,
    a_new_password_lifts_what_was_counted,
    devices_are_known_to_those_who_used_them,
);

fn place(name: &str) -> Key {
    Key::new(Counter::Place, name, "203.0.113.7")
}

async fn tries_are_counted_by_key(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let now = world.now;
    assert_eq!(throttle::lock(&mut tx, &place("jaksel"), now).await.unwrap(), None);
    throttle::set(&mut tx, &place("jaksel"), Tries { count: 3, last: now }).await.unwrap();
    let found = throttle::lock(&mut tx, &place("jaksel"), world.later(9)).await.unwrap();
    assert_eq!(found, Some(Tries { count: 3, last: now }));
    assert_eq!(throttle::lock(&mut tx, &place("bandung"), now).await.unwrap(), None);
    let of = throttle::of_names(&mut tx, &["jaksel", "bandung", "nobody"]).await.unwrap();
    assert_eq!(of.len(), 1, "a try that was not made is none: {of:?}");
    assert_eq!((&of[0].key, of[0].tries.count, of[0].untold), (&place("jaksel"), 3, 0));
    assert!(throttle::lift(&mut tx, "jaksel").await.unwrap());
    assert!(!throttle::lift(&mut tx, "jaksel").await.unwrap());
    assert_eq!(throttle::of_names(&mut tx, &["jaksel"]).await.unwrap(), []);
    assert_eq!(throttle::of_names(&mut tx, &[]).await.unwrap(), []);
}

/// As a login counts: in a transaction of its own, which is over before the password is looked at.
async fn count(db: &Db, key: &Key, now: chrono::DateTime<chrono::Utc>) -> bool {
    let mut tx = db.begin().await.unwrap();
    let tries = throttle::lock(&mut tx, key, now).await.unwrap();
    let Ok(count) = admit(key.counter, tries, now) else { return false };
    throttle::set(&mut tx, key, Tries { count, last: now }).await.unwrap();
    tx.commit().await.unwrap();
    true
}

async fn tries_at_once_are_counted_one_after_the_other(site: Site) {
    let world = world(&site).await;
    let start = Arc::new(Barrier::new(12));
    let tries = (0..12).map(|_| {
        let (db, start, now) = (site.db.clone(), Arc::clone(&start), world.now);
        tokio::spawn(async move {
            start.wait().await;
            count(&db, &place("jaksel"), now).await
        })
    });
    let mut admitted = 0;
    for each in tries.collect::<Vec<_>>() {
        admitted += usize::from(each.await.unwrap());
    }
    assert_eq!(admitted, 5, "also when the key is new");
}

async fn a_success_takes_its_own_try_back(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let name = Key::new(Counter::Name, "jaksel", "");
    throttle::lock(&mut tx, &name, world.now).await.unwrap();
    throttle::set(&mut tx, &name, Tries { count: 2, last: world.now }).await.unwrap();
    for left in [1, 0, 0] {
        throttle::take_back(&mut tx, &name).await.unwrap();
        let tries = throttle::lock(&mut tx, &name, world.now).await.unwrap().unwrap();
        assert_eq!(tries.count, left);
    }
    throttle::set(&mut tx, &name, Tries { count: 7, last: world.now }).await.unwrap();
    throttle::clear(&mut tx, &name).await.unwrap();
    assert_eq!(throttle::lock(&mut tx, &name, world.now).await.unwrap().unwrap().count, 0);
}

async fn untold_failures_stay_until_they_are_told(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let strangers = Key::new(Counter::Strangers, "", "");
    for key in [&strangers, &place("jaksel"), &strangers] {
        throttle::count_untold(&mut tx, key, world.now).await.unwrap();
    }
    throttle::lift(&mut tx, "jaksel").await.unwrap();
    assert_eq!(throttle::delete_before(&mut tx, world.later(10)).await.unwrap(), 0);
    let untold = throttle::untold(&mut tx, 10).await.unwrap();
    let counts: Vec<_> = untold.iter().map(|attempts| (attempts.key.clone(), attempts.untold)).collect();
    assert_eq!(counts, [(place("jaksel"), 1), (strangers.clone(), 2)]);
    assert_eq!(throttle::untold(&mut tx, 1).await.unwrap().len(), 1);
    throttle::told(&mut tx, &strangers).await.unwrap();
    assert_eq!(throttle::untold(&mut tx, 10).await.unwrap().len(), 1);
    assert_eq!(throttle::delete_before(&mut tx, world.later(10)).await.unwrap(), 1);
}

async fn old_tries_are_forgotten(site: Site) {
    let world = world(&site).await;
    assert!(count(&site.db, &place("jaksel"), world.now).await);
    assert!(count(&site.db, &place("bandung"), world.later(20)).await);
    let mut tx = site.db.begin().await.unwrap();
    assert_eq!(throttle::delete_before(&mut tx, world.later(10)).await.unwrap(), 1);
    assert_eq!(throttle::of_names(&mut tx, &["jaksel", "bandung"]).await.unwrap()[0].key, place("bandung"));
}

async fn a_new_password_lifts_what_was_counted(site: Site) {
    let world = world(&site).await;
    for key in [place("jaksel"), Key::new(Counter::CodeName, "jaksel", ""), place("bandung")] {
        assert!(count(&site.db, &key, world.now).await);
    }
    let mut tx = site.db.begin().await.unwrap();
    let id = world.operator.id;
    device::remember(&mut tx, id, "d", 3, world.now).await.unwrap();
    identity::set_password(&mut tx, id, "$argon2id$y", true, None, world.now).await.unwrap();
    let left = throttle::of_names(&mut tx, &["jaksel", "bandung"]).await.unwrap();
    assert_eq!(left.iter().map(|attempts| &attempts.key).collect::<Vec<_>>(), [&place("bandung")]);
    assert!(!device::is_ours(&mut tx, "d").await.unwrap());
}

async fn devices_are_known_to_those_who_used_them(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let (jaksel, bandung, now) = (world.operator.id, world.stranger.id, world.now);
    device::remember(&mut tx, jaksel, "a", 2, now).await.unwrap();
    device::remember(&mut tx, jaksel, "a", 2, world.later(5)).await.unwrap();
    assert!(device::is_known(&mut tx, "jaksel", "a", now).await.unwrap());
    for (name, hash) in [("bandung", "a"), ("jaksel", "b"), ("nobody", "a")] {
        assert!(!device::is_known(&mut tx, name, hash, now).await.unwrap(), "{name} {hash}");
    }
    assert!(!device::is_known(&mut tx, "jaksel", "a", world.later(6)).await.unwrap(), "too long ago");
    device::remember(&mut tx, bandung, "a", 2, now).await.unwrap();
    for (hash, at) in [("b", 6), ("c", 7)] {
        device::remember(&mut tx, jaksel, hash, 2, world.later(at)).await.unwrap();
    }
    assert!(!device::is_known(&mut tx, "jaksel", "a", now).await.unwrap(), "the oldest goes");
    assert!(device::is_known(&mut tx, "jaksel", "b", now).await.unwrap());
    assert!(device::is_ours(&mut tx, "a").await.unwrap(), "the other account's stays");
    let before = now + TimeDelta::seconds(6);
    assert_eq!(device::delete_before(&mut tx, before).await.unwrap(), 1);
    device::forget(&mut tx, jaksel).await.unwrap();
    assert!(!device::is_ours(&mut tx, "b").await.unwrap());
}
