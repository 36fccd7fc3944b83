//! Fields that are the same in every form of an account (Gambar 4, 5).

use domain::identity::PASSWORD_MIN;
use leptos::prelude::*;

use crate::{components::TextField, pages::use_session};

/// Password and Konfirmasi Password.
#[component]
pub(in crate::pages) fn PasswordFields(
    /// Whether the account is made with this form: then it needs a password.
    new: bool,
) -> impl IntoView {
    view! {
        <TextField
            name="form[password]"
            label="Password"
            kind="password"
            required=new
            autocomplete="new-password"
            hint=password_hint(new)
        />
        <TextField
            name="form[confirmation]"
            label="Konfirmasi Password"
            kind="password"
            required=new
            autocomplete="new-password"
        />
    }
}

/// Email.
#[component]
pub(in crate::pages) fn EmailField(
    /// The address, where there is one already.
    value: String,
) -> impl IntoView {
    view! {
        <TextField
            name="form[email]"
            label="Email"
            kind="email"
            value
            required=true
            autocomplete="off"
            hint="Contoh: nama@instansi.go.id"
        />
    }
}

/// What whoever changes somebody's login gives once more: their own password, and their own code where they have a
/// second factor.
pub(super) fn own_proof() -> impl IntoView {
    let second_factor = use_session().is_some_and(|session| session.me.with_untracked(|me| me.second_factor));
    const WHEN: &str = "Diisi bila username, email, role, atau password akun ini diganti.";
    view! {
        <TextField
            name="own_password"
            label="Password Anda"
            kind="password"
            autocomplete="current-password"
            hint=WHEN
        />
        {second_factor
            .then(|| view! { <TextField name="own_code" label="Kode Anda" autocomplete="one-time-code" hint=WHEN/> })}
    }
}

/// What a new password must be; Gambar 4 and 5 have the same sentence with another number.
fn password_hint(new: bool) -> String {
    let hint = format!("Password minimal {PASSWORD_MIN} karakter.");
    if new {
        format!("{hint} Pemilik akun menggantinya saat pertama kali masuk.")
    } else {
        format!(
            "{hint} Kosongkan bila tidak diganti. Password baru mengakhiri semua sesi akun ini, dan diganti oleh \
             pemiliknya saat masuk kembali."
        )
    }
}
