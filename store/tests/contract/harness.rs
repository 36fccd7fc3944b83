//! A fresh database for each test.

use std::{
    future::Future,
    str::FromStr,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use sqlx::{
    AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection, sqlite::SqliteConnectOptions,
};
use store::Db;
use tempfile::TempDir;
use tokio::{
    sync::broadcast::{Receiver, error::TryRecvError},
    task::{JoinHandle, yield_now},
};

use crate::prepared::{self, with_database};

/// Makes each of the functions `async fn name(site: Site)` two tests.
macro_rules! contract {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                $crate::harness::on_sqlite(super::$name).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                $crate::harness::on_postgres(super::$name).await;
            })*
        }
    };
}

/// A migrated, empty database of a test's own.
pub struct Site {
    pub db: Db,
    pub url: String,
    pub folder: Option<TempDir>,
}

pub async fn on_sqlite<F: Future<Output = ()> + Send + 'static>(test: impl FnOnce(Site) -> F) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data/sijapti.db");
    prepared::sqlite(&file, "contract", async |_| ()).await;
    let url = format!("sqlite:{}", file.display());
    let site = Site { db: Db::connect(&url).await.unwrap(), url, folder: Some(folder) };
    test(site).await;
}

pub async fn on_postgres<F: Future<Output = ()> + Send + 'static>(test: impl FnOnce(Site) -> F) {
    // A test that does not run is not passed.
    let server = std::env::var("TEST_DATABASE_URL")
        .expect("TEST_DATABASE_URL must name a PostgreSQL; `cargo xtask test` starts one");
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("sijapti_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut connection = prepared::postgres(&server, &name, "contract", async |_| ()).await;
    let url = with_database(&server, &name);
    let site = Site { db: Db::connect(&url).await.unwrap(), url, folder: None };
    let outcome = tokio::spawn(test(site)).await;
    connection.execute(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"))).await.unwrap();
    if let Err(error) = outcome {
        std::panic::resume_unwind(error.into_panic());
    }
}

async fn on_server(server: &str, sql: String) {
    let mut connection = PgConnection::connect(server).await.unwrap();
    connection.execute(AssertSqlSafe(sql)).await.unwrap();
}

impl Site {
    /// Runs SQL behind the store's back; how many rows it changed.
    pub async fn execute(&self, sql: impl Into<String>) -> Result<u64, sqlx::Error> {
        let sql = AssertSqlSafe(sql.into());
        if self.db.is_postgres() {
            let mut connection = PgConnection::connect(&self.url).await?;
            connection.execute(sql).await.map(|done| done.rows_affected())
        } else {
            let options = SqliteConnectOptions::from_str(&self.url)?.foreign_keys(true);
            let mut connection = SqliteConnection::connect_with(&options).await?;
            connection.execute(sql).await.map(|done| done.rows_affected())
        }
    }

    /// A number that SQL behind the store's back gives.
    pub async fn number(&self, sql: &'static str) -> i64 {
        if self.db.is_postgres() {
            let mut connection = PgConnection::connect(&self.url).await.unwrap();
            sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
        } else {
            let options = SqliteConnectOptions::from_str(&self.url).unwrap();
            let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
            sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
        }
    }

    /// SQL of this moment, on PostgreSQL.
    pub async fn run(&self, sql: String) {
        on_server(&self.url, sql).await;
    }

    /// Returns once this waits for a row that another transaction holds. On SQLite at once: there whoever writes waits
    /// for the writer before it, without having read anything.
    pub async fn until_it_waits<T>(&self, task: &JoinHandle<T>) {
        let sql = "SELECT COUNT(*) FROM pg_stat_activity \
                   WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while self.db.is_postgres() && self.number(sql).await == 0 {
            assert!(!task.is_finished(), "it did not wait");
            yield_now().await;
        }
    }

    /// SQL that truly differs.
    pub async fn execute_either(&self, sqlite: &'static str, postgres: &'static str) {
        self.execute(if self.db.is_postgres() { postgres } else { sqlite }).await.unwrap();
    }
}

/// The next event, soon.
pub async fn soon<T: Clone>(receiver: &mut Receiver<T>) -> T {
    tokio::time::timeout(Duration::from_secs(5), receiver.recv()).await.expect("an event in time").unwrap()
}

/// Nothing that was heard so far waits to be read. Of what comes over a line this says little: an absence there is
/// proven by something later that arrives first.
pub fn nothing_waits<T: Clone + std::fmt::Debug>(receiver: &mut Receiver<T>) {
    match receiver.try_recv() {
        Err(TryRecvError::Empty) => {}
        other => panic!("expected silence, not {other:?}"),
    }
}

#[test]
fn the_database_in_an_address_is_replaced() {
    for (url, expected) in [
        ("postgres://u:p@h:1/a?x=y", "postgres://u:p@h:1/b?x=y"),
        ("postgres://h", "postgres://h/b"),
        ("postgres:///a?host=/run", "postgres:///b?host=/run"),
    ] {
        assert_eq!(with_database(url, "b"), expected);
    }
}
