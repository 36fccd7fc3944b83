//! The login page.

use domain::inside::{inside, inside_or_home};
use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::load::Loaded;
use crate::{
    api::identity::{DemoAccount, LogIn, demo_accounts, me},
    components::{Card, DataTable, Form, Hidden, PageTitle, SubmitButton, TextField, Variant, page_field},
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
                                {(!accounts.is_empty()).then(|| view! { <Accounts accounts=accounts.clone() next/> })}
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
        <p>
            "Untuk petugas kepegawaian, panitia seleksi, dan pejabat institusi pemerintah, serta Komisi Aparatur Sipil Negara yang mengawasi seleksi terbuka Jabatan Pimpinan Tinggi."
        </p>
        <Card>
            <Form action=log_in validate=|call: LogIn| call.form.validate().map(drop)>
                <Hidden name="next" value=next/>
                <TextField
                    name="form[username]"
                    label="Username"
                    required=true
                    autocomplete="username"
                    max=domain::bounds::LOGIN
                    autofocus=true
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
            <details class="forgotten">
                <summary>"Lupa password?"</summary>
                <p>
                    "Mintalah password baru kepada Admin: operator dan pejabat institusi kepada Admin Institusinya, Admin Institusi dan petugas komisi kepada Admin komisi. Setelah masuk dengan password baru itu, Anda menggantinya sendiri."
                </p>
            </details>
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
fn Accounts(accounts: Vec<DemoAccount>, next: Memo<String>) -> impl IntoView {
    let password = accounts.first().map(|account| account.password.clone()).unwrap_or_default();
    let rows = accounts
        .into_iter()
        .map(|account| {
            let label = format!("Masuk sebagai {}", account.name);
            view! {
                <tr>
                    <th scope="row">{account.username.clone()}</th>
                    <td data-label="Nama">{account.name}</td>
                    <td data-label="Peran">{account.role}</td>
                    <td data-label="Aksi">
                        // A plain form: it works before the page is alive.
                        <form method="post" action=LogIn::url()>
                            {page_field("/masuk".to_owned())}
                            <input type="hidden" name="next" value=move || next.get() autocomplete="off"/>
                            <input type="hidden" name="form[username]" value=account.username autocomplete="off"/>
                            <input type="hidden" name="form[password]" value=account.password autocomplete="off"/>
                            <button type="submit" class=format!("{} btn-sm", Variant::Secondary.class()) aria-label=label>
                                "Masuk"
                            </button>
                        </form>
                    </td>
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
                    <th scope="col">"Aksi"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </DataTable>
    }
}
