//! Daftar pelamar yang masuk 3 besar (Gambar 40), and what the vacancy still lacks.

use std::sync::Arc;

use domain::selection::{access::PlanAction, minutes, shortlist::SHORTLIST};
use leptos::prelude::*;

use super::state::{Here, Process};
use crate::{
    api::selection::{
        process::ExplainShortlist,
        views::{ApplicantView, describe, told_head},
    },
    components::{
        ButtonLink, DataTable, Dialog, DialogButton, DialogFooter, Form, Hidden, Icon, Section, TextArea,
        Variant, icon,
    },
};

/// The accepted, highest total first.
#[component]
pub(super) fn Shortlist(process: Process) -> impl IntoView {
    let some = Memo::new(move |_| process.any(|person| person.accepted == Some(true)));
    view! { <Show when=move || some.get()>{table(process)}</Show> }
}

fn table(process: Process) -> impl IntoView {
    const TITLE: &str = "Daftar pelamar yang masuk 3 besar";
    let heads = process
        .stages()
        .into_iter()
        .map(|stage| view! { <th scope="col" class="num whitespace-normal!">{mark_label(stage)}</th> })
        .collect_view();
    let accepted = move || {
        let order = process.view.with(|view| view.shortlist.clone());
        let mut people = process.people(|person| person.accepted == Some(true));
        people.sort_by_key(|person| order.iter().position(|id| *id == person.id).unwrap_or(usize::MAX));
        people
    };
    view! {
        <Section title=TITLE actions=move || view! { <PrintMinutes process/> }>
            <DataTable caption=TITLE stack=true dense=true>
                <thead>
                    <tr>
                        <th scope="col" class="num">"No"</th>
                        <th scope="col">"Nama"</th>
                        <th scope="col">"NIP"</th>
                        <th scope="col">"Instansi"</th>
                        {heads}
                        <th scope="col" class="num whitespace-normal!">"Total Nilai"</th>
                        <th scope="col">"Peringkat"</th>
                    </tr>
                </thead>
                <tbody>
                    {move || accepted().into_iter().enumerate().map(|(at, person)| row(process, at, &person)).collect_view()}
                </tbody>
            </DataTable>
        </Section>
    }
}

/// Berita Acara, once the three are established.
#[component]
fn PrintMinutes(process: Process) -> impl IntoView {
    let due = Memo::new(move |_| {
        process.view.with(|view| minutes::check(view.shortlist.len(), &view.obstacles).is_ok())
    });
    view! {
        <Show when=move || due.get()>
            <ButtonLink href=minutes_path(&process.path()) external=true small=true variant=Variant::Ghost>
                {icon(Icon::Print)} " " "Cetak Berita Acara"
            </ButtonLink>
        </Show>
    }
}

/// The minutes of the vacancy whose page is at this path.
pub(in crate::pages::selection) fn minutes_path(vacancy: &str) -> String {
    format!("{vacancy}/cetak/berita-acara.pdf")
}

pub(super) fn mark_label(stage: Here) -> String {
    told_head(&stage.label(), stage.weight.is_some())
}

fn row(process: Process, at: usize, person: &Arc<ApplicantView>) -> impl IntoView + use<> {
    let marks = process
        .stages()
        .into_iter()
        .enumerate()
        .map(|(at, stage)| {
            let text = person.told(at, stage.weight.is_some()).unwrap_or_default().to_owned();
            view! { <td data-label=mark_label(stage) class="num">{text}</td> }
        })
        .collect_view();
    let rank = person.rank.map(|rank| rank.to_string()).unwrap_or_default();
    let reason = person.ground.map(|ground| {
        let reason = person.reason.clone().unwrap_or_else(|| "belum dicatat".to_owned());
        let kind = describe(ground, &process.equals_of(person));
        let text = sentence(&format!("{kind}: {reason}"));
        view! { <p class="muted">{text}</p> }
    });
    view! {
        <tr>
            <td data-label="No" class="num">{at + 1}</td>
            <td data-label="Nama">{person.name.clone()}</td>
            <td data-label="NIP" class="nip">{person.nip.clone()}</td>
            <td data-label="Instansi">{person.agency.clone()}</td>
            {marks}
            <td data-label="Total Nilai" class="num"><strong>{person.total.clone()}</strong></td>
            <td data-label="Peringkat">{rank} {reason}</td>
        </tr>
    }
}

/// What is still missing, and `Catat alasan kurang dari tiga`.
#[component]
pub(super) fn Missing(process: Process) -> impl IntoView {
    let shown = Memo::new(move |_| {
        process.view.with(|view| {
            view.applicant_count.is_some() && (!view.obstacles.is_empty() || view.shortlist_note.is_some())
        })
    });
    let may_explain = Memo::new(move |_| process.may.get() && explainable(process));
    view! {
        <Show when=move || shown.get()>
            <Section title="Kelengkapan" actions=move || view! { <ExplainButton process/> }>
                {move || obstacles(process)}
                {move || note(process)}
            </Section>
        </Show>
        <Show when=move || may_explain.get()>{dialog(process)}</Show>
    }
}

/// Fewer than three, and nobody in the last stage waits for a decision; whoever failed does not.
fn explainable(process: Process) -> bool {
    let last = process.stages().len();
    process.view.with(|view| view.applicant_count.is_some() && view.shortlist.len() < SHORTLIST)
        && !process.any(|person| {
            person.is_present()
                && person.reached == last
                && person.accepted.is_none()
                && person.failed.is_none()
        })
}

#[component]
fn ExplainButton(process: Process) -> impl IntoView {
    let text = move || match process.view.with(|view| view.shortlist_note.is_some()) {
        true => "Ubah alasan kurang dari tiga",
        false => "Catat alasan kurang dari tiga",
    };
    let control = move || process.view.with(|view| view.rights.control(PlanAction::RunProcess));
    let shown = Memo::new(move |_| control().is_shown() && explainable(process));
    view! {
        <Show when=move || shown.get()>
            <DialogButton dialog="dialog-alasan-tiga" disabled_reason=Signal::derive(move || control().reason())>{text}</DialogButton>
        </Show>
    }
}

fn obstacles(process: Process) -> impl IntoView {
    let obstacles = process.view.with(|view| view.obstacles.clone());
    (!obstacles.is_empty()).then(|| {
        let items = obstacles.into_iter().map(|text| view! { <li>{sentence(&text)}</li> }).collect_view();
        view! {
            <p>"Yang masih kurang sebelum pelaporan:"</p>
            <ul class="list-disc pl-6">{items}</ul>
        }
    })
}

fn note(process: Process) -> impl IntoView {
    let note = process.view.with(|view| view.shortlist_note.clone());
    note.map(|note| view! { <p><strong>"Alasan kurang dari tiga: "</strong> {note}</p> })
}

/// `baru 1 dari tiga …` as a sentence of its own.
pub(in crate::pages::selection) fn sentence(text: &str) -> String {
    let mut letters = text.trim().chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    let end = if text.trim_end().ends_with('.') { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

fn dialog(process: Process) -> impl IntoView {
    let save = ServerAction::<ExplainShortlist>::new();
    let value =
        Signal::derive(move || process.view.with(|view| view.shortlist_note.clone().unwrap_or_default()));
    view! {
        <Dialog id="dialog-alasan-tiga" title="Catat alasan kurang dari tiga">
            <Form
                action=save
                version=process.version
                validate=|call: ExplainShortlist| call.form.required().map(drop)
                on_done=move |_| process.reload()
            >
                <Hidden name="vacancy" value=process.vacancy.to_string()/>
                <TextArea name="form[reason]" label="Alasan" required=true value/>
                <DialogFooter/>
            </Form>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn obstacles_become_sentences() {
        assert_eq!(sentence("baru 1 dari tiga"), "Baru 1 dari tiga.");
        assert_eq!(sentence("Sudah."), "Sudah.");
        assert_eq!(sentence(""), ".");
    }
}
