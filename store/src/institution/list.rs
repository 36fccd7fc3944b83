//! Daftar Institusi (Gambar 6), by name.

use domain::{fold::fold, institution::InstitutionKind};

use super::{InstitutionRecord, RecordRow, select_record};
use crate::{
    Result, Tx,
    page::{Cursor, Page},
    statement::{Statement, pattern},
};

/// Which institutions to list.
#[derive(Clone, Debug, Default)]
pub struct InstitutionQuery {
    /// Somewhere in name, former name, region or e-mail address, as words are compared.
    pub text: String,
    /// Only of this kind.
    pub kind: Option<InstitutionKind>,
    /// Only in the province of this code.
    pub province: Option<String>,
    /// Those after this [`InstitutionPage::next`].
    pub after: Option<String>,
    /// Those before this [`InstitutionPage::previous`].
    pub before: Option<String>,
    /// How many at most.
    pub limit: u32,
}

/// A page of institutions, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InstitutionPage {
    /// The rows.
    pub rows: Vec<InstitutionRecord>,
    /// Where later ones go on.
    pub next: Option<String>,
    /// Where earlier ones go on.
    pub previous: Option<String>,
}

/// A page of institutions.
///
/// # Errors
/// When the database fails.
pub async fn page(tx: &mut Tx, query: &InstitutionQuery) -> Result<InstitutionPage> {
    let rows: Vec<RecordRow> = statement(query).fetch_all(tx).await?;
    let cut = place(query).cut(rows, query.limit, |row| Cursor::new(fold(&row.name), row.id));
    Ok(InstitutionPage {
        rows: cut.rows.into_iter().map(RecordRow::read).collect::<Result<_>>()?,
        next: cut.next,
        previous: cut.previous,
    })
}

/// How the database goes about a page; for tests.
///
/// # Errors
/// When the database fails.
#[doc(hidden)]
pub async fn explain(tx: &mut Tx, query: &InstitutionQuery) -> Result<Vec<String>> {
    statement(query).explain(tx).await
}

fn place(query: &InstitutionQuery) -> Page<String> {
    Page::of(query.after.as_deref(), query.before.as_deref())
}

fn statement(query: &InstitutionQuery) -> Statement {
    let mut statement = Statement::new(select_record!("TRUE"));
    if let Some(kind) = query.kind {
        statement.push(" AND i.kind = ").bind(kind.code());
    }
    if let Some(province) = &query.province {
        statement.push(" AND i.province = ").bind(province.as_str());
    }
    if let Some(pattern) = pattern(&query.text) {
        statement
            .push(" AND (")
            .contains("i.name_key", &pattern)
            .push(" OR ")
            .contains("i.region_key", &pattern)
            .push(" OR ")
            .contains("i.email", &pattern)
            .push(
                " OR i.id IN (SELECT n.record_id FROM former_name n WHERE n.record_kind = 'institution' AND ",
            )
            .contains("n.name_key", &pattern)
            .push("))");
    }
    let page = place(query);
    if let Some(cursor) = page.cursor() {
        statement.push(" AND (i.name_key, i.id)").push(page.ascending());
        statement.push("(").bind(cursor.key.as_str()).push(", ").bind(cursor.id).push(")");
    }
    statement.push(if page.is_backward() {
        " ORDER BY i.name_key DESC, i.id DESC"
    } else {
        " ORDER BY i.name_key, i.id"
    });
    Page::limit(&mut statement, query.limit);
    statement
}
