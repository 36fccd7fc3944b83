//! What can go wrong between SIJAPTI and its database.

use sqlx::error::DatabaseError;

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
    /// A migration failed.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The database refused or could not be reached.
    #[error("database: {0}")]
    Database(#[source] sqlx::Error),
}

/// SQLite names the columns of a violated UNIQUE, PostgreSQL the constraint.
const UNIQUE: &[(&str, &str)] = &[
    ("institution.kind, institution.name", "institution_kind_name_key"),
    ("institution.province, institution.regency", "institution_place_key"),
    ("account.username", "account_username_key"),
    ("account.email", "account_email_key"),
    ("recovery_code.account_id, recovery_code.hash", "recovery_code_pkey"),
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
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::corrupt(&error),
            _ => Self::Database(error),
        }
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
