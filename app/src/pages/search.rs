//! What a search over everything found.

use leptos::prelude::*;

use super::load::Loaded;
use crate::{
    api::search::{Found, Hit, SearchFilter, SearchView, search},
    components::{Alert, ButtonLink, Empty, InAddress, PageTitle, Section, Tone},
    json::resource,
};

/// `/cari`.
#[component]
pub(super) fn SearchPage() -> impl IntoView {
    let at = InAddress::<SearchFilter>::of("/cari");
    let page = resource(move || at.get(), search);
    let text = at.value(|filter| &filter.text);
    view! {
        <Loaded resource=page let:view>
            <PageTitle title="Pencarian"/>
            <form role="search" method="get" action="/cari" class="search-page" aria-label="Pencarian">
                <label class="sr-only" for="cari-lagi">"Cari"</label>
                <input
                    type="search"
                    class="input"
                    id="cari-lagi"
                    name="q"
                    value=move || text.get()
                    maxlength=domain::bounds::NAME
                    placeholder="Jabatan, institusi, nama, NIP, atau nomor surat"
                />
                <button type="submit" class="btn btn-primary">"Cari"</button>
            </form>
            {move || found(view.get(), &text.get())}
        </Loaded>
    }
}

fn found(view: SearchView, text: &str) -> AnyView {
    if let Some(complaint) = view.complaint {
        return view! { <Alert tone=Tone::Warning>{complaint}</Alert> }.into_any();
    }
    if text.trim().is_empty() {
        let text = "Tulis sebagian nama jabatan, institusi, orang, NIP, atau nomor surat.";
        return view! { <Empty title="Cari di seluruh SIJAPTI" text/> }.into_any();
    }
    if view.groups.is_empty() {
        let text = "Periksa ejaannya, atau cari dengan kata yang lebih pendek.";
        return view! { <Empty title="Tidak ada yang cocok" text/> }.into_any();
    }
    view.groups.into_iter().map(group).collect_view().into_any()
}

fn group(Found { label, hits, more }: Found) -> impl IntoView {
    let hit = |Hit { title, about, href }: Hit| {
        view! {
            <li>
                <a href=href>{title}</a>
                <span class="muted block">{about}</span>
            </li>
        }
    };
    let actions = move || more.clone().map(|href| view! { <ButtonLink href>"Lihat semua"</ButtonLink> });
    view! {
        <Section title=label actions>
            <ul class="hits">{hits.into_iter().map(hit).collect_view()}</ul>
        </Section>
    }
}
