//! The page of what is brought in from a spreadsheet: first the file, then, with `?berkas=`, what it would bring in.

use std::future::Future;

use domain::{id::AttachmentId, number::thousands, sheet::CellFault};
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use super::{page_of, page_once};
use crate::{
    api::import::ImportView,
    components::{Alert, DataTable, FileField, ListTable, Section, SubmitButton, Tone},
    error::AppError,
    query::use_query,
};

/// Either where a file is chosen, or what `load` says of the chosen one.
pub(super) fn import_page<T, L>(
    choose: fn() -> AnyView,
    load: fn(AttachmentId) -> L,
    shown: fn(T) -> AnyView,
) -> AnyView
where
    T: Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync + 'static,
    L: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let query = use_query();
    let file = Memo::new(move |_| query.with(|query| query.get("berkas")).unwrap_or_default());
    page_of(file, move |file| {
        if file.is_empty() {
            return choose();
        }
        let load = move || {
            let file = file.parse().map_err(|_| AppError::NotFound);
            async move { load(file?).await }
        };
        page_once(load, shown)
    })
}

/// What stands in the form that uploads one.
#[component]
pub(super) fn SheetField(
    /// The address of its template.
    template: &'static str,
    /// What a row is: `institusi`.
    what: &'static str,
) -> impl IntoView {
    view! {
        <p>
            {format!(
                "Isi templat dengan satu {what} per baris. Setiap sel diperiksa dahulu; tidak ada yang disimpan sebelum Anda menyetujuinya. Unduh templat: ",
            )} <a href=template rel="external" download="">"Disini"</a> "."
        </p>
        <FileField name="form[sheet][]" label="Berkas spreadsheet" required=true/>
        <div class="actions">
            <SubmitButton>"Periksa"</SubmitButton>
        </div>
    }
}

/// What a spreadsheet would bring in: how much, what is wrong, and the first of the good rows.
#[component]
pub(super) fn ImportRows(
    /// What was found.
    view: ImportView,
    /// What rows are called.
    what: &'static str,
    /// What is done with them: `didaftarkan`.
    done: &'static str,
    /// The heads of their cells.
    heads: &'static [&'static str],
) -> impl IntoView {
    let ImportView { good, sample, bad_cells, faults, left_over, hidden, .. } = view;
    let summary = match (good, bad_cells) {
        (good, 0) => format!("{} {what} siap {done}.", count(good)),
        (0, bad) => format!("{} sel perlu diperbaiki; belum ada baris yang dapat {done}.", count(bad)),
        (good, bad) => {
            format!("{} {what} siap {done}; {} sel di baris lain perlu diperbaiki.", count(good), count(bad))
        }
    };
    let hidden = (hidden > 0).then(|| {
        format!(
            "{} baris yang tersembunyi di spreadsheet ikut dibaca. Jika tidak dimaksudkan, hapus baris itu, lalu pilih berkasnya lagi.",
            count(hidden)
        )
    });
    let too_many = (left_over > 0).then(|| {
        format!(
            "{} baris terakhir tidak dibaca karena terlalu banyak. Bagi spreadsheet-nya.",
            count(left_over)
        )
    });
    let tone = if bad_cells == 0 { Tone::Success } else { Tone::Warning };
    let note = |text: String| view! { <Alert tone=Tone::Warning>{text}</Alert> };
    view! {
        <Alert tone>{summary}</Alert>
        {hidden.map(note)}
        {too_many.map(note)}
        {(!faults.is_empty()).then(|| bad(faults, bad_cells))}
        {(!sample.is_empty()).then(|| rows(sample, good, (what, done), heads))}
    }
}

/// As many digits as people read at once.
pub(super) fn count(number: usize) -> String {
    thousands(u32::try_from(number).unwrap_or(u32::MAX))
}

fn rows(
    sample: Vec<Vec<String>>,
    all: usize,
    (what, done): (&'static str, &'static str),
    heads: &'static [&'static str],
) -> impl IntoView + use<> {
    let more = all.saturating_sub(sample.len());
    let cell = move |(text, head): (String, &'static str)| {
        view! { <td data-label=head>{if text.is_empty() { "-".to_owned() } else { text }}</td> }
    };
    let row = move |cells: Vec<String>| {
        let mut cells = cells.into_iter().zip(heads.iter().copied());
        let first = cells.next().map(|(text, head)| view! { <th scope="row" data-label=head>{text}</th> });
        view! { <tr>{first} {cells.map(cell).collect_view()}</tr> }
    };
    view! {
        <Section title=format!("Siap {done}")>
            <ListTable caption=format!("Baris yang siap {done}") heads>
                {sample.into_iter().map(row).collect_view()}
            </ListTable>
            {(more > 0).then(|| view! { <p class="muted">{format!("Dan {} {what} lain.", count(more))}</p> })}
        </Section>
    }
}

/// The cells that cannot be taken.
fn bad(faults: Vec<CellFault>, all: usize) -> impl IntoView {
    let more = all.saturating_sub(faults.len());
    let rows = faults
        .into_iter()
        .map(|fault| {
            view! {
                <tr>
                    <td data-label="Baris" class="num">{fault.row}</td>
                    <td data-label="Kolom">{fault.column} " (" {fault.letter} ")"</td>
                    <td data-label="Isi">{if fault.value.is_empty() { "-".to_owned() } else { fault.value }}</td>
                    <td data-label="Alasan">{fault.reason}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Section title="Yang perlu diperbaiki">
            <DataTable caption="Sel yang perlu diperbaiki" stack=true dense=true>
                <thead>
                    <tr>
                        <th scope="col" class="num">"Baris"</th>
                        <th scope="col">"Kolom"</th>
                        <th scope="col">"Isi"</th>
                        <th scope="col">"Alasan"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
            {(more > 0).then(|| view! { <p class="muted">{format!("Dan {} sel lain.", count(more))}</p> })}
        </Section>
    }
}
