//! The lists of people: Petugas, and the accounts of an institution.

use domain::{fold::fold, id::InstitutionId, identity::Role};

use super::{User, UserRow, select_user};
use crate::{
    Result, Tx,
    page::{Cursor, Page},
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
    /// Those after this [`PeoplePage::next`].
    pub after: Option<String>,
    /// Those before this [`PeoplePage::previous`].
    pub before: Option<String>,
    /// How many at most.
    pub limit: u32,
}

/// A page of people, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeoplePage {
    /// The rows.
    pub rows: Vec<User>,
    /// Where later ones go on.
    pub next: Option<String>,
    /// Where earlier ones go on.
    pub previous: Option<String>,
}

/// A page of people.
///
/// # Errors
/// When the database fails.
pub async fn people(tx: &mut Tx, query: &PeopleQuery) -> Result<PeoplePage> {
    let rows: Vec<UserRow> = statement(query).fetch_all(tx).await?;
    let cut = page(query).cut(rows, query.limit, |row| Cursor::new(fold(&row.name), row.id));
    Ok(PeoplePage {
        rows: cut.rows.into_iter().map(UserRow::read).collect::<Result<_>>()?,
        next: cut.next,
        previous: cut.previous,
    })
}

/// How the database goes about a page; for tests.
///
/// # Errors
/// When the database fails.
#[doc(hidden)]
pub async fn explain(tx: &mut Tx, query: &PeopleQuery) -> Result<Vec<String>> {
    statement(query).explain(tx).await
}

fn page(query: &PeopleQuery) -> Page<String> {
    Page::of(query.after.as_deref(), query.before.as_deref())
}

fn statement(query: &PeopleQuery) -> Statement {
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
    let page = page(query);
    if let Some(cursor) = page.cursor() {
        statement.push(" AND (a.name_key, a.id)").push(page.ascending());
        statement.push("(").bind(cursor.key.as_str()).push(", ").bind(cursor.id).push(")");
    }
    statement.push(if page.is_backward() {
        " ORDER BY a.name_key DESC, a.id DESC"
    } else {
        " ORDER BY a.name_key, a.id"
    });
    Page::limit(&mut statement, query.limit);
    statement
}
