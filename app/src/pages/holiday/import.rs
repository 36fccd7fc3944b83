//! Impor hari libur: the spreadsheet, and what it would enter.

use leptos::prelude::*;

use super::{HEADS, crumbs};
use crate::{
    api::holiday::{CheckHolidays, HolidayPreview, ImportHolidays, list_holidays, preview_holidays},
    components::{ButtonLink, Form, Hidden, PageTitle, Section, SubmitButton, TextArea},
    json::resource,
    pages::{
        Loaded,
        import::{ImportRows, SheetField, import_page},
    },
};

const TITLE: &str = "Impor hari libur";

/// `/hari-libur/impor`, and with `?berkas=` what that file would enter.
#[component]
pub fn ImportHolidaysPage() -> impl IntoView {
    import_page(choose, preview_holidays, shown)
}

fn choose() -> AnyView {
    let check = ServerAction::<CheckHolidays>::new();
    // Only whoever keeps the calendar has this page.
    let answer = resource(|| (), |()| list_holidays(String::new()));
    view! {
        <Loaded resource=answer let:_view>
            <PageTitle title=TITLE crumbs=crumbs()/>
            <Section title="Spreadsheet">
                <Form action=check multipart=true validate=|call: CheckHolidays| call.form.validate().map(drop)>
                    <SheetField template="/hari-libur/templat.xlsx" what="hari libur"/>
                </Form>
            </Section>
        </Loaded>
    }
    .into_any()
}

fn shown(HolidayPreview { import: view, closed }: HolidayPreview) -> AnyView {
    let (file, count) = (view.file.to_string(), view.good);
    let ready = view.bad_cells == 0 && view.left_over == 0;
    view! {
        <PageTitle title=TITLE crumbs=crumbs()/>
        <ImportRows view what="hari libur" done="diimpor" heads=&HEADS[..5]/>
        {if ready {
            import(file, count, closed).into_any()
        } else {
            view! {
                <p>
                    "Semua baris diimpor sekaligus. Perbaiki spreadsheet, lalu pilih berkasnya lagi; belum ada yang disimpan."
                </p>
            }
                .into_any()
        }}
        <div class="actions">
            <ButtonLink href="/hari-libur/impor">"Pilih berkas lain"</ButtonLink>
        </div>
    }
    .into_any()
}

fn import(file: String, count: usize, closed: bool) -> impl IntoView {
    let import = ServerAction::<ImportHolidays>::new();
    view! {
        <Form action=import validate=|call: ImportHolidays| call.form.optional().map(drop)>
            <Hidden name="file" value=file/>
            {closed
                .then(|| {
                    view! {
                        <TextArea
                            name="form[reason]"
                            label="Alasan perubahan"
                            required=true
                            hint="Sebagian tanggal termasuk tahun yang daftarnya sudah ditutup."
                        />
                    }
                })}
            <div class="actions">
                <SubmitButton>{format!("Impor {count} hari libur")}</SubmitButton>
            </div>
        </Form>
    }
}
