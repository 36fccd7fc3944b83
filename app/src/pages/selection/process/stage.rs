//! One table per stage: who takes part, SKOR and NILAI (Gambar 34 to 37 and 39), or Lulus and Gugur.

use leptos::prelude::*;

use super::{advance::Advance, decide, row::Table, state::Process};
use crate::components::{DataTable, Section};

/// The table of the stage at `at`, once somebody reached it.
#[component]
pub(super) fn StageTable(process: Process, at: usize) -> impl IntoView {
    let shown = Memo::new(move |_| process.any(|person| person.takes_part(at)));
    let table =
        process.stage(at).map(|stage| Table { process, stage, at, next: Advance::to(process, at + 1) });
    move || table.filter(|_| shown.get()).map(section)
}

fn section(table: Table) -> impl IntoView {
    let Table { process, stage, at, next } = table;
    let title = format!("Daftar pelamar yang mengikuti {}", stage.in_sentence());
    let caption = title.clone();
    view! {
        <Section title actions=move || next.map(Advance::toolbar)>
            {next.map(Advance::forms)}
            {table.is_last().then(|| decide::full_note(process))}
            <DataTable caption stack=true dense=true>
                {head(table)}
                <tbody>
                    <ForEnumerate
                        each=move || process.people(|person| person.takes_part(at))
                        key=|person| person.id
                        children=move |number, person| table.row(number, person)
                    />
                </tbody>
            </DataTable>
        </Section>
    }
}

fn head(table: Table) -> impl IntoView {
    let may = table.process.may;
    view! {
        <thead>
            <tr>
                <th scope="col" class="num">"No"</th>
                <th scope="col">"Nama"</th>
                <th scope="col">"NIP"</th>
                <th scope="col">"Instansi"</th>
                {table.has_description().then(|| view! { <th scope="col">"Deskripsi"</th> })}
                {outcome_heads(table.stage.weight.is_some())}
                {table.is_last().then(|| view! { <th scope="col" class="num whitespace-normal!">"Total nilai"</th> })}
                {move || may.get().then(|| view! { <th scope="col">"Aksi"</th> })}
            </tr>
        </thead>
    }
}

fn outcome_heads(weighted: bool) -> AnyView {
    if weighted {
        view! {
            <th scope="col" class="num">"Bobot"</th>
            <th scope="col" class="num whitespace-normal!">"Skor (1-10)"</th>
            <th scope="col" class="num">"Nilai"</th>
        }
        .into_any()
    } else {
        view! { <th scope="col">"Hasil"</th> }.into_any()
    }
}
