//! Views of one page side by side, as plain links.

use leptos::prelude::*;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// What it is called.
    pub label: String,
    /// How many there are in it.
    pub count: Option<String>,
    /// Its address.
    pub href: String,
    /// Whether it is the one that is shown.
    pub current: bool,
}

/// Links to the views of a page; the one that is shown is marked.
#[component]
pub fn Tabs(
    /// What they are, for screen readers.
    #[prop(into)]
    label: String,
    /// The tabs, in order.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
) -> impl IntoView {
    let links = move || {
        let link = |Tab { label, count, href, current }: Tab| {
            let count = count.map(|count| view! { " " <span class="tab-count">{count}</span> });
            view! {
                <li>
                    <a class="tab-link" href=href aria-current=current.then_some("page")>{label} {count}</a>
                </li>
            }
        };
        tabs.get().into_iter().map(link).collect_view()
    };
    view! {
        <nav class="tabs-line" aria-label=label>
            <ul>{links}</ul>
        </nav>
    }
}
