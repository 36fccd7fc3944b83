//! An institution with its accounts.

use domain::id::InstitutionId;
use leptos::prelude::*;

use crate::{
    api::{
        identity::people::PeopleFilter,
        institution::{InstitutionView, get_institution},
    },
    components::{ButtonLink, Card, Definition, DefinitionList, InAddress, PageTitle, Section, Variant},
    error::AppError,
    json::resource,
    pages::{
        Loaded,
        identity::list::{About, People},
        number_in_address, page_of,
    },
};

/// `/institusi/:institution`.
#[component]
pub fn InstitutionPage() -> impl IntoView {
    page_of(number_in_address("institution"), |id: Option<InstitutionId>| view! { <Institution id/> })
}

#[component]
fn Institution(id: Option<InstitutionId>) -> impl IntoView {
    let at = InAddress::<PeopleFilter>::of(id.map(|id| format!("/institusi/{id}")).unwrap_or_default());
    let page = resource(
        move || at.get(),
        move |filter| async move { get_institution(id.ok_or(AppError::NotFound)?, filter).await },
    );
    let done = Callback::new(move |_| page.refetch());
    let about = About { caption: "Daftar akun", what: "akun", job_titles: false, edit: "/akun" };
    view! {
        <Loaded resource=page let:view>
            <Head view/>
            <Facts view/>
            <Section title="Akun" actions=move || add(view)>
                <People view=Signal::derive(move || view.with(|view| view.accounts.clone())) at about done/>
            </Section>
        </Loaded>
    }
}

#[component]
fn Head(view: Signal<InstitutionView>) -> impl IntoView {
    let edit = Signal::derive(move || format!("/institusi/{}/ubah", view.with(|view| view.row.id)));
    view! {
        <PageTitle
            title=Signal::derive(move || view.with(|view| view.row.name.clone()))
            crumbs=vec![("Daftar Institusi".to_owned(), "/institusi".to_owned())]
        >
            <Show when=move || view.with(|view| view.can_manage)>
                <ButtonLink href=edit>"Ubah"</ButtonLink>
            </Show>
        </PageTitle>
    }
}

#[component]
fn Facts(view: Signal<InstitutionView>) -> impl IntoView {
    let or_dash = |text: String| if text.is_empty() { "-".to_owned() } else { text };
    view! {
        <Card>
            <DefinitionList>
                <Definition label="Jenis">{move || view.with(|view| view.row.kind.label())}</Definition>
                <Definition label="Provinsi">{move || or_dash(view.with(|view| view.province.clone()))}</Definition>
                <Definition label="Wilayah">{move || or_dash(view.with(|view| view.row.region.clone()))}</Definition>
                <Definition label="Daerah 3T">{move || or_dash(view.with(|view| view.remote_decree.clone()))}</Definition>
                <Definition label="Email">{move || or_dash(view.with(|view| view.row.email.clone()))}</Definition>
            </DefinitionList>
        </Card>
    }
}

fn add(view: Signal<InstitutionView>) -> impl IntoView {
    let href = Signal::derive(move || format!("/institusi/{}/akun/tambah", view.with(|view| view.row.id)));
    view! {
        <Show when=move || view.with(|view| view.accounts.aside.can_add)>
            <ButtonLink href variant=Variant::Primary>"Tambah Akun"</ButtonLink>
        </Show>
    }
}
