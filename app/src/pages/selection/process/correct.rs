//! Koreksi of a saved score: before, after and why are kept.

use domain::{field::FieldErrors, selection::Stage};
use leptos::prelude::*;

use super::{
    pick::Pick,
    state::{Process, Row},
};
use crate::{
    api::selection::process::SaveScore,
    components::{Alert, DialogFooter, Form, Hidden, NumberField, TextArea, Tone},
    error::Done,
};

/// The form; nothing when the plan knows no such stage.
pub(super) fn form(
    process: Process,
    pick: Pick,
    stage: Stage,
    row: Row,
    done: Callback<Done>,
) -> Option<AnyView> {
    let at = process.place(stage)?;
    let here = process.stage(at)?;
    let save = ServerAction::<SaveScore>::new();
    let now = move || {
        row.with(|person| {
            let text = |value: Option<&String>| value.cloned().unwrap_or_else(|| "-".to_owned());
            format!(
                "{}, {}: skor {}, nilai {}.",
                person.name,
                here.in_sentence(),
                text(person.scores.get(at)),
                text(person.marks.get(at))
            )
        })
    };
    let decided = move || {
        row.with(|person| person.accepted.is_some()).then(|| {
            view! {
                <Alert tone=Tone::Warning>
                    "Pelamar sudah diterima atau ditolak. Batalkan dahulu keputusannya, lalu koreksi skor."
                </Alert>
            }
        })
    };
    let form = view! {
        <p>{now}</p>
        {decided}
        <Form
            action=save
            key=pick.key()
            version=Signal::derive(move || row.with(|person| person.version))
            validate=check
            on_done=done
        >
            <Hidden name="applicant" value=pick.applicant().to_string()/>
            <Hidden name="stage" value=stage.code()/>
            <NumberField name="form[score]" label="Skor baru" required=true hint="1 sampai 10, misalnya 7,5."/>
            <TextArea name="form[reason]" label="Alasan koreksi" required=true rows=3/>
            <DialogFooter/>
        </Form>
    };
    Some(form.into_any())
}

fn check(call: SaveScore) -> Result<(), FieldErrors> {
    let mut errors = match call.form.validate(&call.stage) {
        Ok(_) => FieldErrors::new(),
        Err(errors) => errors,
    };
    if call.form.reason.trim().is_empty() {
        errors.insert("reason", "Alasan koreksi wajib diisi.");
    }
    errors.into_result(|| Some(()))
}
