//! A list of people with its filter: Daftar Petugas, and the accounts of an institution.

use leptos::prelude::*;

use super::{activation, pairs};
use crate::{
    api::identity::people::{PeopleFilter, PeopleList, PersonRow},
    components::{
        Badge, ButtonLink, Empty, FilterBar, ListPager, ListTable, Places, Select, TextField, Tone,
        unreadable,
    },
    error::Done,
    query::{use_query, with_query},
};

const JOB_TITLE: &str = "Jabatan";

/// Where the list stands, and what it is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The page's path.
    pub path: StoredValue<String>,
    /// What the table lists.
    pub caption: &'static str,
    /// One of them, inside a sentence: `Petugas`.
    pub what: &'static str,
    /// Whether they have a Jabatan.
    pub job_titles: bool,
    /// Where an account is changed: `/petugas`.
    pub edit: &'static str,
}

/// The filter in the page's address.
pub(super) fn filter_in_address() -> Memo<PeopleFilter> {
    let query = use_query();
    Memo::new(move |_| {
        query.with(|query| {
            let text = |name: &str| query.get(name).unwrap_or_default();
            PeopleFilter {
                q: text("q"),
                role: text("role"),
                status: text("status"),
                sesudah: text("sesudah"),
                sebelum: text("sebelum"),
            }
        })
    })
}

fn address(path: &str, filter: &PeopleFilter, place: Option<(&str, &str)>) -> String {
    let filter = [("q", &*filter.q), ("role", &*filter.role), ("status", &*filter.status)];
    with_query(path, filter.into_iter().chain(place))
}

fn is_set(filter: &PeopleFilter) -> bool {
    [&filter.q, &filter.role, &filter.status].into_iter().any(|text| !text.trim().is_empty())
}

#[component]
pub(super) fn People(
    view: Signal<PeopleList>,
    filter: Memo<PeopleFilter>,
    place: Place,
    /// Runs when an account was closed or opened.
    done: Callback<Done>,
) -> impl IntoView {
    let empty = Memo::new(move |_| view.with(|view| view.rows.is_empty()));
    let complaints = Memo::new(move |_| view.with(|view| view.complaints.clone()));
    let table = move || {
        if let Some(nothing) = complaints.with(unreadable) {
            return nothing;
        }
        if empty.get() { nothing(filter.with(is_set), place) } else { rows(view, place) }
    };
    let places =
        Signal::derive(move || view.with(|view| Places::of(view.rows.len(), &view.previous, &view.next)));
    view! {
        <Filter filter place view/>
        {table}
        // Outside the table, each with its row: what happens in one leaves the others alone.
        <For each=move || view.with(|view| view.rows.clone()) key=key let:row>
            {activation::dialog(&row, done)}
        </For>
        <ListPager places what=place.what address=move |at| filter.with(|filter| address(&place.path.get_value(), filter, Some(at)))/>
    }
}

/// A row is another one once its account was changed.
fn key(row: &PersonRow) -> (i64, i64, bool, bool) {
    (row.id.get(), row.version, row.toggle.is_enabled(), row.slowed)
}

#[component]
fn Filter(filter: Memo<PeopleFilter>, place: Place, view: Signal<PeopleList>) -> impl IntoView {
    let roles = view.with_untracked(|view| pairs(view.roles.clone()));
    let value = move |pick: fn(&PeopleFilter) -> &String| {
        Signal::derive(move || filter.with(|filter| pick(filter).clone()))
    };
    let states = [("aktif", "Aktif"), ("nonaktif", "Nonaktif")];
    let states: Vec<_> = states.map(|(code, label)| (code.to_owned(), label.to_owned())).to_vec();
    view! {
        <FilterBar
            action=place.path.get_value()
            active=Signal::derive(move || filter.with(is_set))
            complaints=Signal::derive(move || view.with(|view| view.complaints.clone()))
        >
            <TextField
                name="q"
                label="Kata kunci"
                value=value(|filter| &filter.q)
                placeholder="Nama, username, atau email"
            />
            <Select name="role" label="Role Pengguna" options=roles value=value(|filter| &filter.role) placeholder="Semua role"/>
            <Select name="status" label="Status" options=states value=value(|filter| &filter.status) placeholder="Semua status"/>
        </FilterBar>
    }
}

fn nothing(filtered: bool, place: Place) -> AnyView {
    let what = place.what;
    if filtered {
        view! { <Empty title=format!("Tidak ada {what} yang cocok") text="Ubah isian filter, atau hapus filter."/> }
            .into_any()
    } else {
        view! { <Empty title=format!("Belum ada {what}")/> }.into_any()
    }
}

fn rows(view: Signal<PeopleList>, place: Place) -> AnyView {
    let heads = ["Nama", "Role Pengguna", JOB_TITLE, "Username", "Email", "Status", "Aksi"];
    let heads: Vec<_> = heads.into_iter().filter(|head| place.job_titles || *head != JOB_TITLE).collect();
    view! {
        <ListTable caption=place.caption heads>
            <For each=move || view.with(|view| view.rows.clone()) key=key let:row>
                {self::row(row, place)}
            </For>
        </ListTable>
    }
    .into_any()
}

fn row(row: PersonRow, place: Place) -> AnyView {
    let toggle = activation::button(&row);
    let edit = row.edit.is_shown().then(|| {
        let href = format!("{}/{}/ubah", place.edit, row.id);
        view! { <ButtonLink href small=true label=format!("Ubah {}", row.name)>"Ubah"</ButtonLink> }
    });
    let or_dash = |text: String| if text.is_empty() { "-".to_owned() } else { text };
    let job_title = place
        .job_titles
        .then(|| view! { <td data-label=JOB_TITLE>{or_dash(row.job_title.unwrap_or_default())}</td> });
    let (status, tone) = if row.active { ("Aktif", Tone::Success) } else { ("Nonaktif", Tone::Neutral) };
    let slowed = row.slowed.then(|| view! { " " <Badge label="Diperlambat" tone=Tone::Warning/> });
    view! {
        <tr>
            <th scope="row" data-label="Nama">{row.name}</th>
            <td data-label="Role Pengguna">{row.role.label()}</td>
            {job_title}
            <td data-label="Username">{row.username}</td>
            <td data-label="Email">{or_dash(row.email)}</td>
            <td data-label="Status"><Badge label=status.to_owned() tone/> {slowed}</td>
            <td data-label="Aksi"><div class="actions">{edit} {toggle}</div></td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_goes_along_and_the_place_does_not() {
        let filter = PeopleFilter { q: "rina".into(), sesudah: "x".into(), ..PeopleFilter::default() };
        assert_eq!(address("/akun", &filter, Some(("sebelum", "7"))), "/akun?q=rina&sebelum=7");
        assert!(is_set(&filter) && !is_set(&PeopleFilter { sesudah: "x".into(), ..PeopleFilter::default() }));
    }
}
