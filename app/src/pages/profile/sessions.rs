//! Where one is logged in.

use leptos::prelude::*;

use super::proof;
use crate::{
    api::profile::{EndOtherSessions, EndSession, ProfileView, SessionView},
    components::{Badge, DataTable, Dialog, DialogButton, DialogFooter, Form, Section, Tone, Variant},
    pages::Answer,
    zone::moment,
};

pub(super) fn section(view: Signal<ProfileView>, profile: Answer<ProfileView>) -> impl IntoView {
    let end_others = ServerAction::<EndOtherSessions>::new();
    let sessions = move || view.with(|view| view.sessions.clone());
    let second_factor = view.with_untracked(|view| view.second_factor);
    let others = move || {
        view.with(|view| view.sessions.iter().filter(|session| !session.current).cloned().collect::<Vec<_>>())
    };
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
                        {row(session)}
                    </For>
                </tbody>
            </DataTable>
            // Outside the table, each with its row.
            <For each=others key=|session| session.id.clone() let:session>
                {dialog(session, second_factor, profile)}
            </For>
            <Show when=move || !others().is_empty()>
                <div class="actions">
                    <DialogButton dialog="keluarkan-semua" variant=Variant::Danger>"Keluarkan semua sesi lain"</DialogButton>
                </div>
                <Dialog id="keluarkan-semua" title="Keluarkan semua sesi lain">
                    <Form action=end_others on_done=move |_| profile.refetch()>
                        <p>"Semua perangkat selain yang sedang Anda pakai harus masuk kembali."</p>
                        {proof::fields(second_factor)}
                        <DialogFooter submit="Keluarkan" variant=Variant::Danger/>
                    </Form>
                </Dialog>
            </Show>
        </Section>
    }
}

/// A dialog's `id`: sessions are told apart by what they are stored under.
fn dialog_id(session: &str) -> String {
    format!("keluarkan-{session}")
}

fn dialog(session: SessionView, second_factor: bool, profile: Answer<ProfileView>) -> impl IntoView {
    let end = ServerAction::<EndSession>::new();
    let SessionView { id, device, address, .. } = session;
    view! {
        <Dialog id=dialog_id(&id) title=format!("Keluarkan {device}")>
            <Form action=end key=("session".to_owned(), id) on_done=move |_| profile.refetch()>
                <p>{format!("Perangkat ini masuk dari {address}. Setelah dikeluarkan, password diminta lagi di sana.")}</p>
                {proof::fields(second_factor)}
                <DialogFooter submit="Keluarkan" variant=Variant::Danger/>
            </Form>
        </Dialog>
    }
}

fn row(session: SessionView) -> impl IntoView {
    let SessionView { id, device, address, created_at, last_seen_at, current } = session;
    let label = format!("Keluarkan {device}, {address}");
    let action = if current {
        view! { <Badge label="sesi ini" tone=Tone::Success/> }.into_any()
    } else {
        view! {
            <DialogButton dialog=dialog_id(&id) variant=Variant::Danger small=true label>"Keluarkan"</DialogButton>
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
