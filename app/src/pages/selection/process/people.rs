//! Data Pelamar: one by one, pasted, changed, removed (Gambar 32).

use domain::{field::FieldErrors, selection::applicant::parse_lines};
use leptos::prelude::*;

use super::{
    pick::Pick,
    state::{Process, Row},
};
use crate::{
    api::selection::process::{
        AddApplicant, AddApplicants, EditApplicant, ImportApplicants, RemoveApplicant,
    },
    components::{Dialog, DialogFooter, FileField, Form, Hidden, TextArea, TextField, Variant},
    error::Done,
};

/// `Tambah Data Pelamar`, `Tempel beberapa baris` and `Impor spreadsheet`.
pub(super) fn dialogs(process: Process) -> impl IntoView {
    let one = ServerAction::<AddApplicant>::new();
    let many = ServerAction::<AddApplicants>::new();
    let sheet = ServerAction::<ImportApplicants>::new();
    view! {
        <Dialog id="dialog-pelamar" title="Tambah Data Pelamar">
            <Form
                action=one
                validate=|call: AddApplicant| call.form.validate().map(drop)
                on_done=move |_| process.reload()
            >
                <Hidden name="vacancy" value=process.vacancy.to_string()/>
                {fields(None)}
                <DialogFooter/>
            </Form>
        </Dialog>
        <Dialog id="dialog-tempel" title="Tempel beberapa baris" wide=true>
            <Form action=many validate=check_lines on_done=move |_| process.reload()>
                <Hidden name="vacancy" value=process.vacancy.to_string()/>
                <TextArea
                    name="form[lines]"
                    label="Data pelamar"
                    required=true
                    rows=10
                    placeholder="Nama; NIP; Instansi"
                    hint="Satu pelamar per baris dengan susunan Nama; NIP; Instansi, atau salin tiga kolom itu dari lembar kerja. Semua baris disimpan, atau tidak sama sekali."
                />
                <DialogFooter/>
            </Form>
        </Dialog>
        <Dialog id="dialog-spreadsheet" title="Impor spreadsheet">
            <Form
                action=sheet
                multipart=true
                validate=|call: ImportApplicants| call.form.validate().map(drop)
                on_done=move |_| process.reload()
            >
                <Hidden name="vacancy" value=process.vacancy.to_string()/>
                <p>
                    "Isi templat dengan kolom Nama, NIP, dan Instansi. Unduh templat: "
                    <a href="/seleksi/templat-pelamar.xlsx" rel="external" download="">"Disini"</a> "."
                </p>
                <FileField
                    name="form[sheet][]"
                    label="Berkas spreadsheet"
                    required=true
                    hint="XLSX, XLS, atau CSV. Semua baris disimpan, atau tidak sama sekali."
                />
                <DialogFooter submit="Impor"/>
            </Form>
        </Dialog>
    }
}

fn check_lines(call: AddApplicants) -> Result<(), FieldErrors> {
    parse_lines(&call.form.lines).map(drop)
}

fn fields(row: Option<Row>) -> impl IntoView {
    let value = move |part: fn(&crate::api::selection::views::ApplicantView) -> &str| {
        Signal::derive(move || row.map(|row| row.with(|person| part(person).to_owned())).unwrap_or_default())
    };
    view! {
        <TextField name="form[name]" label="Nama" required=true autocomplete="off" value=value(|person| &person.name)/>
        <TextField
            name="form[nip]"
            label="NIP"
            required=true
            autocomplete="off"
            hint="18 angka; spasi di antaranya boleh."
            value=value(|person| &person.nip)
        />
        <TextField
            name="form[agency]"
            label="Instansi"
            required=true
            autocomplete="off"
            hint="Instansi asal pelamar."
            value=value(|person| &person.agency)
        />
    }
}

/// Ubah Data Pelamar.
pub(super) fn edit(pick: Pick, row: Row, done: Callback<Done>) -> AnyView {
    let save = ServerAction::<EditApplicant>::new();
    view! {
        <Form
            action=save
            key=pick.key()
            version=Signal::derive(move || row.with(|person| person.version))
            validate=|call: EditApplicant| call.form.validate().map(drop)
            on_done=done
        >
            <Hidden name="applicant" value=pick.applicant().to_string()/>
            {fields(Some(row))}
            <DialogFooter/>
        </Form>
    }
    .into_any()
}

/// Hapus, after asking.
pub(super) fn remove(pick: Pick, row: Row, done: Callback<Done>) -> AnyView {
    let save = ServerAction::<RemoveApplicant>::new();
    let question =
        move || row.with(|person| format!("Hapus {} (NIP {}) dari daftar pelamar?", person.name, person.nip));
    view! {
        <p>{question}</p>
        <Form
            action=save
            key=pick.key()
            version=Signal::derive(move || row.with(|person| person.version))
            on_done=done
        >
            <Hidden name="applicant" value=pick.applicant().to_string()/>
            <DialogFooter submit="Hapus" variant=Variant::Danger note=false/>
        </Form>
    }
    .into_any()
}
