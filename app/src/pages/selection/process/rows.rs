//! How many rows a table shows. The first of them come with the page; the others the browser draws from what it has been
//! sent, a few at a time, once the page is alive. Without a script a link leads to all of them.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    advance::TICKED,
    part::{ASKED, Part},
    state::Process,
};
use crate::{
    api::selection::views::{ApplicantView, VacancyView},
    query::use_query,
};

/// So many come with the page, and so many are drawn at a time.
const FIRST: usize = 50;
/// In the address: all of them come with the page.
const WHOLE: &str = "baris";
const ALL: &str = "semua";

/// How many rows are shown. Cheap to hand around.
#[derive(Clone, Copy)]
pub(super) struct Rows {
    shown: RwSignal<usize>,
    /// Whether all were asked for.
    whole: bool,
}

impl Rows {
    /// All rows where the address asks for them, or for all of them ticked, or one of them comes `back` with a complaint.
    pub fn asked(view: Signal<VacancyView>, back: bool) -> Self {
        let asked = use_query().with_untracked(|query| {
            query.get(WHOLE).is_some_and(|value| value == ALL) || query.get(TICKED).is_some()
        });
        let whole = asked || back;
        let shown = RwSignal::new(if whole { usize::MAX } else { FIRST });
        if !whole {
            Effect::new(move |_| request_animation_frame(move || draw_more(view, shown)));
        }
        Self { shown, whole }
    }

    /// Those of `people` that are shown. Reactive.
    pub fn of(self, mut people: Vec<Arc<ApplicantView>>) -> Vec<Arc<ApplicantView>> {
        people.truncate(self.shown.get());
        people
    }

    /// To be added to the address of a part, so that it goes on showing all of them.
    pub fn in_address(self) -> String {
        if self.whole { format!("&{WHOLE}={ALL}") } else { String::new() }
    }

    /// The same for a form that asks for the page.
    pub fn hidden(self) -> impl IntoView {
        self.whole.then(|| view! { <input type="hidden" name=WHOLE value=ALL autocomplete="off"/> })
    }
}

/// Some more with each frame, so that whoever types meanwhile is not held up.
fn draw_more(view: Signal<VacancyView>, shown: RwSignal<usize>) {
    // The page may have been left meanwhile.
    let people = view.try_with_untracked(|view| view.applicants.len());
    let (Some(people), Some(now)) = (people, shown.try_get_untracked()) else { return };
    if now < people {
        shown.set(now + FIRST);
        request_animation_frame(move || draw_more(view, shown));
    } else {
        // Whoever is added later is shown at once.
        shown.set(usize::MAX);
    }
}

/// Below a table: how many there are of those that `fits` tells, while not all of them are shown.
pub(super) fn rest(
    process: Process,
    part: Part,
    fits: impl Fn(&ApplicantView) -> bool + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let all = Memo::new(move |_| process.people(fits).len());
    let shown = Memo::new(move |_| process.rows.shown.get().min(all.get()));
    let href = format!("{}?{ASKED}={}&{WHOLE}={ALL}", process.path(), process.code_of(part));
    view! {
        <Show when=move || shown.get() < all.get()>
            <p class="muted">
                "Ditampilkan " {move || shown.get()} " dari " {move || all.get()} " pelamar. "
                <a href=href.clone() rel="external">"Tampilkan semua"</a>
            </p>
        </Show>
    }
}
