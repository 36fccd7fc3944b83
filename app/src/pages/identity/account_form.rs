//! Tambah Akun, for an institution's person, and changing one.

use domain::identity::{Role, account::Mode};
use leptos::prelude::*;

use super::{
    login_fields::{EmailField, PasswordFields, own_proof},
    sessions, slowed,
};
use crate::{
    api::identity::account::{AccountEditor, SaveAccount, edit_account_form},
    api::pairs,
    components::{Card, Form, FormFooter, Hidden, PageTitle, Select, TextField},
    pages::{page_once, page_once_of},
};

/// `/akun/tambah`: of one's own institution.
#[component]
pub fn NewAccountPage() -> impl IntoView {
    page_once(|| edit_account_form(None, None), edit)
}

/// `/institusi/:institution/akun/tambah`.
#[component]
pub fn NewInstitutionAccountPage() -> impl IntoView {
    page_once_of("institution", |institution| edit_account_form(None, Some(institution)), edit)
}

/// `/akun/:user/ubah`.
#[component]
pub fn EditAccountPage() -> impl IntoView {
    page_once_of("user", |user| edit_account_form(Some(user), None), edit)
}

fn edit(editor: AccountEditor) -> impl IntoView {
    let AccountEditor { user, version, institution, institution_name, own, form, roles, slowed, sessions } =
        editor;
    let save = ServerAction::<SaveAccount>::new();
    let new = user.is_none();
    let known: Vec<Role> = roles.iter().filter_map(|role| Role::from_code(&role.value)).collect();
    let known = StoredValue::new(known);
    // Which passwords are common only the server knows.
    let check = move |call: SaveAccount| {
        let mode = if new { Mode::New } else { Mode::Edit };
        known.with_value(|roles| call.form.validate(mode, roles, |_| false)).map(drop)
    };
    let title = if new { "Tambah Akun" } else { "Ubah Akun" };
    let (crumbs, back) = if own {
        (vec![("Daftar Akun".to_owned(), "/akun".to_owned())], "/akun".to_owned())
    } else {
        let page = format!("/institusi/{institution}");
        let list = ("Daftar Institusi".to_owned(), "/institusi".to_owned());
        (vec![list, (institution_name, page.clone())], page)
    };
    // Where there is one role to give, it is given.
    let role = match roles.as_slice() {
        [only] if form.role.is_empty() => only.value.clone(),
        _ => form.role,
    };
    view! {
        <PageTitle title crumbs/>
        {slowed::notice(user, slowed)}
        <Card>
            <Form action=save version=Signal::stored(version) validate=check>
                <Hidden name="user" value=user.map(|id| id.to_string()).unwrap_or_default()/>
                <Hidden name="institution" value=institution.to_string()/>
                <TextField name="form[name]" label="Nama" value=form.name required=true autocomplete="off"/>
                <Select name="form[role]" label="Role Pengguna" options=pairs(roles) value=role required=true/>
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
                {(!new).then(own_proof)}
                <FormFooter back/>
            </Form>
        </Card>
        {sessions::section(user, sessions)}
    }
}
