//! Input Jumlah Pelamar (Gambar 30, 31), and what the vacancy has come to.

use domain::{access::Control, selection::access::PlanAction};
use leptos::prelude::*;

use super::{part::Part, people, returned::ROW, state::Process};
use crate::{
    api::selection::process::RecordApplicantCount,
    components::{
        ButtonLink, Definition, DefinitionList, Dialog, DialogButton, DialogFooter, Form, Hidden,
        NumberField, Section, Variant,
    },
};

/// The vacancy in figures, with the buttons of its first steps and of `Pelaporan`.
#[component]
pub(super) fn Overview(process: Process) -> impl IntoView {
    let institution = move || process.view.with(|view| view.institution.clone());
    let count = move || process.view.with(|view| view.applicant_count);
    let entered = move || process.view.with(|view| view.applicants.len());
    let accepted = move || process.view.with(|view| view.shortlist.len());
    view! {
        <Section title="Lowongan" actions=move || view! { <Buttons process/> }>
            <div class="definitions-inline">
                <DefinitionList>
                    <Definition label="Institusi">{institution}</Definition>
                    <Definition label="Jumlah Pelamar">
                        {move || count().map_or_else(|| "Belum diinput".to_owned(), |count| format!("{count} orang"))}
                    </Definition>
                    <Definition label="Memenuhi syarat administrasi">{entered} " orang"</Definition>
                    <Definition label="Diterima">{accepted} " dari 3 orang"</Definition>
                </DefinitionList>
            </div>
        </Section>
        <Show when=move || process.may.get()>
            {dialog(process, "dialog-input-jumlah", "Tambah Jumlah Pelamar")}
            {dialog(process, "dialog-ubah-jumlah", "Ubah Jumlah Pelamar")}
            {people::dialogs(process)}
        </Show>
    }
}

#[component]
fn Buttons(process: Process) -> impl IntoView {
    let control = Memo::new(move |_| process.view.with(|view| view.rights.control(PlanAction::RunProcess)));
    let shown = Memo::new(move |_| control.with(Control::is_shown));
    let reason = Signal::derive(move || control.with(Control::reason));
    let counted = Memo::new(move |_| process.view.with(|view| view.applicant_count.is_some()));
    let nobody = Memo::new(move |_| !process.any(|_| true));
    let report = Memo::new(move |_| {
        process.view.with(|view| view.can_report && view.rights.control(PlanAction::SendReport).is_shown())
    });
    view! {
        <Show when=move || shown.get()>
            <Show
                when=move || counted.get()
                fallback=move || {
                    view! {
                        <DialogButton dialog="dialog-input-jumlah" variant=Variant::Primary disabled_reason=reason>
                            "Input Jumlah Pelamar"
                        </DialogButton>
                    }
                }
            >
                // Where applicants are entered; elsewhere one scores.
                <Show when=move || process.part.get() == Part::Administration>
                    {move || {
                        // With the first of them the next step is another one.
                        let variant = if nobody.get() { Variant::Primary } else { Variant::Secondary };
                        view! {
                            <DialogButton dialog="dialog-pelamar" variant disabled_reason=reason>
                                "Tambah Data Pelamar"
                            </DialogButton>
                        }
                    }}
                    <DialogButton dialog="dialog-tempel" disabled_reason=reason>"Tempel beberapa baris"</DialogButton>
                    <DialogButton dialog="dialog-spreadsheet" disabled_reason=reason>"Impor spreadsheet"</DialogButton>
                    <DialogButton dialog="dialog-ubah-jumlah" disabled_reason=reason>"Ubah Jumlah Pelamar"</DialogButton>
                </Show>
            </Show>
        </Show>
        <Show when=move || report.get()>
            <ButtonLink href=format!("/seleksi/{}/pelaporan", process.plan)>"Pelaporan"</ButtonLink>
        </Show>
    }
}

fn dialog(process: Process, id: &'static str, title: &'static str) -> impl IntoView {
    let save = ServerAction::<RecordApplicantCount>::new();
    let value = Signal::derive(move || {
        process.view.with(|view| view.applicant_count.map(|count| count.to_string()).unwrap_or_default())
    });
    let validate = move |call: RecordApplicantCount| {
        call.form.validate(process.view.with_untracked(|view| view.applicants.len())).map(drop)
    };
    view! {
        <Dialog id title>
            <Form
                action=save
                key=(ROW.to_owned(), id.to_owned())
                version=process.version
                validate
                on_done=move |_| process.reload()
            >
                <Hidden name="vacancy" value=process.vacancy.to_string()/>
                <NumberField name="form[count]" label="Jumlah Pelamar" required=true whole=true value/>
                <DialogFooter/>
            </Form>
        </Dialog>
    }
}
