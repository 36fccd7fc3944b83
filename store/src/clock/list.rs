//! Every clock, the latest request first.

use chrono::{DateTime, Utc};
use domain::id::InstitutionId;

use super::{ClockRecord, ClockRow};
use crate::{
    Result, Tx,
    list::{At, Key, Order, Page, listed},
    statement::Statement,
};

/// Which clocks to list.
#[derive(Clone, Debug, Default)]
pub struct ClockQuery {
    /// Only this institution's.
    pub institution: Option<InstitutionId>,
    /// Those after this [`Page::next`].
    pub after: Option<String>,
    /// Those before this [`Page::previous`].
    pub before: Option<String>,
    /// How many at most.
    pub limit: u32,
}

listed!(ClockQuery, list => Page<ClockListRow, ()>);

/// One clock in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockListRow {
    /// The clock.
    pub clock: ClockRecord,
    /// Whose request it is, by its present name.
    pub institution_name: String,
    /// Who handles it, or has answered.
    pub officer_name: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    clock: ClockRow,
    begun_at: DateTime<Utc>,
    institution_name: String,
    officer_name: Option<String>,
}

const LATEST: Order<Row> = Order {
    mark: "",
    column: "c.begun_at",
    id: "c.id",
    descending: true,
    read: Key::time,
    of: |row| (Key::Time(row.begun_at), row.clock.id),
};

/// A page of clocks.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, query: &ClockQuery) -> Result<Page<ClockListRow>> {
    let at = At::new(LATEST, query.place());
    let page = at.fetch(tx, statement(query, &at)).await?;
    page.try_map(|Row { clock, institution_name, officer_name, .. }| {
        Ok(ClockListRow { clock: clock.read()?, institution_name, officer_name })
    })
}

/// How the database goes about a page; for tests.
///
/// # Errors
/// When the database fails.
#[doc(hidden)]
pub async fn explain_list(tx: &mut Tx, query: &ClockQuery) -> Result<Vec<String>> {
    statement(query, &At::new(LATEST, query.place())).explain(tx).await
}

fn statement(query: &ClockQuery, at: &At<Row>) -> Statement {
    // LEFT JOINs, so that SQLite begins with the clocks.
    let mut statement = Statement::new(
        "SELECT c.id, c.record_kind, c.record_id, c.kind, c.institution_id, i.province, i.remote_decree, c.officer_id, \
         c.history, c.reckoning, c.begun_at, i.name AS institution_name, a.name AS officer_name FROM clock c \
         LEFT JOIN institution i ON i.id = c.institution_id LEFT JOIN account a ON a.id = c.officer_id WHERE TRUE",
    );
    if let Some(institution) = query.institution {
        statement.push(" AND c.institution_id = ").bind(institution.get());
    }
    at.push_beyond(&mut statement);
    at.push_order(&mut statement);
    statement
}
