//! Bringing a database up to date, and knowing one that is newer than this program.
//!
//! What both databases can do is written once, in `migrations/both` and in PostgreSQL's words; what only one of them can
//! is written for each.

use std::{collections::HashMap, sync::LazyLock};

use sqlx::{
    AssertSqlSafe, PgPool, SqlSafeStr as _, SqlitePool,
    migrate::{Migration, Migrator},
};

use crate::{Result, StoreError};

static BOTH: Migrator = sqlx::migrate!("migrations/both");
static POSTGRES: LazyLock<Migrator> =
    LazyLock::new(|| with_both(&sqlx::migrate!("migrations/postgres"), |sql| sql));
static SQLITE: LazyLock<Migrator> =
    LazyLock::new(|| with_both(&sqlx::migrate!("migrations/sqlite"), |sql| in_sqlite(&sql)));

/// What SQLite says for PostgreSQL's types, the longest first.
const TYPES: [(&str, &str); 5] = [
    ("BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"),
    ("BIGINT", "INTEGER"),
    ("TIMESTAMPTZ", "TEXT"),
    ("JSONB", "TEXT"),
    (" DATE", " TEXT"),
];

/// The migrations of one database, those of both among them.
fn with_both(own: &Migrator, words: fn(String) -> String) -> Migrator {
    let both = BOTH.iter().map(|both| Migration {
        sql: AssertSqlSafe(words(both.sql.as_str().to_owned())).into_sql_str(),
        ..both.clone()
    });
    Migrator::with_migrations(own.iter().cloned().chain(both).collect())
}

fn in_sqlite(sql: &str) -> String {
    TYPES.iter().fold(sql.to_owned(), |sql, (postgres, sqlite)| sql.replace(postgres, sqlite))
}

#[derive(sqlx::FromRow)]
struct Applied {
    version: i64,
    success: bool,
    checksum: Vec<u8>,
}

const APPLIED: &str = "SELECT version, success, checksum FROM _sqlx_migrations";

/// The migrations up to this one, as an earlier program knew them; for tests.
#[doc(hidden)]
#[must_use]
pub fn until(version: i64, is_postgres: bool) -> Migrator {
    let known = if is_postgres { &POSTGRES } else { &SQLITE };
    Migrator::with_migrations(known.iter().filter(|one| one.version <= version).cloned().collect())
}

/// Brings a SQLite database up to date; writes nothing when it is.
pub(crate) async fn sqlite(pool: &SqlitePool) -> Result<()> {
    let sql = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = '_sqlx_migrations'";
    let begun: i64 = sqlx::query_scalar(sql).fetch_one(pool).await?;
    let applied: Vec<Applied> =
        if begun == 0 { Vec::new() } else { sqlx::query_as(APPLIED).fetch_all(pool).await? };
    if is_current(&SQLITE, applied)? {
        return Ok(());
    }
    Ok(SQLITE.run(pool).await?)
}

/// Brings a PostgreSQL up to date; asks for no right to change tables when it is.
pub(crate) async fn postgres(pool: &PgPool) -> Result<()> {
    let begun: bool =
        sqlx::query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL").fetch_one(pool).await?;
    let applied: Vec<Applied> =
        if begun { sqlx::query_as(APPLIED).fetch_all(pool).await? } else { Vec::new() };
    if is_current(&POSTGRES, applied)? {
        return Ok(());
    }
    Ok(POSTGRES.run(pool).await?)
}

/// Whether nothing is left to do.
fn is_current(known: &Migrator, applied: Vec<Applied>) -> Result<bool> {
    let mut applied: HashMap<_, _> = applied.into_iter().map(|row| (row.version, row)).collect();
    let mut current = true;
    let mut latest = 0;
    for migration in known.iter() {
        latest = latest.max(migration.version);
        let row = applied.remove(&migration.version);
        current &= row.is_some_and(|row| row.success && row.checksum == *migration.checksum);
    }
    match applied.into_keys().max() {
        Some(database) => {
            Err(StoreError::Newer { database, known: latest, program: env!("CARGO_PKG_VERSION") })
        }
        None => Ok(current),
    }
}
