//! Daftar Seleksi (Gambar 24).

use domain::{
    coded::choices,
    selection::{FillingMethod, Phase, PlanTab, Reason},
};
use leptos::prelude::*;

use super::{
    assign::{AssignMany, Ticked, tick},
    saved::Saved,
};
use crate::{
    api::selection::{
        plan::list_plans,
        views::{CHANGES_COUNTED, OfficerLoad, PlanFilter, PlanList, PlanRow, Total},
    },
    components::{
        Alert, Badge, ButtonLink, Empty, FilterBar, Hidden, Icon, InAddress, ListPage, ListTable, PageTitle,
        Shown, Tab, Tabs, Tone, Variant, icon,
    },
    json::resource,
    pages::{Loaded, selection},
    query::with_query,
};

/// The figure's own, and what a queue needs besides.
const HEADS: [&str; 9] = [
    "Nama Jabatan",
    "Cara Pengisian JPT",
    "Institusi",
    "Alasan",
    "Status",
    "Petugas",
    "Dikirim",
    "Tenggat",
    "Aksi",
];

/// `/seleksi`.
#[component]
pub fn PlansPage() -> impl IntoView {
    let at = InAddress::<PlanFilter>::of(selection::LIST);
    let page = resource(move || at.get(), list_plans);
    Effect::new(move |_| selection::remember(&at.here()));
    view! {
        <Loaded resource=page let:view>
            <PageTitle title="Daftar Seleksi">
                <ButtonLink href=at.export("csv") external=true>{icon(Icon::Download)} " " "Export Csv"</ButtonLink>
                <ButtonLink href=at.export("xlsx") external=true>{icon(Icon::Download)} " " "Export Xlsx"</ButtonLink>
                <ButtonLink href=at.export("pdf") external=true>{icon(Icon::Download)} " " "Export Pdf"</ButtonLink>
                <Show when=move || view.with(|view| view.aside.can_create)>
                    <ButtonLink href="/seleksi/tambah" variant=Variant::Primary>"Tambah Seleksi"</ButtonLink>
                </Show>
            </PageTitle>
            <Tabs label="Daftar" tabs=Signal::derive(move || tabs(at, view))/>
            <Filter at list=shown(at, view) view/>
            <Saved at view page/>
            {move || changed(view.with(|view| view.aside.changed), at.first())}
            <Show when=move || view.with(|view| view.aside.can_assign)>
                <AssignMany view page at/>
            </Show>
            <ListPage
                list=shown(at, view)
                what="rencana"
                total=Signal::derive(move || Some(view.with(|view| view.aside.total.short())))
                nothing=move |_| nothing(&at.get(), view.with(|view| view.aside.can_create))
                table=move || table(at, view)
            />
        </Loaded>
    }
}

/// The list in its tab: only what narrows the tab is a filter.
fn shown(at: InAddress<PlanFilter>, view: Signal<PlanList>) -> Shown {
    let narrows = Signal::derive(move || at.get().narrows());
    let whole = Signal::derive(move || with_query(selection::LIST, [("tab", at.get().tab.as_str())]));
    at.shown(view).within(narrows, whole)
}

/// The tabs, each whole: their counts know no filter.
fn tabs(at: InAddress<PlanFilter>, view: Signal<PlanList>) -> Vec<Tab> {
    let now = at.get().chosen_tab();
    let tab = |(tab, total): &(PlanTab, Total)| Tab {
        label: tab.label().to_owned(),
        count: Some(total.short()),
        href: with_query(selection::LIST, [("tab", if *tab == PlanTab::All { "" } else { tab.code() })]),
        current: now == Some(*tab),
    };
    view.with(|view| view.aside.tabs.iter().map(tab).collect())
}

#[component]
fn Filter(at: InAddress<PlanFilter>, list: Shown, view: Signal<PlanList>) -> impl IntoView {
    let commission = view.with_untracked(|view| view.aside.commission);
    // Both review phases carry one name and are found together; drafts are the institution's alone.
    let phases: Vec<_> = Phase::ALL
        .into_iter()
        .filter(|phase| *phase != Phase::Recommended && !(commission && *phase == Phase::Draft))
        .map(|phase| (phase.code().to_owned(), phase.label().to_owned()))
        .collect();
    let officers = view.with_untracked(|view| {
        let choice = |officer: &OfficerLoad| (officer.id.clone(), officer.name.clone());
        view.aside.officers.iter().map(choice).collect()
    });
    // Those of the commission alone: an institution has itself, and whoever answers it.
    let of_commission = commission.then(|| {
        view! {
            {at.choice(PlanFilter::officer(), officers, "Semua petugas")}
            {at.words(PlanFilter::institution(), "Nama institusi")}
        }
    });
    view! {
        <FilterBar list>
            <Hidden name="tab" value=at.value(|filter| &filter.tab)/>
            {at.words(PlanFilter::text(), "Jabatan, unit, institusi, atau nomor surat")}
            {at.choice(PlanFilter::phase(), phases, "Semua status")}
            {at.choice(PlanFilter::reason(), choices::<Reason>(), "Semua alasan")}
            {at.choice(PlanFilter::filling_method(), choices::<FillingMethod>(), "Semua cara")}
            {of_commission}
        </FilterBar>
    }
}

/// The orders as links where the heads of the table are not shown, on a phone.
fn orders(at: InAddress<PlanFilter>) -> impl IntoView {
    let filter = at.get();
    let link = |(order, text): (&'static str, &'static str)| {
        let current = filter.order_shown() == order;
        view! { <a href=at.in_order(order) aria-current=current.then_some("true")>{text}</a> " " }
    };
    let links = [("tenggat", "Tenggat"), ("dikirim", "Dikirim"), ("terbaru", "Perubahan terakhir")].map(link);
    view! { <p class="orders">"Urutkan: " {links.collect_view()}</p> }
}

fn table(at: InAddress<PlanFilter>, view: Signal<PlanList>) -> AnyView {
    let here = at.here();
    let now = at.get().order_shown().to_owned();
    let assign = view.with(|view| view.aside.can_assign);
    let ticked = assign.then(Ticked::of_page);
    // By all that a row shows and may change: a tick belongs to the very plan that was seen, and never passes to the one
    // that takes its place.
    let shown = |plan: &PlanRow| {
        let clock = plan.clock.as_ref().map(|clock| (clock.due.clone(), clock.late.clone()));
        (plan.id, plan.version, plan.updated_at, plan.unread, plan.officer.clone(), clock)
    };
    let rows = view! {
        <For
            each=move || view.with(|view| view.rows.clone())
            key=shown
            children=move |plan| row(plan, &here, ticked.as_ref())
        />
    };
    let sorted = vec![
        at.sorted("Dikirim", [Some("dikirim"), Some("dikirim-terbaru")], &now),
        at.sorted("Tenggat", [Some("tenggat"), None], &now),
    ];
    view! {
        {orders(at)}
        <ListTable caption="Daftar rencana seleksi" heads=HEADS sorted ticks=assign dense=true>
            {rows}
        </ListTable>
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

fn nothing(filter: &PlanFilter, can_create: bool) -> AnyView {
    if filter.narrows() {
        return view! { <Empty title="Tidak ada rencana yang cocok" text="Ubah isian filter, atau hapus filter."/> }.into_any();
    }
    let (title, text) = match filter.chosen_tab().unwrap_or(PlanTab::All) {
        PlanTab::Waiting => {
            ("Tidak ada yang menunggu", "Seleksi yang perlu Anda tindak lanjuti akan tampil di sini.")
        }
        PlanTab::Unassigned => {
            ("Semua rencana sudah ada petugasnya", "Rencana yang baru dikirim akan tampil di sini.")
        }
        PlanTab::Own => {
            ("Tidak ada rencana di tangan Anda", "Rencana yang ditetapkan untuk Anda akan tampil di sini.")
        }
        PlanTab::Late => {
            ("Tidak ada yang terlambat", "Rencana dan laporan yang lewat tenggat akan tampil di sini.")
        }
        PlanTab::All if can_create => {
            return view! {
                <Empty title="Belum ada rencana seleksi" text="Mulailah dengan menyusun rencana untuk jabatan yang akan diisi.">
                    <ButtonLink href="/seleksi/tambah">"Tambah Seleksi"</ButtonLink>
                </Empty>
            }
            .into_any();
        }
        PlanTab::All => ("Belum ada rencana seleksi", "Rencana yang dikirim akan tampil di sini."),
    };
    view! { <Empty title text/> }.into_any()
}

fn row(row: PlanRow, list: &str, ticked: Option<&Ticked>) -> AnyView {
    let name = selection::names(&row.titles);
    let href = selection::carrying(&format!("/seleksi/{}", row.id), list, &row.place);
    let tick = ticked.map(|ticked| tick(&row, &name, ticked));
    view! {
        <tr class="row-link" class:unread=row.unread>
            {tick}
            <td data-label="Nama Jabatan">{selection::titles(row.titles, row.unread, &href)}</td>
            <td data-label="Cara Pengisian JPT">{row.filling_method.map_or("-", FillingMethod::label)}</td>
            <td data-label="Institusi">{row.institution}</td>
            <td data-label="Alasan">{row.reason.map_or("-", Reason::label)}</td>
            <td data-label="Status">
                <Badge label=row.phase.label().to_owned() tone=selection::tone(row.phase)/>
            </td>
            <td data-label="Petugas">{row.officer.unwrap_or_else(|| "-".to_owned())}</td>
            <td data-label="Dikirim" class="keep">{selection::sent(row.sent_at)}</td>
            {selection::due(row.clock)}
            <td data-label="Aksi">
                <ButtonLink href small=true label=format!("Lihat {name}")>"Lihat"</ButtonLink>
            </td>
        </tr>
    }
    .into_any()
}
