//! The buttons at the form's end, and what Enter does before them.

use leptos::prelude::*;

use crate::{
    components::{Button, ButtonLink, Hidden, Keeper, KeptNote, Variant},
    forms::FormState,
};

/// A form's default button is the one Enter presses. This one, first and disabled, makes Enter do
/// nothing: in a form this long it must neither save nor send.
#[component]
pub(super) fn NoEnter() -> impl IntoView {
    view! { <button type="submit" disabled=true class="hidden" aria-hidden="true" tabindex="-1"></button> }
}

/// `Simpan sebagai draf`, `Kirim` and `Batal`; a Perbaikan is only sent.
#[component]
pub(super) fn Send(
    /// Whether the form answers a Perbaikan.
    answers: bool,
    /// Where `Batal` leads.
    back: String,
    /// Keeps what is typed; whoever cancels does not want it.
    keeper: Keeper,
    /// What was asked for last; `Simpan versi saya` after a conflict asks for the same.
    intent: RwSignal<String>,
) -> impl IntoView {
    let state = FormState::current();
    if let Some(sent) = state.returned_value("intent") {
        intent.set(sent);
    }
    let pending = state.pending;
    let in_conflict = Memo::new(move |_| state.conflict().is_some());
    let buttons = move || {
        if in_conflict.get() {
            return view! {
                <Hidden name="intent" value=intent/>
                <p>"Pilih versi yang disimpan pada pesan di bagian atas formulir ini."</p>
            }
            .into_any();
        }
        let draft = (!answers).then(|| {
            view! {
                <Button kind="submit" name="intent" value="draft" pending=pending>"Simpan sebagai draf"</Button>
            }
        });
        view! {
            {draft}
            <Button variant=Variant::Primary kind="submit" name="intent" value="send" pending=pending>
                {if answers { "Kirim perbaikan" } else { "Kirim" }}
            </Button>
        }
        .into_any()
    };
    view! {
        <div class="modal-footer form-end" id="kirim">
            <p class="required-note">"*) Field Wajib Diisi"</p>
            <KeptNote keeper/>
            <div class="actions">
                <span class="btn-wrap" on:click=move |_| keeper.forget()><ButtonLink href=back>"Batal"</ButtonLink></span>
                {buttons}
            </div>
        </div>
    }
}
