//! Daftar Seleksi (Gambar 24).

use domain::{
    coded::choices,
    selection::{FillingMethod, Phase, Reason},
};
use leptos::prelude::*;

use crate::{
    api::selection::{
        plan::list_plans,
        views::{CHANGES_COUNTED, PlanFilter, PlanList, PlanRow},
    },
    components::{
        Alert, Badge, ButtonLink, Empty, FilterBar, ListPager, ListTable, PageTitle, Places, Select,
        TextField, Tone, Variant, unreadable,
    },
    json::resource,
    pages::{Loaded, selection},
    query::{use_query, with_query},
};

const PATH: &str = "/seleksi";
const HEADS: [&str; 6] = ["Nama Jabatan", "Cara Pengisian JPT", "Institusi", "Alasan", "Status", "Aksi"];

/// `/seleksi`.
#[component]
pub fn PlansPage() -> impl IntoView {
    let query = use_query();
    let filter = Memo::new(move |_| {
        query.with(|query| {
            let text = |name: &str| query.get(name).unwrap_or_default();
            PlanFilter {
                q: text("q"),
                status: text("status"),
                alasan: text("alasan"),
                cara: text("cara"),
                sesudah: text("sesudah"),
                sebelum: text("sebelum"),
            }
        })
    });
    let page = resource(move || filter.get(), list_plans);
    view! {
        <Loaded resource=page let:view>
            <PageTitle title="Daftar Seleksi">
                <ButtonLink href=Signal::derive(move || address("/seleksi/ekspor.csv", &filter.get(), None)) external=true>
                    "Export Csv"
                </ButtonLink>
                <ButtonLink href=Signal::derive(move || address("/seleksi/ekspor.pdf", &filter.get(), None)) external=true>
                    "Export Pdf"
                </ButtonLink>
                <Show when=move || view.with(|view| view.can_create)>
                    <ButtonLink href="/seleksi/tambah" variant=Variant::Primary>"Tambah Seleksi"</ButtonLink>
                </Show>
            </PageTitle>
            <Filter filter view/>
            <List view filter/>
        </Loaded>
    }
}

/// The list, or its export, with this filter, from this place on.
fn address(path: &str, filter: &PlanFilter, place: Option<(&str, &str)>) -> String {
    let filter = [
        ("q", &*filter.q),
        ("status", &*filter.status),
        ("alasan", &*filter.alasan),
        ("cara", &*filter.cara),
    ];
    with_query(path, filter.into_iter().chain(place))
}

fn is_set(filter: &PlanFilter) -> bool {
    [&filter.q, &filter.status, &filter.alasan, &filter.cara].into_iter().any(|text| !text.trim().is_empty())
}

#[component]
fn Filter(filter: Memo<PlanFilter>, view: Signal<PlanList>) -> impl IntoView {
    let commission = view.with_untracked(|view| view.commission);
    let value = move |pick: fn(&PlanFilter) -> &String| {
        Signal::derive(move || filter.with(|filter| pick(filter).clone()))
    };
    // Both review phases carry one name and are found together; drafts are the institution's alone.
    let phases: Vec<_> = Phase::ALL
        .into_iter()
        .filter(|phase| {
            *phase != Phase::InReview { recommended: true } && !(commission && *phase == Phase::Draft)
        })
        .map(|phase| (phase.code().to_owned(), phase.label().to_owned()))
        .collect();
    let reasons = choices::<Reason>();
    let methods = choices::<FillingMethod>();
    view! {
        <FilterBar
            action=PATH
            active=Signal::derive(move || filter.with(is_set))
            complaints=Signal::derive(move || view.with(|view| view.complaints.clone()))
        >
            <TextField
                name="q"
                label="Kata kunci"
                value=value(|filter| &filter.q)
                placeholder="Jabatan, unit, institusi, atau nomor surat"
            />
            <Select name="status" label="Status" options=phases value=value(|filter| &filter.status) placeholder="Semua status"/>
            <Select name="alasan" label="Alasan" options=reasons value=value(|filter| &filter.alasan) placeholder="Semua alasan"/>
            <Select
                name="cara"
                label="Cara Pengisian JPT"
                options=methods
                value=value(|filter| &filter.cara)
                placeholder="Semua cara"
            />
        </FilterBar>
    }
}

#[component]
fn List(view: Signal<PlanList>, filter: Memo<PlanFilter>) -> impl IntoView {
    let table = move || {
        let rows = view.with(|view| view.rows.clone());
        if let Some(nothing) = view.with(|view| unreadable(&view.complaints)) {
            return nothing;
        }
        if rows.is_empty() {
            return nothing(filter.with(is_set), view.with(|view| view.can_create));
        }
        let here = filter.with(here);
        let rows = rows.into_iter().map(|plan| row(plan, &here)).collect_view();
        view! {
            <ListTable caption="Daftar rencana seleksi" heads=HEADS>{rows}</ListTable>
        }
        .into_any()
    };
    let places =
        Signal::derive(move || view.with(|view| Places::of(view.rows.len(), &view.previous, &view.next)));
    Effect::new(move |_| selection::remember(&filter.with(here)));
    view! {
        {move || changed(view.with(|view| view.changed), filter)}
        {table}
        <ListPager places what="rencana" address=move |place| filter.with(|filter| address(PATH, filter, Some(place)))/>
    }
}

/// The list as it stands now.
fn here(filter: &PlanFilter) -> String {
    let place = [("sesudah", filter.sesudah.as_str()), ("sebelum", filter.sebelum.as_str())];
    let place = place.into_iter().find(|(_, value)| !value.trim().is_empty());
    address(PATH, filter, place)
}

/// What was changed since one began to page stands on the first page now, and would be missed.
fn changed(count: u32, filter: Memo<PlanFilter>) -> Option<AnyView> {
    let count = match count {
        0 => return None,
        CHANGES_COUNTED => format!("{CHANGES_COUNTED} rencana atau lebih"),
        count => format!("{count} rencana"),
    };
    let first = Signal::derive(move || filter.with(|filter| address(PATH, filter, None)));
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
            <td data-label="Aksi">
                <ButtonLink href small=true label=format!("Lihat {name}")>"Lihat"</ButtonLink>
            </td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_goes_along_and_the_place_does_not() {
        let filter = PlanFilter { q: "dinas".into(), sesudah: "x".into(), ..PlanFilter::default() };
        assert_eq!(address("/seleksi/ekspor.csv", &filter, None), "/seleksi/ekspor.csv?q=dinas");
        assert_eq!(address(PATH, &filter, Some(("sesudah", "7"))), "/seleksi?q=dinas&sesudah=7");
        assert_eq!(here(&filter), "/seleksi?q=dinas&sesudah=x");
        assert!(is_set(&filter) && !is_set(&PlanFilter { sesudah: "x".into(), ..PlanFilter::default() }));
    }
}
