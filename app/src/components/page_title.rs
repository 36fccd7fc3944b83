//! The head of a page.

use leptos::{prelude::*, text_prop::TextProp};
use leptos_meta::Title;

use crate::forms::use_unsent;

/// One step of the way to a page: its text and where it leads.
pub type Crumb = (String, String);

/// On the server the document's head is written last, when this page's signals may be gone already: it is given
/// the words themselves.
fn document_title(title: Signal<String>) -> TextProp {
    let unsent = use_unsent();
    let title = move || if unsent() { format!("Belum terkirim: {}", title.get()) } else { title.get() };
    if cfg!(feature = "ssr") { untrack(title).into() } else { title.into() }
}

/// The document's title, the way to this page, its heading, and its main buttons.
#[component]
pub fn PageTitle(
    /// The heading, in normal case: `Daftar Seleksi`.
    #[prop(into)]
    title: Signal<String>,
    /// The pages above this one, from the top.
    #[prop(optional, into)]
    crumbs: Vec<Crumb>,
    /// Buttons at the right.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let way = (!crumbs.is_empty()).then(|| {
        let steps =
            crumbs.into_iter().map(|(text, href)| view! { <li><a href=href>{text}</a></li> }).collect_view();
        view! {
            <nav class="crumbs" aria-label="Jejak halaman">
                <ol>
                    {steps} <li aria-current="page">{move || title.get()}</li>
                </ol>
            </nav>
        }
    });
    view! {
        <Title text=document_title(title)/>
        {way}
        <div class="page-head">
            <h1>{move || title.get()}</h1>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
}
