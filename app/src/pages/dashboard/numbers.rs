//! Institutions, nomenklatur and pejabat (Gambar 3).

use domain::{
    dashboard::{Counts, Posts},
    number::thousands,
};
use leptos::prelude::*;

use crate::{
    api::dashboard::DashboardView,
    components::{ButtonLink, ListTable, Section},
};

/// Institutions, nomenklatur and pejabat (Gambar 3).
#[component]
pub(super) fn Numbers(view: Signal<DashboardView>) -> impl IntoView {
    let body = move || {
        let (overview, commission) = view.with(|view| (view.overview.clone(), view.commission));
        if !commission {
            return own_numbers(overview.total, view.with(|view| view.posts.total)).into_any();
        }
        let rows = overview
            .groups
            .into_iter()
            .map(|(group, counts)| numbers_row(group.label(), counts).into_any())
            .chain([numbers_row("Jumlah", overview.total).into_any()])
            .collect_view();
        view! {
            <ListTable
                caption="Institusi, nomenklatur, dan pejabat menurut jenis institusi"
                heads=["Jenis", "Institusi", "Nomenklatur", "Pejabat"]
                numbers=3
                dense=true
            >
                {rows}
            </ListTable>
        }
        .into_any()
    };
    view! {
        <Section title="Data jabatan" actions=|| view! { <ButtonLink href="/pejabat">"Daftar Pejabat"</ButtonLink> }>
            {body}
        </Section>
    }
}

fn numbers_row(label: &'static str, counts: Counts) -> impl IntoView {
    view! {
        <tr>
            <th scope="row" data-label="Jenis">{label}</th>
            <td data-label="Institusi" class="num">{thousands(counts.institutions)}</td>
            <td data-label="Nomenklatur" class="num">{thousands(counts.positions)}</td>
            <td data-label="Pejabat" class="num">{thousands(counts.officials)}</td>
        </tr>
    }
}

fn own_numbers(counts: Counts, posts: Posts) -> impl IntoView {
    let tiles = [
        ("nomenklatur tercatat", counts.positions),
        ("pejabat tercatat", counts.officials),
        ("jabatan lowong", posts.vacant),
        ("jabatan dalam seleksi", posts.in_selection),
    ];
    let tiles = tiles.map(|(label, count)| tile(label, count));
    view! { <ul class="tiles">{tiles.collect_view()}</ul> }
}

pub(super) fn tile(label: &'static str, count: u32) -> impl IntoView {
    view! {
        <li class="tile">
            <span class="tile-count">{thousands(count)}</span>
            " "
            <span>{label}</span>
        </li>
    }
}
