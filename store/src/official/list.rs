//! Daftar Pejabat: the latest start first.

use chrono::NaiveDate;
use domain::id::{InstitutionId, OfficialId, PositionId};

use crate::{
    Result, Tx,
    page::{Cursor, Page},
    statement::{Statement, pattern},
};

/// Which office holders to list.
#[derive(Clone, Debug, Default)]
pub struct OfficialQuery {
    /// Only this institution's.
    pub institution: Option<InstitutionId>,
    /// Somewhere in name, NIP, SK, unit, title or region, as words are compared.
    pub text: String,
    /// Those after this [`OfficialPage::next`].
    pub after: Option<String>,
    /// Those before this [`OfficialPage::previous`].
    pub before: Option<String>,
    /// How many at most.
    pub limit: u32,
}

/// A page of office holders, the latest start first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfficialPage {
    /// The rows.
    pub rows: Vec<OfficialListRow>,
    /// Where older ones go on.
    pub next: Option<String>,
    /// Where newer ones go on.
    pub previous: Option<String>,
}

/// One office holder in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficialListRow {
    /// Their number.
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
    pub start: NaiveDate,
    /// Akhir Periode.
    pub end: NaiveDate,
    /// Whether somebody else has taken the post over.
    pub former: bool,
}

#[derive(sqlx::FromRow)]
struct OfficialRow {
    id: i64,
    name: String,
    nip: String,
    rank: String,
    decree: String,
    unit: String,
    title: String,
    institution_name: String,
    region: String,
    start_on: NaiveDate,
    end_on: NaiveDate,
    former: bool,
}

impl OfficialRow {
    fn cursor(&self) -> Cursor<NaiveDate> {
        Cursor::new(self.start_on, self.id)
    }

    fn read(self) -> OfficialListRow {
        OfficialListRow {
            id: self.id.into(),
            name: self.name,
            nip: self.nip,
            rank: self.rank,
            decree: self.decree,
            unit: self.unit,
            title: self.title,
            institution_name: self.institution_name,
            region: self.region,
            start: self.start_on,
            end: self.end_on,
            former: self.former,
        }
    }
}

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
    let rows: Vec<OfficialRow> = list_statement(query).fetch_all(tx).await?;
    let cut = page(query).cut(rows, query.limit, OfficialRow::cursor);
    Ok(OfficialPage {
        rows: cut.rows.into_iter().map(OfficialRow::read).collect(),
        next: cut.next,
        previous: cut.previous,
    })
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
    let rows: Vec<OfficialRow> = statement.fetch_all(tx).await?;
    Ok(rows.into_iter().map(OfficialRow::read).collect())
}

/// How the database goes about a page; for tests.
///
/// # Errors
/// When the database fails.
#[doc(hidden)]
pub async fn explain(tx: &mut Tx, query: &OfficialQuery) -> Result<Vec<String>> {
    list_statement(query).explain(tx).await
}

fn page(query: &OfficialQuery) -> Page<NaiveDate> {
    Page::of(query.after.as_deref(), query.before.as_deref())
}

fn list_statement(query: &OfficialQuery) -> Statement {
    let mut statement = Statement::new(SELECT);
    match pattern(&query.text) {
        None => push_rows(&mut statement, query, None),
        Some(pattern) => {
            // A text is looked for in the index alone.
            statement.push(" AND o.id IN (SELECT id FROM (SELECT o.id FROM official o WHERE TRUE");
            push_rows(&mut statement, query, Some(&pattern));
            push_order(&mut statement, query);
            statement.push(") AS page)");
        }
    }
    push_order(&mut statement, query);
    statement
}

/// The conditions of one page.
fn push_rows(statement: &mut Statement, query: &OfficialQuery, pattern: Option<&str>) {
    let page = page(query);
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
    if let Some(cursor) = page.cursor() {
        statement.push(" AND (o.start_on, o.id)").push(page.comparison());
        statement.push("(").bind(cursor.key).push(", ").bind(cursor.id).push(")");
    }
}

fn push_order(statement: &mut Statement, query: &OfficialQuery) {
    let page = page(query);
    statement.push(if page.is_backward() {
        " ORDER BY o.start_on, o.id"
    } else {
        " ORDER BY o.start_on DESC, o.id DESC"
    });
    Page::limit(statement, query.limit);
}
