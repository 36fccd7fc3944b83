//! The Dashboard: what waits for me, and where selections stand.

use domain::selection::Phase;
use leptos::prelude::*;

use super::{frame::use_session, load::Loaded, query::with_query, selection};
use crate::{
    api::{
        dashboard::{DashboardView, dashboard},
        selection::views::PlanRow,
    },
    components::{Badge, ButtonLink, Card, DataTable, Empty, PageTitle, Section, Variant},
};

/// `/`.
#[component]
pub(super) fn DashboardPage() -> impl IntoView {
    let page = Resource::new(|| (), |()| dashboard());
    view! {
        <Loaded resource=page let:view>
            <PageTitle title="Dashboard"/>
            <Greeting/>
            <Waiting view/>
            <Phases view/>
            <Officials view/>
        </Loaded>
    }
}

#[component]
fn Greeting() -> impl IntoView {
    let session = use_session();
    let text = move || {
        session.map(|session| {
            session.me.with(|me| match &me.institution {
                Some(institution) => format!("Selamat datang, {}. Anda masuk untuk {institution}.", me.name),
                None => format!("Selamat datang, {}. Anda masuk sebagai {}.", me.name, me.role_label),
            })
        })
    };
    view! { <p>{text}</p> }
}

#[component]
fn Waiting(view: Signal<DashboardView>) -> impl IntoView {
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
        let rows = rows.into_iter().map(waiting_row).collect_view();
        view! {
            <DataTable caption="Seleksi yang menunggu saya" stack=true>
                <thead>
                    <tr>
                        <th scope="col">"Nama Jabatan"</th>
                        <th scope="col">"Institusi"</th>
                        <th scope="col">"Status"</th>
                        <th scope="col">"Terakhir diubah"</th>
                        <th scope="col">"Aksi"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
        }
        .into_any()
    };
    view! { <Section title="Menunggu saya">{body}</Section> }
}

fn waiting_row(row: PlanRow) -> AnyView {
    let name = selection::names(&row.titles);
    view! {
        <tr class:unread=row.unread>
            <td data-label="Nama Jabatan">{selection::titles(row.titles, row.unread)}</td>
            <td data-label="Institusi">{row.institution}</td>
            <td data-label="Status">
                <Badge label=row.phase.label().to_owned() tone=selection::tone(row.phase)/>
            </td>
            <td data-label="Terakhir diubah">{domain::calendar::moment(row.updated_at)}</td>
            <td data-label="Aksi">
                <ButtonLink href=format!("/seleksi/{}", row.id) small=true label=format!("Lihat {name}")>"Lihat"</ButtonLink>
            </td>
        </tr>
    }
    .into_any()
}

#[component]
fn Phases(view: Signal<DashboardView>) -> impl IntoView {
    let body = move || {
        let phases = merged(view.with(|view| view.phases.clone()));
        if phases.is_empty() {
            return view! { <Empty title="Belum ada rencana seleksi"/> }.into_any();
        }
        let items = phases
            .into_iter()
            .map(|(phase, count)| {
                let href = with_query("/seleksi", [("status", phase.code())]);
                view! {
                    <li class="flex items-baseline justify-between gap-3 rounded-lg border border-base-300 px-4 py-3">
                        <a href=href>{phase.label()}</a>
                        <span class="text-xl font-bold tabular-nums">{count} <span class="sr-only">" seleksi"</span></span>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">{items}</ul> }.into_any()
    };
    view! {
        <Section title="Seleksi menurut status" actions=|| view! { <ButtonLink href="/seleksi">"Daftar Seleksi"</ButtonLink> }>
            {body}
        </Section>
    }
}

/// Both review phases carry one name and are listed as one.
fn merged(phases: Vec<(Phase, u32)>) -> Vec<(Phase, u32)> {
    let mut merged: Vec<(Phase, u32)> = Vec::new();
    for (phase, count) in phases {
        match merged.iter_mut().find(|(known, _)| known.label() == phase.label()) {
            Some((_, sum)) => *sum += count,
            None => merged.push((phase, count)),
        }
    }
    merged.retain(|(_, count)| *count > 0);
    merged
}

#[component]
fn Officials(view: Signal<DashboardView>) -> impl IntoView {
    view! {
        <Card>
            <div class="flex flex-wrap items-center justify-between gap-3">
                <p>
                    <span class="text-xl font-bold tabular-nums">{move || view.with(|view| view.officials)}</span>
                    " pejabat tercatat"
                    {move || if view.with(|view| view.commission) { " di seluruh institusi." } else { " di institusi Anda." }}
                </p>
                <ButtonLink href="/pejabat" variant=Variant::Secondary>"Daftar Pejabat"</ButtonLink>
            </div>
        </Card>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_review_phases_are_counted_together() {
        let phases = vec![
            (Phase::Draft, 0),
            (Phase::InReview { recommended: false }, 2),
            (Phase::InReview { recommended: true }, 1),
        ];
        assert_eq!(merged(phases), vec![(Phase::InReview { recommended: false }, 3)]);
    }
}
