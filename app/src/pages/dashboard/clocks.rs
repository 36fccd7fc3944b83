//! What is due, and what answers took.

use domain::{clock::Spread, number::thousands};
use leptos::prelude::*;

use super::numbers::tile;
use crate::{
    api::{clock::ClockFigures, dashboard::DashboardView},
    components::{ButtonLink, Icon, ListTable, Section, icon},
};

/// What the commission has to answer, and what its answers took (Perka KASN 3/2022).
#[component]
pub(super) fn Clocks(view: Signal<DashboardView>) -> impl IntoView {
    let body = move || {
        let ClockFigures { open, spreads, .. } = view.with(|view| view.clocks.clone());
        let tiles = [
            ("jatuh tempo hari ini", open.due_today),
            ("jatuh tempo minggu ini", open.due_in_week),
            ("terlambat", open.late),
        ]
        .map(|(label, count)| tile(label, count));
        let table = (!spreads.is_empty()).then(|| spread(spreads));
        view! {
            <ul class="tiles">{tiles.collect_view()}</ul>
            {table}
        }
    };
    let actions = || {
        view! {
            <ButtonLink href="/seleksi?tab=terlambat">"Yang terlambat"</ButtonLink>
            <ButtonLink href="/tenggat/ekspor.csv" external=true>{icon(Icon::Download)} " " "Export Csv"</ButtonLink>
            <ButtonLink href="/tenggat/ekspor.xlsx" external=true>{icon(Icon::Download)} " " "Export Xlsx"</ButtonLink>
        }
    };
    view! { <Section title="Tenggat" actions id="tenggat">{body}</Section> }
}

/// What answers took.
fn spread(rows: Vec<(String, Spread)>) -> impl IntoView {
    let row = |(label, spread): (String, Spread)| {
        let answers = thousands(u32::try_from(spread.answers).unwrap_or(u32::MAX));
        view! {
            <tr>
                <th scope="row" data-label="Jawaban">{label}</th>
                <td data-label="Jumlah" class="num">{answers}</td>
                <td data-label="Median" class="num">{spread.median}</td>
                <td data-label="Persentil ke-90" class="num">{spread.ninetieth}</td>
            </tr>
        }
    };
    view! {
        <ListTable
            caption="Hari kerja sampai dijawab, dua belas bulan terakhir"
            heads=["Jawaban", "Jumlah", "Median", "Persentil ke-90"]
            numbers=3
            dense=true
        >
            {rows.into_iter().map(row).collect_view()}
        </ListTable>
    }
}
