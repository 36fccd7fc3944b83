//! Hari libur: the list of a year, and what is set for counting working days.

mod form;
mod import;
mod rules;

pub use form::{EditHolidayPage, NewHolidayPage};
pub use import::ImportHolidaysPage;

use domain::{
    calendar::long_date,
    holiday::{ClosedYear, Holiday},
};
use leptos::prelude::*;

use super::{load::Loaded, page_of};
use crate::{
    api::holiday::{CloseHolidayYear, HolidayRow, HolidayYear, list_holidays},
    components::{
        Alert, ButtonLink, Crumb, Empty, Form, ListTable, PageTitle, Section, SubmitButton, Tab, Tabs,
        TextField, Tone, Variant,
    },
    json::resource,
    live::on_news,
    query::use_query,
    zone::moment,
};

const HEADS: [&str; 6] = ["Tanggal", "Nama", "Jenis", "Dasar hukum", "Wilayah", "Aksi"];

fn crumbs() -> Vec<Crumb> {
    vec![("Hari libur".to_owned(), "/hari-libur".to_owned())]
}

/// `/hari-libur`, and with `?tahun=` another year than this one.
#[component]
pub fn HolidaysPage() -> impl IntoView {
    let query = use_query();
    let year = Memo::new(move |_| query.with(|query| query.get("tahun")).unwrap_or_default());
    page_of(year, year_page)
}

fn year_page(year: String) -> impl IntoView {
    let page = resource(|| (), move |()| list_holidays(year.clone()));
    on_news(move || page.refetch());
    let done = Callback::new(move |_| page.refetch());
    view! {
        <Loaded resource=page let:view>
            <PageTitle title="Hari libur">
                <ButtonLink href="/hari-libur/impor">"Impor spreadsheet"</ButtonLink>
                <ButtonLink href="/hari-libur/tambah" variant=Variant::Primary>"Tambah Hari Libur"</ButtonLink>
            </PageTitle>
            {move || years(&view.get())}
            {list(view, done)}
            {rules::section(view, done)}
        </Loaded>
    }
}

fn years(view: &HolidayYear) -> impl IntoView + use<> {
    let this = view.year;
    let tab = |year: i32| Tab {
        label: year.to_string(),
        count: None,
        href: format!("/hari-libur?tahun={year}"),
        current: year == this,
    };
    let tabs: Vec<_> = view.years.iter().copied().map(tab).collect();
    view! { <Tabs label="Tahun" tabs/> }
}

fn list(view: Signal<HolidayYear>, done: Callback<crate::error::Done>) -> impl IntoView {
    let year = view.with_untracked(|view| view.year);
    let closed = Memo::new(move |_| view.with(|view| view.closed.clone()));
    let empty = Memo::new(move |_| view.with(|view| view.rows.is_empty()));
    let state = move || match closed.get() {
        Some(closed) => closed_note(&closed).into_any(),
        None if empty.get() => ().into_any(),
        None => close(year, done).into_any(),
    };
    let rows = move || {
        if empty.get() {
            let text = "Isi daftarnya begitu ditetapkan, lalu tutup; sebelum itu, tenggat yang jatuh pada tahun itu menunggu SKB.";
            return view! { <Empty title=format!("Belum ada hari libur {year}") text/> }.into_any();
        }
        let rows = view.with(|view| view.rows.clone()).into_iter().map(row).collect_view();
        view! { <ListTable caption=format!("Hari libur {year}") heads=HEADS>{rows}</ListTable> }.into_any()
    };
    view! {
        <Section title=format!("Daftar {year}")>
            {state}
            {rows}
        </Section>
    }
}

fn closed_note(closed: &ClosedYear) -> impl IntoView + use<> {
    let ClosedYear { decree, by, at, .. } = closed;
    let text = format!(
        "Daftar ini ditutup berdasarkan {decree} ({by}, {}). Perubahan memerlukan alasan, yang dicatat dalam log.",
        moment(*at)
    );
    view! { <Alert tone=Tone::Info>{text}</Alert> }
}

fn close(year: i32, done: Callback<crate::error::Done>) -> impl IntoView {
    let close = ServerAction::<CloseHolidayYear>::new();
    view! {
        <Form
            action=close
            key=("year".to_owned(), year.to_string())
            validate=|call: CloseHolidayYear| call.form.validate().map(drop)
            on_done=done
        >
            <TextField
                name="form[decree]"
                label="Dasar hukum daftar ini"
                required=true
                hint="Tutup setelah lengkap: sejak itu tenggat tahun tersebut dihitung, dan setiap perubahan memerlukan alasan."
            />
            <div class="actions">
                <SubmitButton>{format!("Tutup daftar {year}")}</SubmitButton>
            </div>
        </Form>
    }
}

fn row(row: HolidayRow) -> impl IntoView {
    let HolidayRow { id, holiday: Holiday { date, name, kind, decree, .. }, region } = row;
    let day = long_date(date);
    view! {
        <tr>
            <th scope="row" data-label=HEADS[0]>{day.clone()}</th>
            <td data-label=HEADS[1]>{name}</td>
            <td data-label=HEADS[2]>{kind.label()}</td>
            <td data-label=HEADS[3]>{decree}</td>
            <td data-label=HEADS[4]>{region}</td>
            <td data-label=HEADS[5]>
                <ButtonLink href=format!("/hari-libur/{id}/ubah") small=true label=format!("Ubah {day}")>"Ubah"</ButtonLink>
            </td>
        </tr>
    }
}
