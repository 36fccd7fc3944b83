//! The lists of people: Petugas, and the accounts of an institution.

use domain::{fold::fold, id::InstitutionId, identity::Role};

use super::{User, UserRow, select_user};
use crate::{
    list::{At, Key, Order, listed},
    statement::{Statement, pattern},
};

/// Whose people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Everybody.
    #[default]
    All,
    /// The commission's.
    Commission,
    /// An institution's.
    Institution(InstitutionId),
}

listed! {
    /// Which people to list.
    #[derive(Clone, Debug, Default)]
    pub struct PeopleQuery {
        /// Whose.
        pub side: Side,
        /// Somewhere in name, user name or e-mail address, as words are compared.
        pub text: String,
        /// Only with this role.
        pub role: Option<Role>,
        /// Only active ones, or only closed ones.
        pub active: Option<bool>,
    }
    BY_NAME, statement, UserRow::read => User
}

const BY_NAME: Order<UserRow> = Order {
    mark: "",
    column: "a.name_key",
    id: "a.id",
    descending: false,
    read: Key::text,
    of: |row| (Key::Text(fold(&row.name)), row.id),
};

fn statement(query: &PeopleQuery, at: &At<UserRow>) -> Statement {
    let mut statement = Statement::new(select_user!("TRUE"));
    match query.side {
        Side::All => {}
        Side::Commission => {
            statement.push(" AND a.institution_id IS NULL");
        }
        Side::Institution(institution) => {
            statement.push(" AND a.institution_id = ").bind(institution);
        }
    }
    statement.only(" AND a.role = ", query.role.map(Role::code));
    if let Some(active) = query.active {
        statement.push(if active { " AND a.active" } else { " AND NOT a.active" });
    }
    if let Some(pattern) = pattern(&query.text) {
        statement.push(" AND (").any_contains(["a.name_key", "a.username", "a.email"], &pattern).push(")");
    }
    at.push_beyond(&mut statement);
    at.push_order(&mut statement);
    statement
}
