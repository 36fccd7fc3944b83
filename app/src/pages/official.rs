//! Daftar Pejabat.

use domain::calendar::short_date;
use leptos::prelude::*;

use super::load::Loaded;
use crate::{
    api::official::{OfficialFilter, OfficialList, OfficialRow, list_officials},
    components::{
        Badge, ButtonLink, Empty, FilterBar, Icon, InAddress, ListPage, ListTable, PageTitle, Tone, icon,
    },
    json::resource,
};

const REGION: &str = "Wilayah";
const HEADS: [&str; 8] =
    ["Nama", "SK", "Unit Kerja", "Jabatan", REGION, "Awal Periode", "Akhir Periode", "Lama Menjabat"];

/// `/pejabat`.
#[component]
pub(super) fn OfficialsPage() -> impl IntoView {
    let at = InAddress::<OfficialFilter>::of("/pejabat");
    let page = resource(move || at.get(), list_officials);
    view! {
        <Loaded resource=page let:view>
            <PageTitle title="Daftar Pejabat">
                <ButtonLink href=at.export("csv") external=true>{icon(Icon::Download)} " " "Export Csv"</ButtonLink>
                <ButtonLink href=at.export("xlsx") external=true>{icon(Icon::Download)} " " "Export Xlsx"</ButtonLink>
                <ButtonLink href=at.export("pdf") external=true>{icon(Icon::Download)} " " "Export Pdf"</ButtonLink>
            </PageTitle>
            <FilterBar list=at.shown(view)>
                {at.words(OfficialFilter::text(), "Nama, SK, unit kerja, jabatan, atau wilayah")}
            </FilterBar>
            <ListPage list=at.shown(view) what="pejabat" nothing table=move || table(view)/>
        </Loaded>
    }
}

fn table(view: Signal<OfficialList>) -> AnyView {
    let (rows, commission) = view.with(|view| (view.rows.clone(), view.aside.commission));
    // An institution is of one region.
    let heads: Vec<_> = HEADS.into_iter().filter(|head| commission || *head != REGION).collect();
    let rows = rows.into_iter().map(|official| row(official, commission)).collect_view();
    view! {
        <ListTable caption="Daftar pejabat" heads=heads dense=true>{rows}</ListTable>
    }
    .into_any()
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
    let nip = (!row.nip.is_empty()).then(|| view! { <span class="muted block nip">"NIP " {row.nip}</span> });
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
