//! Deskripsi of the track record: `Input Deskripsi`, then `Lihat Deskripsi` (Gambar 37 to 39).

use leptos::prelude::*;

use super::{
    pick::{Pick, pick_button},
    state::{Process, Row},
};
use crate::{
    api::selection::{
        process::{DescribeTrackRecord, get_track_record},
        views::{ApplicantView, TrackRecordView},
    },
    components::{Attachments, DialogFooter, FileField, Form, Hidden, RichText, RichView, Variant},
    error::Done,
    json::resource,
    pages::Loaded,
};

/// The button in the row, or a dash.
pub(super) fn button(process: Process, person: &ApplicantView) -> impl IntoView + use<> {
    let (text, variant) = match person.described {
        true => ("Lihat Deskripsi", Variant::Secondary),
        false if process.may.get() => ("Input Deskripsi", Variant::Success),
        false => return view! { <span class="muted">"-"</span> }.into_any(),
    };
    let label = format!("{text} {}", person.name);
    pick_button(Pick::Describe(person.id), person.version, variant, text, label).into_any()
}

/// What was found, and for those who may, the form.
pub(super) fn body(process: Process, pick: Pick, row: Row, done: Callback<Done>) -> AnyView {
    let name = move || row.with(|person| person.name.clone());
    // Decided when opened: the form must not vanish while somebody types.
    let (described, decided) = row.with_untracked(|person| (person.described, person.accepted.is_some()));
    let may = process.may.get_untracked() && !decided;
    let inside = if described {
        found(pick, row, may.then_some(done))
    } else if may {
        // Whoever describes it meanwhile is not overwritten by somebody who has not read it.
        let version = Memo::new(move |before: Option<&i64>| {
            row.with(|person| before.copied().filter(|_| person.described).unwrap_or(person.version))
        });
        form(pick, version.into(), None, done)
    } else {
        ().into_any()
    };
    view! {
        <p>{name}</p>
        {inside}
    }
    .into_any()
}

/// What was found is loaded for the one who is looked at: all of it for everybody would be most of the page.
fn found(pick: Pick, row: Row, done: Option<Callback<Done>>) -> AnyView {
    let answer = resource(
        move || row.with(|person| (person.id, person.version)),
        |(applicant, _)| get_track_record(applicant),
    );
    view! {
        <Loaded resource=answer let:found>
            <RichView html=text(found)/>
            <h3>"Lampiran"</h3>
            {move || view! { <Attachments files=found.with(|found| found.files.clone())/> }}
            {done.map(|done| view! {
                <details>
                    <summary class="btn btn-secondary-quiet">"Ubah Deskripsi"</summary>
                    {form(pick, Signal::derive(move || found.with(|found| found.version)), Some(found), done)}
                </details>
            })}
        </Loaded>
    }
    .into_any()
}

fn text(found: Signal<TrackRecordView>) -> Signal<String> {
    Signal::derive(move || found.with(|found| found.text.clone()))
}

fn form(
    pick: Pick,
    version: Signal<i64>,
    found: Option<Signal<TrackRecordView>>,
    done: Callback<Done>,
) -> AnyView {
    let save = ServerAction::<DescribeTrackRecord>::new();
    let files = move || found.map(|found| found.with(|found| found.files.clone())).unwrap_or_default();
    view! {
        <Form
            action=save
            key=pick.key()
            version
            multipart=true
            validate=|call: DescribeTrackRecord| call.form.validate().map(drop)
            on_done=done
        >
            <Hidden name="applicant" value=pick.applicant().to_string()/>
            <RichText
                name="form[text]"
                label="Deskripsi"
                required=true
                value=found.map(text).unwrap_or_default()
            />
            <FileField name="form[files][]" label="Lampiran" multiple=true existing=Signal::derive(files)/>
            <DialogFooter/>
        </Form>
    }
    .into_any()
}
