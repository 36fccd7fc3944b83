//! What a list shows when it is empty.

use leptos::prelude::*;

use super::{Icon, icon};

/// Says that there is nothing, and what to do about it.
#[component]
pub fn Empty(
    /// What is missing: `Belum ada rencana seleksi`.
    #[prop(into)]
    title: String,
    /// Why, or what comes next.
    #[prop(optional, into)]
    text: Option<String>,
    /// A button that offers the next step.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            {icon(Icon::Nothing)}
            <p class="empty-title">{title}</p>
            {text.map(|text| view! { <p>{text}</p> })}
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
}
