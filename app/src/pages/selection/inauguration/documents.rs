//! The recorded documents of an inauguration (Gambar 52).

use leptos::prelude::*;

use super::form;
use crate::{
    api::selection::views::InaugurationView,
    components::{Alert, Attachments, ButtonLink, Definition, DefinitionList, RichView, Section, Tone},
};

/// The documents, and until the post is filled the way on and the way back. `elsewhere`: the form
/// stands open below.
pub(super) fn section(
    view: Signal<InaugurationView>,
    writable: Memo<bool>,
    elsewhere: bool,
) -> impl IntoView {
    let vacancy = view.with_untracked(|view| view.vacancy);
    let text = move |part: fn(&InaugurationView) -> &String| {
        Signal::derive(move || view.with(|view| part(view).clone()))
    };
    let holder = move || {
        view.with(|view| view.holder.clone()).map(|name| {
            view! { <Alert tone=Tone::Success>"Jabatan ini telah diisi oleh " <strong>{name}</strong> "."</Alert> }
        })
    };
    let next = move || {
        view! {
            <Show when=move || writable.get()>
                <ButtonLink href=format!("/pejabat/tambah?lowongan={vacancy}")>
                    "Tambah Pejabat"
                </ButtonLink>
            </Show>
        }
    };
    view! {
        <Section title="Pelantikan" actions=next>
            {holder}
            <DefinitionList>
                <Definition label="Berita Acara Pelantikan"><RichView html=text(|view| &view.minutes)/></Definition>
                <Definition label="Lampiran Berita Acara Pelantikan">
                    {move || view! { <Attachments files=view.with(|view| view.minutes_files.clone())/> }}
                </Definition>
                <Definition label="SK Pengangkatan"><RichView html=text(|view| &view.decree)/></Definition>
                <Definition label="Lampiran SK Pengangkatan">
                    {move || view! { <Attachments files=view.with(|view| view.decree_files.clone())/> }}
                </Definition>
            </DefinitionList>
            <Show when=move || writable.get() && !elsewhere>
                <details>
                    <summary class="btn btn-secondary-quiet">"Ubah dokumen"</summary>
                    {form::fields(view)}
                </details>
            </Show>
        </Section>
    }
}
