//! The SQL of Daftar Seleksi, put together as its filters ask.

use chrono::{DateTime, Utc};
use domain::{
    id::{InstitutionId, PlanId, UserId},
    selection::{FillingMethod, Phase, Reason, shortlist::SHORTLIST},
};

use super::{
    list::{ListRow, PlanQuery},
    name_then,
};
use crate::{
    list::At,
    statement::{Statement, pattern},
};

/// Rows that an index gives in order: of one phase or any, of one officer or any.
#[derive(Clone, Copy, Default)]
struct Part {
    phase: Option<Phase>,
    officer: Option<UserId>,
}

fn parts(query: &PlanQuery) -> Vec<Part> {
    let asked = |phase: &Phase| query.phases.is_empty() || query.phases.contains(phase);
    match &query.among {
        Some(shares) => {
            let shares = shares.iter().filter(|share| asked(&share.phase));
            shares.map(|share| Part { phase: Some(share.phase), officer: share.officer }).collect()
        }
        None if query.phases.is_empty() => vec![Part::default()],
        None => query.phases.iter().map(|phase| Part { phase: Some(*phase), officer: None }).collect(),
    }
}

pub(super) fn list_statement(query: &PlanQuery, at: &At<ListRow>) -> Statement {
    // LEFT JOINs, so that SQLite begins with the plans and not with their institutions.
    let mut statement = Statement::new(
        "SELECT p.id, p.version, i.name AS institution_name, p.filling_method, p.reason, p.phase, p.updated_at, p.sent_at, p.due, \
         o.name AS officer, ",
    );
    push_progressed(&mut statement);
    statement.push(name_then!()).push(" AS institution_then, ");
    push_unread(&mut statement, "p", query.user);
    statement.push(
        " AS unread FROM plan p LEFT JOIN institution i ON i.id = p.institution_id \
         LEFT JOIN account o ON o.id = p.officer_id WHERE ",
    );
    match parts(query).as_slice() {
        [] => _ = statement.push("FALSE"),
        [part] if !is_searched(query) => push_rows(&mut statement, query, at, *part),
        parts => push_pages(&mut statement, query, at, parts),
    }
    at.push_order(&mut statement);
    statement
}

/// What besides its phase decides on a plan's next step.
fn push_progressed(statement: &mut Statement) {
    statement
        .push(
            "(p.phase = 'in_review' AND EXISTS (SELECT 1 FROM message m WHERE m.record_kind = 'plan' \
             AND m.record_id = p.id AND m.kind = 'correction')) AS corrected, \
             (p.phase = 'process' AND NOT EXISTS (SELECT 1 FROM vacancy v WHERE v.plan_id = p.id \
             AND COALESCE(v.shortlist_note, '') = '' \
             AND (SELECT COUNT(*) FROM applicant a WHERE a.vacancy_id = v.id AND a.accepted) < ",
        )
        .bind(i64::try_from(SHORTLIST).unwrap_or(i64::MAX))
        .push(")) AS complete, ");
}

/// How many plans the query finds, or how many of them beyond a place; so many at most in each of its parts.
pub(super) fn count_statement(query: &PlanQuery, beyond: Option<&At<ListRow>>, most: u32) -> Statement {
    let mut statement = Statement::new("SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) FROM (SELECT 0 AS n");
    for part in parts(query) {
        statement.push(" UNION ALL SELECT COUNT(*) AS n FROM (SELECT p.id FROM plan p WHERE TRUE");
        push_part(&mut statement, query, part);
        if let Some(at) = beyond {
            at.push_beyond(&mut statement);
        }
        statement.push(" LIMIT ").bind(i64::from(most)).push(") AS found");
    }
    statement.push(") AS counts");
    statement
}

/// Whether the query finds one plan.
pub(super) fn found_statement(query: &PlanQuery, plan: PlanId) -> Statement {
    let mut statement = Statement::new("SELECT COUNT(*) FROM plan p WHERE p.id = ");
    statement.bind(plan.get());
    push_visible(&mut statement, query);
    push_among(&mut statement, query);
    push_filters(&mut statement, query);
    statement
}

/// Only rows of some part.
fn push_among(statement: &mut Statement, query: &PlanQuery) {
    let mut opening = " AND (";
    for part in parts(query) {
        statement.push(opening).push("(TRUE").only(" AND p.phase = ", part.phase.map(Phase::code));
        statement.only(" AND p.officer_id = ", part.officer).push(")");
        opening = " OR ";
    }
    statement.push(if opening == " OR " { ")" } else { " AND FALSE" });
}

/// So many changes at most are counted: more say no more.
const CHANGES: i64 = 100;

pub(super) fn changed_statement(query: &PlanQuery, began: DateTime<Utc>) -> Statement {
    let mut statement = Statement::new("SELECT COUNT(*) FROM (SELECT p.id FROM plan p WHERE TRUE");
    push_visible(&mut statement, query);
    push_among(&mut statement, query);
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
fn push_rows(statement: &mut Statement, query: &PlanQuery, at: &At<ListRow>, part: Part) {
    statement.push("TRUE");
    push_part(statement, query, part);
    at.push_beyond(statement);
}

/// The same page of each part, to be merged: so the index gives the order of each, and only a
/// few rows are sorted. A text is looked for in the index alone.
fn push_pages(statement: &mut Statement, query: &PlanQuery, at: &At<ListRow>, parts: &[Part]) {
    let mut opening = "p.id IN (SELECT id FROM (SELECT p.id FROM plan p WHERE ";
    for part in parts {
        statement.push(opening);
        push_rows(statement, query, at, *part);
        at.push_order(statement);
        opening = ") AS page UNION ALL SELECT id FROM (SELECT p.id FROM plan p WHERE ";
    }
    statement.push(") AS page)");
}

/// Which rows of a part are looked for.
fn push_part(statement: &mut Statement, query: &PlanQuery, part: Part) {
    push_visible(statement, query);
    statement.only(" AND p.phase = ", part.phase.map(Phase::code));
    statement.only(" AND p.officer_id = ", part.officer);
    push_filters(statement, query);
}

/// Whether words are looked for.
fn is_searched(query: &PlanQuery) -> bool {
    [&query.text, &query.institution_text].iter().any(|text| !text.trim().is_empty())
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
    if let Some(today) = query.overdue {
        // The first is what an index finds; what awaits a list of holidays is not late by it.
        statement
            .push(" AND p.due < ")
            .bind(today)
            .push(
                " AND EXISTS (SELECT 1 FROM clock c WHERE c.record_kind = 'plan' AND c.record_id = p.id \
                 AND c.ended_at IS NULL AND c.late_from <= ",
            )
            .bind(today)
            .push(")");
    }
    if let Some(pattern) = pattern(&query.institution_text) {
        statement.push(" AND (");
        push_institution(statement, &pattern);
        statement.push(")");
    }
    if let Some(pattern) = pattern(&query.text) {
        // Positions are few, too.
        statement.push(" AND (").contains("p.letter_key", &pattern).push(" OR ");
        push_institution(statement, &pattern);
        statement
            .push(
                " OR EXISTS (SELECT 1 FROM vacancy v WHERE v.plan_id = p.id \
                 AND v.position_id IN (SELECT o.id FROM position o WHERE ",
            )
            .any_contains(["o.title_key", "o.unit_key"], &pattern)
            .push(")))");
    }
}

/// Plans of institutions that are, or were, called so. They are few: those that fit are found once, not for each plan.
fn push_institution(statement: &mut Statement, pattern: &str) {
    statement
        .push("p.institution_id IN (SELECT f.id FROM institution f WHERE ")
        .contains("f.name_key", pattern)
        .push(
            ") OR p.institution_id IN (SELECT n.record_id FROM former_name n WHERE n.record_kind = 'institution' AND ",
        )
        .contains("n.name_key", pattern)
        .push(")");
}
