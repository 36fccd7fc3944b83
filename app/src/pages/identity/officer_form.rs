//! Tambah Petugas (Gambar 4), and changing one.

use domain::identity::account::Mode;
use leptos::prelude::*;

use super::{
    job_title::{JobTitleDialog, JobTitleField, JobTitles},
    login_fields::{EmailField, PasswordFields, own_proof},
    sessions, slowed,
};
use crate::{
    api::identity::officer::{OfficerEditor, SaveOfficer, edit_officer_form},
    api::pairs,
    components::{Card, EnterSaves, FileField, Form, FormFooter, Hidden, PageTitle, Select, TextField},
    pages::{page_once, page_once_of},
};

/// `/petugas/tambah`.
#[component]
pub fn NewOfficerPage() -> impl IntoView {
    page_once(|| edit_officer_form(None), edit)
}

/// `/petugas/:user/ubah`.
#[component]
pub fn EditOfficerPage() -> impl IntoView {
    page_once_of("user", |user| edit_officer_form(Some(user)), edit)
}

fn edit(editor: OfficerEditor) -> impl IntoView {
    let OfficerEditor { user, version, form, roles, job_titles, photo, slowed, sessions } = editor;
    let save = ServerAction::<SaveOfficer>::new();
    let new = user.is_none();
    // Which passwords are common only the server knows.
    let check = move |call: SaveOfficer| {
        call.form.validate(if new { Mode::New } else { Mode::Edit }, |_| false).map(drop)
    };
    let titles = JobTitles::new(job_titles);
    let title = if new { "Tambah Petugas" } else { "Ubah Petugas" };
    let picture = photo.as_ref().map(|photo| {
        let alt = format!("Foto {}", form.name);
        view! { <img class="h-24 w-24 rounded-lg object-cover" src=format!("/files/{}", photo.id) alt=alt/> }
    });
    let photos: Vec<_> = photo.into_iter().collect();
    view! {
        <PageTitle title crumbs=vec![("Daftar Petugas".to_owned(), "/petugas".to_owned())]/>
        {slowed::notice(user, slowed)}
        <Card>
            <Form action=save version=Signal::stored(version) multipart=true validate=check>
                <EnterSaves/>
                <Hidden name="user" value=user.map(|id| id.to_string()).unwrap_or_default()/>
                <TextField name="form[name]" label="Nama" value=form.name required=true autocomplete="off"/>
                <Select name="form[role]" label="Role Pengguna" options=pairs(roles) value=form.role required=true/>
                <JobTitleField titles value=form.job_title/>
                <TextField
                    name="form[username]"
                    label="Username"
                    value=form.username
                    required=true
                    autocomplete="off"
                    max=domain::bounds::USERNAME
                />
                <PasswordFields new/>
                <EmailField value=form.email/>
                {picture}
                <FileField
                    name="form[photo][]"
                    label="Foto"
                    existing=photos
                    accept=".png,.jpg,.jpeg"
                    hint="Satu gambar PNG atau JPEG; gambar baru menggantikan yang lama."
                />
                {(!new).then(own_proof)}
                <FormFooter back="/petugas"/>
            </Form>
        </Card>
        {sessions::section(user, sessions)}
        <JobTitleDialog titles/>
    }
}
