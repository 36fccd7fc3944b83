//! A record as labels and values.

use leptos::prelude::*;

/// Labels at the left, values at the right; below each other on a phone.
#[component]
pub fn DefinitionList(
    /// `Definition`s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="definitions">{children()}</dl> }
}

/// One label and its value.
#[component]
pub fn Definition(
    /// The label.
    #[prop(into)]
    label: String,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
