//! Daftar Petugas.

use leptos::prelude::*;

use super::list::{People, Place, filter_in_address};
use crate::{
    api::identity::officer::list_officers,
    components::{ButtonLink, PageTitle, Variant},
    json::resource,
    pages::Loaded,
};

/// `/petugas`.
#[component]
pub fn OfficersPage() -> impl IntoView {
    let filter = filter_in_address();
    let page = resource(move || filter.get(), list_officers);
    let done = Callback::new(move |_| page.refetch());
    let place = Place {
        path: StoredValue::new("/petugas".to_owned()),
        caption: "Daftar petugas",
        what: "Petugas",
        job_titles: true,
        edit: "/petugas",
    };
    view! {
        <Loaded resource=page let:view>
            <PageTitle title="Daftar Petugas">
                <ButtonLink href="/petugas/tambah" variant=Variant::Primary>"Tambah Petugas"</ButtonLink>
            </PageTitle>
            <People view filter place done/>
        </Loaded>
    }
}
