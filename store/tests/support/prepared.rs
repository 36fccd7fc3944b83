//! Databases that are made once per run of the tests and copied for each test: to migrate one takes longer than most
//! tests do.

use std::{
    env, fs,
    future::Future,
    path::{Path, PathBuf},
    sync::LazyLock,
    time::{Duration, UNIX_EPOCH},
};

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, SqliteConnection};
use store::Db;

/// What earlier runs have left is removed after so long.
const KEPT: Duration = Duration::from_secs(60 * 60);
/// Whoever makes one holds this lock of PostgreSQL's.
const LOCK: &str = "7035";

/// Names this run: the databases of another one may be of other migrations.
static RUN: LazyLock<String> = LazyLock::new(|| {
    // There each test is a process of its own.
    let nextest = env::var("NEXTEST_RUN_ID").map(|id| id.replace('-', ""));
    nextest.unwrap_or_else(|_| format!("{}_{}", std::process::id(), now().as_nanos()))
});

fn now() -> Duration {
    UNIX_EPOCH.elapsed().unwrap()
}

/// Makes a SQLite database at a path that is as `fill` left it after the migrations.
pub async fn sqlite<F: Future<Output = ()>>(to: &Path, what: &str, fill: impl FnOnce(Db) -> F) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let ready = folder.join(format!("prepared-{what}-{}.db", *RUN));
    if !ready.exists() {
        remove_old(&folder);
        let own = tempfile::tempdir_in(&folder).unwrap();
        let file = own.path().join("making.db");
        let url = format!("sqlite:{}", file.display());
        make(&url, fill).await;
        let mut connection = SqliteConnection::connect(&url).await.unwrap();
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
        connection.close().await.unwrap();
        // Whoever was quicker has made the same.
        fs::rename(file, &ready).unwrap();
    }
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::copy(ready, to).unwrap();
}

/// Makes such a database on a PostgreSQL server; the connection to the server, for whoever removes it.
pub async fn postgres<F: Future<Output = ()>>(
    server: &str,
    name: &str,
    what: &str,
    fill: impl FnOnce(Db) -> F,
) -> PgConnection {
    let ready = format!("sijapti_{what}_{}", *RUN);
    let mut connection = PgConnection::connect(server).await.unwrap();
    let execute = async |connection: &mut PgConnection, sql: String| {
        connection.execute(AssertSqlSafe(sql)).await.unwrap();
    };
    execute(&mut connection, format!("SELECT pg_advisory_lock({LOCK})")).await;
    let there = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)";
    let there: bool = sqlx::query_scalar(there).bind(&ready).fetch_one(&mut connection).await.unwrap();
    if !there {
        let old = "SELECT datname FROM pg_database WHERE datname LIKE $1 AND \
                   shobj_description(oid, 'pg_database') < $2";
        let (ours, before) = (format!("sijapti_{what}_%"), (now() - KEPT).as_secs().to_string());
        let old = sqlx::query_scalar::<_, String>(old).bind(ours).bind(before);
        for old in old.fetch_all(&mut connection).await.unwrap() {
            execute(&mut connection, format!("DROP DATABASE IF EXISTS {old}")).await;
        }
        let making = format!("{ready}_making");
        execute(&mut connection, format!("DROP DATABASE IF EXISTS {making}")).await;
        execute(&mut connection, format!("CREATE DATABASE {making}")).await;
        let url = with_database(server, &making);
        make(&url, fill).await;
        // Whoever comes first writes down what is known of the tables, which is copied as well.
        PgConnection::connect(&url).await.unwrap().close().await.unwrap();
        let at = now().as_secs();
        execute(&mut connection, format!("COMMENT ON DATABASE {making} IS '{at}'")).await;
        execute(&mut connection, format!("ALTER DATABASE {making} RENAME TO {ready}")).await;
    }
    execute(&mut connection, format!("SELECT pg_advisory_unlock({LOCK})")).await;
    // File by file it takes a third of the time; before PostgreSQL 15 there was no other way.
    let how = if connection.server_version_num() >= Some(150_000) { " STRATEGY FILE_COPY" } else { "" };
    execute(&mut connection, format!("CREATE DATABASE {name} TEMPLATE {ready}{how}")).await;
    connection
}

async fn make<F: Future<Output = ()>>(url: &str, fill: impl FnOnce(Db) -> F) {
    let db = Db::connect(url).await.unwrap();
    db.migrate().await.unwrap();
    fill(db.clone()).await;
    db.close().await;
}

fn remove_old(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with("prepared-");
        let age = entry.metadata().ok().and_then(|about| about.modified().ok()?.elapsed().ok());
        if is_ours && age.is_some_and(|age| age > KEPT) {
            // Another test may have been quicker.
            _ = fs::remove_file(entry.path());
        }
    }
}

/// `postgres://user@host/this?options` with another database for `this`.
pub fn with_database(url: &str, name: &str) -> String {
    let (base, options) =
        url.split_once('?').map_or((url, String::new()), |(base, o)| (base, format!("?{o}")));
    let authority = base.find("://").unwrap() + 3;
    let base = base[authority..].find('/').map_or(base, |slash| &base[..authority + slash]);
    format!("{base}/{name}{options}")
}
