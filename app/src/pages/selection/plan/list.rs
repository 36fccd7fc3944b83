//! Daftar Seleksi (Gambar 24).

use domain::{
    coded::choices,
    selection::{FillingMethod, Phase, Reason},
};
use leptos::prelude::*;

use crate::{
    api::{
        clock::ClockCell,
        selection::{
            plan::list_plans,
            views::{CHANGES_COUNTED, PlanFilter, PlanList, PlanRow},
        },
    },
    components::{
        Alert, Badge, ButtonLink, Empty, FilterBar, InAddress, ListPage, ListTable, PageTitle, Tone, Variant,
    },
    json::resource,
    pages::{Loaded, selection},
};

const HEADS: [&str; 8] =
    ["Nama Jabatan", "Cara Pengisian JPT", "Institusi", "Alasan", "Status", "Tenggat", "Terlambat", "Aksi"];

/// The order by the day until which the commission answers.
const BY_DUE: &str = "tenggat";

/// `/seleksi`.
#[component]
pub fn PlansPage() -> impl IntoView {
    let at = InAddress::<PlanFilter>::of(selection::LIST);
    let page = resource(move || at.get(), list_plans);
    Effect::new(move |_| selection::remember(&at.here()));
    view! {
        <Loaded resource=page let:view>
            <PageTitle title="Daftar Seleksi">
                <ButtonLink href=at.export("csv") external=true>"Export Csv"</ButtonLink>
                <ButtonLink href=at.export("pdf") external=true>"Export Pdf"</ButtonLink>
                <Show when=move || view.with(|view| view.aside.can_create)>
                    <ButtonLink href="/seleksi/tambah" variant=Variant::Primary>"Tambah Seleksi"</ButtonLink>
                </Show>
            </PageTitle>
            <Filter at view/>
            {order(at)}
            {move || changed(view.with(|view| view.aside.changed), at.first())}
            <ListPage
                list=at.shown(view)
                what="rencana"
                nothing=move |filtered| nothing(filtered, view.with(|view| view.aside.can_create))
                table=move || table(view, &at.here())
            />
        </Loaded>
    }
}

#[component]
fn Filter(at: InAddress<PlanFilter>, view: Signal<PlanList>) -> impl IntoView {
    let commission = view.with_untracked(|view| view.aside.commission);
    // Both review phases carry one name and are found together; drafts are the institution's alone.
    let phases: Vec<_> = Phase::ALL
        .into_iter()
        .filter(|phase| *phase != Phase::Recommended && !(commission && *phase == Phase::Draft))
        .map(|phase| (phase.code().to_owned(), phase.label().to_owned()))
        .collect();
    view! {
        <FilterBar list=at.shown(view)>
            {at.words(PlanFilter::text(), "Jabatan, unit, institusi, atau nomor surat")}
            {at.choice(PlanFilter::phase(), phases, "Semua status")}
            {at.choice(PlanFilter::reason(), choices::<Reason>(), "Semua alasan")}
            {at.choice(PlanFilter::filling_method(), choices::<FillingMethod>(), "Semua cara")}
        </FilterBar>
    }
}

/// The other order, as a link: it works without a script, and can be kept as an address.
fn order(at: InAddress<PlanFilter>) -> impl IntoView {
    let by_due = at.value(|filter| &filter.order);
    move || {
        let (href, text) = if by_due.with(|order| order.trim() == BY_DUE) {
            (at.in_order(""), "Urutkan menurut perubahan terakhir")
        } else {
            (at.in_order(BY_DUE), "Urutkan menurut tenggat")
        };
        view! { <p><a href=href>{text}</a></p> }
    }
}

fn table(view: Signal<PlanList>, here: &str) -> AnyView {
    let rows = view.with(|view| view.rows.clone()).into_iter().map(|plan| row(plan, here)).collect_view();
    view! {
        <ListTable caption="Daftar rencana seleksi" heads=HEADS>{rows}</ListTable>
    }
    .into_any()
}

/// What was changed since one began to page stands on the first page now, and would be missed.
fn changed(count: u32, first: Signal<String>) -> Option<AnyView> {
    let count = match count {
        0 => return None,
        CHANGES_COUNTED => format!("{CHANGES_COUNTED} rencana atau lebih"),
        count => format!("{count} rencana"),
    };
    Some(
        view! {
            <Alert tone=Tone::Info>
                <p>{count} " berubah sejak Anda mulai; " <a href=first>"muat dari awal"</a> "."</p>
            </Alert>
        }
        .into_any(),
    )
}

fn nothing(filtered: bool, can_create: bool) -> AnyView {
    if filtered {
        return view! { <Empty title="Tidak ada rencana yang cocok" text="Ubah isian filter, atau hapus filter."/> }.into_any();
    }
    if can_create {
        return view! {
            <Empty title="Belum ada rencana seleksi" text="Mulailah dengan menyusun rencana untuk jabatan yang akan diisi.">
                <ButtonLink href="/seleksi/tambah" variant=Variant::Primary>"Tambah Seleksi"</ButtonLink>
            </Empty>
        }
        .into_any();
    }
    view! { <Empty title="Belum ada rencana seleksi" text="Rencana yang dikirim akan tampil di sini."/> }
        .into_any()
}

fn row(row: PlanRow, list: &str) -> AnyView {
    let name = selection::names(&row.titles);
    let href = selection::carrying(&format!("/seleksi/{}", row.id), list);
    view! {
        <tr class:unread=row.unread>
            <td data-label="Nama Jabatan">{selection::titles(row.titles, row.unread)}</td>
            <td data-label="Cara Pengisian JPT">{row.filling_method.map_or("-", FillingMethod::label)}</td>
            <td data-label="Institusi">{row.institution}</td>
            <td data-label="Alasan">{row.reason.map_or("-", Reason::label)}</td>
            <td data-label="Status">
                <Badge label=row.phase.label().to_owned() tone=selection::tone(row.phase)/>
            </td>
            {clock(row.clock)}
            <td data-label="Aksi">
                <ButtonLink href small=true label=format!("Lihat {name}")>"Lihat"</ButtonLink>
            </td>
        </tr>
    }
    .into_any()
}

/// Tenggat and Terlambat.
fn clock(clock: Option<ClockCell>) -> impl IntoView {
    let (due, late) = clock.map_or_else(Default::default, |clock| (clock.due, clock.late));
    let or_dash = |text: String| if text.is_empty() { "-".to_owned() } else { text };
    let late = if late.is_empty() {
        "-".into_any()
    } else {
        view! { <Badge label=late tone=Tone::Danger/> }.into_any()
    };
    view! {
        <td data-label="Tenggat">{or_dash(due)}</td>
        <td data-label="Terlambat">{late}</td>
    }
}
