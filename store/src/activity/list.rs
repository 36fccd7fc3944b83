//! Daftar Log Aktivitas: newest first unless asked otherwise, as quick on the last page of a million lines as on the first.
//!
//! One filter leads, and its index gives the order; the others are looked at on the way. Which leads is
//! decided here and not left to the database, which knows too little of how lines are spread.

use chrono::{Days, NaiveDate};
use domain::{
    activity::Act,
    calendar::jakarta_begin,
    id::{InstitutionId, UserId},
    record::RecordKind,
};

use super::{ActivityRecord, ActivityRow};
use crate::{
    Result, Tx,
    list::{At, Key, Order, Page, listed},
    statement::{Statement, pattern},
};

/// So many people at most are looked for by a text; whoever types less than a name has not found
/// anybody yet.
pub const PEOPLE: usize = 50;

/// Which line comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ActivityOrder {
    /// The newest.
    #[default]
    Newest,
    /// The oldest.
    Oldest,
}

listed! {
    /// Which lines to list.
    #[derive(Clone, Debug, Default)]
    pub struct ActivityQuery {
        /// Only what concerns this institution: its people's lines, and the commission's acts on its records.
        pub institution: Option<InstitutionId>,
        /// What an institution did with drafts, and with files that no plan it has sent names. That is for the
        /// institution alone; with the plan it becomes visible to the commission.
        pub see_drafts: bool,
        /// Only this person's.
        pub user: Option<UserId>,
        /// Somewhere in the name or user name of whoever did it, as words are compared; also in the name that
        /// somebody tried to log in with. Of more than [`PEOPLE`], the first by number, the commission's last;
        /// [`ActivityNote::more_people`] says so.
        pub text: String,
        /// Only this act.
        pub act: Option<Act>,
        /// Only this kind of record.
        pub record: Option<RecordKind>,
        /// Only the record of this number; counts with a kind.
        pub record_id: Option<i64>,
        /// From this day in Jakarta on.
        pub from: Option<NaiveDate>,
        /// Up to this day in Jakarta.
        pub to: Option<NaiveDate>,
        /// In which order.
        pub order: ActivityOrder,
    }
    list => Page<ActivityRecord, ActivityNote>
}

/// What is to be said of a page of lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ActivityNote {
    /// The text means more people than were looked for.
    pub more_people: bool,
}

const NEWEST: Order<ActivityRow> = Order {
    mark: "",
    column: "a.at",
    id: "a.id",
    descending: true,
    read: Key::time,
    of: |row| (Key::Time(row.at), row.id),
};
/// Along the same indexes, from their other end.
const OLDEST: Order<ActivityRow> = Order { mark: "oldest", descending: false, ..NEWEST };

/// Whom a text means.
struct People {
    ids: Vec<i64>,
    more: bool,
}

pub(super) const SELECT: &str = "SELECT a.id, a.account_id, a.name, a.at, a.address, a.act, a.record_kind, a.record_id, a.institution_id, \
     a.before_data, a.after_data FROM activity a";

/// A page of lines.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, query: &ActivityQuery) -> Result<Page<ActivityRecord, ActivityNote>> {
    let people = people(tx, query).await?;
    let at = query.at();
    let page = at.fetch(tx, statement(query, &at, people.as_ref())).await?;
    let note = ActivityNote { more_people: people.is_some_and(|people| people.more) };
    Ok(page.map(ActivityRow::read).noting(note))
}

/// How the database goes about a page; for tests.
///
/// # Errors
/// When the database fails.
#[doc(hidden)]
pub async fn explain(tx: &mut Tx, query: &ActivityQuery) -> Result<Vec<String>> {
    let people = people(tx, query).await?;
    statement(query, &query.at(), people.as_ref()).explain(tx).await
}

impl ActivityQuery {
    fn at(&self) -> At<ActivityRow> {
        let order = match self.order {
            ActivityOrder::Newest => NEWEST,
            ActivityOrder::Oldest => OLDEST,
        };
        At::new(order, self.place())
    }
}

/// Whom the query's text means; nothing when it has none.
async fn people(tx: &mut Tx, query: &ActivityQuery) -> Result<Option<People>> {
    let Some(pattern) = pattern(&query.text) else { return Ok(None) };
    let mut statement = Statement::new("SELECT id FROM account WHERE (");
    statement.contains("name_key", &pattern).push(" OR ").contains("username", &pattern).push(")");
    statement.only(" AND id = ", query.user);
    // Nobody but its people and the commission's has lines there; its own come first.
    if let Some(institution) = query.institution {
        statement.push(" AND (institution_id IS NULL OR institution_id = ").bind(institution.get()).push(")");
    }
    statement
        .push(" ORDER BY institution_id IS NULL, id LIMIT ")
        .bind(i64::try_from(PEOPLE + 1).unwrap_or(i64::MAX));
    let rows: Vec<(i64,)> = statement.fetch_all(tx).await?;
    let more = rows.len() > PEOPLE;
    Ok(Some(People { ids: rows.into_iter().map(|(id,)| id).take(PEOPLE).collect(), more }))
}

/// The filter whose index gives the order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// One record.
    Record(RecordKind, i64),
    /// One person; with the act, if there is one.
    Person(i64),
    /// Logins that failed, of nobody.
    Stranger,
    /// The act; within the institution, if there is one.
    Act,
    /// The kind of record; within the institution, if there is one.
    Kind,
    /// The institution, or everything.
    Scope,
}

fn statement(query: &ActivityQuery, at: &At<ActivityRow>, people: Option<&People>) -> Statement {
    let mut statement = Statement::new(SELECT);
    statement.push(" WHERE ");
    match people {
        None => push_rows(&mut statement, query, at, lead(query)),
        Some(people) => {
            // A page of each person, to be merged: so the index gives the order of each, and only a few
            // rows are sorted.
            let mut leads: Vec<Lead> = people.ids.iter().map(|person| Lead::Person(*person)).collect();
            if query.institution.is_none() && query.user.is_none() || leads.is_empty() {
                leads.push(Lead::Stranger);
            }
            let mut opening = "a.id IN (SELECT id FROM (SELECT a.id FROM activity a WHERE ";
            for lead in leads {
                statement.push(opening);
                push_rows(&mut statement, query, at, lead);
                at.push_order(&mut statement);
                opening = ") AS page UNION ALL SELECT id FROM (SELECT a.id FROM activity a WHERE ";
            }
            statement.push(") AS page)");
        }
    }
    at.push_order(&mut statement);
    statement
}

fn lead(query: &ActivityQuery) -> Lead {
    match (query.record, query.record_id, query.user, query.act) {
        (Some(kind), Some(id), ..) => Lead::Record(kind, id),
        (.., Some(user), _) => Lead::Person(user.get()),
        (.., Some(_)) => Lead::Act,
        (Some(_), ..) => Lead::Kind,
        _ => Lead::Scope,
    }
}

/// The conditions of one page. A column that is not to lead stands behind a `+`, or a `|| ''` where it
/// is text: neither changes its value, but no index is on that.
fn push_rows(statement: &mut Statement, query: &ActivityQuery, at: &At<ActivityRow>, lead: Lead) {
    match lead {
        Lead::Record(kind, id) => {
            statement.push("a.record_kind = ").bind(kind.code()).push(" AND a.record_id = ").bind(id);
        }
        Lead::Person(person) => {
            statement.push("a.account_id = ").bind(person);
        }
        Lead::Stranger => {
            statement.push("a.account_id IS NULL");
        }
        Lead::Act | Lead::Kind | Lead::Scope => {
            statement.push("TRUE");
        }
    }
    push_scope(statement, query, lead);
    push_visible(statement, query);
    push_what(statement, query, lead);
    push_period(statement, query);
    at.push_beyond(statement);
}

/// Who, and whose.
fn push_scope(statement: &mut Statement, query: &ActivityQuery, lead: Lead) {
    let leads = matches!(lead, Lead::Act | Lead::Kind | Lead::Scope);
    let of = if leads { " AND a.institution_id = " } else { " AND +a.institution_id = " };
    statement.only(of, query.institution);
    if let Some(user) = query.user
        && !matches!(lead, Lead::Person(_))
    {
        statement.push(" AND +a.account_id = ").bind(user.get());
    }
    if lead == Lead::Stranger
        && let Some(pattern) = pattern(&query.text)
    {
        statement.push(" AND ").contains("COALESCE(a.name_key, LOWER(a.name))", &pattern);
    }
}

/// What may be seen at all. A plan that was discarded is no plan, and a file that was removed is no file.
fn push_visible(statement: &mut Statement, query: &ActivityQuery) {
    if !query.see_drafts {
        statement.push(
            " AND (+a.institution_id IS NULL OR CASE a.record_kind \
             WHEN 'plan' THEN EXISTS (SELECT 1 FROM plan p WHERE p.id = a.record_id AND p.phase <> 'draft') \
             WHEN 'attachment' THEN EXISTS (SELECT 1 FROM attachment f LEFT JOIN plan p \
             ON f.record_kind = 'plan' AND p.id = f.record_id \
             WHERE f.id = a.record_id AND (f.record_kind <> 'plan' OR p.phase <> 'draft')) \
             ELSE TRUE END)",
        );
    }
}

/// What, and to what.
fn push_what(statement: &mut Statement, query: &ActivityQuery, lead: Lead) {
    let leads = matches!(lead, Lead::Act | Lead::Person(_));
    statement.only(if leads { " AND a.act = " } else { " AND a.act || '' = " }, query.act.map(Act::code));
    if let Some(kind) = query.record
        && !matches!(lead, Lead::Record(..))
    {
        let leads = lead == Lead::Kind;
        statement.push(if leads { " AND a.record_kind = " } else { " AND a.record_kind || '' = " });
        statement.bind(kind.code());
        statement.only(" AND +a.record_id = ", query.record_id);
    }
}

fn push_period(statement: &mut Statement, query: &ActivityQuery) {
    let end = query.to.and_then(|day| day.checked_add_days(Days::new(1)));
    statement.only(" AND a.at >= ", query.from.and_then(jakarta_begin));
    statement.only(" AND a.at < ", end.and_then(jakarta_begin));
}
