//! What only a PostgreSQL needs: two roles, one that owns the tables and one that serves, and a line that nobody
//! listens in on.

use sqlx::{AssertSqlSafe, Connection as _, PgConnection, postgres::PgSslMode};

use crate::{
    Result, StoreError,
    db::{is_postgres, postgres_options},
};

/// What is only ever added to.
const APPEND_ONLY: &str = "activity, score_change";

/// Whether the line to a database may be listened in on, or answered by somebody else: it leaves this machine,
/// and the server's certificate is not looked at.
///
/// # Errors
/// [`StoreError::Address`] when it cannot be understood.
pub fn is_exposed(url: &str) -> Result<bool> {
    if !is_postgres(url) {
        return Ok(false);
    }
    let options = postgres_options(url)?;
    let host = options.get_host();
    let here = options.get_socket().is_some()
        || host.starts_with('/')
        || host == "localhost"
        || host
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback());
    Ok(!here && !matches!(options.get_ssl_mode(), PgSslMode::VerifyFull))
}

/// Why a role was not given what it needs.
#[derive(Debug, thiserror::Error)]
pub enum GrantError {
    /// What is granted would not limit it.
    #[error(
        "{0} owns the tables or is a superuser: a role that serves must be neither, or it could change the log."
    )]
    Mighty(String),
    /// There is none of this name.
    #[error("There is no role {0}. Make it first: CREATE ROLE {0} LOGIN PASSWORD '…'.")]
    Unknown(String),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for GrantError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Gives a role what serving needs, and nothing that changes the log, its triggers or the tables themselves; said
/// by the owner of the tables, after they were brought up to date. What was granted before and is too much is
/// taken away.
///
/// # Errors
/// When the role cannot be limited, or is unknown.
pub async fn grant(url: &str, role: &str) -> Result<(), GrantError> {
    let mut connection = PgConnection::connect_with(&postgres_options(url)?).await?;
    let mut tx = connection.begin().await?;
    let known: Option<(bool,)> = sqlx::query_as(
        "SELECT r.rolsuper OR pg_has_role(r.oid, c.relowner, 'MEMBER') FROM pg_roles r, pg_class c \
         WHERE r.rolname = $1 AND c.oid = 'activity'::regclass",
    )
    .bind(role)
    .fetch_optional(&mut *tx)
    .await?;
    match known {
        None => return Err(GrantError::Unknown(role.to_owned())),
        Some((true,)) => return Err(GrantError::Mighty(role.to_owned())),
        Some((false,)) => {}
    }
    let schema: String = sqlx::query_scalar("SELECT current_schema()").fetch_one(&mut *tx).await?;
    let (schema, role) = (quoted(&schema), quoted(role));
    for sql in [
        format!("GRANT USAGE ON SCHEMA {schema} TO {role}"),
        format!("REVOKE CREATE ON SCHEMA {schema} FROM {role}"),
        format!("REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}"),
        format!("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}"),
        format!("REVOKE UPDATE, DELETE ON {APPEND_ONLY} FROM {role}"),
        format!("REVOKE INSERT, UPDATE, DELETE ON _sqlx_migrations FROM {role}"),
        format!("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}"),
    ] {
        sqlx::query(AssertSqlSafe(sql)).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    connection.close().await?;
    Ok(())
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_leaves_the_machine_must_be_protected() {
        for safe in [
            "sqlite:data/a.db",
            "postgres://a@127.0.0.1/b",
            "postgres://a@localhost/b",
            "postgres://a@[::1]/b",
            "postgres:///b?host=/run/postgresql",
            "postgres://a@db.example.go.id/b?sslmode=verify-full",
        ] {
            assert!(!is_exposed(safe).unwrap(), "{safe}");
        }
        for exposed in [
            "postgres://a@db.example.go.id/b",
            "postgres://a@10.0.0.2/b?sslmode=disable",
            "postgres://a@10.0.0.2/b?sslmode=require",
            "postgresql://a@10.0.0.2/b?sslmode=verify-ca",
        ] {
            assert!(is_exposed(exposed).unwrap(), "{exposed}");
        }
    }
}
