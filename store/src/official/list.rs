//! Daftar Pejabat: the latest start first.

use chrono::NaiveDate;
use domain::id::{InstitutionId, OfficialId, PositionId};

use crate::{
    Result, Tx,
    list::{At, Key, Order, Page, listed},
    statement::{Statement, pattern},
};

/// Which office holders to list.
#[derive(Clone, Debug, Default)]
pub struct OfficialQuery {
    /// Only this institution's.
    pub institution: Option<InstitutionId>,
    /// Somewhere in name, NIP, SK, unit, title or region, as words are compared.
    pub text: String,
    /// Those after this [`Page::next`].
    pub after: Option<String>,
    /// Those before this [`Page::previous`].
    pub before: Option<String>,
    /// How many at most.
    pub limit: u32,
}

/// A page of office holders, the latest start first.
pub type OfficialPage = Page<OfficialListRow>;

listed!(OfficialQuery, list => Page<OfficialListRow, ()>);

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

/// A page of office holders.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, query: &OfficialQuery) -> Result<OfficialPage> {
    let at = query.at();
    at.fetch(tx, statement(query, &at)).await
}

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

/// How the database goes about a page; for tests.
///
/// # Errors
/// When the database fails.
#[doc(hidden)]
pub async fn explain(tx: &mut Tx, query: &OfficialQuery) -> Result<Vec<String>> {
    statement(query, &query.at()).explain(tx).await
}

impl OfficialQuery {
    fn at(&self) -> At<OfficialListRow> {
        At::new(LATEST, self.place())
    }
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
    if let Some(institution) = query.institution {
        statement.push(" AND o.institution_id = ").bind(institution.get());
    }
    if let Some(pattern) = pattern {
        // Positions and institutions are few: those that fit are found once, not for each holder.
        statement
            .push(" AND (")
            .contains("o.name_key", pattern)
            .push(" OR ")
            .contains("o.nip", pattern)
            .push(" OR ")
            .contains("o.decree_key", pattern)
            .push(" OR o.position_id IN (SELECT f.id FROM position f WHERE ")
            .contains("f.unit_key", pattern)
            .push(" OR ")
            .contains("f.title_key", pattern)
            .push(") OR o.institution_id IN (SELECT f.id FROM institution f WHERE ")
            .contains("f.region_key", pattern)
            .push("))");
    }
    at.push_beyond(statement);
}
