//! The form Pelantikan (Gambar 49).

use domain::attachment::Attachment;
use leptos::prelude::*;

use crate::{
    api::selection::{inauguration::RecordInauguration, views::InaugurationView},
    components::{ButtonLink, FileField, Form, Hidden, RichText, Section, SubmitButton},
};

/// The form with its heading, for a vacancy without documents.
pub(super) fn new(view: Signal<InaugurationView>) -> impl IntoView {
    view! { <Section title="Tambah Pelantikan">{fields(view)}</Section> }
}

/// The form; saving leads on to Tambah Pejabat.
pub(super) fn fields(view: Signal<InaugurationView>) -> impl IntoView {
    let save = ServerAction::<RecordInauguration>::new();
    let (plan, vacancy) = view.with_untracked(|view| (view.plan, view.vacancy));
    let text = move |part: fn(&InaugurationView) -> &String| {
        Signal::derive(move || view.with(|view| part(view).clone()))
    };
    let files = move |part: fn(&InaugurationView) -> &Vec<Attachment>| {
        Signal::derive(move || view.with(|view| part(view).clone()))
    };
    view! {
        <Form
            action=save
            version=Signal::derive(move || view.with(|view| view.version))
            multipart=true
            validate=|call: RecordInauguration| call.form.validate().map(drop)
        >
            <Hidden name="vacancy" value=vacancy.to_string()/>
            <RichText
                name="form[minutes]"
                label="Berita Acara Pelantikan"
                required=true
                value=text(|view| &view.minutes)
            />
            <FileField
                name="form[minutes_files][]"
                label="Lampiran Berita Acara Pelantikan"
                required=true
                multiple=true
                existing=files(|view| &view.minutes_files)
            />
            <RichText name="form[decree]" label="SK Pengangkatan" required=true value=text(|view| &view.decree)/>
            <FileField
                name="form[decree_files][]"
                label="Lampiran SK Pengangkatan"
                required=true
                multiple=true
                existing=files(|view| &view.decree_files)
            />
            <p class="required-note">"*) Field Wajib Diisi"</p>
            <div class="actions">
                <SubmitButton/>
                <ButtonLink href=format!("/seleksi/{plan}")>"Batal"</ButtonLink>
            </div>
        </Form>
    }
}
