//! The SQL of Daftar Seleksi, put together as its filters ask.

use chrono::{DateTime, Utc};
use domain::{
    id::{InstitutionId, PlanId, UserId},
    selection::{FillingMethod, Phase, Reason},
};

use super::{
    list::{ListRow, NEWS, PlanQuery},
    name_then,
};
use crate::{
    list::At,
    statement::{Statement, pattern},
};

pub(super) fn list_statement(query: &PlanQuery, at: &At<ListRow>) -> Statement {
    // A LEFT JOIN, so that SQLite begins with the plans and not with their institutions.
    let mut statement = Statement::new(
        "SELECT p.id, i.name AS institution_name, p.filling_method, p.reason, p.phase, p.updated_at, p.due, ",
    );
    statement.push(name_then!()).push(" AS institution_then, ");
    push_unread(&mut statement, "p", query.user);
    statement.push(" AS unread FROM plan p LEFT JOIN institution i ON i.id = p.institution_id WHERE ");
    match query.phases.as_slice() {
        phases @ ([] | [_]) if query.text.trim().is_empty() => {
            push_rows(&mut statement, query, at, phases.first().copied());
        }
        [] => push_pages(&mut statement, query, at, &[None]),
        phases => {
            push_pages(&mut statement, query, at, &phases.iter().copied().map(Some).collect::<Vec<_>>());
        }
    }
    at.push_order(&mut statement);
    statement
}

pub(super) fn unread_statement(query: &PlanQuery) -> Statement {
    let mut statement = Statement::new(
        "SELECT COUNT(*) FROM (SELECT p.id, p.updated_by_id, p.updated_at FROM plan p WHERE TRUE",
    );
    push_visible(&mut statement, query);
    statement.push(" ORDER BY p.updated_at DESC, p.id DESC LIMIT ").bind(NEWS).push(") AS latest WHERE ");
    push_unread(&mut statement, "latest", query.user);
    statement
}

/// So many changes at most are counted: more say no more.
const CHANGES: i64 = 100;

pub(super) fn changed_statement(query: &PlanQuery, began: DateTime<Utc>) -> Statement {
    let mut statement = Statement::new("SELECT COUNT(*) FROM (SELECT p.id FROM plan p WHERE TRUE");
    push_visible(&mut statement, query);
    match query.phases.as_slice() {
        [] => {}
        [phase] => _ = statement.push(" AND p.phase = ").bind(phase.code()),
        phases => _ = statement.push(" AND p.phase IN ").bind_list(phases.iter().map(|phase| phase.code())),
    }
    push_filters(&mut statement, query);
    statement.push(" AND p.updated_at > ").bind(began).push(" LIMIT ").bind(CHANGES).push(") AS moved");
    statement
}

pub(super) fn counts_statement(institution: Option<InstitutionId>) -> Statement {
    let mut statement = Statement::new("SELECT phase, COUNT(*) FROM plan");
    statement.only(" WHERE institution_id = ", institution);
    statement.push(" GROUP BY phase");
    statement
}

/// Somebody else changed it since the user saw it, or, if never seen, since the user is there.
fn push_unread(statement: &mut Statement, plan: &'static str, user: UserId) {
    let user = user.get();
    statement
        .push("(")
        .push(plan)
        .push(".updated_by_id <> ")
        .bind(user)
        .push(" AND ")
        .push(plan)
        .push(".updated_at >= (SELECT a.created_at FROM account a WHERE a.id = ")
        .bind(user)
        .push(") AND NOT EXISTS (SELECT 1 FROM seen s WHERE s.account_id = ")
        .bind(user)
        .push(" AND s.record_kind = 'plan' AND s.record_id = ")
        .push(plan)
        .push(".id AND s.seen_at >= ")
        .push(plan)
        .push(".updated_at))");
}

/// Whether one plan is news to a user.
pub(super) fn is_unread_statement(user: UserId, plan: PlanId) -> Statement {
    let mut statement = Statement::new("SELECT COUNT(*) FROM plan p WHERE p.id = ");
    statement.bind(plan.get()).push(" AND ");
    push_unread(&mut statement, "p", user);
    statement
}

/// The conditions of one page; the index on what they have in common gives its order.
fn push_rows(statement: &mut Statement, query: &PlanQuery, at: &At<ListRow>, phase: Option<Phase>) {
    statement.push("TRUE");
    push_visible(statement, query);
    statement.only(" AND p.phase = ", phase.map(Phase::code));
    push_filters(statement, query);
    at.push_beyond(statement);
}

/// The same page of each phase, to be merged: so the index gives the order of each, and only a
/// few rows are sorted. A text is looked for in the index alone.
fn push_pages(statement: &mut Statement, query: &PlanQuery, at: &At<ListRow>, phases: &[Option<Phase>]) {
    let mut opening = "p.id IN (SELECT id FROM (SELECT p.id FROM plan p WHERE ";
    for phase in phases {
        statement.push(opening);
        push_rows(statement, query, at, *phase);
        at.push_order(statement);
        opening = ") AS page UNION ALL SELECT id FROM (SELECT p.id FROM plan p WHERE ";
    }
    statement.push(") AS page)");
}

/// What the user may see at all.
fn push_visible(statement: &mut Statement, query: &PlanQuery) {
    statement.only(" AND p.institution_id = ", query.institution);
    if !query.see_drafts {
        statement.push(" AND p.phase <> 'draft'");
    }
}

/// What the user looks for.
fn push_filters(statement: &mut Statement, query: &PlanQuery) {
    statement.only(" AND p.reason = ", query.reason.map(Reason::code));
    statement.only(" AND p.filling_method = ", query.filling_method.map(FillingMethod::code));
    statement.only(" AND p.officer_id = ", query.officer);
    if let Some(pattern) = pattern(&query.text) {
        // Positions and institutions are few: those that fit are found once, not for each plan.
        statement
            .push(" AND (")
            .contains("p.letter_key", &pattern)
            .push(" OR p.institution_id IN (SELECT f.id FROM institution f WHERE ")
            .contains("f.name_key", &pattern)
            .push(
                ") OR p.institution_id IN (SELECT n.record_id FROM former_name n WHERE n.record_kind = 'institution' AND ",
            )
            .contains("n.name_key", &pattern)
            .push(
                ") OR EXISTS (SELECT 1 FROM vacancy v WHERE v.plan_id = p.id \
                 AND v.position_id IN (SELECT o.id FROM position o WHERE ",
            )
            .any_contains(["o.title_key", "o.unit_key"], &pattern)
            .push(")))");
    }
}
