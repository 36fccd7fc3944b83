//! One statement, two databases.

/// Runs one statement on whichever database the transaction is on.
///
/// ```text
/// db!(tx, execute, "DELETE FROM session WHERE id = $1", id)?;                  // rows affected
/// db!(tx, fetch_optional as SessionRow, "SELECT … WHERE id = $1", id)?;        // rows
/// ```
///
/// Parameters are `$1`, `$2`, …, in the order of the values.
macro_rules! db {
    ($tx:expr, execute, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $tx.connection() {
            $crate::tx::Connection::Sqlite(connection) => sqlx::query::<sqlx::Sqlite>($sql)
                $(.bind($bind))*
                .execute(connection)
                .await
                .map(|done| done.rows_affected()),
            $crate::tx::Connection::Postgres(connection) => sqlx::query::<sqlx::Postgres>($sql)
                $(.bind($bind))*
                .execute(connection)
                .await
                .map(|done| done.rows_affected()),
        }
        .map_err(|error| $tx.failed(error))
    };
    ($tx:expr, $fetch:ident as $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $tx.connection() {
            $crate::tx::Connection::Sqlite(connection) => {
                sqlx::query_as::<sqlx::Sqlite, $row>($sql)$(.bind($bind))*.$fetch(connection).await
            }
            $crate::tx::Connection::Postgres(connection) => {
                sqlx::query_as::<sqlx::Postgres, $row>($sql)$(.bind($bind))*.$fetch(connection).await
            }
        }
        .map_err(|error| $tx.failed(error))
    };
}
