//! Tambah Hari Libur, changing one, and removing it.

use domain::{bounds, coded::choices, holiday::HolidayKind, id::HolidayId};
use leptos::prelude::*;

use super::crumbs;
use crate::{
    api::{
        holiday::{HolidayEditor, RemoveHoliday, SaveHoliday, edit_holiday_form},
        pairs,
    },
    components::{
        Card, DateField, Form, FormFooter, Hidden, PageTitle, Section, Select, SubmitButton, TextArea,
        TextField, Variant,
    },
    pages::{page_once, page_once_of},
};

const REASON: &str = "Wajib diisi bila daftar tahun itu sudah ditutup.";

/// `/hari-libur/tambah`.
#[component]
pub fn NewHolidayPage() -> impl IntoView {
    page_once(|| edit_holiday_form(None), edit)
}

/// `/hari-libur/:holiday/ubah`.
#[component]
pub fn EditHolidayPage() -> impl IntoView {
    page_once_of("holiday", |id| edit_holiday_form(Some(id)), edit)
}

fn edit(editor: HolidayEditor) -> impl IntoView {
    let HolidayEditor { holiday, version, form, provinces } = editor;
    let save = ServerAction::<SaveHoliday>::new();
    let title = if holiday.is_some() { "Ubah Hari Libur" } else { "Tambah Hari Libur" };
    let kinds = choices::<HolidayKind>();
    view! {
        <PageTitle title crumbs=crumbs()/>
        <Card>
            <Form
                action=save
                version=Signal::stored(version)
                validate=|call: SaveHoliday| call.form.validate().map(drop)
            >
                <Hidden name="holiday" value=holiday.map(|id| id.to_string()).unwrap_or_default()/>
                <DateField name="form[date]" label="Tanggal" value=form.date required=true/>
                <TextField name="form[name]" label="Nama" value=form.name required=true autocomplete="off"/>
                <Select name="form[kind]" label="Jenis" options=kinds value=form.kind required=true/>
                <TextField
                    name="form[decree]"
                    label="Dasar hukum"
                    value=form.decree
                    required=true
                    max=bounds::NAME
                    placeholder="SKB 3 Menteri, Keppres, atau keputusan gubernur"
                />
                <Select
                    name="form[province]"
                    label="Provinsi"
                    options=pairs(provinces)
                    value=form.province
                    placeholder="Seluruh Indonesia"
                    hint="Hanya untuk Libur daerah."
                />
                <TextArea name="form[reason]" label="Alasan perubahan" hint=REASON/>
                <FormFooter back="/hari-libur"/>
            </Form>
        </Card>
        {holiday.map(|id| remove(id, version))}
    }
}

fn remove(id: HolidayId, version: i64) -> impl IntoView {
    let remove = ServerAction::<RemoveHoliday>::new();
    view! {
        <Section title="Hapus hari libur ini">
            <Form
                action=remove
                key=("holiday".to_owned(), id.to_string())
                version=Signal::stored(version)
                validate=|call: RemoveHoliday| call.form.optional().map(drop)
            >
                <TextArea name="form[reason]" label="Alasan penghapusan" hint=REASON/>
                <div class="actions">
                    <SubmitButton variant=Variant::Danger>"Hapus"</SubmitButton>
                </div>
            </Form>
        </Section>
    }
}
