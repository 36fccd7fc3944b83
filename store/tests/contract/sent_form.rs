use store::sent_form::{self, Sending};

use crate::{harness::Site, world::world};

contract!(
    of_two_sendings_at_once_the_second_waits_and_finds_the_first,
    a_token_is_free_again_when_its_command_is_taken_back,
    a_token_belongs_to_its_account_and_one_request_may_begin_twice,
    the_same_content_is_taken_again_after_a_while_or_when_it_is_meant,
    what_was_sent_long_ago_is_forgotten,
);

async fn of_two_sendings_at_once_the_second_waits_and_finds_the_first(site: Site) {
    let world = world(&site).await;
    let account = world.operator.id;
    let mut first = site.db.begin().await.unwrap();
    let sending = Sending { account, token: "t", digest: "d", run: "one" };
    assert_eq!(sent_form::take(&mut first, &sending, world.now).await.unwrap(), None);

    let db = site.db.clone();
    let now = world.now;
    let second = tokio::spawn(async move {
        let mut tx = db.begin().await.unwrap();
        let sending = Sending { account, token: "t", digest: "d", run: "two" };
        sent_form::take(&mut tx, &sending, now).await.unwrap()
    });
    sent_form::lead(&mut first, account, "one", "/seleksi/7").await.unwrap();
    first.commit().await.unwrap();
    let taken = second.await.unwrap().unwrap();
    assert_eq!((taken.digest.as_str(), taken.lead.as_deref()), ("d", Some("/seleksi/7")));
}

async fn a_token_is_free_again_when_its_command_is_taken_back(site: Site) {
    let world = world(&site).await;
    let account = world.operator.id;
    let mut refused = site.db.begin().await.unwrap();
    let sending = Sending { account, token: "t", digest: "d", run: "one" };
    assert_eq!(sent_form::take(&mut refused, &sending, world.now).await.unwrap(), None);
    let (db, now) = (site.db.clone(), world.now);
    let second = tokio::spawn(async move {
        let mut tx = db.begin().await.unwrap();
        let sending = Sending { account, token: "t", digest: "other", run: "two" };
        sent_form::take(&mut tx, &sending, now).await.unwrap()
    });
    drop(refused);
    assert_eq!(second.await.unwrap(), None);
}

async fn a_token_belongs_to_its_account_and_one_request_may_begin_twice(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let sending = Sending { account: world.operator.id, token: "t", digest: "d", run: "one" };
    for _ in 0..2 {
        assert_eq!(sent_form::take(&mut tx, &sending, world.now).await.unwrap(), None);
    }
    let other = Sending { account: world.stranger.id, run: "two", ..sending };
    assert_eq!(sent_form::take(&mut tx, &other, world.now).await.unwrap(), None);
    let again = Sending { run: "three", ..sending };
    assert_eq!(sent_form::take(&mut tx, &again, world.now).await.unwrap().unwrap().run, "one");
}

async fn the_same_content_is_taken_again_after_a_while_or_when_it_is_meant(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let hour = |later: i64| (world.later(later), world.later(later - 3600));
    for (run, later, again, expected) in [
        ("one", 0, false, true),
        ("one", 0, false, true),
        ("two", 10, false, false),
        ("three", 20, true, true),
        ("four", 30, false, false),
        ("five", 3700, false, true),
    ] {
        let sending = Sending { account: world.operator.id, token: "d", digest: "d", run };
        let (at, since) = hour(later);
        let taken = sent_form::take_content(&mut tx, &sending, at, since, again).await.unwrap();
        assert_eq!(taken, expected, "{run}");
    }
}

async fn what_was_sent_long_ago_is_forgotten(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    for (token, later) in [("old", 0), ("new", 100)] {
        let sending = Sending { account: world.operator.id, token, digest: "d", run: token };
        assert_eq!(sent_form::take(&mut tx, &sending, world.later(later)).await.unwrap(), None);
    }
    assert_eq!(sent_form::forget_before(&mut tx, world.later(100)).await.unwrap(), 1);
    assert_eq!(sent_form::find(&mut tx, world.operator.id, "old").await.unwrap(), None);
    assert!(sent_form::find(&mut tx, world.operator.id, "new").await.unwrap().is_some());
}
