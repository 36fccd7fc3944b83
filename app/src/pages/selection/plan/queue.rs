//! The way through the list that one came from: `‹ 4 dari 22 ›`.

use leptos::prelude::*;

use crate::{
    api::{
        list::Filter as _,
        selection::views::{Beside, PlanView, QueueView},
    },
    pages::selection,
};

/// Links to the plans before and after, as they stood in the list.
#[component]
pub(super) fn Queue(view: Signal<PlanView>) -> impl IntoView {
    let queue = Memo::new(move |_| view.with(|view| view.queue.clone()));
    let list = selection::came_from().0.here(selection::LIST);
    move || {
        let QueueView { at, total, previous, next } = queue.get()?;
        let place = match at {
            Some(at) => format!("{at} dari {}", total.text()),
            // It was decided meanwhile, or somebody else has taken it on.
            None => format!("{} tersisa", total.text()),
        };
        Some(view! {
            <nav class="queue" aria-label="Antrean">
                {way(previous, &list, "‹", "Sebelumnya", "k")}
                <span class="queue-place">{place}</span>
                {way(next, &list, "›", "Berikutnya", "j")}
            </nav>
        })
    }
}

fn way(
    beside: Option<Beside>,
    list: &str,
    sign: &'static str,
    word: &'static str,
    key: &'static str,
) -> AnyView {
    match beside {
        Some(Beside { id, name, place }) => {
            let href = selection::carrying(&format!("/seleksi/{id}"), list, &place);
            let label = format!("{word}: {name}");
            view! {
                <a class="btn btn-ghost btn-sm" href=href aria-label=label.clone() title=label data-key=key>{sign}</a>
            }
            .into_any()
        }
        None => view! { <span class="btn btn-ghost btn-sm btn-disabled" aria-hidden="true">{sign}</span> }
            .into_any(),
    }
}
