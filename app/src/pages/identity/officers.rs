//! Daftar Petugas.

use leptos::prelude::*;

use super::list::{About, People};
use crate::{
    api::identity::{officer::list_officers, people::PeopleFilter},
    components::{ButtonLink, InAddress, PageTitle, Variant},
    json::resource,
    pages::Loaded,
};

/// `/petugas`.
#[component]
pub fn OfficersPage() -> impl IntoView {
    let at = InAddress::<PeopleFilter>::of("/petugas");
    let page = resource(move || at.get(), list_officers);
    let done = Callback::new(move |_| page.refetch());
    let about = About { caption: "Daftar petugas", what: "Petugas", job_titles: true, edit: "/petugas" };
    view! {
        <Loaded resource=page let:view>
            <PageTitle title="Daftar Petugas">
                <ButtonLink href="/petugas/tambah" variant=Variant::Primary>"Tambah Petugas"</ButtonLink>
            </PageTitle>
            <People view at about done/>
        </Loaded>
    }
}
