//! SQL that is put together from fixed pieces, where a list's filters ask for it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    fold::fold,
    id::{InstitutionId, UserId},
};
use sqlx::{AssertSqlSafe, FromRow, postgres::PgRow, sqlite::SqliteRow};

use crate::{
    Result, StoreError,
    tx::{Connection, Tx},
};

/// A statement with its values. Only literals become SQL; everything else is bound.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    sql: String,
    values: Vec<Value>,
}

/// A bound value.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Int(i64),
    Text(String),
    Time(DateTime<Utc>),
    Date(NaiveDate),
    /// Becomes SQL: a bound one would have a type.
    Null,
    /// Becomes SQL.
    Bool(bool),
}

impl<V: Into<Self>> From<Option<V>> for Value {
    fn from(value: Option<V>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

macro_rules! values {
    ($($from:ty => $variant:ident),*) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}
values!(i64 => Int, &str => Text, String => Text, DateTime<Utc> => Time, NaiveDate => Date);

macro_rules! numbers {
    ($($id:ty),*) => {$(
        impl From<$id> for Value {
            fn from(id: $id) -> Self {
                Self::Int(id.get())
            }
        }
    )*};
}
numbers!(InstitutionId, UserId);

/// The query with every value bound to it.
macro_rules! bound {
    ($query:expr, $values:expr) => {
        $values.into_iter().fold($query, |query, value| match value {
            Value::Int(value) => query.bind(value),
            Value::Text(value) => query.bind(value),
            Value::Time(value) => query.bind(value),
            Value::Date(value) => query.bind(value),
            // These are in the SQL.
            Value::Null | Value::Bool(_) => query,
        })
    };
}

impl Statement {
    pub(crate) fn new(sql: &'static str) -> Self {
        Self { sql: sql.to_owned(), values: Vec::new() }
    }

    #[cfg(test)]
    pub(crate) fn sql(&self) -> &str {
        &self.sql
    }

    pub(crate) fn push(&mut self, sql: &'static str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        match value.into() {
            Value::Null => return self.push("NULL"),
            Value::Bool(yes) => return self.push(if yes { "TRUE" } else { "FALSE" }),
            value => self.values.push(value),
        }
        self.sql.push('$');
        self.sql.push_str(&self.values.len().to_string());
        self
    }

    /// `(…, …), (…, …)`, for VALUES; one row at least.
    pub(crate) fn bind_rows<const N: usize>(
        &mut self,
        rows: impl IntoIterator<Item = [Value; N]>,
    ) -> &mut Self {
        let mut between = "";
        for row in rows {
            self.push(between).bind_list(row);
            between = ", ";
        }
        self
    }

    /// A condition on a value; none where nothing is asked for.
    pub(crate) fn only(&mut self, condition: &'static str, value: Option<impl Into<Value>>) -> &mut Self {
        match value {
            Some(value) => self.push(condition).bind(value),
            None => self,
        }
    }

    /// `(…, …)`, for IN; `(NULL)`, which nothing is in, without values.
    pub(crate) fn bind_list(&mut self, values: impl IntoIterator<Item = impl Into<Value>>) -> &mut Self {
        let mut opening = "(";
        for value in values {
            self.push(opening).bind(value);
            opening = ", ";
        }
        self.push(if opening == "(" { "(NULL)" } else { ")" })
    }

    /// Whether a column of folded words, or of words that have no other fold, holds what the [`pattern`] looks for.
    pub(crate) fn contains(&mut self, column: &'static str, pattern: &str) -> &mut Self {
        self.push(column).push(" LIKE ").bind(pattern).push(r" ESCAPE '\'")
    }

    /// Whether any of these columns does, without brackets around.
    pub(crate) fn any_contains<const N: usize>(
        &mut self,
        columns: [&'static str; N],
        pattern: &str,
    ) -> &mut Self {
        for (place, column) in columns.into_iter().enumerate() {
            self.push(if place == 0 { "" } else { " OR " }).contains(column, pattern);
        }
        self
    }

    /// Locks the rows that are read, where a lock is needed.
    pub(crate) fn lock(&mut self, tx: &Tx) -> &mut Self {
        if tx.must_lock() { self.push(" FOR UPDATE") } else { self }
    }

    /// [`Self::lock`], leaving out what somebody else holds.
    pub(crate) fn skip_locked(&mut self, tx: &Tx) -> &mut Self {
        if tx.must_lock() { self.push(" FOR UPDATE SKIP LOCKED") } else { self }
    }

    pub(crate) async fn fetch_all<R>(self, tx: &mut Tx) -> Result<Vec<R>>
    where
        R: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        let sql = AssertSqlSafe(self.sql);
        match tx.connection() {
            Connection::Sqlite(connection) => {
                bound!(sqlx::query_as::<sqlx::Sqlite, R>(sql), self.values).fetch_all(connection).await
            }
            Connection::Postgres(connection) => {
                bound!(sqlx::query_as::<sqlx::Postgres, R>(sql), self.values).fetch_all(connection).await
            }
        }
        .map_err(|error| tx.failed(error))
    }

    pub(crate) async fn fetch_one<R>(self, tx: &mut Tx) -> Result<R>
    where
        R: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        self.fetch_all(tx).await?.pop().ok_or(StoreError::Database(sqlx::Error::RowNotFound))
    }

    pub(crate) async fn execute(self, tx: &mut Tx) -> Result<u64> {
        let sql = AssertSqlSafe(self.sql);
        match tx.connection() {
            Connection::Sqlite(connection) => bound!(sqlx::query::<sqlx::Sqlite>(sql), self.values)
                .execute(connection)
                .await
                .map(|done| done.rows_affected()),
            Connection::Postgres(connection) => bound!(sqlx::query::<sqlx::Postgres>(sql), self.values)
                .execute(connection)
                .await
                .map(|done| done.rows_affected()),
        }
        .map_err(|error| tx.failed(error))
    }

    /// How the database goes about it, line by line.
    pub(crate) async fn explain(mut self, tx: &mut Tx) -> Result<Vec<String>> {
        match tx.connection() {
            Connection::Sqlite(connection) => {
                self.sql.insert_str(0, "EXPLAIN QUERY PLAN ");
                let query = sqlx::query_as::<sqlx::Sqlite, (i64, i64, i64, String)>(AssertSqlSafe(self.sql));
                let rows = bound!(query, self.values).fetch_all(connection).await?;
                Ok(rows.into_iter().map(|(.., detail)| detail).collect())
            }
            Connection::Postgres(connection) => {
                self.sql.insert_str(0, "EXPLAIN ");
                let query = sqlx::query_as::<sqlx::Postgres, (String,)>(AssertSqlSafe(self.sql));
                let rows = bound!(query, self.values).fetch_all(connection).await?;
                Ok(rows.into_iter().map(|(line,)| line).collect())
            }
        }
    }
}

/// A LIKE pattern that finds the folded text anywhere, whatever signs it holds, escaped by `\`. Nothing
/// when there is nothing to look for.
pub(crate) fn pattern(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    // Of a lone accent nothing is left, which everything holds; as it is, nothing holds it.
    let folded = fold(text);
    let text = if folded.is_empty() { text } else { &folded };
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    Some(pattern)
}
