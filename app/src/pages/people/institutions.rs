//! Daftar Institusi (Gambar 6).

use domain::{coded::choices, institution::InstitutionKind};
use leptos::prelude::*;

use super::pairs;
use crate::{
    api::institution::{InstitutionFilter, InstitutionList, InstitutionRow, list_institutions},
    components::{
        ButtonLink, Empty, FilterBar, ListPager, ListTable, PageTitle, Places, Select, TextField, Variant,
        unreadable,
    },
    json::resource,
    pages::Loaded,
    query::{use_query, with_query},
};

const PATH: &str = "/institusi";
const HEADS: [&str; 4] = ["Nama Institusi", "Jenis", "Email", "Aksi"];

/// `/institusi`.
#[component]
pub fn InstitutionsPage() -> impl IntoView {
    let query = use_query();
    let filter = Memo::new(move |_| {
        query.with(|query| {
            let text = |name: &str| query.get(name).unwrap_or_default();
            InstitutionFilter {
                q: text("q"),
                jenis: text("jenis"),
                provinsi: text("provinsi"),
                sesudah: text("sesudah"),
                sebelum: text("sebelum"),
            }
        })
    });
    let page = resource(move || filter.get(), list_institutions);
    view! {
        <Loaded resource=page let:view>
            <PageTitle title="Daftar Institusi">
                <Show when=move || view.with(|view| view.can_manage)>
                    <ButtonLink href="/institusi/daftarkan">"Daftarkan banyak Institusi"</ButtonLink>
                    <ButtonLink href="/institusi/tambah" variant=Variant::Primary>"Tambah Institusi"</ButtonLink>
                </Show>
            </PageTitle>
            <Filter filter view/>
            <List view filter/>
        </Loaded>
    }
}

fn address(filter: &InstitutionFilter, place: Option<(&str, &str)>) -> String {
    let filter = [("q", &*filter.q), ("jenis", &*filter.jenis), ("provinsi", &*filter.provinsi)];
    with_query(PATH, filter.into_iter().chain(place))
}

fn is_set(filter: &InstitutionFilter) -> bool {
    [&filter.q, &filter.jenis, &filter.provinsi].into_iter().any(|text| !text.trim().is_empty())
}

/// Jenis, as choices.
pub(super) fn kinds() -> Vec<(String, String)> {
    choices::<InstitutionKind>()
}

#[component]
fn Filter(filter: Memo<InstitutionFilter>, view: Signal<InstitutionList>) -> impl IntoView {
    let provinces = view.with_untracked(|view| pairs(view.provinces.clone()));
    let value = move |pick: fn(&InstitutionFilter) -> &String| {
        Signal::derive(move || filter.with(|filter| pick(filter).clone()))
    };
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
                placeholder="Nama, wilayah, atau email"
            />
            <Select name="jenis" label="Jenis" options=kinds() value=value(|filter| &filter.jenis) placeholder="Semua jenis"/>
            <Select
                name="provinsi"
                label="Provinsi"
                options=provinces
                value=value(|filter| &filter.provinsi)
                placeholder="Semua provinsi"
            />
        </FilterBar>
    }
}

#[component]
fn List(view: Signal<InstitutionList>, filter: Memo<InstitutionFilter>) -> impl IntoView {
    let table = move || {
        let (rows, can_manage) = view.with(|view| (view.rows.clone(), view.can_manage));
        if let Some(nothing) = view.with(|view| unreadable(&view.complaints)) {
            return nothing;
        }
        if rows.is_empty() {
            return nothing(filter.with(is_set), can_manage);
        }
        let rows = rows.into_iter().map(|institution| row(institution, can_manage)).collect_view();
        view! {
            <ListTable caption="Daftar institusi" heads=HEADS>{rows}</ListTable>
        }
        .into_any()
    };
    let places =
        Signal::derive(move || view.with(|view| Places::of(view.rows.len(), &view.previous, &view.next)));
    view! {
        {table}
        <ListPager places what="institusi" address=move |place| filter.with(|filter| address(filter, Some(place)))/>
    }
}

fn nothing(filtered: bool, can_manage: bool) -> AnyView {
    if filtered {
        return view! { <Empty title="Tidak ada institusi yang cocok" text="Ubah isian filter, atau hapus filter."/> }
            .into_any();
    }
    if can_manage {
        return view! {
            <Empty title="Belum ada institusi" text="Mulailah dengan mendaftarkan institusi pertama.">
                <ButtonLink href="/institusi/tambah" variant=Variant::Primary>"Tambah Institusi"</ButtonLink>
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_goes_along_and_the_place_does_not() {
        let filter =
            InstitutionFilter { provinsi: "31".into(), sebelum: "x".into(), ..InstitutionFilter::default() };
        assert_eq!(address(&filter, Some(("sesudah", "7"))), "/institusi?provinsi=31&sesudah=7");
        assert!(is_set(&filter) && !is_set(&InstitutionFilter::default()));
    }
}
