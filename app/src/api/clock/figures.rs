//! What is due, what is late, and what answers took.

use chrono::{Datelike as _, Days, Months};
use domain::{
    calendar::{jakarta_begin, jakarta_day},
    clock::{ClockKind, Spread},
};
use store::{
    Tx,
    clock::{self, Taken},
};

use super::ClockFigures;
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
    let leading;
    if institution.is_some() {
        let own = clock::taken(tx, institution, since).await?;
        leading = first(&own);
        spreads.extend(by_kind(&own, "Institusi Anda"));
        spreads.extend(by_kind(&all, "Semua institusi"));
    } else {
        leading = first(&all);
        spreads.extend(by_kind(&all, ""));
        let mut people = store::identity::officers(tx).await?;
        people.sort_unstable_by_key(|person| person.id);
        for person in &people {
            let own = all.iter().filter(|taken| taken.officer == Some(person.id));
            spreads.extend(row(person.name.clone(), own));
        }
        let is_former =
            |taken: &&Taken| taken.officer.is_some_and(|id| people.iter().all(|person| person.id != id));
        spreads.extend(row("Petugas terdahulu".to_owned(), all.iter().filter(is_former)));
    }
    Ok(ClockFigures { open, spreads, leading })
}

/// Of the first kind that was answered.
fn first(taken: &[Taken]) -> Option<(ClockKind, Spread)> {
    let of = |kind| taken.iter().filter(move |taken: &&Taken| taken.kind == kind);
    let spread = |kind| Spread::of(of(kind).map(|taken| (taken.days, taken.answers)));
    ClockKind::ALL.into_iter().find_map(|kind| Some((kind, spread(kind)?)))
}

fn by_kind(taken: &[Taken], whose: &str) -> Vec<(String, Spread)> {
    let of = |kind: ClockKind| {
        let label =
            if whose.is_empty() { kind.label().to_owned() } else { format!("{}: {whose}", kind.label()) };
        row(label, taken.iter().filter(move |taken| taken.kind == kind))
    };
    ClockKind::ALL.into_iter().filter_map(of).collect()
}

/// Nothing without answers.
fn row<'a>(label: String, taken: impl Iterator<Item = &'a Taken>) -> Option<(String, Spread)> {
    Spread::of(taken.map(|taken| (taken.days, taken.answers))).map(|spread| (label, spread))
}
