//! The SQL of Daftar Seleksi, put together as its filters ask.

use chrono::DateTime;
use domain::id::{InstitutionId, UserId};

use super::list::PlanQuery;
use crate::{
    page::Page,
    statement::{Statement, pattern},
};

pub(super) fn list_statement(query: &PlanQuery) -> Statement {
    let page = query.page();
    // A LEFT JOIN, so that SQLite begins with the plans and not with their institutions.
    let mut statement = Statement::new(
        "SELECT p.id, i.name AS institution_name, p.filling_method, p.reason, p.phase, p.updated_at, ",
    );
    push_unread(&mut statement, query.user);
    statement.push(" AS unread FROM plan p LEFT JOIN institution i ON i.id = p.institution_id WHERE TRUE");
    push_filters(&mut statement, query);
    if let Some(cursor) = page.cursor()
        && let Some(at) = DateTime::from_timestamp_micros(cursor.key)
    {
        statement.push(" AND (p.updated_at, p.id)").push(page.comparison());
        statement.push("(").bind(at).push(", ").bind(cursor.id).push(")");
    }
    statement.push(if page.is_backward() {
        " ORDER BY p.updated_at, p.id"
    } else {
        " ORDER BY p.updated_at DESC, p.id DESC"
    });
    Page::limit(&mut statement, query.limit);
    statement
}

pub(super) fn unread_statement(query: &PlanQuery) -> Statement {
    let mut statement = Statement::new(
        "SELECT COUNT(*) FROM plan p LEFT JOIN institution i ON i.id = p.institution_id WHERE ",
    );
    push_unread(&mut statement, query.user);
    push_filters(&mut statement, query);
    statement
}

pub(super) fn counts_statement(institution: Option<InstitutionId>) -> Statement {
    let mut statement = Statement::new("SELECT phase, COUNT(*) FROM plan");
    if let Some(institution) = institution {
        statement.push(" WHERE institution_id = ").bind(institution.get());
    }
    statement.push(" GROUP BY phase");
    statement
}

/// Somebody else changed it since the user saw it, or, if never seen, since the user is there.
fn push_unread(statement: &mut Statement, user: UserId) {
    let user = user.get();
    statement
        .push("(p.updated_by_id <> ")
        .bind(user)
        .push(" AND p.updated_at >= (SELECT a.created_at FROM account a WHERE a.id = ")
        .bind(user)
        .push(") AND NOT EXISTS (SELECT 1 FROM plan_seen s WHERE s.account_id = ")
        .bind(user)
        .push(" AND s.plan_id = p.id AND s.seen_at >= p.updated_at))");
}

fn push_filters(statement: &mut Statement, query: &PlanQuery) {
    if let Some(institution) = query.institution {
        statement.push(" AND p.institution_id = ").bind(institution.get());
    }
    if !query.see_drafts {
        statement.push(" AND p.phase <> 'draft'");
    }
    match query.phases.as_slice() {
        [] => {}
        // Alone, it lets the index give the order too.
        [phase] => drop(statement.push(" AND p.phase = ").bind(phase.code())),
        phases => drop(statement.push(" AND p.phase IN ").bind_list(phases.iter().map(|phase| phase.code()))),
    }
    if let Some(reason) = query.reason {
        statement.push(" AND p.reason = ").bind(reason.code());
    }
    if let Some(method) = query.filling_method {
        statement.push(" AND p.filling_method = ").bind(method.code());
    }
    if let Some(officer) = query.officer {
        statement.push(" AND p.officer_id = ").bind(officer.get());
    }
    if let Some(pattern) = pattern(&query.text) {
        statement
            .push(" AND (")
            .contains("p.letter_number", &pattern)
            .push(" OR ")
            .contains("i.name", &pattern)
            .push(
                " OR EXISTS (SELECT 1 FROM vacancy v JOIN position o ON o.id = v.position_id \
                 WHERE v.plan_id = p.id AND (",
            )
            .contains("o.title", &pattern)
            .push(" OR ")
            .contains("o.unit", &pattern)
            .push(")))");
    }
}
