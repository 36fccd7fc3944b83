//! Daftar pelamar yang memenuhi syarat administrasi (Gambar 33).

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    advance::Advance,
    menu::menu,
    part::Part,
    pick::{Pick, pick_button},
    row::{whereabouts, who_cells},
    rows::rest,
    state::{Process, unscored},
};
use crate::{
    api::selection::views::ApplicantView,
    components::{DataTable, Empty, Section, Variant},
};

const TITLE: &str = "Daftar pelamar yang memenuhi syarat administrasi";

/// The table, once Jumlah Pelamar is recorded.
#[component]
pub(super) fn Eligible(process: Process) -> impl IntoView {
    let counted = Memo::new(move |_| process.view.with(|view| view.applicant_count.is_some()));
    let first = Advance::to(process, 0);
    move || counted.get().then(|| section(process, first))
}

fn section(process: Process, first: Option<Advance>) -> impl IntoView {
    let some = Memo::new(move |_| process.any(|_| true));
    let table = move || {
        if !some.get() {
            return view! { <Empty title="Belum ada data pelamar" text="Input pelamar yang lulus seleksi administrasi."/> }
                .into_any();
        }
        view! {
            <DataTable caption=TITLE stack=true dense=true>
                <thead>
                    <tr>
                        <th scope="col" class="num">"No"</th>
                        <th scope="col">"Nama"</th>
                        <th scope="col" class="own-column">"NIP"</th>
                        <th scope="col" class="own-column">"Instansi"</th>
                        <th scope="col">{move || last_head(process)}</th>
                    </tr>
                </thead>
                <tbody>
                    <ForEnumerate
                        each=move || process.rows.of(process.people(|_| true))
                        key=|person| person.id
                        children=move |number, person| row(process, first, number, person)
                    />
                </tbody>
            </DataTable>
            {rest(process, Part::Administration, |_| true)}
        }
        .into_any()
    };
    view! {
        <Section title=TITLE actions=move || first.map(Advance::toolbar)>
            {first.map(Advance::forms)}
            {table}
        </Section>
    }
}

/// What stands under it is done, or read.
fn last_head(process: Process) -> &'static str {
    if process.may.get() { "Aksi" } else { "Keterangan" }
}

fn row(
    process: Process,
    first: Option<Advance>,
    number: ReadSignal<usize>,
    person: Arc<ApplicantView>,
) -> impl IntoView {
    let row = process.row(person);
    view! {
        <tr>
            {who_cells(number, row)}
            <td data-label=move || last_head(process)>
                <div class="actions">{move || row.with(|person| actions(process, first, person))}</div>
            </td>
        </tr>
    }
}

fn actions(process: Process, first: Option<Advance>, person: &ApplicantView) -> impl IntoView + use<> {
    let may = process.may.get();
    let onward = match first.filter(|first| may && person.is_present() && first.fits(person)) {
        Some(first) => first.controls(person).into_any(),
        None => view! { <span class="muted">{whereabouts(process, person)}</span> }.into_any(),
    };
    let change = (may && person.is_present() && unscored(person)).then(|| {
        let button = |pick, text, verb| {
            pick_button(pick, person.version, Variant::Ghost, text, format!("{verb} {}", person.name))
        };
        let inside = view! {
            {button(Pick::Edit(person.id), "Ubah", "Ubah data")}
            {button(Pick::Remove(person.id), "Hapus", "Hapus")}
        };
        menu(&person.name, inside.into_any())
    });
    view! { {onward} {change} }
}
