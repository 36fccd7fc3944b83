//! What waits for whom: the tabs of Daftar Seleksi, their counts, and what officers have in hand.

use chrono::NaiveDate;
use domain::{
    access::Guarded,
    calendar::jakarta_day,
    id::PlanId,
    identity::{Actor, Person},
    selection::{
        Phase, PlanTab,
        access::{Plans, PlansAction},
        next::{Share, handled_by, waiting_for},
    },
};
use store::{
    Tx,
    dashboard::plans_by_phase,
    selection::plan::{self, PlanListRow, PlanQuery},
};

use super::{
    plan::query::from_filter,
    plans_of,
    views::{Beside, OfficerLoad, PlanFilter, QueueView, Total},
};
use crate::{api::context::Caller, error::AppError};

/// More than so many are not counted one by one.
const COUNTED: u32 = 1000;

/// The plans on which somebody has the next step.
pub(in crate::api) fn waiting_of(actor: &Actor) -> PlanQuery {
    PlanQuery { among: Some(waiting_for(actor)), ..plans_of(actor) }
}

/// How many plans wait for somebody.
pub(in crate::api) async fn waiting(tx: &mut Tx, actor: &Actor) -> Result<Total, AppError> {
    total(tx, &waiting_of(actor)).await
}

/// A query of a tab alone.
pub(super) fn of_tab(query: PlanQuery, tab: PlanTab, actor: &Actor, today: NaiveDate) -> PlanQuery {
    match tab {
        PlanTab::Waiting => PlanQuery { among: Some(waiting_for(actor)), ..query },
        PlanTab::Unassigned => PlanQuery { among: Some(vec![UNASSIGNED]), ..query },
        PlanTab::Own => PlanQuery { among: Some(handled_by(actor.user)), ..query },
        PlanTab::Late => PlanQuery { overdue: Some(today), ..query },
        PlanTab::All => query,
    }
}

/// What was sent and nobody handles yet.
const UNASSIGNED: Share = Share { phase: Phase::Submitted, officer: None };

/// How many plans a query finds.
pub(in crate::api) async fn total(tx: &mut Tx, query: &PlanQuery) -> Result<Total, AppError> {
    if is_whole(query) {
        return whole(tx, query).await;
    }
    let count = plan::count(tx, query, COUNTED + 1).await?;
    Ok(Total { count: count.min(COUNTED), more: count > COUNTED })
}

/// Whether a query asks for nothing that its tallies do not know.
fn is_whole(query: &PlanQuery) -> bool {
    let PlanQuery { text, institution_text, among, overdue, reason, filling_method, officer, .. } = query;
    text.trim().is_empty()
        && institution_text.trim().is_empty()
        && (among.is_none(), overdue.is_none()) == (true, true)
        && (reason.is_none(), filling_method.is_none(), officer.is_none()) == (true, true, true)
}

/// As many as there are, from the tallies.
async fn whole(tx: &mut Tx, query: &PlanQuery) -> Result<Total, AppError> {
    let phases = plans_by_phase(tx, query.institution).await?;
    let asked = |phase: Phase| {
        (query.see_drafts || phase != Phase::Draft)
            && (query.phases.is_empty() || query.phases.contains(&phase))
    };
    let count = phases.into_iter().filter(|(phase, _)| asked(*phase)).map(|(_, plans)| plans).sum();
    Ok(Total { count, more: false })
}

/// The tabs of the caller's side, each with how many plans it has.
pub(super) async fn tabs(
    tx: &mut Tx,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Vec<(PlanTab, Total)>, AppError> {
    let mut tabs = Vec::new();
    for tab in PlanTab::of_side(actor.role.is_commission()) {
        tabs.push((*tab, total(tx, &of_tab(plans_of(actor), *tab, actor, today)).await?));
    }
    Ok(tabs)
}

/// Where a plan stands in the list that the caller came from.
pub(super) async fn around(
    tx: &mut Tx,
    caller: &Caller,
    id: PlanId,
    from: &PlanFilter,
    place: &str,
) -> Result<Option<QueueView>, AppError> {
    if place.trim().is_empty() {
        return Ok(None);
    }
    let Ok(query) = from_filter(from, &caller.actor, jakarta_day(caller.now)) else { return Ok(None) };
    let Some(around) = plan::neighbours(tx, &query, place, COUNTED + 1).await? else { return Ok(None) };
    // It may stand elsewhere by now: then it is no neighbour of itself, and its place is no longer its own.
    let moved = [&around.previous, &around.next].into_iter().flatten().any(|row| row.id == id);
    let beside = |row: PlanListRow| {
        (row.id != id).then(|| Beside {
            id: row.id,
            name: format!("{}, {}", row.titles.join(", "), row.institution_name),
            place: row.place,
        })
    };
    let there = !moved && plan::is_found(tx, &query, id).await?;
    Ok(Some(QueueView {
        at: (there && around.before < COUNTED).then_some(around.before + 1),
        total: total(tx, &query).await?,
        previous: around.previous.and_then(beside),
        next: around.next.and_then(beside),
    }))
}

/// The commission's people with what they have in hand; nobody for institutions.
pub(super) async fn officers(tx: &mut Tx, actor: &Actor) -> Result<Vec<OfficerLoad>, AppError> {
    if !actor.role.is_commission() {
        return Ok(Vec::new());
    }
    let people = store::identity::officers(tx).await?;
    if Plans.decide(actor, PlansAction::Assign).is_ok() {
        return with_loads(tx, people).await;
    }
    // Names to filter by; what others have in hand is for whoever hands over.
    let name = |person: Person| OfficerLoad { id: person.id.to_string(), name: person.name, plans: 0 };
    Ok(people.into_iter().map(name).collect())
}

/// People of the commission, each with how many plans they have in hand.
pub(super) async fn with_loads(tx: &mut Tx, people: Vec<Person>) -> Result<Vec<OfficerLoad>, AppError> {
    let ids: Vec<_> = people.iter().map(|person| person.id).collect();
    let loads = plan::loads(tx, &ids).await?;
    let load = |person: Person| OfficerLoad {
        plans: loads.get(&person.id).copied().unwrap_or_default(),
        id: person.id.to_string(),
        name: person.name,
    };
    Ok(people.into_iter().map(load).collect())
}
