//! The selection's pages, in the order of its steps, and what they share.

pub mod clocks;
pub mod inauguration;
mod onward;
pub mod plan;
pub mod process;
pub mod report;
mod three;
mod way_back;

pub use way_back::{LIST, came_from, carrying, list_crumb, provide_way_back, remember};

use chrono::{DateTime, Utc};
use domain::{
    calendar::{jakarta_day, short_date},
    selection::{Phase, Step},
};
use leptos::prelude::*;

use crate::{
    api::clock::ClockCell,
    components::{Badge, Tone},
};

/// What a status means to the reader; its words are [`Phase::label`].
#[must_use]
pub fn tone(phase: Phase) -> Tone {
    match phase {
        Phase::Draft => Tone::Neutral,
        Phase::Submitted | Phase::InReview | Phase::Recommended | Phase::Reported | Phase::Inauguration => {
            Tone::Info
        }
        Phase::Correction | Phase::ReportReturned => Tone::Warning,
        Phase::Rejected => Tone::Danger,
        Phase::Process | Phase::Finished => Tone::Success,
    }
}

/// The place of a plan in the four steps, for `Steps`: 0 to 3, and 4 when all is done.
#[must_use]
pub fn step(phase: Phase) -> usize {
    if phase == Phase::Finished {
        return Step::ALL.len();
    }
    Step::ALL.into_iter().position(|step| step == phase.step()).unwrap_or(0)
}

/// The posts of a plan in a sentence or a button's name.
#[must_use]
pub fn names(titles: &[String]) -> String {
    match titles {
        [] => "rencana tanpa jabatan".to_owned(),
        titles => titles.join(", "),
    }
}

/// The posts of a plan in a table's cell, below each other: the link to which its row leads.
pub fn titles(titles: Vec<String>, unread: bool, href: &str) -> AnyView {
    let unread = unread.then(|| view! { <span class="sr-only">" (belum dibaca)"</span> });
    let inside = if titles.is_empty() {
        view! { <span class="muted">"Belum dipilih"</span> }.into_any()
    } else {
        titles.into_iter().map(|title| view! { <span class="block">{title}</span> }).collect_view().into_any()
    };
    view! { <a class="row-target" href=href.to_owned()>{inside} {unread}</a> }.into_any()
}

/// Dikirim.
#[must_use]
pub fn sent(at: Option<DateTime<Utc>>) -> String {
    at.map_or_else(|| "-".to_owned(), |at| short_date(jakarta_day(at)))
}

/// Tenggat, and how late it is.
pub fn due(clock: Option<ClockCell>) -> impl IntoView {
    let (due, late) = clock.map_or_else(Default::default, |clock| (clock.due, clock.late));
    let due = if due.is_empty() { "-".to_owned() } else { due };
    let late = (!late.is_empty())
        .then(|| view! { " " <Badge label=format!("Terlambat {late}") tone=Tone::Danger/> });
    view! { <td data-label="Tenggat">{due} {late}</td> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_follow_the_phase() {
        assert_eq!(Phase::ALL.map(step), [0, 0, 0, 0, 0, 0, 1, 2, 2, 3, 4]);
    }
}
