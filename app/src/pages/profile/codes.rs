//! New recovery codes, to be printed or copied.

use leptos::prelude::*;

use crate::{
    api::profile::{PutAwayRecoveryCodes, SECOND_FACTOR, recovery_codes},
    components::{Alert, ButtonLink, Form, PageTitle, Section, SubmitButton, Tone},
    json::resource,
    pages::Loaded,
};

/// `/profil/kode-pemulihan`
#[component]
pub fn RecoveryCodesPage() -> impl IntoView {
    let answer = resource(|| (), |()| recovery_codes());
    view! {
        <Loaded resource=answer let:view>
            <PageTitle title="Kode pemulihan" crumbs=vec![("Profil".to_owned(), "/profil".to_owned())]/>
            {move || {
                let codes = view.get();
                if codes.is_empty() { gone().into_any() } else { list(codes).into_any() }
            }}
        </Loaded>
    }
}

fn list(codes: Vec<String>) -> impl IntoView {
    let put_away = ServerAction::<PutAwayRecoveryCodes>::new();
    let items = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
    view! {
        <Section title="Kode pemulihan SIJAPTI">
            <p>
                "Bila ponsel Anda hilang, masuklah dengan salah satu kode berikut sebagai pengganti kode autentikator. \
                 Setiap kode hanya berlaku sekali."
            </p>
            <ol class="codes">{items}</ol>
            <Alert tone=Tone::Warning>
                "Cetak atau salin kode ini sekarang, lalu simpan di tempat yang aman. Kode tidak dapat ditampilkan lagi."
            </Alert>
            <Form action=put_away>
                <div class="actions"><SubmitButton>"Saya sudah menyimpannya"</SubmitButton></div>
            </Form>
        </Section>
    }
}

fn gone() -> impl IntoView {
    view! {
        <Section title="Sudah disimpan">
            <p>"Kode pemulihan hanya ditampilkan sekali, sesaat setelah dibuat. Bila hilang, buat kode yang baru."</p>
            <div class="actions"><ButtonLink href=SECOND_FACTOR>"Atur autentikasi dua langkah"</ButtonLink></div>
        </Section>
    }
}
