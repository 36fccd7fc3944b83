//! Impor hari libur: the spreadsheet, and what it would enter.

use leptos::prelude::*;

use super::{HEADS, crumbs};
use crate::{
    api::holiday::{CheckHolidays, HolidayPreview, ImportHolidays, preview_holidays},
    components::{
        Alert, ButtonLink, FileField, Form, Hidden, ListTable, PageTitle, Section, SubmitButton, TextArea,
        Tone,
    },
    error::AppError,
    json::resource,
    pages::{Loaded, institution::registration::preview, page_of},
    query::use_query,
};

const TITLE: &str = "Impor hari libur";

/// `/hari-libur/impor`, and with `?berkas=` what that file would enter.
#[component]
pub fn ImportHolidaysPage() -> impl IntoView {
    let query = use_query();
    let file = Memo::new(move |_| query.with(|query| query.get("berkas")).unwrap_or_default());
    page_of(file, |file| if file.is_empty() { choose().into_any() } else { shown(file).into_any() })
}

fn choose() -> impl IntoView {
    let check = ServerAction::<CheckHolidays>::new();
    // Only whoever keeps the calendar has this page.
    let answer = resource(|| (), |()| crate::api::holiday::list_holidays(String::new()));
    view! {
        <Loaded resource=answer let:_view>
            <PageTitle title=TITLE crumbs=crumbs()/>
            <Section title="Spreadsheet">
                <p>
                    "Isi templat dengan satu hari libur per baris, lalu simpan sebagai XLSX atau CSV. Setiap sel diperiksa dahulu; tidak ada yang disimpan sebelum Anda menyetujuinya. Unduh templat: "
                    <a href="/hari-libur/templat.xlsx" rel="external" download="">"Disini"</a> "."
                </p>
                <Form action=check multipart=true validate=|call: CheckHolidays| call.form.validate().map(drop)>
                    <FileField name="form[sheet][]" label="Berkas spreadsheet" required=true/>
                    <div class="actions">
                        <SubmitButton>"Periksa"</SubmitButton>
                    </div>
                </Form>
            </Section>
        </Loaded>
    }
}

fn shown(file: String) -> impl IntoView {
    let answer = resource(
        || (),
        move |()| {
            let file = file.parse().map_err(|_| AppError::NotFound);
            async move { preview_holidays(file?).await }
        },
    );
    view! {
        <Loaded resource=answer let:view>
            <PageTitle title=TITLE crumbs=crumbs()/>
            {of(view.get_untracked())}
        </Loaded>
    }
}

fn of(view: HolidayPreview) -> impl IntoView {
    let HolidayPreview { file, rows, bad_cells, faults, left_over, hidden, closed } = view;
    let ready = bad_cells == 0 && left_over == 0;
    let summary = if ready {
        format!("{} hari libur siap diimpor.", rows.len())
    } else {
        "Spreadsheet ini perlu diperbaiki; belum ada yang disimpan.".to_owned()
    };
    let tone = if ready { Tone::Success } else { Tone::Warning };
    let count = rows.len();
    let cell = |(text, head): (String, &'static str)| view! { <td data-label=head>{text}</td> };
    let row = move |cells: [String; 5]| {
        view! { <tr>{cells.into_iter().zip(HEADS).map(cell).collect_view()}</tr> }
    };
    view! {
        <Alert tone>{summary}</Alert>
        {preview::notes(hidden, left_over)}
        {(!faults.is_empty()).then(|| preview::bad(faults, bad_cells))}
        {(count > 0)
            .then(|| {
                view! {
                    <Section title="Baris yang sudah benar">
                        <ListTable caption="Hari libur yang siap diimpor" heads=&HEADS[..5]>
                            {rows.into_iter().map(row).collect_view()}
                        </ListTable>
                    </Section>
                }
            })}
        {ready.then(|| import(file.to_string(), count, closed))}
        <div class="actions">
            <ButtonLink href="/hari-libur/impor">"Pilih berkas lain"</ButtonLink>
        </div>
    }
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
