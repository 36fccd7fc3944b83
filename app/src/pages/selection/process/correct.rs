//! Koreksi of a saved score or result: before, after and why are kept.

use domain::{
    coded::choices,
    field::FieldErrors,
    selection::{Stage, Verdict},
};
use leptos::prelude::*;

use super::{
    pick::Pick,
    state::{Process, Row},
};
use crate::{
    api::selection::process::SaveScore,
    components::{Alert, DialogFooter, Form, Hidden, NumberField, Select, TextArea, Tone},
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
    let (word, field) = if here.weight.is_some() {
        let field = view! {
            <NumberField name="form[score]" label="Skor baru" required=true hint="1 sampai 10, misalnya 7,5."/>
        };
        ("skor", field.into_any())
    } else {
        let options = choices::<Verdict>();
        ("hasil", view! { <Select name="form[score]" label="Hasil baru" options required=true/> }.into_any())
    };
    let now = move || {
        row.with(|person| {
            let text = |value: Option<&String>| value.cloned().unwrap_or_else(|| "-".to_owned());
            let mark = person.marks.get(at).filter(|_| here.weight.is_some());
            format!(
                "{}, {}: {word} {}{}.",
                person.name,
                here.in_sentence(),
                text(person.scores.get(at)),
                mark.map(|mark| format!(", nilai {mark}")).unwrap_or_default()
            )
        })
    };
    let decided = move || {
        row.with(|person| person.accepted.is_some()).then(|| {
            view! {
                <Alert tone=Tone::Warning>
                    "Pelamar sudah diterima atau ditolak. Batalkan dahulu keputusannya, lalu koreksi " {word} "."
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
            validate=move |call: SaveScore| check(process, &call)
            on_done=done
        >
            <Hidden name="applicant" value=pick.applicant().to_string()/>
            <Hidden name="stage" value=stage.code()/>
            {field}
            <TextArea name="form[reason]" label="Alasan koreksi" required=true rows=3/>
            <DialogFooter/>
        </Form>
    };
    Some(form.into_any())
}

fn check(process: Process, call: &SaveScore) -> Result<(), FieldErrors> {
    let mut errors = match process.check(call) {
        Ok(()) => FieldErrors::new(),
        Err(errors) => errors,
    };
    if call.form.reason.trim().is_empty() {
        errors.insert("reason", "Alasan koreksi wajib diisi.");
    }
    errors.into_result(|| Some(()))
}
