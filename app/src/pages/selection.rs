//! The selection's pages, in the order of its steps, and what they share.

pub mod clocks;
pub mod inauguration;
pub mod plan;
pub mod process;
pub mod report;
mod way_back;

pub use way_back::{LIST, carrying, list_crumb, provide_way_back, remember};

use domain::selection::{Phase, Step};
use leptos::prelude::*;

use crate::components::Tone;

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

/// The posts of a plan in a table's cell, below each other.
pub fn titles(titles: Vec<String>, unread: bool) -> AnyView {
    let unread = unread.then(|| view! { <span class="sr-only">" (belum dibaca)"</span> });
    if titles.is_empty() {
        return view! { <span class="muted">"Belum dipilih"</span> {unread} }.into_any();
    }
    let titles = titles.into_iter().map(|title| view! { <span class="block">{title}</span> }).collect_view();
    view! { {titles} {unread} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_follow_the_phase() {
        assert_eq!(Phase::ALL.map(step), [0, 0, 0, 0, 0, 0, 1, 2, 2, 3, 4]);
    }
}
