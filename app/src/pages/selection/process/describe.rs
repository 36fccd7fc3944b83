//! Deskripsi of the track record: `Input Deskripsi`, then `Lihat Deskripsi` (Gambar 37 to 39).

use leptos::prelude::*;

use super::{
    pick::{Pick, pick_button},
    state::{Process, Row},
};
use crate::{
    api::selection::{process::DescribeTrackRecord, views::ApplicantView},
    components::{Attachments, DialogFooter, FileField, Form, Hidden, RichText, RichView, Variant},
    error::Done,
};

/// The button in the row, or a dash.
pub(super) fn button(process: Process, person: &ApplicantView) -> impl IntoView + use<> {
    let (text, variant) = match &person.description {
        Some(_) => ("Lihat Deskripsi", Variant::Secondary),
        None if process.may.get() => ("Input Deskripsi", Variant::Success),
        None => return view! { <span class="muted">"-"</span> }.into_any(),
    };
    let label = format!("{text} {}", person.name);
    pick_button(Pick::Describe(person.id), person.version, variant, text, label).into_any()
}

/// What was found, and for those who may, the form.
pub(super) fn body(process: Process, pick: Pick, row: Row, done: Callback<Done>) -> AnyView {
    let name = move || row.with(|person| person.name.clone());
    // Decided when opened: the form must not vanish while somebody types.
    let (described, decided) =
        row.with_untracked(|person| (person.description.is_some(), person.accepted.is_some()));
    let found = described.then(|| {
        view! {
            <RichView html=Signal::derive(move || row.with(|person| person.description.clone().unwrap_or_default()))/>
            <h3>"Lampiran"</h3>
            {move || view! { <Attachments files=row.with(|person| person.description_files.clone())/> }}
        }
    });
    let form = (process.may.get_untracked() && !decided).then(|| {
        let form = form(pick, row, done);
        if described {
            view! {
                <details>
                    <summary class="btn btn-secondary-quiet">"Ubah Deskripsi"</summary>
                    {form}
                </details>
            }
            .into_any()
        } else {
            form
        }
    });
    view! {
        <p>{name}</p>
        {found}
        {form}
    }
    .into_any()
}

fn form(pick: Pick, row: Row, done: Callback<Done>) -> AnyView {
    let save = ServerAction::<DescribeTrackRecord>::new();
    view! {
        <Form
            action=save
            key=pick.key()
            version=Signal::derive(move || row.with(|person| person.version))
            multipart=true
            validate=|call: DescribeTrackRecord| call.form.validate().map(drop)
            on_done=done
        >
            <Hidden name="applicant" value=pick.applicant().to_string()/>
            <RichText
                name="form[text]"
                label="Deskripsi"
                required=true
                value=Signal::derive(move || row.with(|person| person.description.clone().unwrap_or_default()))
            />
            <FileField
                name="form[files][]"
                label="Lampiran"
                multiple=true
                existing=Signal::derive(move || row.with(|person| person.description_files.clone()))
            />
            <DialogFooter/>
        </Form>
    }
    .into_any()
}
