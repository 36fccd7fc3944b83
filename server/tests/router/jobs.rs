//! What is done later: tried again, given up and sent round again, by whichever server comes to it.

mod page;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use app::ports::Services;
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    id::JobId,
    identity::throttle::{Counter, Key},
    job::{JobKind, JobState, TRIES},
};
use server::{
    Fault,
    jobs::{Duties, Handle, Pace, Worker},
    start::clock,
};
use store::{
    identity::throttle,
    job::{self, Claimed, MakeFirstPasswords},
    sent_form::{self, Sending},
};
use tokio::{
    sync::{Semaphore, watch},
    time::{Duration, timeout},
};

use crate::{
    fake_bucket::Mood,
    support::{Server, samples::PDF},
};

both!(
    a_failure_is_tried_again_later_and_tells_no_secret,
    a_panic_costs_one_try,
    what_hangs_is_broken_off,
    what_each_server_ended_with_is_given_up,
    what_comes_round_is_done_once_for_all_servers_and_comes_again,
    told_to_stop_it_gives_back_what_it_cannot_end,
    what_is_written_is_begun_at_once_and_held,
    the_sweeps_do_what_they_say,
);

on_bucket!(a_sweep_that_the_bucket_refused_says_where_the_trouble_is);

const SECRET: &str = "postgres://rina:rahasia@db";

/// Does what the test wants, and counts how often.
#[derive(Default)]
struct Wanted {
    begun: AtomicUsize,
    fails: bool,
    panics: bool,
    /// Waits for a permit before it is through.
    gate: Option<Semaphore>,
    /// Has a permit for each that was begun.
    seen: Option<Semaphore>,
}

#[async_trait]
impl Handle for Wanted {
    async fn handle(&self, _: &Services, _: &Claimed) -> Result<(), Fault> {
        self.begun.fetch_add(1, Ordering::Relaxed);
        if let Some(seen) = &self.seen {
            seen.add_permits(1);
        }
        assert!(!self.panics, "{SECRET}");
        if let Some(gate) = &self.gate {
            gate.acquire().await?.forget();
        }
        if self.fails { Err(SECRET.into()) } else { Ok(()) }
    }
}

impl Wanted {
    fn failing() -> Arc<Self> {
        Arc::new(Self { fails: true, ..Self::default() })
    }

    fn gated() -> Arc<Self> {
        let (gate, seen) = (Some(Semaphore::new(0)), Some(Semaphore::new(0)));
        Arc::new(Self { gate, seen, ..Self::default() })
    }

    fn begun(&self) -> usize {
        self.begun.load(Ordering::Relaxed)
    }

    async fn until_begun(&self) {
        let seen = self.seen.as_ref().unwrap();
        timeout(Duration::from_secs(10), seen.acquire()).await.expect("it begins in time").unwrap().forget();
    }
}

fn in_eleven_seconds() -> DateTime<Utc> {
    clock() + TimeDelta::seconds(11)
}

fn in_three_hours() -> DateTime<Utc> {
    clock() + TimeDelta::hours(3)
}

fn tomorrow() -> DateTime<Utc> {
    clock() + TimeDelta::days(1)
}

fn in_three_days() -> DateTime<Utc> {
    clock() + TimeDelta::days(3)
}

async fn enqueue(server: &Server) -> JobId {
    let now = clock();
    let mut tx = server.db.begin().await.unwrap();
    let task = MakeFirstPasswords { registration: 4711.into() };
    assert!(job::enqueue(&mut tx, &task, now, now).await.unwrap());
    tx.commit().await.unwrap();
    let mut tx = server.db.read().await.unwrap();
    job::open(&mut tx, 9, now).await.unwrap().jobs.remove(0).id
}

async fn state(server: &Server, id: JobId) -> (u32, JobState) {
    let mut tx = server.db.read().await.unwrap();
    let found = job::find(&mut tx, id, clock()).await.unwrap().unwrap();
    (found.tries, found.state)
}

fn worker(server: &Server, wanted: &Arc<Wanted>) -> Worker {
    Worker::new(server.services.clone(), wanted.clone())
}

async fn a_failure_is_tried_again_later_and_tells_no_secret(server: Server) {
    let (id, failing) = (enqueue(&server).await, Wanted::failing());
    assert_eq!(worker(&server, &failing).do_due().await.unwrap(), 1);
    let (tries, failed) = state(&server, id).await;
    let JobState::Failed { reason, .. } = failed else { panic!("{failed:?}") };
    assert!(tries == 1 && reason.contains("rujukan") && !reason.contains("rahasia"), "{reason}");
    assert_eq!(worker(&server, &failing).do_due().await.unwrap(), 0, "it waits");
    let later = server.at(in_eleven_seconds);
    assert_eq!(worker(&later, &failing).do_due().await.unwrap(), 1);
    assert_eq!((failing.begun(), state(&server, id).await.0), (2, 2));
    // And then it goes through.
    let good = Arc::<Wanted>::default();
    assert_eq!(worker(&server.at(in_three_hours), &good).do_due().await.unwrap(), 1);
    let (_, done) = state(&server, id).await;
    assert!(matches!(done, JobState::Done { .. }), "{done:?}");
}

async fn a_panic_costs_one_try(server: Server) {
    let id = enqueue(&server).await;
    let wanted = Arc::new(Wanted { panics: true, ..Wanted::default() });
    assert_eq!(worker(&server, &wanted).do_due().await.unwrap(), 1);
    let (tries, failed) = state(&server, id).await;
    assert_eq!(tries, 1);
    let reason = failed.failure().unwrap();
    assert!(reason.contains("kesalahan di dalamnya") && !reason.contains("rahasia"), "{reason}");
}

async fn what_hangs_is_broken_off(server: Server) {
    let (id, stuck) = (enqueue(&server).await, Wanted::gated());
    let pace = Pace { at_most: |_| Duration::from_millis(50), ..Pace::default() };
    assert_eq!(worker(&server, &stuck).at_pace(pace).do_due().await.unwrap(), 1);
    let (tries, failed) = state(&server, id).await;
    let JobState::Failed { reason, .. } = failed else { panic!("{failed:?}") };
    assert!(tries == 1 && reason.contains("Tidak selesai dalam waktu"), "{reason}");
}

async fn what_each_server_ended_with_is_given_up(server: Server) {
    let id = enqueue(&server).await;
    let mut tx = server.db.begin().await.unwrap();
    let mut at = clock();
    for try_ in 0..TRIES {
        let taken = job::claim(&mut tx, &JobKind::ALL, &format!("run {try_}"), 1, at).await.unwrap();
        assert_eq!(taken.len(), 1);
        at += TimeDelta::hours(1);
    }
    tx.commit().await.unwrap();
    let good = Arc::<Wanted>::default();
    assert_eq!(worker(&server.at(tomorrow), &good).do_due().await.unwrap(), 1);
    let (_, dead) = state(&server, id).await;
    assert!(matches!(dead, JobState::Dead { .. }) && dead.failure().unwrap().contains("setiap kali"));
    assert_eq!(good.begun(), 0);
}

async fn what_comes_round_is_done_once_for_all_servers_and_comes_again(server: Server) {
    let wanted = Arc::<Wanted>::default();
    let (one, two) = (worker(&server, &wanted), worker(&server, &wanted));
    let (first, second) = tokio::join!(one.begin_rounds(), two.begin_rounds());
    first.unwrap();
    second.unwrap();
    let rounds = JobKind::ALL.into_iter().filter(|kind| kind.every().is_some()).count();
    let (first, second) = tokio::join!(one.do_due(), two.do_due());
    assert_eq!((first.unwrap() + second.unwrap(), wanted.begun()), (rounds, rounds));
    // A server that starts now finds them waiting.
    two.begin_rounds().await.unwrap();
    assert_eq!(two.do_due().await.unwrap(), 0);
    assert_eq!(worker(&server.at(in_three_hours), &wanted).do_due().await.unwrap(), rounds);
}

async fn told_to_stop_it_gives_back_what_it_cannot_end(server: Server) {
    let (id, stuck) = (enqueue(&server).await, Wanted::gated());
    let (stopper, stopping) = watch::channel(false);
    let pace = Pace { farewell: Duration::from_millis(50), ..Pace::default() };
    let running = tokio::spawn(worker(&server, &stuck).at_pace(pace).run(stopping));
    // What comes round is stuck as well.
    stuck.until_begun().await;
    stopper.send_replace(true);
    timeout(Duration::from_secs(10), running).await.expect("it ends in time").unwrap();
    let (tries, waits) = state(&server, id).await;
    assert!(tries == 0 && matches!(waits, JobState::Waits { .. }), "{tries} {waits:?}");
    // Another server goes on at once, with what comes round as well.
    assert_eq!(server.work_off().await, 6);
    assert!(matches!(state(&server, id).await, (1, JobState::Done { .. })));
}

async fn what_is_written_is_begun_at_once_and_held(server: Server) {
    let wanted = Wanted::gated();
    wanted.gate.as_ref().unwrap().add_permits(5);
    let (stopper, stopping) = watch::channel(false);
    // It looks by itself once an hour, so what is begun was told to it.
    let pace = Pace { look: Duration::from_secs(3600), hold: Duration::from_millis(20), ..Pace::default() };
    let running = tokio::spawn(worker(&server, &wanted).at_pace(pace).run(stopping));
    // The rounds go through first.
    for _ in 0..5 {
        wanted.until_begun().await;
    }
    let id = enqueue(&server).await;
    wanted.until_begun().await;
    let held = |state: (u32, JobState)| match state.1 {
        JobState::Runs { held_until } => held_until,
        other => panic!("{other:?}"),
    };
    let first = held(state(&server, id).await);
    let longer = async { while held(state(&server, id).await) <= first {} };
    timeout(Duration::from_secs(10), longer).await.expect("it is held on");
    wanted.gate.as_ref().unwrap().add_permits(1);
    let done = async { while !matches!(state(&server, id).await, (1, JobState::Done { .. })) {} };
    timeout(Duration::from_secs(10), done).await.expect("it is done in time");
    stopper.send_replace(true);
    timeout(Duration::from_secs(10), running).await.expect("it ends in time").unwrap();
}

/// That each does something is told where it lives; here that the right one is called.
async fn the_sweeps_do_what_they_say(server: Server) {
    let admin = server.client("admin").await;
    admin.attach("lepas.pdf", PDF).await;
    let stored = server.stored_files();
    let mut tx = server.db.begin().await.unwrap();
    let account = store::identity::find_by_username(&mut tx, "admin").await.unwrap().unwrap().id;
    let sending = Sending { account, token: "lama", digest: "isi", run: "sekali" };
    assert_eq!(sent_form::take(&mut tx, &sending, clock()).await.unwrap(), None);
    let key = Key::new(Counter::Name, "jaksel", "");
    throttle::count_untold(&mut tx, &key, clock()).await.unwrap();
    tx.commit().await.unwrap();
    server.worker().begin_rounds().await.unwrap();
    fn in_a_month() -> DateTime<Utc> {
        clock() + TimeDelta::days(40)
    }
    let later = server.at(in_a_month);
    assert_eq!(later.work_off().await, 5);
    assert_eq!(server.stored_files(), stored - 1);
    let mut tx = server.db.begin().await.unwrap();
    assert_eq!(store::session::delete_expired(&mut tx, in_a_month()).await.unwrap(), 0);
    assert_eq!(sent_form::find(&mut tx, account, "lama").await.unwrap(), None);
    assert!(throttle::untold(&mut tx, 9).await.unwrap().is_empty());
    drop(tx);
    assert!(server.acts().await.contains(&"log_in_failed".to_owned()));
    // What was done a month before is forgotten.
    let id = enqueue(&server).await;
    assert_eq!(worker(&server, &Arc::default()).do_due().await.unwrap(), 1);
    fn in_three_months() -> DateTime<Utc> {
        clock() + TimeDelta::days(90)
    }
    server.at(in_three_months).work_off().await;
    let mut tx = server.db.read().await.unwrap();
    assert_eq!(job::find(&mut tx, id, clock()).await.unwrap(), None);
}

async fn a_sweep_that_the_bucket_refused_says_where_the_trouble_is(server: Server) {
    server.client("jaksel").await.attach("lupa.pdf", PDF).await;
    server.worker().begin_rounds().await.unwrap();
    let shelf = &server.place.fake().shelf;
    shelf.set_mood(Mood::Failing);
    let later = server.at(in_three_days);
    let hasty = Arc::new(Duties::new(server.place.impatient().files()));
    assert_eq!(Worker::new(later.services.clone(), hasty).do_due().await.unwrap(), 5);
    assert_eq!(server.stored_files(), 1);
    let mut tx = server.db.read().await.unwrap();
    let failed = job::open(&mut tx, 9, in_three_days()).await.unwrap().jobs;
    drop(tx);
    assert_eq!(failed.iter().map(|job| job.kind).collect::<Vec<_>>(), [JobKind::RemoveUploads]);
    let reason = failed[0].state.failure().unwrap();
    assert!(reason.starts_with("Tempat lampiran") && !reason.contains("InternalError"), "{reason}");
    // And then it goes through.
    shelf.set_mood(Mood::Well);
    fn a_minute_after() -> DateTime<Utc> {
        in_three_days() + TimeDelta::minutes(1)
    }
    assert_eq!(server.at(a_minute_after).work_off().await, 1);
    assert_eq!(server.stored_files(), 0);
}
