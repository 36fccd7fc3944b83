//! Tables that stay readable on a phone.

use leptos::prelude::*;

/// A table in its own scrolling region. Give it `<thead>` and `<tbody>`; with `stack`, each `<td>`
/// needs a `data-label`, and on a phone each row becomes a card.
#[component]
pub fn DataTable(
    /// What the table lists; also names the region.
    #[prop(into)]
    caption: String,
    /// Shows the caption above the table; otherwise it is for screen readers.
    #[prop(optional)]
    show_caption: bool,
    /// Rows become cards on a phone.
    #[prop(optional)]
    stack: bool,
    /// Less room in the cells.
    #[prop(optional)]
    dense: bool,
    /// On a wide window its heads stick there; its columns must fit.
    #[prop(optional)]
    sticky: bool,
    /// `<thead>` and `<tbody>`.
    children: Children,
) -> impl IntoView {
    // Named otherwise than the section around it, whose heading often says the same.
    let name = format!("Tabel: {caption}");
    view! {
        <div class="table-region" class:table-fits=sticky role="region" tabindex="0" aria-label=name>
            <table class="table" class:table-stack=stack class:table-dense=dense>
                <caption class=if show_caption { "caption-shown" } else { "sr-only" }>{caption}</caption>
                {children()}
            </table>
        </div>
    }
}
