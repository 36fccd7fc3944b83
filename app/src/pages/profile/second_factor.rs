//! Autentikasi dua langkah: set up, renew, take away.

use chrono::{DateTime, Utc};
use domain::identity::duty::{Duty, may_disable};
use leptos::prelude::*;

use super::proof;
use crate::{
    api::profile::{
        BeginSecondFactor, ConfirmSecondFactor, DisableSecondFactor, RenewRecoveryCodes, SECOND_FACTOR,
        SecondFactorView, second_factor,
    },
    components::{
        Alert, Dialog, DialogButton, DialogFooter, Form, PageTitle, Section, SubmitButton, TextField, Tone,
        Variant,
    },
    json::resource,
    pages::{Answer, Loaded, use_session},
    zone::moment,
};

/// `/profil/dua-langkah`
#[component]
pub fn SecondFactorPage() -> impl IntoView {
    let answer = resource(|| (), |()| second_factor());
    let forced = use_session()
        .is_some_and(|session| session.me.with_untracked(|me| me.due.as_deref() == Some(SECOND_FACTOR)));
    let crumbs =
        StoredValue::new(if forced { Vec::new() } else { vec![("Profil".to_owned(), "/profil".to_owned())] });
    view! {
        <Loaded resource=answer let:view>
            <PageTitle title="Autentikasi dua langkah" crumbs=crumbs.get_value()/>
            {forced.then(|| view! { <Alert tone=Tone::Warning>{Duty::EnrolSecondFactor.sentence()}</Alert> })}
            <div class="stack">{move || state(view.get(), answer)}</div>
        </Loaded>
    }
}

fn state(view: SecondFactorView, answer: Answer<SecondFactorView>) -> AnyView {
    match view {
        SecondFactorView::Off { .. } => off(answer).into_any(),
        SecondFactorView::Begun { svg, secret, .. } => begun(svg, secret, answer).into_any(),
        SecondFactorView::On { required, since, codes_left } => on(required, since, codes_left).into_any(),
    }
}

fn off(answer: Answer<SecondFactorView>) -> impl IntoView {
    let begin = ServerAction::<BeginSecondFactor>::new();
    view! {
        <Section title="Belum aktif">
            <p>
                "Dengan autentikasi dua langkah, selain password diminta juga kode dari aplikasi autentikator di ponsel \
                 Anda. Siapa pun yang mengetahui password Anda tetap tidak dapat masuk tanpa ponsel itu."
            </p>
            <p>"Siapkan aplikasi autentikator (misalnya FreeOTP, Google Authenticator, atau Microsoft Authenticator), lalu mulai."</p>
            <Form action=begin on_done=move |_| answer.refetch()>
                {proof::fields(false)}
                <SubmitButton>"Mulai"</SubmitButton>
            </Form>
        </Section>
    }
}

fn begun(svg: String, secret: String, answer: Answer<SecondFactorView>) -> impl IntoView {
    let confirm = ServerAction::<ConfirmSecondFactor>::new();
    let again = ServerAction::<BeginSecondFactor>::new();
    view! {
        <Section title="1. Pindai kode QR">
            <p>"Pindai dengan aplikasi autentikator Anda."</p>
            <div class="qr" role="img" aria-label="Kode QR untuk aplikasi autentikator" inner_html=svg></div>
            <p>"Bila tidak dapat dipindai, ketik kunci berikut di aplikasi itu:"</p>
            <p><code class="secret">{secret}</code></p>
        </Section>
        <Section title="2. Isi kode yang tampil">
            <Form action=confirm validate=|call: ConfirmSecondFactor| call.form.validate_totp().map(drop)>
                <TextField
                    name="form[code]"
                    label="Kode"
                    required=true
                    autocomplete="one-time-code"
                    hint="6 angka yang sedang tampil di aplikasi autentikator."
                />
                <SubmitButton>"Aktifkan"</SubmitButton>
            </Form>
        </Section>
        <div class="actions">
            <DialogButton dialog="ulangi" variant=Variant::Ghost>"Ulangi dengan kode QR yang baru"</DialogButton>
        </div>
        <Dialog id="ulangi" title="Ulangi dengan kode QR yang baru">
            <Form action=again on_done=move |_| answer.refetch()>
                <p>"Kode QR yang sekarang tidak berlaku lagi."</p>
                {proof::fields(false)}
                <DialogFooter submit="Ulangi"/>
            </Form>
        </Dialog>
    }
}

fn on(required: bool, since: DateTime<Utc>, codes_left: usize) -> impl IntoView {
    let renew = ServerAction::<RenewRecoveryCodes>::new();
    let disable = ServerAction::<DisableSecondFactor>::new();
    let kept = may_disable(required).err().map(|denied| denied.to_string());
    view! {
        <Section title="Aktif">
            <p>{format!("Aktif sejak {}. Setiap kali masuk, kode dari aplikasi autentikator diminta.", moment(since))}</p>
            <p>{format!("Kode pemulihan yang tersisa: {codes_left}. Masing-masing hanya berlaku sekali.")}</p>
            <div class="actions">
                <DialogButton dialog="buat-ulang">"Buat ulang kode pemulihan"</DialogButton>
                <DialogButton dialog="nonaktifkan" variant=Variant::Danger disabled_reason=kept>"Nonaktifkan"</DialogButton>
            </div>
        </Section>
        <Dialog id="buat-ulang" title="Buat ulang kode pemulihan">
            <Form action=renew>
                <p>"Kode pemulihan yang lama tidak berlaku lagi."</p>
                {proof::fields(true)}
                <DialogFooter submit="Buat ulang"/>
            </Form>
        </Dialog>
        <Dialog id="nonaktifkan" title="Nonaktifkan autentikasi dua langkah">
            <Form action=disable>
                <p>"Setelah ini, akun Anda hanya dilindungi oleh password."</p>
                {proof::fields(true)}
                <DialogFooter submit="Nonaktifkan" variant=Variant::Danger/>
            </Form>
        </Dialog>
    }
}
