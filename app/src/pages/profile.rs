//! One's own account: password, second factor, sessions.

mod codes;
mod password;
mod proof;
mod second_factor;
mod sessions;
mod shortcuts;

pub use codes::RecoveryCodesPage;
pub use password::PasswordPage;
pub use second_factor::SecondFactorPage;

use leptos::prelude::*;

use crate::{
    api::profile::{PASSWORD, ProfileView, SECOND_FACTOR, show},
    components::{ButtonLink, Definition, DefinitionList, PageTitle, Section},
    json::resource,
    pages::Loaded,
    zone::moment,
};

/// `/profil`
#[component]
pub fn ProfilePage() -> impl IntoView {
    let profile = resource(|| (), |()| show());
    view! {
        <Loaded resource=profile let:view>
            <PageTitle title="Profil"/>
            <div class="stack">
                {account(view)}
                {sessions::section(view, profile)}
                {shortcuts::section()}
            </div>
        </Loaded>
    }
}

fn account(view: Signal<ProfileView>) -> impl IntoView {
    let of = move |read: fn(&ProfileView) -> String| move || view.with(read);
    let password = of(|view| match view.password_changed_at {
        Some(at) => format!("Diganti terakhir {}.", moment(at)),
        None => "Belum pernah diganti.".to_owned(),
    });
    let second = of(|view| {
        if view.second_factor {
            format!("Aktif; kode pemulihan tersisa {}.", view.codes_left)
        } else {
            "Belum aktif.".to_owned()
        }
    });
    view! {
        <Section title="Akun Saya">
            <DefinitionList>
                <Definition label="Nama">{of(|view| view.name.clone())}</Definition>
                <Definition label="Username">{of(|view| view.username.clone())}</Definition>
                <Definition label="Role Pengguna">
                    {of(|view| match &view.institution {
                        Some(institution) => format!("{}, {institution}", view.role),
                        None => view.role.clone(),
                    })}
                </Definition>
                <Definition label="Email">
                    {of(|view| if view.email.is_empty() { "-".to_owned() } else { view.email.clone() })}
                </Definition>
                <Definition label="Password">
                    <p>{password}</p>
                    <div class="actions"><ButtonLink href=PASSWORD>"Ubah Password"</ButtonLink></div>
                </Definition>
                <Definition label="Autentikasi dua langkah">
                    <p>{second}</p>
                    <div class="actions"><ButtonLink href=SECOND_FACTOR>"Atur autentikasi dua langkah"</ButtonLink></div>
                </Definition>
            </DefinitionList>
        </Section>
    }
}
