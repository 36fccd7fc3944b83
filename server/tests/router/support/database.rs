//! A database of its own for each test.

use std::{
    future::Future,
    sync::atomic::{AtomicU32, Ordering},
};

use argon2::{Algorithm, Argon2, Params, Version, password_hash::PasswordHasher as _};
use server::{demo::PASSWORD, start};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use store::Db;

use super::{Place, Server};
use crate::{
    fake_bucket::FakeBucket,
    prepared::{self, with_database},
};

/// Makes each of the functions `async fn name(server: Server)` two tests.
macro_rules! both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                $crate::support::database::on_sqlite(super::$name).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                $crate::support::database::on_postgres(super::$name).await;
            })*
        }
    };
}

/// The same, and a third one with the attachments in a bucket.
macro_rules! everywhere {
    ($($name:ident),* $(,)?) => {
        both!($($name),*);
        on_bucket!($($name),*);
    };
}

/// One test, with the attachments in a bucket.
macro_rules! on_bucket {
    ($($name:ident),* $(,)?) => {
        mod bucket {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                $crate::support::database::on_bucket(super::$name).await;
            })*
        }
    };
}

pub async fn on_bucket<F: Future<Output = ()> + Send + 'static>(test: impl FnOnce(Server) -> F) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("test.db");
    prepared::sqlite(&file, "router", with_demo).await;
    let url = format!("sqlite:{}", file.display());
    let place = Place::bucket(FakeBucket::open().await);
    test(Server::in_place(Db::connect(&url).await.unwrap(), place)).await;
}

pub async fn on_sqlite<F: Future<Output = ()> + Send + 'static>(test: impl FnOnce(Server) -> F) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("test.db");
    prepared::sqlite(&file, "router", with_demo).await;
    let url = format!("sqlite:{}", file.display());
    let mut server = Server::on(Db::connect(&url).await.unwrap());
    server.sqlite = Some(file);
    test(server).await;
}

pub async fn on_postgres<F: Future<Output = ()> + Send + 'static>(test: impl FnOnce(Server) -> F) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    // A test that does not run is not passed.
    let address = std::env::var("TEST_DATABASE_URL")
        .expect("TEST_DATABASE_URL must name a PostgreSQL; `cargo xtask test` starts one");
    let name = format!("sijapti_router_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut connection = prepared::postgres(&address, &name, "router", with_demo).await;
    let url = with_database(&address, &name);
    let mut server = Server::on(Db::connect(&url).await.unwrap());
    server.postgres = Some(url);
    let outcome = tokio::spawn(test(server)).await;
    connection.execute(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"))).await.unwrap();
    if let Err(error) = outcome {
        std::panic::resume_unwind(error.into_panic());
    }
}

impl Server {
    /// Whether these words stand anywhere in the database: in its file and its log, free pages among them, or in any
    /// row of any table.
    pub async fn database_holds(&self, words: &str) -> bool {
        if let Some(file) = &self.sqlite {
            let log = file.with_extension("db-wal");
            return [file, &log].into_iter().any(|file| {
                let bytes = std::fs::read(file).unwrap_or_default();
                bytes.windows(words.len()).any(|window| window == words.as_bytes())
            });
        }
        let mut connection = PgConnection::connect(self.postgres.as_ref().unwrap()).await.unwrap();
        let tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'";
        let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut connection).await.unwrap();
        for table in tables {
            let sql = format!("SELECT COUNT(*) FROM \"{table}\" AS t WHERE POSITION($1 IN t::TEXT) > 0");
            let found = sqlx::query_scalar(AssertSqlSafe(sql)).bind(words).fetch_one(&mut connection);
            let found: i64 = found.await.unwrap();
            if found > 0 {
                return true;
            }
        }
        false
    }

    /// Returns once somebody waits for a row that another transaction holds. On SQLite at once: there whoever
    /// writes waits for the writer before it, without having read anything.
    pub async fn until_somebody_waits(&self) {
        let Some(url) = &self.postgres else { return };
        let mut connection = PgConnection::connect(url).await.unwrap();
        let sql = "SELECT COUNT(*) FROM pg_stat_activity \
                   WHERE datname = current_database() AND wait_event_type = 'Lock'";
        loop {
            let waiting: i64 = sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap();
            if waiting > 0 {
                return;
            }
            tokio::task::yield_now().await;
        }
    }
}

/// The demo's people, as on a developer's machine.
async fn with_demo(db: Db) {
    let mut tx = db.begin().await.unwrap();
    assert!(store::demo::fill(&mut tx, &quickly_hashed(PASSWORD), start::clock()).await.unwrap());
    tx.commit().await.unwrap();
}

/// A password as it is stored, at the least that Argon2 takes: what it takes in earnest is asked with every login, and
/// would be a third of what these tests cost. A hash says itself how it is to be verified.
pub fn quickly_hashed(password: &str) -> String {
    let least = Params::new(Params::MIN_M_COST, Params::MIN_T_COST, Params::MIN_P_COST, None).unwrap();
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, least);
    argon2.hash_password(password.as_bytes()).unwrap().to_string()
}
