//! The filter above a list: a GET form, so that the filter is in the URL.

use domain::field::FieldErrors;
use leptos::{context::Provider, prelude::*};

use crate::forms::FormState;

/// Fields between `Filter` and `Hapus filter`.
#[component]
pub fn FilterBar(
    /// The list's path, without query.
    #[prop(into)]
    action: String,
    /// Whether a filter is set now; then it can be cleared.
    #[prop(optional, into)]
    active: Signal<bool>,
    /// What was not understood in the filter, by field.
    #[prop(optional, into)]
    complaints: Signal<FieldErrors>,
    /// The fields; their names are the query's.
    children: Children,
) -> impl IntoView {
    let state = FormState::filter(complaints);
    let fields = view! { <Provider value=state>{children()}</Provider> }.into_any();
    let clear = action.clone();
    view! {
        <leptos_router::components::Form method="GET" action=action attr:class="filter-bar" attr:aria-label="Filter daftar">
            <div class="filter-fields">{fields}</div>
            <div class="actions">
                <button type="submit" class="btn btn-primary">"Filter"</button>
                <Show when=move || active.get()>
                    <a class="btn btn-ghost" href=clear.clone()>"Hapus filter"</a>
                </Show>
            </div>
        </leptos_router::components::Form>
    }
}
