//! White boxes that group what belongs together.

use leptos::prelude::*;

/// A white box.
#[component]
pub fn Card(
    /// Extra classes.
    #[prop(optional, into)]
    class: String,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! { <div class=format!("panel {class}")>{children()}</div> }
}

/// A white box with a heading, and buttons beside it.
#[component]
pub fn Section(
    /// The heading.
    #[prop(into)]
    title: String,
    /// Buttons at the heading's right.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// The section's `id`, for links to it.
    #[prop(optional, into)]
    id: Option<String>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let heading = super::unique_id("bagian");
    view! {
        <section class="panel" id=id aria-labelledby=heading.clone()>
            <div class="panel-head">
                <h2 class="panel-title" id=heading.clone()>{title}</h2>
                {actions.map(|actions| view! { <div class="actions">{actions.run()}</div> })}
            </div>
            {children()}
        </section>
    }
}
