//! Tambah Pejabat after an inauguration: the post is fixed, the person is one of the three (Gambar 50).

use domain::{
    access::Control, coded::choices, id::VacancyId, selection::FillingMethod, selection::access::PlanAction,
};
use leptos::prelude::*;

use crate::{
    api::selection::{
        inauguration::{Appoint, get_appointment},
        views::AppointmentView,
    },
    components::{
        Alert, ButtonLink, Card, DateField, Form, Hidden, PageTitle, Select, SubmitButton, TextField, Tone,
        Variant,
    },
    error::AppError,
    json::resource,
    pages::Loaded,
};

/// `/pejabat/tambah?lowongan=ID`
#[component]
pub fn AppointmentPage() -> impl IntoView {
    let query = crate::query::use_query();
    let vacancy = Memo::new(move |_| query.with(|query| query.get("lowongan")?.parse::<VacancyId>().ok()));
    let answer = resource(
        move || vacancy.get(),
        |vacancy| async move { get_appointment(vacancy.ok_or(AppError::NotFound)?).await },
    );
    view! {
        <Loaded resource=answer let:view>
            {page(view)}
        </Loaded>
    }
}

fn page(view: Signal<AppointmentView>) -> impl IntoView {
    let control = Memo::new(move |_| view.with(|view| view.rights.control(PlanAction::Inaugurate)));
    let filled = Memo::new(move |_| view.with(|view| view.filled));
    let open = Memo::new(move |_| control.with(Control::is_enabled) && !filled.get());
    let crumbs = vec![("Daftar Pejabat".to_owned(), "/pejabat".to_owned())];
    let why_not = move || {
        if filled.get() {
            return view! {
                <Alert tone=Tone::Info>"Jabatan ini sudah terisi."</Alert>
                <p class="actions">
                    <ButtonLink href="/pejabat" variant=Variant::Primary>"Daftar Pejabat"</ButtonLink>
                </p>
            }
            .into_any();
        }
        let reason =
            control.with(Control::reason).unwrap_or_else(|| "Bagian ini diisi oleh institusi.".to_owned());
        view! { <Alert tone=Tone::Info>{reason}</Alert> }.into_any()
    };
    view! {
        <PageTitle title="Tambah Pejabat" crumbs/>
        <Card>
            <Show when=move || open.get() fallback=why_not>{form(view)}</Show>
        </Card>
    }
}

fn form(view: Signal<AppointmentView>) -> impl IntoView {
    let save = ServerAction::<Appoint>::new();
    let (plan, vacancy) = view.with_untracked(|view| (view.plan, view.vacancy));
    let candidates = Signal::derive(move || {
        view.with(|view| {
            view.candidates
                .iter()
                .map(|choice| (choice.value.clone(), choice.label.clone()))
                .collect::<Vec<_>>()
        })
    });
    let methods = choices::<FillingMethod>();
    view! {
        <Form
            action=save
            version=Signal::derive(move || view.with(|view| view.version))
            validate=|call: Appoint| call.form.validate().map(drop)
        >
            <Hidden name="vacancy" value=vacancy.to_string()/>
            // For reading; the server goes by the vacancy.
            <TextField
                name="nomenklatur"
                label="Nomenklatur"
                readonly=true
                value=Signal::derive(move || view.with(|view| view.position.clone()))
            />
            <Select
                name="form[applicant]"
                label="Nama Pejabat"
                required=true
                options=candidates
                hint="Pelamar yang masuk tiga besar, dengan NIP dan total nilainya."
            />
            <TextField
                name="form[rank]"
                label="Pangkat/golongan"
                autocomplete="off"
                placeholder="Pembina Utama Muda / IV-c"
                max=domain::bounds::NUMBER
            />
            <TextField name="form[decree]" label="SK" required=true autocomplete="off" max=domain::bounds::NUMBER/>
            <DateField name="form[start]" label="Tanggal Mulai Periode" required=true/>
            <DateField name="form[end]" label="Tanggal Akhir Periode" required=true/>
            <Select name="form[appointment]" label="Pengangkatan" required=true options=methods.clone()/>
            <Select name="form[filling_plan]" label="Rencana Pengisian" required=true options=methods/>
            <p class="required-note">"*) Field Wajib Diisi"</p>
            <div class="actions">
                <SubmitButton/>
                <ButtonLink href=format!("/seleksi/{plan}/lowongan/{vacancy}/pelantikan")>"Batal"</ButtonLink>
            </div>
        </Form>
    }
}
