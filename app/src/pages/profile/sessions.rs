//! Where one is logged in.

use domain::calendar::moment;
use leptos::prelude::*;

use crate::{
    api::profile::{EndOtherSessions, EndSession, ProfileView, SessionView},
    components::{Badge, DataTable, Form, Section, SubmitButton, Tone, Variant},
    pages::Answer,
};

pub(super) fn section(view: Signal<ProfileView>, profile: Answer<ProfileView>) -> impl IntoView {
    let end_others = ServerAction::<EndOtherSessions>::new();
    let sessions = move || view.with(|view| view.sessions.clone());
    let others = Memo::new(move |_| view.with(|view| view.sessions.iter().any(|session| !session.current)));
    view! {
        <Section title="Sesi Saya">
            <p>"Di perangkat berikut akun Anda sedang masuk. Keluarkan perangkat yang tidak Anda kenal, lalu ubah password Anda."</p>
            <DataTable caption="Sesi saya" stack=true>
                <thead>
                    <tr>
                        <th scope="col">"Perangkat"</th>
                        <th scope="col">"Alamat saat masuk"</th>
                        <th scope="col">"Masuk sejak"</th>
                        <th scope="col">"Terakhir dipakai"</th>
                        <th scope="col">"Aksi"</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=sessions key=|session| session.id.clone() let:session>
                        {row(session, profile)}
                    </For>
                </tbody>
            </DataTable>
            <Show when=move || others.get()>
                <Form action=end_others on_done=move |_| profile.refetch()>
                    <SubmitButton variant=Variant::Danger>"Keluarkan semua sesi lain"</SubmitButton>
                </Form>
            </Show>
        </Section>
    }
}

fn row(session: SessionView, profile: Answer<ProfileView>) -> impl IntoView {
    let end = ServerAction::<EndSession>::new();
    let SessionView { id, device, address, created_at, last_seen_at, current } = session;
    let label = format!("Keluarkan {device}, {address}");
    let action = if current {
        view! { <Badge label="sesi ini" tone=Tone::Success/> }.into_any()
    } else {
        view! {
            <Form action=end key=("session".to_owned(), id) compact=true on_done=move |_| profile.refetch()>
                <SubmitButton variant=Variant::Danger small=true label=label>"Keluarkan"</SubmitButton>
            </Form>
        }
        .into_any()
    };
    view! {
        <tr>
            <th scope="row">{device}</th>
            <td data-label="Alamat saat masuk">{address}</td>
            <td data-label="Masuk sejak">{moment(created_at)}</td>
            <td data-label="Terakhir dipakai">{moment(last_seen_at)}</td>
            <td data-label="Aksi">{action}</td>
        </tr>
    }
}
