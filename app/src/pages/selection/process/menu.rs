//! What else can be done with a row, behind one button.

use leptos::prelude::*;

/// Opens without a script; only one in the page stands open.
pub(super) fn menu(name: &str, inside: AnyView) -> AnyView {
    view! {
        <details class="row-menu" name="menu-baris">
            <summary class="btn btn-ghost btn-sm" aria-label=format!("Tindakan lain untuk {name}")>"⋯"</summary>
            <div class="row-menu-list">{inside}</div>
        </details>
    }
    .into_any()
}
