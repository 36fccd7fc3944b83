//! One table per stage: who takes part, SKOR and NILAI (Gambar 34 to 37 and 39), or Lulus and Gugur.

use leptos::prelude::*;

use super::{advance::Advance, decide, dom, part::Part, row::Table, rows::rest, state::Process};
use crate::components::{ButtonLink, DataTable, Empty, Icon, Section, Variant, icon, use_alive};

/// The table of the stage at `at`, once somebody reached it.
#[component]
pub(super) fn StageTable(process: Process, at: usize) -> impl IntoView {
    let shown = Memo::new(move |_| process.any(|person| person.takes_part(at)));
    let table =
        process.stage(at).map(|stage| Table { process, stage, at, next: Advance::to(process, at + 1) });
    move || match table.filter(|_| shown.get()) {
        Some(table) => section(table).into_any(),
        None => nobody(table).into_any(),
    }
}

/// Nobody takes part in the stage yet.
fn nobody(table: Option<Table>) -> impl IntoView {
    table.map(|table| {
        let title = format!("Daftar pelamar yang mengikuti {}", table.stage.in_sentence());
        let text = match table.at.checked_sub(1).and_then(|before| table.process.stage(before)) {
            Some(before) => {
                format!("Pelamar yang sudah dinilai pada {} dapat dilanjutkan ke sini.", before.in_sentence())
            }
            None => "Pelamar yang memenuhi syarat administrasi dapat dilanjutkan ke sini.".to_owned(),
        };
        view! { <Section title><Empty title="Belum ada yang mengikuti tahapan ini" text/></Section> }
    })
}

fn section(table: Table) -> impl IntoView {
    let Table { process, stage, at, next } = table;
    let title = format!("Daftar pelamar yang mengikuti {}", stage.in_sentence());
    let caption = title.clone();
    view! {
        <Section title actions=move || view! { {print(table)} {save_all(table)} {next.map(Advance::toolbar)} }>
            {next.map(Advance::forms)}
            {table.is_last().then(|| decide::full_note(process))}
            <DataTable caption stack=true dense=true>
                {head(table)}
                <tbody>
                    <ForEnumerate
                        each=move || process.rows.of(process.people(|person| person.takes_part(at)))
                        key=|person| person.id
                        children=move |number, person| table.row(number, person)
                    />
                </tbody>
            </DataTable>
            {rest(process, Part::Stage(at), move |person| person.takes_part(at))}
        </Section>
    }
}

/// The sheet that the committee fills in by hand.
fn print(table: Table) -> impl IntoView {
    let href = format!("{}/cetak/lembar-nilai/{}.pdf", table.process.path(), table.stage.stage.code());
    let label = format!("Cetak lembar nilai {}", table.stage.in_sentence());
    view! { <ButtonLink href external=true small=true variant=Variant::Ghost label>{icon(Icon::Print)} " " "Cetak lembar nilai"</ButtonLink> }
}

/// `Simpan semua`: sends every score that is typed and not saved, where there are several.
fn save_all(table: Table) -> impl IntoView {
    let Table { process, at, stage, .. } = table;
    let alive = use_alive();
    let several = move || {
        stage.weight.is_some()
            && process.may.get()
            && process.people(|person| person.takes_part(at) && person.scores.len() <= at).len() > 1
    };
    view! {
        <Show when=move || alive.get() && several()>
            <button
                type="button"
                class=format!("{} btn-sm", Variant::Secondary.class())
                on:click=move |_| {
                    if dom::send_typed() == 0 {
                        process.toast.error("Isi dahulu skornya, satu per satu atau dengan menempel satu kolom.");
                    }
                }
            >
                "Simpan semua"
            </button>
        </Show>
    }
}

fn head(table: Table) -> impl IntoView {
    let may = table.process.may;
    view! {
        <thead>
            <tr>
                <th scope="col" class="num">"No"</th>
                <th scope="col">"Nama"</th>
                <th scope="col" class="own-column">"NIP"</th>
                <th scope="col" class="own-column">"Instansi"</th>
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
