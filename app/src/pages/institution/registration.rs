//! Registering many institutions: the spreadsheet, what it would register, how far it is, and the passwords to hand out.

mod handout;
mod list;
pub(in crate::pages) mod preview;
mod progress;
mod renew;

pub use progress::RegistrationPage;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    api::institution::registration::{CheckRegistration, list_registrations, preview_registration},
    components::{Crumb, FileField, Form, PageTitle, Section, SubmitButton},
    error::AppError,
    json::resource,
    pages::{Loaded, page_of},
};

const TITLE: &str = "Daftarkan banyak Institusi";

fn crumbs() -> Vec<Crumb> {
    vec![("Institusi".to_owned(), "/institusi".to_owned())]
}

/// `/institusi/daftarkan`, and with `?berkas=` what that file would register.
#[component]
pub fn NewRegistrationPage() -> impl IntoView {
    let query = use_query_map();
    let file = Memo::new(move |_| query.with(|query| query.get("berkas")).unwrap_or_default());
    page_of(file, |file| if file.is_empty() { choose().into_any() } else { preview(file).into_any() })
}

fn choose() -> impl IntoView {
    let check = ServerAction::<CheckRegistration>::new();
    let lines = resource(|| (), |()| list_registrations());
    view! {
        <Loaded resource=lines let:lines>
        <PageTitle title=TITLE crumbs=crumbs()/>
        <Section title="Spreadsheet">
            <p>
                "Isi templat dengan satu institusi per baris. Setiap baris diperiksa dahulu; tidak ada yang disimpan sebelum Anda menyetujuinya. Unduh templat: "
                <a href="/institusi/templat.xlsx" rel="external" download="">"Disini"</a> "."
            </p>
            <Form action=check multipart=true validate=|call: CheckRegistration| call.form.validate().map(drop)>
                <FileField name="form[sheet][]" label="Berkas spreadsheet" required=true/>
                <div class="actions">
                    <SubmitButton>"Periksa"</SubmitButton>
                </div>
            </Form>
        </Section>
        {move || list::list(lines.get())}
        </Loaded>
    }
}

fn preview(file: String) -> impl IntoView {
    let answer = resource(
        || (),
        move |()| {
            let file = file.parse().map_err(|_| AppError::NotFound);
            async move { preview_registration(file?).await }
        },
    );
    view! {
        <Loaded resource=answer let:view>
            <PageTitle title=TITLE crumbs=crumbs()/>
            {preview::preview(view.get_untracked())}
        </Loaded>
    }
}
