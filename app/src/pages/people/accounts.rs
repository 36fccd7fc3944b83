//! The accounts of one's own institution.

use leptos::prelude::*;

use super::list::{People, Place, filter_in_address};
use crate::{
    api::identity::account::list_accounts,
    components::{ButtonLink, PageTitle, Variant},
    json::resource,
    pages::Loaded,
};

/// `/akun`.
#[component]
pub fn AccountsPage() -> impl IntoView {
    let filter = filter_in_address();
    let page = resource(move || filter.get(), list_accounts);
    let done = Callback::new(move |_| page.refetch());
    let place = Place {
        path: StoredValue::new("/akun".to_owned()),
        caption: "Daftar akun",
        what: "akun",
        job_titles: false,
        edit: "/akun",
    };
    view! {
        <Loaded resource=page let:view>
            <PageTitle title="Daftar Akun">
                <Show when=move || view.with(|view| view.can_add)>
                    <ButtonLink href="/akun/tambah" variant=Variant::Primary>"Tambah Akun"</ButtonLink>
                </Show>
            </PageTitle>
            <People view filter place done/>
        </Loaded>
    }
}
