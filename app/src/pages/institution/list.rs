//! Daftar Institusi (Gambar 6).

use domain::{coded::choices, institution::InstitutionKind};
use leptos::prelude::*;

use crate::{
    api::institution::{InstitutionFilter, InstitutionList, InstitutionRow, list_institutions},
    api::pairs,
    components::{ButtonLink, Empty, FilterBar, InAddress, ListPage, ListTable, PageTitle, Variant},
    json::resource,
    pages::Loaded,
};

const HEADS: [&str; 4] = ["Nama Institusi", "Jenis", "Email", "Aksi"];

/// `/institusi`.
#[component]
pub fn InstitutionsPage() -> impl IntoView {
    let at = InAddress::<InstitutionFilter>::of("/institusi");
    let page = resource(move || at.get(), list_institutions);
    view! {
        <Loaded resource=page let:view>
            <PageTitle title="Daftar Institusi">
                <Show when=move || view.with(|view| view.aside.can_manage)>
                    <ButtonLink href="/institusi/daftarkan">"Daftarkan banyak Institusi"</ButtonLink>
                    <ButtonLink href="/institusi/tambah" variant=Variant::Primary>"Tambah Institusi"</ButtonLink>
                </Show>
            </PageTitle>
            <Filter at view/>
            <ListPage
                list=at.shown(view)
                what="institusi"
                nothing=move |filtered| nothing(filtered, view.with(|view| view.aside.can_manage))
                table=move || table(view)
            />
        </Loaded>
    }
}

/// Jenis, as choices.
pub(super) fn kinds() -> Vec<(String, String)> {
    choices::<InstitutionKind>()
}

#[component]
fn Filter(at: InAddress<InstitutionFilter>, view: Signal<InstitutionList>) -> impl IntoView {
    let provinces = view.with_untracked(|view| pairs(view.aside.provinces.clone()));
    view! {
        <FilterBar list=at.shown(view)>
            {at.words(InstitutionFilter::text(), "Nama, wilayah, atau email")}
            {at.choice(InstitutionFilter::kind(), kinds(), "Semua jenis")}
            {at.choice(InstitutionFilter::province(), provinces, "Semua provinsi")}
        </FilterBar>
    }
}

fn table(view: Signal<InstitutionList>) -> AnyView {
    let (rows, can_manage) = view.with(|view| (view.rows.clone(), view.aside.can_manage));
    let rows = rows.into_iter().map(|institution| row(institution, can_manage)).collect_view();
    view! {
        <ListTable caption="Daftar institusi" heads=HEADS>{rows}</ListTable>
    }
    .into_any()
}

fn nothing(filtered: bool, can_manage: bool) -> AnyView {
    if filtered {
        return view! { <Empty title="Tidak ada institusi yang cocok" text="Ubah isian filter, atau hapus filter."/> }
            .into_any();
    }
    if can_manage {
        return view! {
            <Empty title="Belum ada institusi" text="Mulailah dengan mendaftarkan institusi pertama.">
                <ButtonLink href="/institusi/tambah">"Tambah Institusi"</ButtonLink>
            </Empty>
        }
        .into_any();
    }
    view! { <Empty title="Belum ada institusi" text="Institusi yang didaftarkan Admin akan tampil di sini."/> }
        .into_any()
}

fn row(row: InstitutionRow, can_manage: bool) -> AnyView {
    let InstitutionRow { id, name, kind, region, email } = row;
    let region =
        (!region.is_empty() && region != name).then(|| view! { <span class="muted block">{region}</span> });
    let edit = can_manage.then(|| {
        view! {
            <ButtonLink href=format!("/institusi/{id}/ubah") small=true label=format!("Ubah {name}")>"Ubah"</ButtonLink>
        }
    });
    view! {
        <tr>
            <th scope="row" data-label="Nama Institusi">{name.clone()} {region}</th>
            <td data-label="Jenis">{kind.label()}</td>
            <td data-label="Email">{if email.is_empty() { "-".to_owned() } else { email }}</td>
            <td data-label="Aksi">
                <div class="actions">
                    <ButtonLink href=format!("/institusi/{id}") small=true label=format!("Lihat {name}")>"Lihat"</ButtonLink>
                    {edit}
                </div>
            </td>
        </tr>
    }
    .into_any()
}
