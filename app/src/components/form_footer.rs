//! The end of a form that has a page of its own, and what Enter does before it.

use leptos::prelude::*;

use super::{ButtonLink, SubmitButton};

/// The button that Enter presses is a form's first: this one saves, whatever other buttons follow.
#[component]
pub fn EnterSaves() -> impl IntoView {
    view! { <button type="submit" class="sr-only" tabindex="-1" aria-hidden="true"></button> }
}

/// `Simpan` and `Batal`.
#[component]
pub fn FormFooter(
    /// Where `Batal` leads.
    #[prop(into)]
    back: String,
) -> impl IntoView {
    view! {
        <div class="modal-footer">
            <p class="required-note">"*) Field Wajib Diisi"</p>
            <div class="actions">
                <ButtonLink href=back>"Batal"</ButtonLink>
                <SubmitButton/>
            </div>
        </div>
    }
}
