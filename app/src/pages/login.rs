//! The login page.

use domain::inside::{inside, inside_or_home};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::load::Loaded;
use crate::{
    api::identity::{DemoAccount, LogIn, demo_accounts, me},
    components::{Card, DataTable, Form, Hidden, PageTitle, SubmitButton, TextField},
    json::resource,
    shell::PlainLayout,
};

/// `/masuk`.
#[component]
pub(super) fn LoginPage() -> impl IntoView {
    let query = use_query_map();
    let next = Memo::new(move |_| {
        let next = query.with(|query| query.get("next")).unwrap_or_default();
        inside(&next).unwrap_or_default().to_owned()
    });
    let page = resource(
        || (),
        |()| async {
            let somebody = me(false).await?.is_some();
            Ok((somebody, demo_accounts().await?))
        },
    );
    view! {
        <PlainLayout>
            <Loaded resource=page let:view>
                <div class="stack">
                    <LoginForm next/>
                    {view
                        .with_untracked(|(somebody, accounts)| {
                            view! {
                                {somebody.then(|| view! { <Already next/> })}
                                {(!accounts.is_empty()).then(|| view! { <Accounts accounts=accounts.clone()/> })}
                            }
                        })}
                </div>
            </Loaded>
        </PlainLayout>
    }
}

#[component]
fn LoginForm(next: Memo<String>) -> impl IntoView {
    let log_in = ServerAction::<LogIn>::new();
    view! {
        <PageTitle title="Masuk"/>
        <p>"Sistem Informasi Jabatan Pimpinan Tinggi (SIJAPTI)"</p>
        <Card>
            <Form action=log_in validate=|call: LogIn| call.form.validate().map(drop)>
                <Hidden name="next" value=next/>
                <TextField
                    name="form[username]"
                    label="Username"
                    required=true
                    autocomplete="username"
                    max=domain::bounds::LOGIN
                />
                <TextField
                    name="form[password]"
                    label="Password"
                    kind="password"
                    required=true
                    autocomplete="current-password"
                />
                <SubmitButton>"Masuk"</SubmitButton>
            </Form>
        </Card>
    }
}

/// Whoever is logged in already has no business here; with a script they are taken along.
#[component]
fn Already(next: Memo<String>) -> impl IntoView {
    let target = move || next.with(|next| inside_or_home(next).to_owned());
    let navigate = use_navigate();
    Effect::new(move |_| {
        navigate(&target(), NavigateOptions { replace: true, ..NavigateOptions::default() });
    });
    view! { <p>"Anda sudah masuk. " <a href=target>"Lanjut ke aplikasi"</a></p> }
}

/// Accounts to try the system with; only a demo has them.
#[component]
fn Accounts(accounts: Vec<DemoAccount>) -> impl IntoView {
    let password = accounts.first().map(|account| account.password.clone()).unwrap_or_default();
    let rows = accounts
        .into_iter()
        .map(|account| {
            view! {
                <tr>
                    <th scope="row">{account.username}</th>
                    <td data-label="Nama">{account.name}</td>
                    <td data-label="Peran">{account.role}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <h2>"Akun demo"</h2>
        <p class="muted">
            "Server ini berjalan dalam mode demo. Gunakan salah satu akun berikut untuk mencoba; password semuanya "
            <code>{password}</code> "."
        </p>
        <DataTable caption="Akun demo" dense=true>
            <thead>
                <tr>
                    <th scope="col">"Username"</th>
                    <th scope="col">"Nama"</th>
                    <th scope="col">"Peran"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </DataTable>
    }
}
