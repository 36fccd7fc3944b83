//! Daftar Institusi (Gambar 6), by name.

use domain::{fold::fold, institution::InstitutionKind};

use super::{InstitutionRecord, RecordRow, select_record};
use crate::{
    list::{At, Key, Order, listed},
    statement::{Statement, pattern},
};

listed! {
    /// Which institutions to list.
    #[derive(Clone, Debug, Default)]
    pub struct InstitutionQuery {
        /// Somewhere in name, former name, region or e-mail address, as words are compared.
        pub text: String,
        /// Only of this kind.
        pub kind: Option<InstitutionKind>,
        /// Only in the province of this code.
        pub province: Option<String>,
    }
    BY_NAME, statement, RecordRow::read => InstitutionRecord
}

const BY_NAME: Order<RecordRow> = Order {
    mark: "",
    column: "i.name_key",
    id: "i.id",
    descending: false,
    read: Key::text,
    of: |row| (Key::Text(fold(&row.name)), row.id),
};

fn statement(query: &InstitutionQuery, at: &At<RecordRow>) -> Statement {
    let mut statement = Statement::new(select_record!("TRUE"));
    statement.only(" AND i.kind = ", query.kind.map(InstitutionKind::code));
    statement.only(" AND i.province = ", query.province.as_deref());
    if let Some(pattern) = pattern(&query.text) {
        statement
            .push(" AND (")
            .any_contains(["i.name_key", "i.region_key", "i.email"], &pattern)
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
