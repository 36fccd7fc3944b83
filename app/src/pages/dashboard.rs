//! The Dashboard: what waits for me, and where selections stand.

use domain::{
    calendar::month,
    clock::Spread,
    dashboard::Counts,
    number::thousands,
    selection::{NextStep, Phase, PlanTab},
};
use leptos::prelude::*;

use super::{frame::use_session, load::Loaded, selection};
use crate::query::with_query;
use crate::{
    api::{
        clock::ClockFigures,
        dashboard::{DashboardView, dashboard},
        selection::views::PlanRow,
    },
    components::{Alert, Bar, BarPlot, ButtonLink, Empty, ListTable, PageTitle, Section, Tone},
    json::resource,
    live::on_news,
};

/// `/`.
#[component]
pub(super) fn DashboardPage() -> impl IntoView {
    let page = resource(|| (), |()| dashboard());
    on_news(move || page.refetch());
    view! {
        <Loaded resource=page let:view>
            <PageTitle title="Dashboard"/>
            <Greeting/>
            {move || missing(view.with(|view| view.missing_years.clone()))}
            <Waiting view/>
            <Clocks view/>
            <Numbers view/>
            <Phases view/>
            <Months view/>
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

/// Without its list, nobody can count a year's working days.
fn missing(years: Vec<i32>) -> AnyView {
    let note = |year| {
        let href = format!("/hari-libur?tahun={year}");
        view! {
            <Alert tone=Tone::Warning title=format!("Daftar hari libur {year} belum ditutup")>
                <p>
                    "Tenggat yang jatuh pada tahun itu menunggu SKB. "
                    <a href=href>"Isi daftarnya, lalu tutup"</a>
                </p>
            </Alert>
        }
    };
    years.into_iter().map(note).collect_view().into_any()
}

#[component]
fn Waiting(view: Signal<DashboardView>) -> impl IntoView {
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

/// What the commission has to answer, and what its answers took (Perka KASN 3/2022).
#[component]
fn Clocks(view: Signal<DashboardView>) -> impl IntoView {
    let body = move || {
        let ClockFigures { open, spreads } = view.with(|view| view.clocks.clone());
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
            <ButtonLink href="/tenggat/ekspor.csv" external=true>"Export Csv"</ButtonLink>
            <ButtonLink href="/tenggat/ekspor.xlsx" external=true>"Export Xlsx"</ButtonLink>
        }
    };
    view! { <Section title="Tenggat" actions>{body}</Section> }
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
        >
            {rows.into_iter().map(row).collect_view()}
        </ListTable>
    }
}

/// Institutions, nomenklatur and pejabat (Gambar 3).
#[component]
fn Numbers(view: Signal<DashboardView>) -> impl IntoView {
    let body = move || {
        let (overview, commission) = view.with(|view| (view.overview.clone(), view.commission));
        if !commission {
            return own_numbers(overview.total).into_any();
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

fn own_numbers(counts: Counts) -> impl IntoView {
    let tiles = [("nomenklatur tercatat", counts.positions), ("pejabat tercatat", counts.officials)];
    let tiles = tiles.map(|(label, count)| tile(label, count));
    view! { <ul class="tiles">{tiles.collect_view()}</ul> }
}

fn tile(label: &'static str, count: u32) -> impl IntoView {
    view! {
        <li class="tile">
            <span class="tile-count">{thousands(count)}</span>
            " "
            <span>{label}</span>
        </li>
    }
}

#[component]
fn Phases(view: Signal<DashboardView>) -> impl IntoView {
    let body = move || {
        let phases = merged(view.with(|view| view.phases.clone()));
        if phases.is_empty() {
            return view! { <Empty title="Belum ada rencana seleksi"/> }.into_any();
        }
        let bars = phases
            .into_iter()
            .map(|(phase, count)| Bar {
                label: phase.label().to_owned(),
                count,
                href: Some(with_query("/seleksi", [("status", phase.code())])),
            })
            .collect();
        view! { <BarPlot caption="Seleksi menurut status" head="Status" unit="Seleksi" bars/> }.into_any()
    };
    view! {
        <Section title="Seleksi menurut status" actions=|| view! { <ButtonLink href="/seleksi">"Daftar Seleksi"</ButtonLink> }>
            {body}
        </Section>
    }
}

#[component]
fn Months(view: Signal<DashboardView>) -> impl IntoView {
    let body = move || {
        let bars = view.with(|view| {
            let bar = |(day, count): &(chrono::NaiveDate, u32)| Bar {
                label: month(*day),
                count: *count,
                href: None,
            };
            view.months.iter().map(bar).collect()
        });
        view! { <BarPlot caption="Rencana seleksi menurut bulan dibuat" head="Bulan" unit="Rencana" bars/> }
    };
    view! { <Section title="Rencana seleksi setahun terakhir">{body}</Section> }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_review_phases_are_counted_together() {
        let phases = vec![(Phase::Draft, 0), (Phase::InReview, 2), (Phase::Recommended, 1)];
        assert_eq!(merged(phases), vec![(Phase::InReview, 3)]);
    }
}
