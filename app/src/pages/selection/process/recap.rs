//! Rekap: one row per person, with every NILAI, TOTAL NILAI and PERINGKAT.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    part::Part,
    row::{whereabouts, who_cells},
    rows::rest,
    shortlist::mark_label,
    state::Process,
    withdraw,
};
use crate::{
    api::selection::views::ApplicantView,
    components::{ButtonLink, DataTable, Empty, Icon, Section, Variant, icon},
};

const TITLE: &str = "Rekap nilai";

/// The table, in the order of rank; whoever has none comes behind, as they were entered.
#[component]
pub(super) fn Recap(process: Process) -> impl IntoView {
    let some = Memo::new(move |_| process.any(|_| true));
    let heads = process
        .stages()
        .into_iter()
        .map(|stage| view! { <th scope="col" class="num">{mark_label(stage)}</th> })
        .collect_view();
    let ranked = move || {
        let mut people = process.people(|_| true);
        people.sort_by_key(|person| person.recap_order());
        process.rows.of(people)
    };
    let table = view! {
        <DataTable caption=TITLE stack=true dense=true>
            <thead>
                <tr>
                    <th scope="col" class="num">"No"</th>
                    <th scope="col">"Nama"</th>
                    <th scope="col" class="own-column">"NIP"</th>
                    <th scope="col" class="own-column">"Instansi"</th>
                    {heads}
                    <th scope="col" class="num">"Total Nilai"</th>
                    <th scope="col" class="num">"Peringkat"</th>
                    <th scope="col">"Keterangan"</th>
                </tr>
            </thead>
            <tbody>
                <ForEnumerate
                    each=ranked
                    key=|person| person.id
                    children=move |number, person| row(process, number, person)
                />
            </tbody>
        </DataTable>
    }
    .into_any();
    view! {
        <Section title=TITLE actions=move || view! { <Show when=move || some.get()>{print(process)}</Show> }>
            <Show when=move || !some.get()>
                <Empty title="Belum ada data pelamar"/>
            </Show>
            <div hidden=move || !some.get()>{table} {rest(process, Part::Recap, |_| true)}</div>
        </Section>
    }
}

fn print(process: Process) -> impl IntoView {
    let href = format!("{}/cetak/rekap.pdf", process.path());
    view! { <ButtonLink href external=true small=true variant=Variant::Ghost>{icon(Icon::Print)} " " "Cetak rekap"</ButtonLink> }
}

fn row(process: Process, number: ReadSignal<usize>, person: Arc<ApplicantView>) -> impl IntoView {
    let row = process.row(person);
    view! {
        <tr>
            {who_cells(number, row)}
            {move || row.with(|person| marks(process, person))}
        </tr>
    }
}

fn marks(process: Process, person: &ApplicantView) -> impl IntoView + use<> {
    let marks = process
        .stages()
        .into_iter()
        .enumerate()
        .map(|(at, stage)| {
            let text = person.told(at, stage.weight.is_some()).unwrap_or("-").to_owned();
            view! { <td data-label=mark_label(stage) class="num">{text}</td> }
        })
        .collect_view();
    let total = person.total.clone().unwrap_or_else(|| "-".to_owned());
    let rank = person.rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
    view! {
        {marks}
        <td data-label="Total Nilai" class="num"><strong>{total}</strong></td>
        <td data-label="Peringkat" class="num">{rank}</td>
        <td data-label="Keterangan">
            <div class="actions">{whereabouts(process, person)} {withdraw::actions(process, person)}</div>
        </td>
    }
}
