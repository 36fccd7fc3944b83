//! Daftar Pejabat: the latest start first.

use chrono::NaiveDate;
use domain::id::{InstitutionId, OfficialId, PositionId};

use crate::{
    Result, Tx,
    list::{At, Key, Order, listed},
    statement::{Statement, pattern},
};

listed! {
    /// Which office holders to list.
    #[derive(Clone, Debug, Default)]
    pub struct OfficialQuery {
        /// Only this institution's.
        pub institution: Option<InstitutionId>,
        /// Somewhere in name, NIP, SK, unit, title or region, as words are compared.
        pub text: String,
    }
    LATEST, statement, Ok => OfficialListRow
}

/// One office holder in a list.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OfficialListRow {
    /// Their number.
    #[sqlx(try_from = "i64")]
    pub id: OfficialId,
    /// Nama.
    pub name: String,
    /// NIP.
    pub nip: String,
    /// Pangkat/golongan.
    pub rank: String,
    /// SK.
    pub decree: String,
    /// Unit Kerja.
    pub unit: String,
    /// Jabatan.
    pub title: String,
    /// The institution's name.
    pub institution_name: String,
    /// Wilayah.
    pub region: String,
    /// Awal Periode.
    #[sqlx(rename = "start_on")]
    pub start: NaiveDate,
    /// Akhir Periode.
    #[sqlx(rename = "end_on")]
    pub end: NaiveDate,
    /// Whether somebody else has taken the post over.
    pub former: bool,
}

const LATEST: Order<OfficialListRow> = Order {
    mark: "",
    column: "o.start_on",
    id: "o.id",
    descending: true,
    read: Key::day,
    of: |row| (Key::Day(row.start), row.id.get()),
};

// LEFT JOINs, so that SQLite begins with the office holders and not with their institutions.
const SELECT: &str = "SELECT o.id, o.name, o.nip, o.rank, o.decree, p.unit, p.title, i.name AS institution_name, \
                      i.region, o.start_on, o.end_on, o.former FROM official o \
                      LEFT JOIN position p ON p.id = o.position_id \
                      LEFT JOIN institution i ON i.id = o.institution_id WHERE TRUE";

/// Those who hold a post and whom nobody has followed, the latest start first.
///
/// # Errors
/// When the database fails.
pub async fn holders(tx: &mut Tx, position: PositionId) -> Result<Vec<OfficialListRow>> {
    let mut statement = Statement::new(SELECT);
    statement
        .push(" AND NOT o.former AND o.position_id = ")
        .bind(position.get())
        .push(" ORDER BY o.start_on DESC, o.id DESC");
    statement.fetch_all(tx).await
}

fn statement(query: &OfficialQuery, at: &At<OfficialListRow>) -> Statement {
    let mut statement = Statement::new(SELECT);
    match pattern(&query.text) {
        None => push_rows(&mut statement, query, at, None),
        Some(pattern) => {
            // A text is looked for in the index alone.
            statement.push(" AND o.id IN (SELECT id FROM (SELECT o.id FROM official o WHERE TRUE");
            push_rows(&mut statement, query, at, Some(&pattern));
            at.push_order(&mut statement);
            statement.push(") AS page)");
        }
    }
    at.push_order(&mut statement);
    statement
}

/// The conditions of one page.
fn push_rows(
    statement: &mut Statement,
    query: &OfficialQuery,
    at: &At<OfficialListRow>,
    pattern: Option<&str>,
) {
    statement.only(" AND o.institution_id = ", query.institution);
    if let Some(pattern) = pattern {
        // Positions and institutions are few: those that fit are found once, not for each holder.
        statement
            .push(" AND (")
            .any_contains(["o.name_key", "o.nip", "o.decree_key"], pattern)
            .push(" OR o.position_id IN (SELECT f.id FROM position f WHERE ")
            .any_contains(["f.unit_key", "f.title_key"], pattern)
            .push(") OR o.institution_id IN (SELECT f.id FROM institution f WHERE ")
            .contains("f.region_key", pattern)
            .push("))");
    }
    at.push_beyond(statement);
}
