//! How far a registration has come; the page may be left and come back to.

use domain::{calendar::moment, id::RegistrationId, number::thousands};
use leptos::prelude::*;

use super::{TITLE, crumbs, handout::handout, list::what, renew::renew};
use crate::{
    api::institution::registration::{RegistrationState, RegistrationView, get_registration},
    components::{Alert, ButtonLink, PageTitle, Section, Tone},
    error::AppError,
    json::resource,
    pages::{Loaded, number_in_address, page_of},
};

/// `/institusi/daftarkan/:registration`
#[component]
pub fn RegistrationPage() -> impl IntoView {
    let id = number_in_address::<RegistrationId>("registration");
    page_of(id, page)
}

fn page(id: Option<RegistrationId>) -> impl IntoView {
    let answer =
        resource(|| (), move |()| async move { get_registration(id.ok_or(AppError::NotFound)?).await });
    view! {
        <Loaded resource=answer let:view>
            <PageTitle title=TITLE crumbs=crumbs()/>
            {look_again(view, move || answer.refetch())}
            {move || state(view, Callback::new(move |()| answer.refetch()))}
        </Loaded>
    }
}

fn is_running(view: &RegistrationView) -> bool {
    matches!(view.state, RegistrationState::Running { .. })
}

/// While it runs, the page asks every second how far it is.
fn look_again(
    view: Signal<RegistrationView>,
    again: impl Fn() + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let running = Memo::new(move |_| view.with(is_running));
    Effect::new(move |_| {
        if !running.get() {
            return;
        }
        if let Ok(timer) = set_interval_with_handle(again.clone(), std::time::Duration::from_secs(1)) {
            on_cleanup(move || timer.clear());
        }
    });
}

fn state(view: Signal<RegistrationView>, reload: Callback<()>) -> AnyView {
    let view = view.get();
    let RegistrationView { id, total, done, .. } = view;
    let begun = format!("Dimulai oleh {} pada {}.", view.by, moment(view.at));
    let title = what(view.renews.is_some(), total);
    match view.state {
        RegistrationState::Running { waits } => {
            let waits = waits.then(|| {
                view! {
                    <Alert tone=Tone::Info>
                        "Menunggu giliran; pekerjaan dilanjutkan sendiri sebentar lagi. Bila tidak, lihat Pekerjaan latar belakang di "
                        <a href="/pengaturan">"Pengaturan"</a> "."
                    </Alert>
                }
            });
            view! {
                {waits}
                <Section title="Password sedang dibuat">
                    <p role="status">{format!("{} dari {} password siap.", thousands(done), thousands(total))}</p>
                    <progress class="progress" max=total.to_string() value=done.to_string() aria-label="Kemajuan pendaftaran"></progress>
                    <p class="muted">
                        "Semua institusinya sudah tersimpan. Halaman ini boleh ditinggalkan; pekerjaan berjalan terus, juga setelah server dimulai ulang. "
                        {begun}
                    </p>
                    <div class="actions">
                        <ButtonLink href="" external=true>"Muat ulang"</ButtonLink>
                    </div>
                </Section>
            }
            .into_any()
        }
        RegistrationState::Stopped(reason) => {
            let so_far = format!(
                "{reason} Semua institusinya tersimpan; password baru dibuat untuk {} dari {} akun.",
                thousands(done),
                thousands(total)
            );
            view! {
                <Alert tone=Tone::Warning urgent=true title="Pembuatan password terhenti">{so_far}</Alert>
                <p class="muted">{begun}</p>
                {handout(id, view.passwords, reload)}
                {renew(id, view.waiting, view.may_renew)}
            }
            .into_any()
        }
        RegistrationState::Finished => {
            let told = if view.renews.is_some() {
                format!("{title} telah dibuat.")
            } else {
                format!("{title} telah didaftarkan.")
            };
            view! {
                <Alert tone=Tone::Success>{told}</Alert>
                <p class="muted">{begun}</p>
                {handout(id, view.passwords, reload)}
                {renew(id, view.waiting, view.may_renew)}
            }
            .into_any()
        }
    }
}
