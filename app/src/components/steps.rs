//! The four steps of a selection.

use leptos::prelude::*;

const STEPS: [&str; 4] = ["Rencana", "Proses", "Pelaporan", "Pelantikan"];

/// Shows how far a selection is.
#[component]
pub fn Steps(
    /// The step under way, 0 to 3; 4 when all is done.
    #[prop(into)]
    current: Signal<usize>,
    /// Where each step leads; none for those that cannot be opened yet.
    #[prop(optional, into)]
    links: Vec<Option<String>>,
) -> impl IntoView {
    let items = STEPS
        .into_iter()
        .enumerate()
        .map(|(index, name)| {
            let text = move || match current.get() {
                current if index < current => {
                    view! { {name} <span class="sr-only">" (selesai)"</span> }.into_any()
                }
                _ => name.into_any(),
            };
            let inside = match links.get(index).cloned().flatten() {
                Some(href) => view! { <a href=href>{text}</a> }.into_any(),
                None => view! { <span>{text}</span> }.into_any(),
            };
            view! {
                <li
                    class="stage"
                    class:stage-done=move || index < current.get()
                    aria-current=move || (index == current.get()).then_some("step")
                >
                    {inside}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="stages" aria-label="Tahapan seleksi">{items}</ol> }
}
