//! A list of people with its filter: Daftar Petugas, and the accounts of an institution.

use leptos::prelude::*;

use super::activation;
use crate::{
    api::identity::people::{PeopleFilter, PeopleList, PersonRow},
    api::pairs,
    components::{Badge, ButtonLink, Empty, FilterBar, InAddress, ListPage, ListTable, Tone},
    error::Done,
};

const JOB_TITLE: &str = "Jabatan";

/// What the list is about.
#[derive(Clone, Copy, Debug)]
pub(in crate::pages) struct About {
    /// What the table lists.
    pub caption: &'static str,
    /// One of them, inside a sentence: `Petugas`.
    pub what: &'static str,
    /// Whether they have a Jabatan.
    pub job_titles: bool,
    /// Where an account is changed: `/petugas`.
    pub edit: &'static str,
}

#[component]
pub(in crate::pages) fn People(
    view: Signal<PeopleList>,
    at: InAddress<PeopleFilter>,
    about: About,
    /// Runs when an account was closed or opened.
    done: Callback<Done>,
) -> impl IntoView {
    view! {
        <Filter at view/>
        <ListPage
            list=at.shown(view)
            what=about.what
            nothing=move |filtered| nothing(filtered, about)
            table=move || rows(view, about)
        >
            // Outside the table, each with its row: what happens in one leaves the others alone.
            <For each=move || view.with(|view| view.rows.clone()) key=key let:row>
                {activation::dialog(&row, done)}
            </For>
        </ListPage>
    }
}

/// A row is another one once its account was changed.
fn key(row: &PersonRow) -> (i64, i64, bool, bool) {
    (row.id.get(), row.version, row.toggle.is_enabled(), row.slowed)
}

#[component]
fn Filter(at: InAddress<PeopleFilter>, view: Signal<PeopleList>) -> impl IntoView {
    let roles = view.with_untracked(|view| pairs(view.aside.roles.clone()));
    let states = [("aktif", "Aktif"), ("nonaktif", "Nonaktif")];
    let states: Vec<_> = states.map(|(code, label)| (code.to_owned(), label.to_owned())).to_vec();
    view! {
        <FilterBar list=at.shown(view)>
            {at.words(PeopleFilter::text(), "Nama, username, atau email")}
            {at.choice(PeopleFilter::role(), roles, "Semua role")}
            {at.choice(PeopleFilter::status(), states, "Semua status")}
        </FilterBar>
    }
}

fn nothing(filtered: bool, about: About) -> AnyView {
    let what = about.what;
    if filtered {
        view! { <Empty title=format!("Tidak ada {what} yang cocok") text="Ubah isian filter, atau hapus filter."/> }
            .into_any()
    } else {
        view! { <Empty title=format!("Belum ada {what}")/> }.into_any()
    }
}

fn rows(view: Signal<PeopleList>, about: About) -> AnyView {
    let heads = ["Nama", "Role Pengguna", JOB_TITLE, "Username", "Email", "Status", "Aksi"];
    let heads: Vec<_> = heads.into_iter().filter(|head| about.job_titles || *head != JOB_TITLE).collect();
    view! {
        <ListTable caption=about.caption heads>
            <For each=move || view.with(|view| view.rows.clone()) key=key let:row>
                {self::row(row, about)}
            </For>
        </ListTable>
    }
    .into_any()
}

fn row(row: PersonRow, about: About) -> AnyView {
    let toggle = activation::button(&row);
    let edit = row.edit.is_shown().then(|| {
        let href = format!("{}/{}/ubah", about.edit, row.id);
        view! { <ButtonLink href small=true label=format!("Ubah {}", row.name)>"Ubah"</ButtonLink> }
    });
    let or_dash = |text: String| if text.is_empty() { "-".to_owned() } else { text };
    let job_title = about
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
