use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    id::JobId,
    job::{Job, JobKind, JobState, LEASE, Next, TRIES, delay},
    record::RecordRef,
};
use store::{
    Db, StoreError, Tx,
    job::{self, Claim, Claimed, MakeFirstPasswords},
};

use crate::{
    explain::{analysed_and_unsorted, reads_whole, sorts},
    harness::Site,
};

contract!(
    a_job_exists_when_its_command_went_through,
    the_same_is_to_be_done_once_until_it_has_ended,
    what_waits_longest_is_first_and_nothing_is_early,
    what_one_takes_the_other_does_not_wait_for,
    many_at_once_never_take_the_same,
    who_says_nothing_for_long_is_taken_over,
    what_ends_with_its_server_waits_longer_each_time,
    a_failure_is_tried_again_and_in_the_end_given_up,
    what_is_given_back_was_not_tried,
    what_failed_is_sent_round_again_unless_the_same_waits,
    whoever_works_hears_of_it_once_it_is_committed,
    what_was_done_long_ago_is_forgotten_and_what_failed_is_not,
    the_admin_sees_what_waits_and_what_was_given_up,
    a_kind_of_a_newer_program_is_left_to_it,
    taking_and_listing_use_their_index,
);

fn now() -> DateTime<Utc> {
    "2016-08-10T08:00:00.123456Z".parse().unwrap()
}

fn later(seconds: i64) -> DateTime<Utc> {
    now() + TimeDelta::seconds(seconds)
}

fn task(number: i64) -> MakeFirstPasswords {
    MakeFirstPasswords { registration: number.into() }
}

async fn enqueue(db: &Db, numbers: impl IntoIterator<Item = i64>) {
    let mut tx = db.begin().await.unwrap();
    for number in numbers {
        assert!(job::enqueue(&mut tx, &task(number), now(), now()).await.unwrap());
    }
    tx.commit().await.unwrap();
}

async fn claim(tx: &mut Tx, run: &str, limit: u32, at: DateTime<Utc>) -> Vec<Claimed> {
    job::claim(tx, &JobKind::ALL, run, limit, at).await.unwrap()
}

async fn claim_one(tx: &mut Tx, run: &str, at: DateTime<Utc>) -> Claim {
    let mut taken = claim(tx, run, 9, at).await;
    assert_eq!(taken.len(), 1);
    taken.remove(0).claim
}

async fn is_due(tx: &mut Tx, at: DateTime<Utc>) -> bool {
    job::is_due(tx, &JobKind::ALL, at).await.unwrap()
}

async fn only(tx: &mut Tx, at: DateTime<Utc>) -> Job {
    let mut all = job::open(tx, 9, at).await.unwrap().jobs;
    all.extend(job::dead(tx, 9, at).await.unwrap().jobs);
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn is_stale<T: std::fmt::Debug>(answer: Result<T, StoreError>) -> bool {
    matches!(answer, Err(StoreError::Stale))
}

async fn a_job_exists_when_its_command_went_through(site: Site) {
    let mut tx = site.db.begin().await.unwrap();
    job::enqueue(&mut tx, &task(7), now(), now()).await.unwrap();
    drop(tx);
    let mut tx = site.db.begin().await.unwrap();
    assert!(!is_due(&mut tx, now()).await);
    assert!(claim(&mut tx, "one", 9, now()).await.is_empty());
    job::enqueue(&mut tx, &task(7), now(), now()).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = site.db.begin().await.unwrap();
    assert!(is_due(&mut tx, now()).await);
    let taken = claim(&mut tx, "one", 9, now()).await.remove(0);
    assert_eq!((taken.kind, taken.tries), (JobKind::MakeFirstPasswords, 1));
    assert_eq!(taken.read::<MakeFirstPasswords>().unwrap(), task(7));
    let found = job::find(&mut tx, taken.claim.id, now()).await.unwrap().unwrap();
    assert_eq!(found.about, Some(RecordRef::from(task(7).registration)));
    assert_eq!((found.since, found.state), (now(), JobState::Runs { held_until: now() + LEASE }));
    assert_eq!(job::find(&mut tx, JobId::new(999), now()).await.unwrap(), None);
    // What comes round needs to know nothing.
    job::come_round(&mut tx, JobKind::ForgetJobs, now(), now()).await.unwrap();
    let round = claim(&mut tx, "two", 9, now()).await.remove(0);
    assert!(matches!(round.read::<MakeFirstPasswords>(), Err(StoreError::Corrupt(_))));
}

async fn the_same_is_to_be_done_once_until_it_has_ended(site: Site) {
    let mut tx = site.db.begin().await.unwrap();
    assert!(job::enqueue(&mut tx, &task(7), now(), now()).await.unwrap());
    assert!(!job::enqueue(&mut tx, &task(7), now(), later(9)).await.unwrap());
    assert!(job::enqueue(&mut tx, &task(8), now(), later(9)).await.unwrap());
    assert!(job::come_round(&mut tx, JobKind::ForgetJobs, now(), later(9)).await.unwrap());
    assert!(!job::come_round(&mut tx, JobKind::ForgetJobs, now(), now()).await.unwrap());
    let seven = claim_one(&mut tx, "one", now()).await;
    assert!(!job::enqueue(&mut tx, &task(7), now(), now()).await.unwrap(), "it is being done");
    job::finish(&mut tx, &seven, later(1)).await.unwrap();
    assert!(job::enqueue(&mut tx, &task(7), now(), now()).await.unwrap());
}

async fn what_waits_longest_is_first_and_nothing_is_early(site: Site) {
    let mut tx = site.db.begin().await.unwrap();
    for (number, seconds) in [(1, 20), (2, 10), (3, 30)] {
        job::enqueue(&mut tx, &task(number), now(), later(seconds)).await.unwrap();
    }
    assert!(!is_due(&mut tx, later(9)).await && claim(&mut tx, "one", 9, later(9)).await.is_empty());
    let which = |taken: Vec<Claimed>| -> Vec<i64> {
        taken.iter().map(|one| one.read::<MakeFirstPasswords>().unwrap().registration.get()).collect()
    };
    assert_eq!(which(claim(&mut tx, "one", 1, later(25)).await), [2]);
    assert_eq!(which(claim(&mut tx, "two", 9, later(25)).await), [1]);
    assert_eq!(which(claim(&mut tx, "three", 9, later(30)).await), [3]);
}

async fn what_one_takes_the_other_does_not_wait_for(site: Site) {
    enqueue(&site.db, [1, 2]).await;
    let mut first = site.db.begin().await.unwrap();
    let one = claim(&mut first, "one", 1, now()).await.remove(0).claim;
    let two = if site.db.is_postgres() {
        // The first is still open.
        let mut second = site.db.begin().await.unwrap();
        let two = claim_one(&mut second, "two", now()).await;
        second.commit().await.unwrap();
        first.commit().await.unwrap();
        two
    } else {
        let second = async { claim_one(&mut site.db.begin().await.unwrap(), "two", now()).await };
        let (two, ()) = tokio::join!(second, async { first.commit().await.unwrap() });
        two
    };
    assert_ne!(one.id, two.id);
}

async fn many_at_once_never_take_the_same(site: Site) {
    const JOBS: i64 = 60;
    enqueue(&site.db, 1..=JOBS).await;
    let workers: Vec<_> = (0..6)
        .map(|worker| {
            let db = site.db.clone();
            tokio::spawn(async move {
                let mut taken = Vec::new();
                loop {
                    let mut tx = db.begin().await.unwrap();
                    let some = claim(&mut tx, &format!("worker {worker}"), 3, now()).await;
                    tx.commit().await.unwrap();
                    if some.is_empty() {
                        return taken;
                    }
                    taken.extend(some.into_iter().map(|one| one.claim.id));
                }
            })
        })
        .collect();
    let mut all = Vec::new();
    for worker in workers {
        all.extend(worker.await.unwrap());
    }
    assert_eq!(all.len(), 60);
    assert_eq!(all.into_iter().collect::<BTreeSet<_>>().len(), 60);
}

async fn who_says_nothing_for_long_is_taken_over(site: Site) {
    enqueue(&site.db, [7]).await;
    let mut tx = site.db.begin().await.unwrap();
    let one = claim_one(&mut tx, "one", now()).await;
    let end = now() + LEASE;
    assert!(claim(&mut tx, "two", 9, end).await.is_empty());
    job::hold(&mut tx, &one, end).await.unwrap();
    let end = end + LEASE;
    assert!(!is_due(&mut tx, end).await && claim(&mut tx, "two", 9, end).await.is_empty());
    let over = end + TimeDelta::microseconds(1);
    assert!(matches!(only(&mut tx, over).await.state, JobState::Waits { .. }));
    let two = claim_one(&mut tx, "two", over).await;
    assert_eq!((two.id, only(&mut tx, over).await.tries), (one.id, 2));
    for said in [
        job::hold(&mut tx, &one, over).await,
        job::finish(&mut tx, &one, over).await,
        job::fail(&mut tx, &one, "x", Next::Dead, over).await,
        job::give_back(&mut tx, &one, over).await,
    ] {
        assert!(is_stale(said));
    }
    job::finish(&mut tx, &two, over).await.unwrap();
    let done = job::find(&mut tx, two.id, over).await.unwrap().unwrap();
    assert_eq!(done.state, JobState::Done { at: over });
    assert!(is_stale(job::hold(&mut tx, &two, over).await), "it has ended");
}

async fn what_ends_with_its_server_waits_longer_each_time(site: Site) {
    enqueue(&site.db, [7]).await;
    let mut tx = site.db.begin().await.unwrap();
    let mut at = now();
    for tries in 1..=TRIES + 2 {
        claim_one(&mut tx, "one", at).await;
        let (over, next) = (at + LEASE + TimeDelta::microseconds(1), at + delay(tries));
        let waits = only(&mut tx, over).await;
        assert_eq!((waits.tries, waits.state), (tries, JobState::Waits { until: next }));
        if next > over {
            assert!(!is_due(&mut tx, next - TimeDelta::microseconds(1)).await);
        }
        at = next.max(over);
        assert!(is_due(&mut tx, at).await);
    }
}

async fn a_failure_is_tried_again_and_in_the_end_given_up(site: Site) {
    enqueue(&site.db, [7]).await;
    let mut tx = site.db.begin().await.unwrap();
    let mut at = now();
    let mut waited = Vec::new();
    let dead = loop {
        let taken = claim(&mut tx, "one", 9, at).await.remove(0);
        let next = taken.kind.after_failure(taken.tries, at);
        job::fail(&mut tx, &taken.claim, "Gagal.", next, at).await.unwrap();
        let Next::Again(again) = next else { break taken };
        let failed = only(&mut tx, at).await;
        assert_eq!(failed.state, JobState::Failed { reason: "Gagal.".into(), until: again });
        assert!(!is_due(&mut tx, again - TimeDelta::microseconds(1)).await);
        waited.push((again - at).num_seconds());
        at = again;
    };
    assert_eq!(waited, [10, 30, 90, 270, 810, 2430, 3600]);
    assert_eq!(dead.tries, TRIES);
    assert_eq!(only(&mut tx, at).await.state, JobState::Dead { at, reason: "Gagal.".into() });
    assert!(!is_due(&mut tx, at + TimeDelta::days(99)).await);
}

async fn what_is_given_back_was_not_tried(site: Site) {
    enqueue(&site.db, [7]).await;
    let mut tx = site.db.begin().await.unwrap();
    let one = claim_one(&mut tx, "one", now()).await;
    job::give_back(&mut tx, &one, later(5)).await.unwrap();
    let given_back = only(&mut tx, later(5)).await;
    assert_eq!((given_back.tries, given_back.state), (0, JobState::Waits { until: later(5) }));
    claim_one(&mut tx, "two", later(5)).await;
}

async fn what_failed_is_sent_round_again_unless_the_same_waits(site: Site) {
    enqueue(&site.db, [7]).await;
    let mut tx = site.db.begin().await.unwrap();
    let id = only(&mut tx, now()).await.id;
    assert!(is_stale(job::retry(&mut tx, id, now()).await), "it waits");
    let one = claim_one(&mut tx, "one", now()).await;
    assert!(is_stale(job::retry(&mut tx, id, now()).await), "it is being done");
    job::fail(&mut tx, &one, "Gagal.", Next::Again(later(3600)), now()).await.unwrap();
    job::retry(&mut tx, id, later(5)).await.unwrap();
    let again = only(&mut tx, later(5)).await;
    assert_eq!((again.tries, again.state), (0, JobState::Waits { until: later(5) }));

    let two = claim_one(&mut tx, "two", later(5)).await;
    job::fail(&mut tx, &two, "Gagal.", Next::Dead, later(6)).await.unwrap();
    assert!(job::enqueue(&mut tx, &task(7), later(7), later(7)).await.unwrap());
    assert!(is_stale(job::retry(&mut tx, id, later(7)).await), "the same waits");
    let other = claim_one(&mut tx, "three", later(7)).await;
    assert_ne!(other.id, id);
    job::finish(&mut tx, &other, later(8)).await.unwrap();
    assert!(is_stale(job::retry(&mut tx, other.id, later(8)).await), "it is done");
    job::retry(&mut tx, id, later(9)).await.unwrap();
    assert_eq!(claim_one(&mut tx, "four", later(9)).await.id, id);
    assert!(is_stale(job::retry(&mut tx, JobId::new(999), now()).await));
}

async fn whoever_works_hears_of_it_once_it_is_committed(site: Site) {
    let other = if site.db.is_postgres() { Db::connect(&site.url).await.unwrap() } else { site.db.clone() };
    let (mut here, mut there) = (site.db.jobs(), other.jobs());
    let mut tx = site.db.begin().await.unwrap();
    job::enqueue(&mut tx, &task(7), now(), now()).await.unwrap();
    assert!(!here.has_changed().unwrap() && !there.has_changed().unwrap());
    tx.commit().await.unwrap();
    let soon = std::time::Duration::from_secs(5);
    for jobs in [&mut here, &mut there] {
        tokio::time::timeout(soon, jobs.changed()).await.unwrap().unwrap();
    }
}

async fn what_was_done_long_ago_is_forgotten_and_what_failed_is_not(site: Site) {
    enqueue(&site.db, 1..=4).await;
    let mut tx = site.db.begin().await.unwrap();
    let taken = claim(&mut tx, "one", 3, now()).await;
    job::finish(&mut tx, &taken[0].claim, later(1)).await.unwrap();
    job::finish(&mut tx, &taken[1].claim, later(2)).await.unwrap();
    job::fail(&mut tx, &taken[2].claim, "Gagal.", Next::Dead, later(1)).await.unwrap();
    assert_eq!(job::forget_before(&mut tx, later(2)).await.unwrap(), 1);
    assert_eq!(job::find(&mut tx, taken[0].claim.id, now()).await.unwrap(), None);
    assert_eq!(job::forget_before(&mut tx, later(99)).await.unwrap(), 1);
    assert_eq!(job::dead(&mut tx, 9, now()).await.unwrap().total, 1);
    assert_eq!(job::open(&mut tx, 9, now()).await.unwrap().total, 1);
}

async fn the_admin_sees_what_waits_and_what_was_given_up(site: Site) {
    enqueue(&site.db, 1..=5).await;
    let mut tx = site.db.begin().await.unwrap();
    job::come_round(&mut tx, JobKind::ForgetJobs, now(), now()).await.unwrap();
    let open = job::open(&mut tx, 2, now()).await.unwrap();
    assert_eq!((open.jobs.len(), open.total), (2, 5), "what comes round and did not fail is not shown");
    for (seconds, total) in [(7200, 5), (7201, 6)] {
        assert_eq!(job::open(&mut tx, 9, later(seconds)).await.unwrap().total, total, "unless it is late");
    }
    let taken = claim(&mut tx, "one", 9, now()).await;
    assert_eq!(taken.len(), 6);
    for (seconds, one) in (1..).zip(taken) {
        let next = if seconds <= 3 { Next::Dead } else { Next::Again(later(1000 - seconds)) };
        job::fail(&mut tx, &one.claim, "Gagal.", next, later(seconds)).await.unwrap();
    }
    let dead = job::dead(&mut tx, 2, later(9)).await.unwrap();
    let ended: Vec<_> = dead.jobs.iter().map(|job| job.state.clone()).collect();
    let at = |seconds: i64| JobState::Dead { at: later(seconds), reason: "Gagal.".into() };
    assert_eq!((ended, dead.total), (vec![at(3), at(2)], 3));
    let open = job::open(&mut tx, 9, later(9)).await.unwrap();
    let kinds: Vec<_> = open.jobs.iter().map(|job| job.kind).collect();
    let passwords = JobKind::MakeFirstPasswords;
    assert_eq!((kinds, open.total), (vec![JobKind::ForgetJobs, passwords, passwords], 3));
}

async fn a_kind_of_a_newer_program_is_left_to_it(site: Site) {
    enqueue(&site.db, [1, 2]).await;
    assert_eq!(site.execute("UPDATE job SET kind = 'of_tomorrow' WHERE key = '1'").await.unwrap(), 1);
    let of_tomorrow = "UPDATE job SET record_kind = 'of_tomorrow' WHERE key = '2'";
    assert_eq!(site.execute(of_tomorrow).await.unwrap(), 1);
    let mut tx = site.db.begin().await.unwrap();
    let open = job::open(&mut tx, 9, now()).await.unwrap();
    assert_eq!((open.total, open.jobs[0].about), (1, None), "what it is about is not known here");
    let taken = claim(&mut tx, "one", 9, now()).await;
    assert_eq!(taken.len(), 1);
    assert!(!is_due(&mut tx, now()).await);
}

async fn taking_and_listing_use_their_index(site: Site) {
    site.execute_either(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)
         INSERT INTO job (kind, key, enqueued_at, run_at, tries, ended_at, failure)
         SELECT CASE WHEN i % 3 = 0 THEN 'make_first_passwords' ELSE 'forget_jobs' END, 'k' || i, '2016-08-10T08:00:00+00:00',
             strftime('%Y-%m-%dT%H:%M:%S+00:00', 1470800000 + i, 'unixepoch'), 0,
             CASE WHEN i % 10 = 0 THEN NULL ELSE '2016-08-10T08:00:00+00:00' END,
             CASE WHEN i % 50 = 1 THEN 'Gagal.' END FROM n",
        "INSERT INTO job (kind, key, enqueued_at, run_at, tries, ended_at, failure)
         SELECT CASE WHEN i % 3 = 0 THEN 'make_first_passwords' ELSE 'forget_jobs' END, 'k' || i, NOW(),
             to_timestamp(1470800000 + i), 0, CASE WHEN i % 10 = 0 THEN NULL ELSE NOW() END,
             CASE WHEN i % 50 = 1 THEN 'Gagal.' END FROM generate_series(1, 6000) i",
    )
    .await;
    let db = analysed_and_unsorted(&site).await;
    let mut tx = db.begin().await.unwrap();
    let [claim, open, dead] = job::explain(&mut tx, now()).await.unwrap();
    for (plan, index) in [(&claim, "job_due_idx"), (&open, "job_due_idx"), (&dead, "job_dead_idx")] {
        let text = plan.join("\n");
        assert!(text.contains(index), "{text}");
        assert!(!plan.iter().any(|line| reads_whole(line, "job", "job") || sorts(line)), "{text}");
    }
}
