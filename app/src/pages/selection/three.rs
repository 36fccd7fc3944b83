//! The three names of a post, wherever somebody decides on them.

use leptos::prelude::*;

use super::process::sentence;
use crate::{
    api::selection::views::{AcceptedView, ThreeView},
    components::{DataTable, Empty, Section},
};

/// A table for each post; nothing where none is to be shown.
pub fn threes(all: Signal<Vec<ThreeView>>) -> impl IntoView {
    move || all.get().into_iter().map(three).collect_view()
}

fn three(ThreeView { post, people, note }: ThreeView) -> AnyView {
    let title = format!("Tiga besar {post}");
    if people.is_empty() {
        let empty = match note {
            Some(note) => {
                view! { <Empty title="Tidak ada yang diterima" text=format!("Alasan: {}", sentence(&note))/> }
                    .into_any()
            }
            None => view! { <Empty title="Belum ada yang diterima"/> }.into_any(),
        };
        return view! { <Section title>{empty}</Section> }.into_any();
    }
    let fewer = note.map(|note| view! { <p>"Alasan kurang dari tiga: " {sentence(&note)}</p> });
    let rows = people.into_iter().enumerate().map(|(at, person)| row(at, person)).collect_view();
    view! {
        <Section title=title.clone()>
            <DataTable caption=title stack=true dense=true>
                <thead>
                    <tr>
                        <th scope="col" class="num">"No"</th>
                        <th scope="col">"Nama"</th>
                        <th scope="col">"NIP"</th>
                        <th scope="col">"Instansi"</th>
                        <th scope="col" class="num">"Total Nilai"</th>
                        <th scope="col" class="num">"Peringkat"</th>
                        <th scope="col">"Alasan"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
            {fewer}
        </Section>
    }
    .into_any()
}

fn row(at: usize, person: AcceptedView) -> impl IntoView {
    let AcceptedView { name, nip, agency, total, rank, reason } = person;
    let reason = reason.map_or_else(|| "-".to_owned(), |reason| sentence(&reason));
    view! {
        <tr>
            <td data-label="No" class="num">{at + 1}</td>
            <td data-label="Nama">{name}</td>
            <td data-label="NIP" class="nip">{nip}</td>
            <td data-label="Instansi">{agency}</td>
            <td data-label="Total Nilai" class="num"><strong>{total}</strong></td>
            <td data-label="Peringkat" class="num">{rank}</td>
            <td data-label="Alasan">{reason}</td>
        </tr>
    }
}
