//! The filter above a list: a GET form, so that the filter is in the URL.

use leptos::{context::Provider, prelude::*};

use super::Shown;
use crate::forms::FormState;

/// Fields between `Filter` and `Hapus filter`.
#[component]
pub fn FilterBar(
    /// The list.
    list: Shown,
    /// The fields; their names are the query's.
    children: Children,
) -> impl IntoView {
    let state = FormState::filter(list.complaints);
    let fields = view! { <Provider value=state>{children()}</Provider> }.into_any();
    // Whoever looks for something else keeps the order.
    let order = move || {
        let (name, order) = list.order.get();
        (!order.is_empty()).then(|| view! { <input type="hidden" name=name value=order/> })
    };
    let action = list.path.get_value();
    view! {
        <leptos_router::components::Form method="GET" action=action attr:class="filter-bar" attr:aria-label="Filter daftar">
            {order}
            // On a phone the list comes first; the tick opens the fields, also without a script.
            <input type="checkbox" class="filter-fold sr-only" id="isian-filter" checked=list.filtered.get_untracked()/>
            <label class="btn btn-secondary-quiet filter-open" for="isian-filter">"Isian filter"</label>
            <div class="filter-fields">{fields}</div>
            <div class="actions">
                <button type="submit" class="btn btn-secondary-quiet">"Filter"</button>
                <Show when=move || list.filtered.get()>
                    <a class="btn btn-ghost" href=move || list.whole.get()>"Hapus filter"</a>
                </Show>
            </div>
        </leptos_router::components::Form>
    }
}
