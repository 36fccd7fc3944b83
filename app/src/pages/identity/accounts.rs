//! The accounts of one's own institution.

use leptos::prelude::*;

use super::list::{About, People};
use crate::{
    api::identity::{account::list_accounts, people::PeopleFilter},
    components::{ButtonLink, InAddress, PageTitle, Variant},
    json::resource,
    pages::Loaded,
};

/// `/akun`.
#[component]
pub fn AccountsPage() -> impl IntoView {
    let at = InAddress::<PeopleFilter>::of("/akun");
    let page = resource(move || at.get(), list_accounts);
    let done = Callback::new(move |_| page.refetch());
    let about = About { caption: "Daftar akun", what: "akun", job_titles: false, edit: "/akun" };
    view! {
        <Loaded resource=page let:view>
            <PageTitle title="Daftar Akun">
                <Show when=move || view.with(|view| view.aside.can_add)>
                    <ButtonLink href="/akun/tambah" variant=Variant::Primary>"Tambah Akun"</ButtonLink>
                </Show>
            </PageTitle>
            <People view at about done/>
        </Loaded>
    }
}
