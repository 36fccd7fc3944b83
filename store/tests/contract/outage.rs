//! What a database in a file does when its disk is full, when somebody else holds it, and when those who write
//! go away in the middle.

use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use store::{Db, StoreError, session};
use tempfile::TempDir;

/// Long enough for a busy machine, and short enough for one who waits for the test.
const PATIENCE: Duration = Duration::from_secs(2);

fn end() -> DateTime<Utc> {
    "2016-08-10T08:00:00Z".parse().unwrap()
}

async fn write(db: &Db, id: &str, data: &str) -> Result<(), StoreError> {
    let mut tx = db.begin().await?;
    session::insert(&mut tx, id, data, end()).await?;
    tx.commit().await
}

async fn is_there(db: &Db, id: &str) -> bool {
    let mut tx = db.read().await.unwrap();
    session::load(&mut tx, id, DateTime::UNIX_EPOCH).await.unwrap().is_some()
}

async fn behind(file: &Path) -> SqliteConnection {
    SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(file)).await.unwrap()
}

async fn execute(connection: &mut SqliteConnection, sql: &'static str) {
    sqlx::query(sql).execute(connection).await.unwrap();
}

/// SQLite takes the whole transaction back by itself, as it does when a disk is full.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transaction_that_sqlite_ends_itself_hinders_nobody_after_it() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.db");
    let db = Db::open(&file).await.unwrap();
    db.migrate().await.unwrap();
    let mut other = behind(&file).await;
    execute(
        &mut other,
        "CREATE TRIGGER full BEFORE INSERT ON session BEGIN SELECT RAISE(ROLLBACK, 'as if it were full'); END",
    )
    .await;
    for id in ["a", "b", "c"] {
        assert!(matches!(write(&db, id, "{}").await, Err(StoreError::Database(_))), "{id}");
    }
    execute(&mut other, "DROP TRIGGER full").await;
    write(&db, "d", "{}").await.unwrap();
    assert!(is_there(&db, "d").await && !is_there(&db, "a").await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_goes_away_while_writing_leaves_nothing_behind() {
    let folder = TempDir::new().unwrap();
    let db = Db::open(&folder.path().join("a.db")).await.unwrap();
    db.migrate().await.unwrap();
    // Cancelled after so many steps: in waiting for its turn, in beginning, in a statement, in committing.
    for steps in 0..40 {
        let db = db.clone();
        let id = format!("s{steps}");
        let mut writing = Box::pin(async move { write(&db, &id, "{}").await });
        for _ in 0..steps {
            if futures_poll(&mut writing).await {
                break;
            }
            tokio::task::yield_now().await;
        }
    }
    write(&db, "last", "{}").await.unwrap();
    assert!(is_there(&db, "last").await);
}

/// Polls once; whether it is done.
async fn futures_poll<F: Future + Unpin>(future: &mut F) -> bool {
    std::future::poll_fn(|context| {
        std::task::Poll::Ready(std::pin::Pin::new(&mut *future).poll(context).is_ready())
    })
    .await
}

/// A small file system, where this user may make one.
struct Small(TempDir);

impl Small {
    fn make() -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let made = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=40m", "tmpfs"])
            .arg(folder.path())
            .output()
            .is_ok_and(|done| done.status.success());
        made.then_some(Self(folder))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        _ = Command::new("umount").arg("-l").arg(self.0.path()).output();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_the_disk_was_full_it_goes_on_by_itself() {
    let Some(small) = Small::make() else {
        println!(
            "skipped: this user may not mount a small file system; the program's own test fills one otherwise"
        );
        return;
    };
    let db = Db::open(&small.0.path().join("a.db")).await.unwrap();
    db.migrate().await.unwrap();
    db.check().await.unwrap();
    let rest = small.0.path().join("rest");
    let room = vec![0_u8; 48 * 1024 * 1024];
    assert!(std::fs::write(&rest, &room).is_err(), "the disk is full now");
    // More than SQLite keeps room for in its log.
    let large = "x".repeat(8_000_000);
    for id in ["a", "b"] {
        let failed = write(&db, id, &large).await;
        assert!(matches!(failed, Err(StoreError::Unwritable(_))), "{failed:?}");
    }
    assert!(!is_there(&db, "a").await, "reading goes on");
    std::fs::remove_file(&rest).unwrap();
    write(&db, "c", &large).await.unwrap();
    assert!(is_there(&db, "c").await);
    db.check().await.unwrap();
    db.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_who_waits_for_a_held_file_gives_up_in_the_same_time_while_others_read() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.db");
    let db = Db::open_with(&file, PATIENCE).await.unwrap();
    db.migrate().await.unwrap();
    write(&db, "before", "{}").await.unwrap();
    let mut holder = behind(&file).await;
    execute(&mut holder, "BEGIN IMMEDIATE").await;
    let waiters: Vec<_> = (0..20)
        .map(|number| {
            let db = db.clone();
            tokio::spawn(async move {
                let start = Instant::now();
                let outcome = write(&db, &format!("w{number}"), "{}").await;
                (outcome, start.elapsed())
            })
        })
        .collect();
    assert!(is_there(&db, "before").await, "reading goes on");
    for waiter in waiters {
        let (outcome, waited) = waiter.await.unwrap();
        assert!(matches!(outcome, Err(StoreError::Busy)), "{outcome:?}");
        // One after the other they would have waited for ten times this.
        assert!(waited >= PATIENCE && waited < PATIENCE * 4, "{waited:?}");
    }
    execute(&mut holder, "COMMIT").await;
    write(&db, "after", "{}").await.unwrap();
}

/// As it is when somebody copies the one file of a running server.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_copied_without_its_log_is_no_new_database() {
    let folder = TempDir::new().unwrap();
    let (file, copy) = (folder.path().join("a.db"), folder.path().join("copy.db"));
    let db = Db::open(&file).await.unwrap();
    db.migrate().await.unwrap();
    write(&db, "a", "{}").await.unwrap();
    std::fs::copy(&file, &copy).unwrap();
    let refused = Db::open(&copy).await.unwrap_err();
    assert!(matches!(refused, StoreError::Hollow(_)), "{refused:?}");
    assert!(refused.to_string().contains("sijapti backup"), "{refused}");
    // With its log it is whole, and a file of nothing is the beginning of a new one.
    std::fs::copy(folder.path().join("a.db-wal"), folder.path().join("copy.db-wal")).unwrap();
    let whole = Db::open(&copy).await.unwrap();
    assert!(is_there(&whole, "a").await);
    let new = folder.path().join("new.db");
    std::fs::write(&new, "").unwrap();
    Db::open(&new).await.unwrap().migrate().await.unwrap();
}
