//! Every clock, the latest request first.

use chrono::{DateTime, Utc};
use domain::id::InstitutionId;

use super::{ClockRecord, ClockRow, SELECT};
use crate::{
    Result,
    list::{At, Key, Order, listed},
    statement::Statement,
};

listed! {
    /// Which clocks to list.
    #[derive(Clone, Debug, Default)]
    pub struct ClockQuery {
        /// Only this institution's.
        pub institution: Option<InstitutionId>,
    }
    LATEST, statement, Row::read => ClockListRow
}

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
    id: i64,
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
    of: |row| (Key::Time(row.begun_at), row.id),
};

impl Row {
    fn read(self) -> Result<ClockListRow> {
        let Self { clock, institution_name, officer_name, .. } = self;
        Ok(ClockListRow { clock: clock.read()?, institution_name, officer_name })
    }
}

fn statement(query: &ClockQuery, at: &At<Row>) -> Statement {
    let mut statement = Statement::new(SELECT);
    statement.only(" AND c.institution_id = ", query.institution);
    at.push_beyond(&mut statement);
    at.push_order(&mut statement);
    statement
}
