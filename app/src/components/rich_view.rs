//! Rich text as it is read.

use leptos::prelude::*;

/// Shows HTML that the server has sanitised; never hand it anything else.
#[component]
pub fn RichView(
    /// Sanitised HTML.
    #[prop(into)]
    html: Signal<String>,
) -> impl IntoView {
    view! { <div class="rich-text" inner_html=move || html.get()></div> }
}
