//! Views of the list that this person has saved: links, and what saves the filter that is shown.

use domain::saved_view::{NAME, SavedView};
use leptos::{prelude::*, server_fn::ServerFn as _};

use crate::{
    api::selection::{
        saved_view::{RemoveView, SaveView},
        views::{PlanFilter, PlanList},
    },
    components::{Form, Hidden, InAddress, SubmitButton, TextField, Variant},
    forms::FormState,
    pages::{Answer, selection::LIST},
    query::with_query_text,
};

#[component]
pub(super) fn Saved(
    at: InAddress<PlanFilter>,
    view: Signal<PlanList>,
    page: Answer<PlanList>,
) -> impl IntoView {
    let save = ServerAction::<SaveView>::new();
    // Handed back, it is there to be seen.
    let (none, still) = (Signal::stored(None), Signal::stored(false));
    let returned = FormState::new(SaveView::url(), None, none, still).1.is_some();
    let saved = Memo::new(move |_| view.with(|view| view.aside.views.clone()));
    let done = move |_| page.refetch();
    let query = Signal::derive(move || {
        at.first().get().split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default()
    });
    view! {
        <div class="views">
            <Show when=move || saved.with(|saved| !saved.is_empty())>
                <nav aria-label="Tampilan saya">
                    <ul>
                        <For
                            each=move || saved.get()
                            key=|view| (view.name.clone(), view.query.clone())
                            children=move |view| one(view, query, page)
                        />
                    </ul>
                </nav>
            </Show>
            <details class="views-new" open=returned>
                <summary class="btn btn-ghost btn-sm">"Simpan tampilan ini"</summary>
                <Form
                    action=save
                    reset=true
                    validate=|call: SaveView| call.form.validate().map(drop)
                    on_done=done
                >
                    <Hidden name="form[query]" value=query/>
                    <TextField name="form[name]" label="Nama tampilan" required=true max=NAME/>
                    <SubmitButton>"Simpan"</SubmitButton>
                </Form>
            </details>
        </div>
    }
}

/// A view's link, and what takes it away.
fn one(view: SavedView, now: Signal<String>, page: Answer<PlanList>) -> AnyView {
    let remove = ServerAction::<RemoveView>::new();
    let SavedView { name, query } = view;
    let href = with_query_text(LIST, &query);
    let current = move || (now.get() == query).then_some("true");
    let label = format!("Hapus tampilan {name}");
    view! {
        <li>
            <a href=href aria-current=current>{name.clone()}</a>
            <Form action=remove key=("name".to_owned(), name) compact=true on_done=move |_| page.refetch()>
                <SubmitButton small=true variant=Variant::Ghost label>"×"</SubmitButton>
            </Form>
        </li>
    }
    .into_any()
}
