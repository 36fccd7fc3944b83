//! The one dialog: a native `<dialog>`. What opens it asks for the page with the dialog open, `?dialog=…`, and
//! so works in every browser without a script; a script opens it at once.

use leptos::{context::Provider, html, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use super::{SubmitButton, Variant, button::Reason, form::here, unique_id};
use crate::query::Query;

/// The part of the address that names a dialog which stands open.
pub(super) const ASKED: &str = "dialog";
/// The GET form that all opening buttons belong to.
const FORM: &str = "buka-dialog";

/// What a form inside a dialog may do with it.
#[derive(Clone, Copy, Debug)]
pub(super) struct DialogContext {
    node: NodeRef<html::Dialog>,
    reopened: StoredValue<bool>,
}

impl DialogContext {
    /// The form inside was handed back: the dialog must be seen at once.
    pub fn reopen(&self) {
        self.reopened.set_value(true);
    }

    /// Closes it; only ever after success, or by the person.
    pub fn close(&self) {
        if let Some(dialog) = self.node.get_untracked() {
            dialog.close();
        }
    }
}

/// A dialog with a heading. Put a `Form` with a `DialogFooter` inside. A form's complaints keep it open.
#[component]
pub fn Dialog(
    /// Its `id`, which a `DialogButton` names.
    #[prop(into)]
    id: String,
    /// Its heading.
    #[prop(into)]
    title: String,
    /// Wider, for tables and rich text.
    #[prop(optional)]
    wide: bool,
    /// The form, or whatever it shows.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let context = DialogContext { node, reopened: StoredValue::new(false) };
    // The children first: a form among them decides whether the dialog stands open.
    let inside = view! { <Provider value=context>{children()}</Provider> }.into_any();
    let asked = is_asked_for(&id);
    let open = context.reopened.get_value() || asked;
    if asked && cfg!(not(feature = "ssr")) {
        // Loaded again, the page is not to open it once more.
        let navigate = use_navigate();
        let plain = here();
        Effect::new(move |_| {
            navigate(&plain, NavigateOptions { replace: true, scroll: false, ..Default::default() });
        });
    }
    Effect::new(move |_| {
        if let (true, Some(dialog)) = (open, node.get()) {
            dialog.close();
            _ = dialog.show_modal();
        }
    });
    let heading = format!("{id}-judul");
    view! {
        <dialog node_ref=node id=id.clone() class="modal" aria-labelledby=heading.clone() open=open>
            <div class="modal-box" class:modal-wide=wide>
                <h2 class="modal-title" id=heading.clone()>{title}</h2>
                {inside}
            </div>
        </dialog>
    }
}

/// The end of a form in a dialog: `*) Field Wajib Diisi`, `Batal` and `Simpan`.
#[component]
pub fn DialogFooter(
    /// The text of the button that submits.
    #[prop(default = "Simpan".to_owned(), into)]
    submit: String,
    /// Its colour's meaning.
    #[prop(default = Variant::Primary)]
    variant: Variant,
    /// Whether a field inside is required, so that the note is shown.
    #[prop(default = true)]
    note: bool,
    /// Why it cannot be submitted now.
    #[prop(optional, into)]
    disabled_reason: MaybeProp<String>,
) -> impl IntoView {
    let inside = use_context::<DialogContext>().is_some();
    view! {
        <div class="modal-footer">
            {note.then(|| view! { <p class="required-note">"*) Field Wajib Diisi"</p> })}
            <div class="actions">
                {inside.then(|| view! { <CloseButton>"Batal"</CloseButton> })}
                <SubmitButton variant disabled_reason>{submit}</SubmitButton>
            </div>
        </div>
    }
}

#[component]
fn CloseButton(children: Children) -> impl IntoView {
    let dialog = use_context::<DialogContext>();
    view! {
        <a
            class=Variant::Secondary.class()
            href=here()
            rel="external"
            on:click=move |event| {
                event.prevent_default();
                if let Some(dialog) = dialog {
                    dialog.close();
                }
            }
        >
            {children()}
        </a>
    }
}

/// Whether the address asks for this dialog.
fn is_asked_for(id: &str) -> bool {
    use_location().query.with_untracked(|query| query.get(ASKED).as_deref() == Some(id))
}

/// The GET form behind all buttons that open a dialog; once in every page.
#[component]
pub fn DialogForm() -> impl IntoView {
    let location = use_location();
    let others = move || {
        // The router's own map decodes twice.
        let query = Query::read(&location.search.get());
        let hidden = |(name, value): &(String, String)| {
            view! { <input type="hidden" name=name.clone() value=value.clone()/> }
        };
        query.without(ASKED).map(hidden).collect_view()
    };
    view! {
        <form id=FORM class="hidden" method="get" action=move || location.pathname.get()>
            {others}
        </form>
    }
}

/// Opens a dialog by its `id`.
#[component]
pub fn DialogButton(
    /// The dialog's `id`.
    #[prop(into)]
    dialog: String,
    /// The colour's meaning.
    #[prop(optional)]
    variant: Variant,
    /// Why it cannot be used now.
    #[prop(optional, into)]
    disabled_reason: MaybeProp<String>,
    /// Small, for rows of a table.
    #[prop(optional)]
    small: bool,
    /// A name for screen readers, when the text alone is ambiguous.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// The `id` of what says the reason, while several buttons share it.
    #[prop(optional, into)]
    told_at: MaybeProp<String>,
    /// The text.
    children: Children,
) -> impl IntoView {
    let own_id = StoredValue::new(unique_id("alasan"));
    let reason_id = move || told_at.get().unwrap_or_else(|| own_id.get_value());
    let dialog = StoredValue::new(dialog);
    let blocked = move || disabled_reason.get().is_some();
    let class = if small { format!("{} btn-sm", variant.class()) } else { variant.class().to_owned() };
    view! {
        <span class="btn-wrap">
            <button
                type=move || if blocked() { "button" } else { "submit" }
                class=class
                form=FORM
                name=ASKED
                value=dialog.get_value()
                aria-haspopup="dialog"
                aria-label=move || label.get()
                aria-disabled=move || blocked().then_some("true")
                aria-describedby=move || blocked().then(reason_id)
                title=move || disabled_reason.get()
                on:click=move |event| {
                    event.prevent_default();
                    if !blocked() {
                        dialog.with_value(|id| open(id));
                    }
                }
            >
                {children()}
            </button>
            {move || {
                let told_here = disabled_reason.get().filter(|_| told_at.get().is_none());
                told_here.map(|text| view! { <Reason id=own_id.get_value() text/> })
            }}
        </span>
    }
}

fn open(id: &str) {
    use leptos::{wasm_bindgen::JsCast as _, web_sys::HtmlDialogElement};
    if let Some(dialog) = document().get_element_by_id(id)
        && let Ok(dialog) = dialog.dyn_into::<HtmlDialogElement>()
        && !dialog.open()
    {
        _ = dialog.show_modal();
    }
}
