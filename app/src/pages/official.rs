//! Daftar Pejabat.

use domain::calendar::short_date;
use leptos::prelude::*;

use super::load::Loaded;
use crate::{
    api::official::{OfficialFilter, OfficialList, OfficialRow, list_officials},
    components::{
        Badge, ButtonLink, Empty, FilterBar, ListPager, ListTable, PageTitle, Places, TextField, Tone,
        unreadable,
    },
    json::resource,
    query::{use_query, with_query},
};

const REGION: &str = "Wilayah";
const HEADS: [&str; 8] =
    ["Nama", "SK", "Unit Kerja", "Jabatan", REGION, "Awal Periode", "Akhir Periode", "Lama Menjabat"];

/// `/pejabat`.
#[component]
pub(super) fn OfficialsPage() -> impl IntoView {
    let query = use_query();
    let filter = Memo::new(move |_| {
        query.with(|query| {
            let text = |name: &str| query.get(name).unwrap_or_default();
            OfficialFilter { q: text("q"), sesudah: text("sesudah"), sebelum: text("sebelum") }
        })
    });
    let page = resource(move || filter.get(), list_officials);
    view! {
        <Loaded resource=page let:view>
            <PageTitle title="Daftar Pejabat">
                <ButtonLink href=export("/pejabat/ekspor.csv", filter) external=true>"Export Csv"</ButtonLink>
                <ButtonLink href=export("/pejabat/ekspor.pdf", filter) external=true>"Export Pdf"</ButtonLink>
            </PageTitle>
            <FilterBar
                action="/pejabat"
                active=Signal::derive(move || filter.with(is_set))
                complaints=Signal::derive(move || view.with(|view| view.complaints.clone()))
            >
                <TextField
                    name="q"
                    label="Kata kunci"
                    value=Signal::derive(move || filter.with(|filter| filter.q.clone()))
                    placeholder="Nama, SK, unit kerja, jabatan, atau wilayah"
                />
            </FilterBar>
            <List view filter/>
        </Loaded>
    }
}

/// The export of the list as it is filtered.
fn export(path: &'static str, filter: Memo<OfficialFilter>) -> Signal<String> {
    Signal::derive(move || filter.with(|filter| with_query(path, [("q", filter.q.as_str())])))
}

fn is_set(filter: &OfficialFilter) -> bool {
    !filter.q.trim().is_empty()
}

#[component]
fn List(view: Signal<OfficialList>, filter: Memo<OfficialFilter>) -> impl IntoView {
    let table = move || {
        let rows = view.with(|view| view.rows.clone());
        if let Some(nothing) = view.with(|view| unreadable(&view.complaints)) {
            return nothing;
        }
        if rows.is_empty() {
            return nothing(filter.with(is_set));
        }
        // An institution is of one region.
        let commission = view.with(|view| view.commission);
        let heads: Vec<_> = HEADS.into_iter().filter(|head| commission || *head != REGION).collect();
        let rows = rows.into_iter().map(|official| row(official, commission)).collect_view();
        view! {
            <ListTable caption="Daftar pejabat" heads=heads>{rows}</ListTable>
        }
        .into_any()
    };
    let places =
        Signal::derive(move || view.with(|view| Places::of(view.rows.len(), &view.previous, &view.next)));
    view! {
        {table}
        <ListPager places what="pejabat" address=move |place| filter.with(|filter| with_query("/pejabat", [("q", filter.q.as_str()), place]))/>
    }
}

fn nothing(filtered: bool) -> AnyView {
    if filtered {
        view! { <Empty title="Tidak ada pejabat yang cocok" text="Ubah kata kunci, atau hapus filter."/> }
            .into_any()
    } else {
        view! { <Empty title="Belum ada pejabat" text="Pejabat dicatat setelah pelantikan selesai."/> }
            .into_any()
    }
}

fn row(row: OfficialRow, commission: bool) -> AnyView {
    let nip = (!row.nip.is_empty()).then(|| view! { <span class="muted block">"NIP " {row.nip}</span> });
    view! {
        <tr>
            <th scope="row" data-label="Nama">{row.name} {nip}</th>
            <td data-label="SK">{row.decree}</td>
            <td data-label="Unit Kerja">{row.unit}</td>
            <td data-label="Jabatan">{row.title}</td>
            {commission.then(|| view! { <td data-label=REGION>{row.region}</td> })}
            <td data-label="Awal Periode">{short_date(row.start)}</td>
            <td data-label="Akhir Periode">
                {short_date(row.end)} " "
                {row.former.then(|| view! { <Badge label="Berakhir".to_owned() tone=Tone::Neutral/> })}
            </td>
            <td data-label="Lama Menjabat">{row.time_in_office}</td>
        </tr>
    }
    .into_any()
}
