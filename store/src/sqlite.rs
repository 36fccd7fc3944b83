//! What only a database in a file needs: copies of it while it is in use, and its replacement.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use sqlx::{
    AssertSqlSafe, Connection as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode},
};

use tokio::time::sleep;

use crate::{
    Result,
    db::{is_postgres, sqlite_file, sqlite_options},
};

/// How long to wait for somebody who is about to let go of the file.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often it is looked whether they have.
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// What every SQLite database begins with.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// The file that an address names; nothing when it is that of a PostgreSQL.
///
/// # Errors
/// [`crate::StoreError::Address`] when it is neither, or names no file.
pub fn file(url: &str) -> Result<Option<PathBuf>> {
    if is_postgres(url) { Ok(None) } else { sqlite_file(url).map(Some) }
}

/// Copies the database as it is at one moment into a new file, while others go on reading and writing.
/// Takes little memory, and as much room as the database.
///
/// # Errors
/// When `to` is there already, or either of them fails.
pub async fn copy(from: &Path, to: &Path) -> Result<()> {
    let options = sqlite_options(from).create_if_missing(false);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let to = to.to_string_lossy();
    let copied = sqlx::query("VACUUM INTO $1").bind(&*to).execute(&mut connection).await;
    connection.close().await?;
    copied?;
    Ok(())
}

/// How many rows each table has.
///
/// # Errors
/// When the database fails.
pub async fn rows(file: &Path) -> Result<BTreeMap<String, u64>> {
    let mut connection = look(file).await?;
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";
    let tables: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut connection).await?;
    let mut rows = BTreeMap::new();
    for table in tables {
        let sql = AssertSqlSafe(format!("SELECT COUNT(*) FROM \"{}\"", table.replace('"', "\"\"")));
        let count: i64 = sqlx::query_scalar(sql).fetch_one(&mut connection).await?;
        rows.insert(table, count.unsigned_abs());
    }
    connection.close().await?;
    Ok(rows)
}

/// What is wrong with a database, page by page and reference by reference; nothing when it is whole.
///
/// # Errors
/// When it is no database at all.
pub async fn complaint(file: &Path) -> Result<Option<String>> {
    let mut connection = look(file).await?;
    let found: String = sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&mut connection).await?;
    let dangling: Option<(String,)> =
        sqlx::query_as("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1")
            .fetch_optional(&mut connection)
            .await?;
    connection.close().await?;
    if found != "ok" {
        return Ok(Some(found));
    }
    Ok(dangling.map(|(table,)| format!("a row of {table} refers to nothing")))
}

/// Whether a file is the beginning of a database whose tables lie in a log that is not beside it: so it is with
/// the file of a server that runs, or was killed, when it is copied alone.
pub(crate) fn is_hollow(file: &Path) -> io::Result<bool> {
    // Where the head says that there is a log, the kind of the first page, and how many tables it knows.
    const LOGGED: [u8; 2] = [2, 2];
    const LEAF: u8 = 13;
    let mut head = Vec::new();
    match File::open(file) {
        Ok(opened) => opened.take(105).read_to_end(&mut head)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    let empty = head.len() == 105
        && head.starts_with(MAGIC)
        && head[18..20] == LOGGED
        && head[100] == LEAF
        && head[103..105] == [0, 0];
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    Ok(empty && !Path::new(&log).exists())
}

/// Whether a database file can be replaced.
#[derive(Debug)]
pub enum Hold {
    /// Nobody has it open, nobody can open it until this is let go, and all it holds is in its one file.
    Held(Held),
    /// A server, or somebody else, has it open.
    InUse,
    /// It is no database that can be read.
    Unreadable,
}

/// A database file that nobody else can open.
#[derive(Debug)]
pub struct Held(SqliteConnection);

impl Held {
    /// Lets others open what is there now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn release(self) -> Result<()> {
        Ok(self.0.close().await?)
    }
}

/// Takes a database file away from everybody else. Every open connection keeps a lock that stands against
/// it, also one that does nothing.
///
/// # Errors
/// When the file cannot be opened.
pub async fn hold(file: &Path) -> Result<Hold> {
    // SQLite would remove the log of a ruined database, which may hold what can still be saved.
    if !begins_as_database(file).map_err(sqlx::Error::Io)? {
        return Ok(Hold::Unreadable);
    }
    // Leaving WAL mode needs the file alone, and leaves nothing beside it that could be mistaken for a
    // part of its successor.
    let options = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Delete)
        .busy_timeout(PATIENCE);
    // Whoever has just closed the file lets go of it a moment later, and leaving WAL mode does not wait for that.
    let until = Instant::now() + PATIENCE;
    let taken = loop {
        match exclusive(&options).await {
            Err(sqlx::Error::Database(error))
                if matches!(primary(error.code().as_deref()), Some(5 | 6)) && Instant::now() < until =>
            {
                sleep(LOOK_AGAIN).await;
            }
            taken => break taken,
        }
    };
    match taken {
        Ok(connection) => Ok(Hold::Held(Held(connection))),
        Err(sqlx::Error::Database(error)) => match primary(error.code().as_deref()) {
            // BUSY and LOCKED; CORRUPT and NOTADB.
            Some(5 | 6) => Ok(Hold::InUse),
            Some(11 | 26) => Ok(Hold::Unreadable),
            _ => Err(sqlx::Error::Database(error).into()),
        },
        Err(error) => Err(error.into()),
    }
}

/// Whether a file has a database's first bytes, or none at all yet.
fn begins_as_database(file: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    File::open(file)?.take(MAGIC.len() as u64).read_to_end(&mut head)?;
    Ok(head.is_empty() || head == MAGIC)
}

async fn exclusive(options: &SqliteConnectOptions) -> sqlx::Result<SqliteConnection> {
    let mut connection = SqliteConnection::connect_with(options).await?;
    // Only now: what it wrote to leave WAL mode would have stayed beside it as a journal.
    sqlx::query("PRAGMA locking_mode = EXCLUSIVE").execute(&mut connection).await?;
    sqlx::query("BEGIN EXCLUSIVE").execute(&mut connection).await?;
    Ok(connection)
}

/// The kind of an error, without what its upper bits say more exactly.
fn primary(code: Option<&str>) -> Option<i32> {
    code.and_then(|code| code.parse::<i32>().ok()).map(|code| code & 0xff)
}

async fn look(file: &Path) -> Result<SqliteConnection> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    Ok(SqliteConnection::connect_with(&options).await?)
}
