//! The way through a long list.

use leptos::prelude::*;

/// Links to the pages before and after; keyset pagination knows no page numbers.
#[component]
pub fn Pager(
    /// The page before.
    #[prop(into)]
    previous: Signal<Option<String>>,
    /// The page after.
    #[prop(into)]
    next: Signal<Option<String>>,
    /// What is shown now: `25 dari 1.204 rencana`.
    #[prop(optional, into)]
    summary: MaybeProp<String>,
) -> impl IntoView {
    let link = |href: Option<String>, text: &'static str, rel: &'static str| match href {
        Some(href) => view! { <a class="btn btn-secondary-quiet" href=href rel=rel>{text}</a> }.into_any(),
        None => view! { <span class="btn btn-secondary-quiet btn-disabled" aria-hidden="true">{text}</span> }
            .into_any(),
    };
    view! {
        <nav class="pager" aria-label="Halaman daftar">
            <p class="pager-summary">{move || summary.get()}</p>
            <Show when=move || previous.get().is_some() || next.get().is_some()>
                <div class="actions">
                    {move || link(previous.get(), "Sebelumnya", "prev")}
                    {move || link(next.get(), "Berikutnya", "next")}
                </div>
            </Show>
        </nav>
    }
}
