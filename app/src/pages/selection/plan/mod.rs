//! Rencana Seleksi: the list, the form, and the page on which it is reviewed.

mod committee;
mod detail;
mod dialogue;
mod dialogs;
mod edit;
mod facts;
mod fields;
mod list;
mod schedule;
mod send;
mod toolbar;
mod vacancies;
mod weights;

pub use detail::PlanPage;
pub use edit::{EditPlanPage, NewPlanPage};
pub use list::PlansPage;

use domain::{attachment::Attachment, id::PlanId};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The plan in the page's address; nothing when it is no number.
fn plan_in_address() -> Memo<Option<PlanId>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("plan")?.parse().ok()))
}

/// The files that a field of the form names, in its order.
fn files_of(ids: &[String], files: &[Attachment]) -> Vec<Attachment> {
    ids.iter()
        .filter_map(|id| id.parse().ok())
        .filter_map(|id| files.iter().find(|file| file.id == id).cloned())
        .collect()
}
