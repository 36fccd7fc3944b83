//! Daftar Institusi (Gambar 6), by name.

use domain::{fold::fold, institution::InstitutionKind};

use super::{InstitutionRecord, RecordRow, select_record};
use crate::{
    Result, Tx,
    list::{At, Key, Order, Page, listed},
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
    /// Those after this [`Page::next`].
    pub after: Option<String>,
    /// Those before this [`Page::previous`].
    pub before: Option<String>,
    /// How many at most.
    pub limit: u32,
}

/// A page of institutions, by name.
pub type InstitutionPage = Page<InstitutionRecord>;

listed!(InstitutionQuery, page => Page<InstitutionRecord, ()>);

const BY_NAME: Order<RecordRow> = Order {
    mark: "",
    column: "i.name_key",
    id: "i.id",
    descending: false,
    read: Key::text,
    of: |row| (Key::Text(fold(&row.name)), row.id),
};

/// A page of institutions.
///
/// # Errors
/// When the database fails.
pub async fn page(tx: &mut Tx, query: &InstitutionQuery) -> Result<InstitutionPage> {
    let at = At::new(BY_NAME, query.place());
    at.fetch(tx, statement(query, &at)).await?.try_map(RecordRow::read)
}

/// How the database goes about a page; for tests.
///
/// # Errors
/// When the database fails.
#[doc(hidden)]
pub async fn explain(tx: &mut Tx, query: &InstitutionQuery) -> Result<Vec<String>> {
    statement(query, &At::new(BY_NAME, query.place())).explain(tx).await
}

fn statement(query: &InstitutionQuery, at: &At<RecordRow>) -> Statement {
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
    at.push_beyond(&mut statement);
    at.push_order(&mut statement);
    statement
}
