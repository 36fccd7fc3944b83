//! What can go wrong between SIJAPTI and its database.

use sqlx::{error::DatabaseError, migrate::MigrateError, sqlite::SqliteError};

/// Why the store did not do what it was asked to. After any of them the transaction is good for
/// nothing but being dropped.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another row has this already; the name is the constraint's, the same on both databases.
    #[error("already there: {0}")]
    Unique(String),
    /// The row is no longer the version that was read, or no longer there.
    #[error("the record was changed meanwhile")]
    Stale,
    /// A stored row cannot be what it says it is.
    #[error("stored data cannot be read: {0}")]
    Corrupt(String),
    /// The database's address is none that is understood.
    #[error("the database's address: {0}")]
    Address(String),
    /// Somebody else holds the database, or too many wait for it: nothing was done, and it may be tried again.
    #[error(
        "The database is in use by another program, or by too many at once. Nothing was changed; try again in a moment."
    )]
    Busy,
    /// It cannot be written: its disk is full or broken, or it may only be read.
    #[error("the database cannot be written: {0}")]
    Unwritable(String),
    /// It cannot be reached.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// It has been brought up to date by a newer program than this one.
    #[error(
        "The database is newer than this program: it has migration {database}, and version {program} knows none \
         after {known}. Nothing was changed. Use the version of SIJAPTI that brought it up to date, or a newer one, \
         or restore a backup that was made with version {program} or before."
    )]
    Newer {
        /// The latest migration that this program does not know.
        database: i64,
        /// The latest that it knows.
        known: i64,
        /// This program's version.
        program: &'static str,
    },
    /// The file is the beginning of a database: what was written to it lies in its log, which is not there.
    #[error(
        "{0} has no tables, and its write-ahead log is missing: it looks like the file of a running server, copied \
         without the files beside it. Nothing was changed. Copy a database with sijapti backup; to begin with an empty \
         one, move this file away."
    )]
    Hollow(String),
    /// It must be brought up to date, and whoever connects may not do that.
    #[error(
        "The database is not up to date, and this role may not change its tables. Run sijapti migrate first, with \
         SIJAPTI_MIGRATE_URL naming the role that owns them."
    )]
    NotOwner,
    /// A migration failed.
    #[error("migration: {0}")]
    Migration(#[source] MigrateError),
    /// The database refused or could not be reached.
    #[error("database: {0}")]
    Database(#[source] sqlx::Error),
}

/// SQLite names the columns of a violated UNIQUE, PostgreSQL the constraint.
const UNIQUE: &[(&str, &str)] = &[
    ("institution.kind, institution.name", "institution_kind_name_key"),
    ("institution.kind, institution.unique_key", "institution_kind_name_key"),
    ("institution.province, institution.regency", "institution_place_key"),
    ("account.username", "account_username_key"),
    ("account.email", "account_email_key"),
    ("recovery_code.account_id, recovery_code.hash", "recovery_code_pkey"),
    ("job.kind, job.key", "job_key"),
    ("holiday.day, holiday.province", "holiday_day_province_key"),
    ("closed_year.year", "closed_year_pkey"),
    ("setting.key", "setting_pkey"),
    ("session.id", "session_pkey"),
    ("vacancy.plan_id, vacancy.position_id", "vacancy_plan_position_key"),
    ("vacancy.position_id", "vacancy_open_position_key"),
    ("applicant.vacancy_id, applicant.nip", "applicant_vacancy_nip_key"),
    ("report_round.plan_id, report_round.round", "report_round_pkey"),
    ("official.vacancy_id", "official_vacancy_key"),
];

impl StoreError {
    /// Whether this is the violation of the named UNIQUE constraint or index.
    #[must_use]
    pub fn is_unique(&self, name: &str) -> bool {
        matches!(self, Self::Unique(constraint) if constraint == name)
    }

    /// Whether the database is at fault, and what was asked may be asked again later.
    #[must_use]
    pub fn is_outage(&self) -> bool {
        matches!(self, Self::Busy | Self::Unwritable(_) | Self::Unreachable(_))
    }

    pub(crate) fn corrupt(what: impl std::fmt::Display) -> Self {
        Self::Corrupt(what.to_string())
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(inner) if inner.is_unique_violation() => {
                Self::Unique(unique_name(inner.as_ref()))
            }
            sqlx::Error::Database(inner) => match outage(inner.as_ref()) {
                Some(outage) => outage(inner.message().to_owned()),
                None => Self::Database(error),
            },
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::Io(_)
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed
            | sqlx::Error::InvalidSavePointStatement => Self::Unreachable(error.to_string()),
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::corrupt(&error),
            _ => Self::Database(error),
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(error) => match Self::from(error) {
                Self::Database(error) if is_denied(&error) => Self::NotOwner,
                Self::Database(error) => Self::Migration(MigrateError::Execute(error)),
                outage => outage,
            },
            MigrateError::ExecuteMigration(error, version) => match Self::from(error) {
                Self::Database(error) if is_denied(&error) => Self::NotOwner,
                Self::Database(error) => Self::Migration(MigrateError::ExecuteMigration(error, version)),
                outage => outage,
            },
            other => Self::Migration(other),
        }
    }
}

/// Whether PostgreSQL denies a right.
fn is_denied(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(DatabaseError::code).as_deref() == Some("42501")
}

/// Whether the database is at fault, rather than the statement.
fn outage(error: &(dyn DatabaseError + 'static)) -> Option<fn(String) -> StoreError> {
    let code = error.code()?;
    if error.try_downcast_ref::<SqliteError>().is_some() {
        // The upper bits say more exactly what the lower ones say. BUSY, LOCKED; READONLY, IOERR, FULL; CANTOPEN.
        return match code.parse::<i32>().ok()? & 0xff {
            5 | 6 => Some(|_| StoreError::Busy),
            8 | 10 | 13 => Some(StoreError::Unwritable),
            14 => Some(StoreError::Unreachable),
            _ => None,
        };
    }
    match &*code {
        // Out of memory, too many connections; a lock was not to be had, or was waited for too long.
        "53200" | "53300" | "55P03" | "57014" => Some(|_| StoreError::Busy),
        // The disk is full; it may only be read, as a copy that follows another server.
        "53100" | "25006" => Some(StoreError::Unwritable),
        // It is stopping, or starting.
        "57P01" | "57P02" | "57P03" => Some(StoreError::Unreachable),
        code if code.starts_with("08") => Some(StoreError::Unreachable),
        _ => None,
    }
}

fn unique_name(error: &dyn DatabaseError) -> String {
    if let Some(name) = error.constraint() {
        return name.to_owned();
    }
    let columns = error.message().rsplit_once(": ").map_or(error.message(), |(_, columns)| columns);
    // Of an index on an expression it tells the name after all.
    if let Some(index) = columns.strip_prefix("index '").and_then(|rest| rest.strip_suffix('\'')) {
        return index.to_owned();
    }
    UNIQUE.iter().find(|(known, _)| *known == columns).map_or(columns, |(_, name)| name).to_owned()
}
