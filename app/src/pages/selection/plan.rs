//! Rencana Seleksi: the list, the form, and the page on which it is reviewed.

mod assign;
mod committee;
mod corrected;
mod detail;
pub(super) mod dialogs;
mod dialogue;
mod edit;
mod facts;
mod fields;
mod list;
mod queue;
mod saved;
mod schedule;
mod send;
mod toolbar;
mod vacancies;
mod weights;

pub use detail::PlanPage;
pub use edit::{EditPlanPage, NewPlanPage};
pub use list::PlansPage;

use domain::{attachment::Attachment, selection::plan::MAX_ROWS};

use crate::forms::FormState;

/// The files that a field of the form names, in its order.
fn files_of(ids: &[String], files: &[Attachment]) -> Vec<Attachment> {
    ids.iter()
        .filter_map(|id| id.parse().ok())
        .filter_map(|id| files.iter().find(|file| file.id == id).cloned())
        .collect()
}

/// Makes the fields of rows known to the form before the rows are drawn, so that the summary of a
/// form that is shown again by the server links to them.
fn register_rows(name: &str, fields: &[&str]) {
    let state = FormState::current();
    for row in 0..MAX_ROWS {
        for field in fields {
            state.register(&format!("{name}[{row}][{field}]"));
        }
    }
}
