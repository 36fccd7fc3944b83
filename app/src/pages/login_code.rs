//! The second step of the login.

use leptos::prelude::*;

use crate::{
    api::identity::LogInCode,
    components::{Card, Form, PageTitle, SubmitButton, TextField},
    shell::PlainLayout,
};

/// `/masuk/kode`: whoever gave the right password and has a second factor gives its code. Nothing is loaded:
/// the server leads others away, and refuses a code that nobody owes.
#[component]
pub(super) fn LoginCodePage() -> impl IntoView {
    let log_in = ServerAction::<LogInCode>::new();
    view! {
        <PlainLayout>
            <div class="stack">
                <PageTitle title="Masuk: langkah kedua"/>
                <p>"Buka aplikasi autentikator di ponsel Anda, lalu isi kode SIJAPTI yang sedang tampil."</p>
                <Card>
                    <Form action=log_in validate=|call: LogInCode| call.form.validate().map(drop)>
                        <TextField
                            name="form[code]"
                            label="Kode"
                            required=true
                            autocomplete="one-time-code"
                            hint="6 angka dari aplikasi autentikator. Bila ponsel Anda tidak ada, isi salah satu kode pemulihan."
                        />
                        <SubmitButton>"Masuk"</SubmitButton>
                    </Form>
                </Card>
                <p><a href="/masuk">"Masuk dengan akun lain"</a></p>
            </div>
        </PlainLayout>
    }
}
