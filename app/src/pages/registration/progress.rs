//! How far a registration has come; the page may be left and come back to.

use domain::{id::RegistrationId, number::thousands};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{TITLE, crumbs, handout::handout};
use crate::{
    api::registration::{RegistrationState, RegistrationView, get_registration},
    components::{Alert, ButtonLink, PageTitle, Section, Tone, Variant},
    error::AppError,
    pages::Loaded,
};

/// `/institusi/daftarkan/:registration`
#[component]
pub fn RegistrationPage() -> impl IntoView {
    let params = use_params_map();
    let id =
        Memo::new(move |_| params.with(|params| params.get("registration")?.parse::<RegistrationId>().ok()));
    let answer = Resource::new(
        move || id.get(),
        |id| async move { get_registration(id.ok_or(AppError::NotFound)?).await },
    );
    view! {
        <Loaded resource=answer let:view>
            <PageTitle title=TITLE crumbs=crumbs()/>
            {look_again(view, move || answer.refetch())}
            {move || state(view, Callback::new(move |()| answer.refetch()))}
        </Loaded>
    }
}

fn is_running(view: &RegistrationView) -> bool {
    matches!(view.state, RegistrationState::Running(_))
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
    let RegistrationView { id, total, state } = view.get();
    match state {
        RegistrationState::Running(done) => view! {
            <Section title="Sedang didaftarkan">
                <p role="status">{format!("{} dari {} institusi siap.", thousands(done), thousands(total))}</p>
                <progress class="progress" max=total.to_string() value=done.to_string() aria-label="Kemajuan pendaftaran"></progress>
                <p class="muted">"Halaman ini boleh ditinggalkan; pendaftaran berjalan terus."</p>
                <div class="actions">
                    <ButtonLink href="" external=true>"Muat ulang"</ButtonLink>
                </div>
            </Section>
        }
        .into_any(),
        RegistrationState::Failed(reason) => view! {
            <Alert tone=Tone::Danger urgent=true title="Tidak ada institusi yang disimpan">{reason}</Alert>
            <div class="actions">
                <ButtonLink href="/institusi/daftarkan" variant=Variant::Primary>"Ulangi"</ButtonLink>
            </div>
        }
        .into_any(),
        RegistrationState::Finished(passwords) => view! {
            <Alert tone=Tone::Success>{format!("{} institusi telah didaftarkan.", thousands(total))}</Alert>
            {handout(id, passwords, reload)}
        }
        .into_any(),
    }
}
