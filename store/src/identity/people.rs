//! The lists of people: Petugas, and the accounts of an institution.

use domain::{fold::fold, id::InstitutionId, identity::Role};

use super::{User, UserRow, select_user};
use crate::{
    Result, Tx,
    list::{At, Key, Order, Page, listed},
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
    /// Those after this [`Page::next`].
    pub after: Option<String>,
    /// Those before this [`Page::previous`].
    pub before: Option<String>,
    /// How many at most.
    pub limit: u32,
}

/// A page of people, by name.
pub type PeoplePage = Page<User>;

listed!(PeopleQuery, people => Page<User, ()>);

const BY_NAME: Order<UserRow> = Order {
    mark: "",
    column: "a.name_key",
    id: "a.id",
    descending: false,
    read: Key::text,
    of: |row| (Key::Text(fold(&row.name)), row.id),
};

/// A page of people.
///
/// # Errors
/// When the database fails.
pub async fn people(tx: &mut Tx, query: &PeopleQuery) -> Result<PeoplePage> {
    let at = At::new(BY_NAME, query.place());
    at.fetch(tx, statement(query, &at)).await?.try_map(UserRow::read)
}

/// How the database goes about a page; for tests.
///
/// # Errors
/// When the database fails.
#[doc(hidden)]
pub async fn explain(tx: &mut Tx, query: &PeopleQuery) -> Result<Vec<String>> {
    statement(query, &At::new(BY_NAME, query.place())).explain(tx).await
}

fn statement(query: &PeopleQuery, at: &At<UserRow>) -> Statement {
    let mut statement = Statement::new(select_user!("TRUE"));
    match query.side {
        Side::All => {}
        Side::Commission => {
            statement.push(" AND a.institution_id IS NULL");
        }
        Side::Institution(institution) => {
            statement.push(" AND a.institution_id = ").bind(institution.get());
        }
    }
    if let Some(role) = query.role {
        statement.push(" AND a.role = ").bind(role.code());
    }
    if let Some(active) = query.active {
        statement.push(if active { " AND a.active" } else { " AND NOT a.active" });
    }
    if let Some(pattern) = pattern(&query.text) {
        statement
            .push(" AND (")
            .contains("a.name_key", &pattern)
            .push(" OR ")
            .contains("a.username", &pattern)
            .push(" OR ")
            .contains("a.email", &pattern)
            .push(")");
    }
    at.push_beyond(&mut statement);
    at.push_order(&mut statement);
    statement
}
