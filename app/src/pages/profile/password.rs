//! Ubah Password.

use domain::identity::{PASSWORD_MIN, duty::Duty};
use leptos::prelude::*;

use super::proof;
use crate::{
    api::profile::{ChangePassword, PASSWORD},
    components::{Alert, ButtonLink, Card, Form, PageTitle, SubmitButton, TextField, Tone},
    pages::use_session,
};

/// `/profil/password`
#[component]
pub fn PasswordPage() -> impl IntoView {
    let me = use_session().map(|session| session.me.get_untracked());
    let username = StoredValue::new(me.as_ref().map(|me| me.username.clone()).unwrap_or_default());
    let second_factor = me.as_ref().is_some_and(|me| me.second_factor);
    let forced = me.is_some_and(|me| me.due.as_deref() == Some(PASSWORD));
    let change = ServerAction::<ChangePassword>::new();
    let crumbs = if forced { Vec::new() } else { vec![("Profil".to_owned(), "/profil".to_owned())] };
    // Which passwords are common, only the server knows: the list does not travel.
    let validate = move |call: ChangePassword| {
        username.with_value(|username| call.form.validate(username, |_| false).map(drop))
    };
    view! {
        <PageTitle title="Ubah Password" crumbs/>
        {forced.then(|| view! { <Alert tone=Tone::Warning>{Duty::ChangePassword.sentence()}</Alert> })}
        <Card>
            <Form action=change validate=validate>
                // For the browser's own store of passwords.
                <input type="text" name="_username" value=username.get_value() autocomplete="username" hidden=true/>
                <TextField
                    name="form[current]"
                    label="Password sekarang"
                    kind="password"
                    required=true
                    autocomplete="current-password"
                />
                <TextField
                    name="form[password]"
                    label="Password baru"
                    kind="password"
                    required=true
                    autocomplete="new-password"
                    hint=format!(
                        "Minimal {PASSWORD_MIN} karakter, tidak memuat username, dan bukan password yang sering dipakai orang.",
                    )
                />
                <TextField
                    name="form[confirmation]"
                    label="Konfirmasi Password"
                    kind="password"
                    required=true
                    autocomplete="new-password"
                />
                {(second_factor && !forced).then(proof::code)}
                <p class="muted">"Setelah password diganti, sesi Anda di perangkat lain diakhiri."</p>
                <div class="actions">
                    {(!forced).then(|| view! { <ButtonLink href="/profil">"Batal"</ButtonLink> })}
                    <SubmitButton>"Simpan"</SubmitButton>
                </div>
            </Form>
        </Card>
    }
}
