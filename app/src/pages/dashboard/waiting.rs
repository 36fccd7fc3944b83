//! What waits for whoever looks.

use domain::selection::{NextStep, PlanTab};
use leptos::prelude::*;

use crate::{
    api::{dashboard::DashboardView, selection::views::PlanRow},
    components::{ButtonLink, Empty, ListTable, Section},
    pages::selection,
    query::with_query,
};

#[component]
pub(super) fn Waiting(view: Signal<DashboardView>) -> impl IntoView {
    let all = with_query(selection::LIST, [("tab", PlanTab::Waiting.code())]);
    let actions = {
        let all = all.clone();
        move || {
            let total = view.with(|view| view.waiting_count);
            let text = format!("Lihat semua ({})", total.short());
            (total.count > 0).then(|| view! { <ButtonLink href=all.clone()>{text}</ButtonLink> })
        }
    };
    let body = move || {
        let (rows, commission) = view.with(|view| (view.waiting.clone(), view.commission));
        if rows.is_empty() {
            let text = if commission {
                "Rencana atau laporan yang dikirim institusi akan tampil di sini."
            } else {
                "Rencana yang perlu dilengkapi, diperbaiki, atau dilanjutkan akan tampil di sini."
            };
            return view! { <Empty title="Tidak ada yang menunggu" text/> }.into_any();
        }
        let rows = rows.into_iter().map(|row| waiting_row(row, &all)).collect_view();
        view! {
            <ListTable
                caption="Seleksi yang menunggu saya"
                heads=["Nama Jabatan", "Institusi", "Yang perlu dilakukan", "Dikirim", "Tenggat"]
            >
                {rows}
            </ListTable>
        }
        .into_any()
    };
    view! { <Section title="Menunggu saya" actions>{body}</Section> }
}

/// The way leads from the plan through the others that wait.
fn waiting_row(row: PlanRow, all: &str) -> AnyView {
    let href = selection::carrying(&format!("/seleksi/{}", row.id), all, &row.place);
    view! {
        <tr class="row-link" class:unread=row.unread>
            <td data-label="Nama Jabatan">{selection::titles(row.titles, row.unread, &href)}</td>
            <td data-label="Institusi">{row.institution}</td>
            <td data-label="Yang perlu dilakukan">{row.next.map_or("-", NextStep::label)}</td>
            <td data-label="Dikirim">{selection::sent(row.sent_at)}</td>
            {selection::due(row.clock)}
        </tr>
    }
    .into_any()
}
