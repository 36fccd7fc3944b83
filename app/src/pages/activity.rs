//! Daftar Log Aktivitas.

use domain::{activity::Act, calendar::parse_date, coded::choices, record::RecordKind};
use leptos::prelude::*;

use super::load::Loaded;
use crate::{
    api::activity::{ActivityFilter, ActivityLine, ActivityList, list_activity},
    components::{
        Alert, ButtonLink, Changes, DateField, Empty, FilterBar, ListPager, ListTable, NumberField,
        PageTitle, Places, Select, TextField, Tone, unreadable,
    },
    json::resource,
    query::{use_query, with_query},
    zone::moment,
};

const PATH: &str = "/log";
const HEADS: [&str; 5] = ["Waktu", "Pengguna", "Kegiatan", "Data", "Perubahan"];

/// `/log`
#[component]
pub(super) fn ActivityPage() -> impl IntoView {
    let query = use_query();
    let filter = Memo::new(move |_| {
        query.with(|query| {
            let text = |name: &str| query.get(name).unwrap_or_default();
            ActivityFilter {
                q: text("q"),
                institusi: text("institusi"),
                kegiatan: text("kegiatan"),
                jenis: text("jenis"),
                nomor: text("nomor"),
                dari: text("dari"),
                sampai: text("sampai"),
                sesudah: text("sesudah"),
                sebelum: text("sebelum"),
            }
        })
    });
    let page = resource(move || filter.get(), list_activity);
    view! {
        <Loaded resource=page let:view>
            <PageTitle title="Daftar Log Aktivitas">
                <ButtonLink href=Signal::derive(move || address("/log/ekspor.csv", &filter.get(), None)) external=true>
                    "Export Csv"
                </ButtonLink>
            </PageTitle>
            <Filter filter view/>
            {move || {
                let notes = view.with(|view| view.notes.clone());
                (!notes.is_empty()).then(|| view! { <Alert tone=Tone::Warning>{notes.join(" ")}</Alert> })
            }}
            <List view filter/>
        </Loaded>
    }
}

fn fields(filter: &ActivityFilter) -> [(&'static str, &str); 7] {
    [
        ("q", &filter.q),
        ("institusi", &filter.institusi),
        ("kegiatan", &filter.kegiatan),
        ("jenis", &filter.jenis),
        ("nomor", &filter.nomor),
        ("dari", &filter.dari),
        ("sampai", &filter.sampai),
    ]
}

/// The list, or its export, with this filter, from this place on.
fn address(path: &str, filter: &ActivityFilter, place: Option<(&str, &str)>) -> String {
    with_query(path, fields(filter).into_iter().chain(place))
}

fn is_set(filter: &ActivityFilter) -> bool {
    fields(filter).into_iter().any(|(_, text)| !text.trim().is_empty())
}

#[component]
fn Filter(filter: Memo<ActivityFilter>, view: Signal<ActivityList>) -> impl IntoView {
    let value = move |pick: fn(&ActivityFilter) -> &String| {
        Signal::derive(move || filter.with(|filter| pick(filter).clone()))
    };
    let day = move |pick: fn(&ActivityFilter) -> &String| {
        Signal::derive(move || filter.with(|filter| for_picker(pick(filter))))
    };
    let mut acts = choices::<Act>();
    acts.sort_by(|one, other| one.1.cmp(&other.1));
    let kinds = choices::<RecordKind>();
    let institutions: Vec<_> = view.with_untracked(|view| {
        view.institutions.iter().map(|one| (one.value.clone(), one.label.clone())).collect()
    });
    let institution = (!institutions.is_empty()).then(|| {
        view! {
            <Select
                name="institusi"
                label="Institusi"
                options=institutions
                value=value(|filter| &filter.institusi)
                placeholder="Semua institusi"
            />
        }
    });
    view! {
        <FilterBar
            action=PATH
            active=Signal::derive(move || filter.with(is_set))
            complaints=Signal::derive(move || view.with(|view| view.complaints.clone()))
        >
            <TextField name="q" label="Pengguna" value=value(|filter| &filter.q) placeholder="Nama atau username"/>
            {institution}
            <Select name="kegiatan" label="Kegiatan" options=acts value=value(|filter| &filter.kegiatan) placeholder="Semua kegiatan"/>
            <Select name="jenis" label="Jenis data" options=kinds value=value(|filter| &filter.jenis) placeholder="Semua jenis"/>
            <NumberField name="nomor" label="Nomor data" whole=true value=value(|filter| &filter.nomor)/>
            <DateField name="dari" label="Dari tanggal (WIB)" value=day(|filter| &filter.dari)/>
            <DateField name="sampai" label="Sampai tanggal (WIB)" value=day(|filter| &filter.sampai)/>
        </FilterBar>
    }
}

/// A date picker takes `2016-08-10` only; an address may hold `10/08/2016`.
fn for_picker(text: &str) -> String {
    parse_date("Tanggal", text).map_or_else(|_| text.to_owned(), |day| day.to_string())
}

#[component]
fn List(view: Signal<ActivityList>, filter: Memo<ActivityFilter>) -> impl IntoView {
    let table = move || {
        let rows = view.with(|view| view.rows.clone());
        if let Some(nothing) = view.with(|view| unreadable(&view.complaints)) {
            return nothing;
        }
        if rows.is_empty() {
            let text = if filter.with(is_set) {
                "Ubah isian filter, atau hapus filter."
            } else {
                "Setiap kegiatan akan tercatat di sini."
            };
            return view! { <Empty title="Tidak ada kegiatan" text/> }.into_any();
        }
        let rows = rows.into_iter().map(row).collect_view();
        view! {
            <ListTable caption="Daftar log aktivitas" heads=HEADS>{rows}</ListTable>
        }
        .into_any()
    };
    let places =
        Signal::derive(move || view.with(|view| Places::of(view.rows.len(), &view.previous, &view.next)));
    view! {
        {table}
        <ListPager places what="kegiatan" address=move |place| filter.with(|filter| address(PATH, filter, Some(place)))/>
    }
}

fn row(line: ActivityLine) -> AnyView {
    let record = match line.link {
        Some(href) => view! { <a href=href>{line.record}</a> }.into_any(),
        None => line.record.into_any(),
    };
    let changes = if line.changes.is_empty() {
        view! { <span class="muted">"-"</span> }.into_any()
    } else {
        let count = line.changes.len();
        view! {
            <details class="message-changes">
                <summary>{format!("{count} isian")}</summary>
                <Changes changes=line.changes caption="Perubahan pada kegiatan ini"/>
            </details>
        }
        .into_any()
    };
    view! {
        <tr>
            <td data-label="Waktu">{moment(line.at)}</td>
            <td data-label="Pengguna">{line.name} <span class="muted block">{line.address}</span></td>
            <td data-label="Kegiatan">{line.act}</td>
            <td data-label="Data">{record}</td>
            <td data-label="Perubahan">{changes}</td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_goes_along_and_the_place_does_not() {
        let filter = ActivityFilter { q: "ani".into(), sesudah: "x".into(), ..ActivityFilter::default() };
        assert_eq!(address("/log/ekspor.csv", &filter, None), "/log/ekspor.csv?q=ani");
        assert!(
            is_set(&filter) && !is_set(&ActivityFilter { sebelum: "x".into(), ..ActivityFilter::default() })
        );
    }
}
