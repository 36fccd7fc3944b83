//! Daftar Log Aktivitas.

use domain::{activity::Act, calendar::parse_date, coded::choices, record::RecordKind};
use leptos::prelude::*;

use super::load::Loaded;
use crate::{
    api::activity::{ActivityFilter, ActivityLine, ActivityList, list_activity},
    components::{
        Alert, ButtonLink, Changes, DateField, Empty, FilterBar, Icon, InAddress, ListPage, ListTable,
        NumberField, PageTitle, Tone, icon,
    },
    json::resource,
    zone::moment,
};

const HEADS: [&str; 5] = ["Waktu", "Pengguna", "Kegiatan", "Data", "Perubahan"];

/// `/log`
#[component]
pub(super) fn ActivityPage() -> impl IntoView {
    let at = InAddress::<ActivityFilter>::of("/log");
    let page = resource(move || at.get(), list_activity);
    view! {
        <Loaded resource=page let:view>
            <PageTitle title="Daftar Log Aktivitas">
                <ButtonLink href=at.export("csv") external=true>{icon(Icon::Download)} " " "Export Csv"</ButtonLink>
                <ButtonLink href=at.export("xlsx") external=true>{icon(Icon::Download)} " " "Export Xlsx"</ButtonLink>
            </PageTitle>
            <Filter at view/>
            {move || {
                let notes = view.with(|view| view.aside.notes.clone());
                (!notes.is_empty()).then(|| view! { <Alert tone=Tone::Warning>{notes.join(" ")}</Alert> })
            }}
            <ListPage list=at.shown(view) what="kegiatan" nothing table=move || table(view)/>
        </Loaded>
    }
}

#[component]
fn Filter(at: InAddress<ActivityFilter>, view: Signal<ActivityList>) -> impl IntoView {
    let day = move |pick: fn(&ActivityFilter) -> &String| {
        let typed = at.value(pick);
        Signal::derive(move || typed.with(|typed| for_picker(typed)))
    };
    let mut acts = choices::<Act>();
    acts.sort_by(|one, other| one.1.cmp(&other.1));
    let kinds = choices::<RecordKind>();
    let institutions: Vec<_> = view.with_untracked(|view| {
        view.aside.institutions.iter().map(|one| (one.value.clone(), one.label.clone())).collect()
    });
    let institution = (!institutions.is_empty())
        .then(|| at.choice(ActivityFilter::institution(), institutions, "Semua institusi"));
    view! {
        <FilterBar list=at.shown(view)>
            {at.words(ActivityFilter::text(), "Nama atau username")}
            {institution}
            {at.choice(ActivityFilter::act(), acts, "Semua kegiatan")}
            {at.choice(ActivityFilter::kind(), kinds, "Semua jenis")}
            <NumberField name="nomor" label="Nomor data" whole=true value=at.value(|filter| &filter.number)/>
            <DateField name="dari" label="Dari tanggal (WIB)" value=day(|filter| &filter.from)/>
            <DateField name="sampai" label="Sampai tanggal (WIB)" value=day(|filter| &filter.to)/>
        </FilterBar>
    }
}

/// A date picker takes `2016-08-10` only; an address may hold `10/08/2016`.
fn for_picker(text: &str) -> String {
    parse_date("Tanggal", text).map_or_else(|_| text.to_owned(), |day| day.to_string())
}

fn nothing(filtered: bool) -> AnyView {
    let text = if filtered {
        "Ubah isian filter, atau hapus filter."
    } else {
        "Setiap kegiatan akan tercatat di sini."
    };
    view! { <Empty title="Tidak ada kegiatan" text/> }.into_any()
}

fn table(view: Signal<ActivityList>) -> AnyView {
    let rows = view.with(|view| view.rows.clone()).into_iter().map(row).collect_view();
    view! {
        <ListTable caption="Daftar log aktivitas" heads=HEADS>{rows}</ListTable>
    }
    .into_any()
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
