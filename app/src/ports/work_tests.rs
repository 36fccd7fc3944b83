//! Jobs are held open by the test, never by the clock.

use std::sync::mpsc::{Sender, channel};

use tokio::{sync::oneshot, task::JoinHandle};

use super::*;

const LONG: Duration = Duration::from_secs(600);

fn account(number: i64) -> UserId {
    UserId::new(number)
}

/// A job that runs until it is let go.
struct Held {
    go: Sender<()>,
    done: JoinHandle<Result<(), Stopped>>,
}

impl Held {
    async fn start(place: &Place, user: i64) -> Self {
        let (go, wait) = channel();
        let (began, running) = oneshot::channel();
        let place = place.clone();
        let done = tokio::spawn(async move {
            place
                .run(account(user), move |_: &Ticket| {
                    began.send(()).unwrap();
                    wait.recv().unwrap();
                })
                .await
        });
        running.await.unwrap();
        Self { go, done }
    }

    async fn end(self) {
        self.go.send(()).unwrap();
        assert_eq!(self.done.await.unwrap(), Ok(()));
    }
}

#[tokio::test]
async fn the_job_gives_its_result() {
    let place = Place::new("test", Bounds::new(1, 0));
    assert_eq!(place.run(account(1), |_: &Ticket| 42).await, Ok(42));
    assert_eq!(place.run(Asker::Stranger("::1".to_owned()), |_: &Ticket| 43).await, Ok(43));
}

#[tokio::test]
async fn who_finds_no_seat_is_asked_to_come_back() {
    let place = Place::new("test", Bounds::new(1, 0).within(LONG));
    let held = Held::start(&place, 1).await;
    assert_eq!(place.run(account(2), |_: &Ticket| ()).await, Err(Stopped::Full));
    held.end().await;
    assert_eq!(place.run(account(2), |_: &Ticket| ()).await, Ok(()));
}

#[tokio::test]
async fn an_account_has_one_job_at_a_time() {
    let place = Place::new("test", Bounds::new(3, 3).within(LONG));
    let held = Held::start(&place, 1).await;
    assert_eq!(place.run(account(1), |_: &Ticket| ()).await, Err(Stopped::Own));
    assert_eq!(place.run(account(2), |_: &Ticket| ()).await, Ok(()));
    held.end().await;
    assert_eq!(place.run(account(1), |_: &Ticket| ()).await, Ok(()));
}

#[tokio::test]
async fn an_account_that_waits_for_itself_holds_nobody_up() {
    let place = Place::new("test", Bounds::new(2, 4).each(1).within(LONG));
    let held = Held::start(&place, 1).await;
    let waiting = place.run(account(1), |_: &Ticket| "second");
    tokio::pin!(waiting);
    // It has its seat, and no turn.
    assert!(futures::poll!(&mut waiting).is_pending());
    assert_eq!(place.run(account(1), |_: &Ticket| "third").await, Err(Stopped::Own));
    assert_eq!(place.run(account(2), |_: &Ticket| "other").await, Ok("other"));
    held.end().await;
    assert_eq!(waiting.await, Ok("second"));
}

#[tokio::test]
async fn a_late_job_keeps_its_turn_until_it_ends() {
    let place = Place::new("test", Bounds::new(1, 1).within(LONG));
    let hasty = Place { bounds: Bounds { deadline: Duration::ZERO, ..place.bounds }, ..place.clone() };
    let held = Held::start(&place, 1).await;
    // Waits for the only turn, and for no longer than nothing.
    assert_eq!(hasty.run(account(2), |_: &Ticket| ()).await, Err(Stopped::Late));

    let next = place.run(account(2), |_: &Ticket| ());
    tokio::pin!(next);
    assert!(futures::poll!(&mut next).is_pending());
    held.end().await;
    assert_eq!(next.await, Ok(()));
}

#[tokio::test]
async fn a_job_learns_that_nobody_waits_for_it_any_more() {
    let place = Place::new("test", Bounds::new(1, 1).within(LONG));
    let (go, wait) = channel::<()>();
    let (began, running) = oneshot::channel();
    let (tell, told) = oneshot::channel();
    let asked = {
        let place = place.clone();
        tokio::spawn(async move {
            place
                .run(account(1), move |ticket: &Ticket| {
                    began.send(ticket.is_void()).unwrap();
                    wait.recv().unwrap();
                    tell.send(ticket.is_void()).unwrap();
                })
                .await
        })
    };
    assert!(!running.await.unwrap());
    asked.abort();
    assert!(asked.await.unwrap_err().is_cancelled());
    // The job still runs, and still has the only turn.
    let next = place.run(account(2), |_: &Ticket| ());
    tokio::pin!(next);
    assert!(futures::poll!(&mut next).is_pending());
    go.send(()).unwrap();
    assert!(told.await.unwrap());
    assert_eq!(next.await, Ok(()));
}

#[tokio::test]
async fn a_panic_gives_its_seat_back() {
    let place = Place::new("test", Bounds::new(1, 0).within(LONG));
    let broken = place.run(account(1), |_: &Ticket| panic!("held")).await;
    assert!(matches!(broken, Err(Stopped::Broken(_))));
    assert_eq!(place.run(account(1), |_: &Ticket| 1).await, Ok(1));
}

#[tokio::test]
async fn who_leaves_the_queue_gives_the_seat_back() {
    let place = Place::new("test", Bounds::new(1, 1).within(LONG));
    let held = Held::start(&place, 1).await;
    {
        let waiting = place.run(account(2), |_: &Ticket| ());
        tokio::pin!(waiting);
        assert!(futures::poll!(&mut waiting).is_pending());
        assert_eq!(place.run(account(3), |_: &Ticket| ()).await, Err(Stopped::Full));
    }
    let waiting = place.run(account(3), |_: &Ticket| ());
    tokio::pin!(waiting);
    assert!(futures::poll!(&mut waiting).is_pending());
    held.end().await;
    assert_eq!(waiting.await, Ok(()));
}
