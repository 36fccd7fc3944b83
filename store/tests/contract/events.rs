use std::time::Duration;

use domain::{
    event::{Change, Event},
    id::{ApplicantId, PlanId, VacancyId},
};
use store::Db;
use tokio::sync::broadcast::{Receiver, error::RecvError};

use crate::harness::{Site, nothing_waits, soon};

contract!(
    events_come_after_the_commit_only,
    what_is_taken_back_is_never_told,
    the_same_event_is_told_once,
    every_process_hears_of_it,
    a_lost_line_ends_the_subscriptions_and_comes_back,
);

fn event(plan: i64) -> Event {
    Event {
        about: ApplicantId::new(9).into(),
        within: vec![VacancyId::new(7).into(), PlanId::new(plan).into()],
        institution: Some(3.into()),
        change: Change::Progress,
    }
}

async fn tell(db: &Db, event: Event) {
    let mut tx = db.begin().await.unwrap();
    tx.emit(event).await.unwrap();
    tx.commit().await.unwrap();
}

/// What is told next is what is heard next: nothing was told before it.
async fn nothing_before_the_next(site: &Site, events: &mut Receiver<Event>) {
    tell(&site.db, event(99)).await;
    assert_eq!(soon(events).await, event(99));
}

async fn events_come_after_the_commit_only(site: Site) {
    let mut events = site.db.subscribe();
    let mut tx = site.db.begin().await.unwrap();
    tx.emit(event(1)).await.unwrap();
    tx.emit(Event { change: Change::Saved, ..event(2) }).await.unwrap();
    if site.db.is_postgres() {
        nothing_before_the_next(&site, &mut events).await;
    } else {
        // The one writer is taken until this is committed.
        nothing_waits(&mut events);
    }
    tx.commit().await.unwrap();
    assert_eq!(soon(&mut events).await, event(1));
    assert_eq!(soon(&mut events).await, Event { change: Change::Saved, ..event(2) });
    nothing_before_the_next(&site, &mut events).await;
}

async fn what_is_taken_back_is_never_told(site: Site) {
    let mut events = site.db.subscribe();
    let mut tx = site.db.begin().await.unwrap();
    tx.emit(event(1)).await.unwrap();
    drop(tx);
    tell(&site.db, event(2)).await;
    assert_eq!(soon(&mut events).await, event(2));
    nothing_before_the_next(&site, &mut events).await;
}

async fn the_same_event_is_told_once(site: Site) {
    let mut events = site.db.subscribe();
    let mut tx = site.db.begin().await.unwrap();
    for plan in [1, 1, 2] {
        tx.emit(event(plan)).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!((soon(&mut events).await, soon(&mut events).await), (event(1), event(2)));
    nothing_before_the_next(&site, &mut events).await;
}

/// On PostgreSQL another process; on SQLite, which has one, another clone.
async fn every_process_hears_of_it(site: Site) {
    let other = if site.db.is_postgres() { Db::connect(&site.url).await.unwrap() } else { site.db.clone() };
    let (mut here, mut there) = (site.db.subscribe(), other.subscribe());
    tell(&other, event(1)).await;
    tell(&site.db, event(2)).await;
    for events in [&mut here, &mut there] {
        assert_eq!((soon(events).await, soon(events).await), (event(1), event(2)));
    }
    tell(&site.db, event(3)).await;
    for events in [&mut here, &mut there] {
        assert_eq!(soon(events).await, event(3));
    }
}

async fn a_lost_line_ends_the_subscriptions_and_comes_back(site: Site) {
    if !site.db.is_postgres() {
        return;
    }
    let mut events = site.db.subscribe();
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND query LIKE 'LISTEN%'";
    assert_eq!(site.execute(cut).await.unwrap(), 1);
    let ended = tokio::time::timeout(Duration::from_secs(5), events.recv()).await.unwrap();
    assert_eq!(ended, Err(RecvError::Closed));
    // Those who come while it is down are sent away once more when it is back.
    loop {
        let mut events = site.db.subscribe();
        tell(&site.db, event(1)).await;
        if let Ok(Ok(heard)) = tokio::time::timeout(Duration::from_secs(1), events.recv()).await {
            assert_eq!(heard, event(1));
            return;
        }
    }
}
