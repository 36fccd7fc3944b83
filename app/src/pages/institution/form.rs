//! Tambah Institusi (Gambar 5), and changing one.

use domain::identity::account::Mode;
use leptos::{prelude::*, server_fn::ServerFn as _};

use super::place::PlaceFields;
use crate::{
    api::institution::{InstitutionEditor, SaveInstitution, edit_institution_form},
    components::{Card, EnterSaves, Form, FormFooter, Hidden, PageTitle, TextField},
    forms::FormState,
    pages::{
        identity::login_fields::{EmailField, PasswordFields},
        page_once, page_once_of,
    },
};

/// `/institusi/tambah`.
#[component]
pub fn NewInstitutionPage() -> impl IntoView {
    let province = returned_province();
    page_once(move || edit_institution_form(None, province.clone()), edit)
}

/// `/institusi/:institution/ubah`.
#[component]
pub fn EditInstitutionPage() -> impl IntoView {
    page_once_of("institution", |id| edit_institution_form(Some(id), returned_province()), edit)
}

/// The Provinsi of a form that the server shows again: its Kabupaten and Kota are to be there.
fn returned_province() -> String {
    let (state, _) =
        FormState::new(SaveInstitution::url(), None, Signal::stored(None), Signal::stored(false));
    state.returned_value("form[province]").unwrap_or_default()
}

fn edit(editor: InstitutionEditor) -> impl IntoView {
    let InstitutionEditor { institution, version, form, provinces, regencies } = editor;
    let save = ServerAction::<SaveInstitution>::new();
    let new = institution.is_none();
    // Which passwords are common only the server knows.
    let check = move |call: SaveInstitution| {
        call.form.validate(if new { Mode::New } else { Mode::Edit }, |_| false).map(drop)
    };
    let list = ("Daftar Institusi".to_owned(), "/institusi".to_owned());
    let (title, crumbs, back) = match institution {
        None => ("Tambah Institusi", vec![list], "/institusi".to_owned()),
        Some(id) => {
            let page = format!("/institusi/{id}");
            ("Ubah Institusi", vec![list, (form.name.clone(), page.clone())], page)
        }
    };
    let (name, email, remote) = (form.name.clone(), form.email.clone(), form.remote_decree.clone());
    view! {
        <PageTitle title crumbs/>
        <Card>
            <Form action=save version=Signal::stored(version) validate=check>
                <EnterSaves/>
                <Hidden name="institution" value=institution.map(|id| id.to_string()).unwrap_or_default()/>
                <TextField name="form[name]" label="Nama" value=name required=true autocomplete="off"/>
                <PlaceFields form provinces regencies/>
                <TextField
                    name="form[remote_decree]"
                    label="Penetapan daerah 3T"
                    value=remote
                    hint="Keputusan yang menetapkan daerahnya terdepan, terpencil, atau tertinggal. Kosongkan bila bukan daerah 3T."
                />
                {new.then(account)}
                <EmailField value=email/>
                <FormFooter back/>
            </Form>
        </Card>
    }
}

/// The first account, which is made with the institution: its Admin Institusi.
fn account() -> AnyView {
    view! {
        <TextField
            name="form[username]"
            label="Username"
            required=true
            autocomplete="off"
            max=domain::bounds::USERNAME
            hint="Akun pertama institusi ini, dengan role Admin Institusi."
        />
        <PasswordFields new=true/>
    }
    .into_any()
}
