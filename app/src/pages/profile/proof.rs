//! What is asked once more before something that touches how one logs in.

use leptos::prelude::*;

use crate::components::TextField;

/// Password, and Kode for those who have a second factor.
pub(super) fn fields(second_factor: bool) -> impl IntoView {
    view! {
        <TextField
            name="form[password]"
            label="Password"
            kind="password"
            required=true
            autocomplete="current-password"
            hint="Password Anda sendiri, untuk memastikan bahwa ini memang Anda."
        />
        {second_factor.then(code)}
    }
}

/// Kode.
pub(super) fn code() -> impl IntoView {
    view! {
        <TextField
            name="form[code]"
            label="Kode"
            required=true
            autocomplete="one-time-code"
            hint="6 angka dari aplikasi autentikator yang belum dipakai untuk masuk, atau salah satu kode pemulihan."
        />
    }
}
