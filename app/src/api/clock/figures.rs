//! What is due, what is late, and what answers took.

use chrono::{Datelike as _, Days, Months};
use domain::{
    calendar::{jakarta_begin, jakarta_day},
    clock::{ClockKind, Spread},
    id::UserId,
};
use store::{
    Tx,
    clock::{self, Taken},
};

use super::{ClockFigures, SpreadRow};
use crate::{api::context::Caller, error::AppError};

/// The figures of the caller's side: an institution's own beside the commission's.
///
/// # Errors
/// When the database fails.
pub async fn figures(tx: &mut Tx, caller: &Caller) -> Result<ClockFigures, AppError> {
    let today = jakarta_day(caller.now);
    let institution = caller.actor.institution;
    let sunday = today + Days::new(6 - u64::from(today.weekday().num_days_from_monday()));
    let open = clock::figures(tx, institution, today, (today, sunday)).await?;
    let since = jakarta_begin(today - Months::new(12)).unwrap_or(caller.now);
    let all = clock::taken(tx, None, since).await?;
    let mut spreads = Vec::new();
    if institution.is_some() {
        let own = clock::taken(tx, institution, since).await?;
        spreads.extend(by_kind(&own, "Institusi Anda"));
        spreads.extend(by_kind(&all, "Semua institusi"));
    } else {
        spreads.extend(by_kind(&all, ""));
        let mut officers: Vec<_> = all.iter().filter_map(|taken| taken.officer).collect();
        officers.sort_unstable();
        officers.dedup();
        let people = store::identity::officers(tx).await?;
        let name =
            |id: UserId| people.iter().find(|person| person.id == id).map(|person| person.name.clone());
        let (known, former): (Vec<_>, Vec<_>) = officers.into_iter().partition(|id| name(*id).is_some());
        for id in known {
            let label = name(id).unwrap_or_default();
            spreads.extend(row(label, all.iter().filter(|taken| taken.officer == Some(id))));
        }
        let is_former = |taken: &&Taken| taken.officer.is_some_and(|id| former.contains(&id));
        spreads.extend(row("Petugas terdahulu".to_owned(), all.iter().filter(is_former)));
    }
    Ok(ClockFigures { due_today: open.due_today, due_this_week: open.due_in_week, late: open.late, spreads })
}

fn by_kind(taken: &[Taken], whose: &str) -> Vec<SpreadRow> {
    let of = |kind: ClockKind| {
        let label =
            if whose.is_empty() { kind.label().to_owned() } else { format!("{}: {whose}", kind.label()) };
        row(label, taken.iter().filter(move |taken| taken.kind == kind))
    };
    ClockKind::ALL.into_iter().filter_map(of).collect()
}

/// Nothing without answers.
fn row<'a>(label: String, taken: impl Iterator<Item = &'a Taken>) -> Option<SpreadRow> {
    let Spread { answers, median, ninetieth } = Spread::of(taken.map(|taken| (taken.days, taken.answers)))?;
    Some(SpreadRow { label, answers, median, ninetieth })
}
