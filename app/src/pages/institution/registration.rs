//! Registering many institutions: the spreadsheet, what it would register, how far it is, and the passwords to hand out.

mod handout;
mod list;
mod progress;
mod renew;

pub use progress::RegistrationPage;

use leptos::prelude::*;

use crate::{
    api::{
        import::ImportView,
        institution::registration::{
            BeginRegistration, CheckRegistration, list_registrations, preview_registration,
        },
    },
    components::{ButtonLink, Crumb, Form, Hidden, PageTitle, Section, SubmitButton},
    json::resource,
    pages::{
        Loaded,
        import::{ImportRows, SheetField, count, import_page},
    },
};

const TITLE: &str = "Daftarkan banyak Institusi";
const HEADS: [&str; 4] = ["Nama Institusi", "Jenis", "Wilayah", "Username"];

fn crumbs() -> Vec<Crumb> {
    vec![("Institusi".to_owned(), "/institusi".to_owned())]
}

/// `/institusi/daftarkan`, and with `?berkas=` what that file would register.
#[component]
pub fn NewRegistrationPage() -> impl IntoView {
    import_page(choose, preview_registration, shown)
}

fn choose() -> AnyView {
    let check = ServerAction::<CheckRegistration>::new();
    let lines = resource(|| (), |()| list_registrations());
    view! {
        <Loaded resource=lines let:lines>
            <PageTitle title=TITLE crumbs=crumbs()/>
            <Section title="Spreadsheet">
                <Form action=check multipart=true validate=|call: CheckRegistration| call.form.validate().map(drop)>
                    <SheetField template="/institusi/templat.xlsx" what="institusi"/>
                </Form>
            </Section>
            {move || list::list(lines.get())}
        </Loaded>
    }
    .into_any()
}

fn shown(view: ImportView) -> AnyView {
    let (file, good, only_good) = (view.file.to_string(), view.good, view.bad_cells > 0);
    view! {
        <PageTitle title=TITLE crumbs=crumbs()/>
        <ImportRows view what="institusi" done="didaftarkan" heads=&HEADS/>
        <div class="actions">
            {(good > 0).then(|| begin(file, good, only_good))}
            <ButtonLink href="/institusi/daftarkan">"Pilih berkas lain"</ButtonLink>
        </div>
    }
    .into_any()
}

fn begin(file: String, good: usize, only_good: bool) -> impl IntoView {
    let begin = ServerAction::<BeginRegistration>::new();
    let text = if only_good {
        format!("Daftarkan {} baris yang benar saja", count(good))
    } else {
        format!("Daftarkan {} institusi", count(good))
    };
    view! {
        <Form action=begin>
            <Hidden name="file" value=file/>
            <Hidden name="only_good" value=only_good.to_string()/>
            <SubmitButton>{text}</SubmitButton>
        </Form>
    }
}
