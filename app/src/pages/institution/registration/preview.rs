//! What a spreadsheet would register: the bad cells first, then the good rows. Other spreadsheets show theirs alike.

use domain::{number::thousands, sheet::CellFault};
use leptos::prelude::*;

use crate::{
    api::institution::registration::{BeginRegistration, RegistrationPreview},
    components::{Alert, ButtonLink, DataTable, Form, Hidden, Section, SubmitButton, Tone},
};

pub(super) fn preview(view: RegistrationPreview) -> impl IntoView {
    let RegistrationPreview { file, good, sample, bad_cells, faults, left_over, hidden } = view;
    let summary = match (good, bad_cells) {
        (good, 0) => format!("{} institusi siap didaftarkan.", count(good)),
        (0, bad) => format!("{} sel perlu diperbaiki; belum ada baris yang dapat didaftarkan.", count(bad)),
        (good, bad) => {
            format!(
                "{} institusi siap didaftarkan; {} sel di baris lain perlu diperbaiki.",
                count(good),
                count(bad)
            )
        }
    };
    let tone = if bad_cells == 0 { Tone::Success } else { Tone::Warning };
    view! {
        <Alert tone>{summary}</Alert>
        {notes(hidden, left_over)}
        {(!faults.is_empty()).then(|| bad(faults, bad_cells))}
        {(!sample.is_empty()).then(|| rows(sample, good))}
        <div class="actions">
            {(good > 0).then(|| begin(file.to_string(), good, bad_cells > 0))}
            <ButtonLink href="/institusi/daftarkan">"Pilih berkas lain"</ButtonLink>
        </div>
    }
}

/// As many digits as people read at once.
fn count(number: usize) -> String {
    thousands(u32::try_from(number).unwrap_or(u32::MAX))
}

/// Rows that are hidden and were read, and rows that were not read.
pub(in crate::pages) fn notes(hidden: usize, left_over: usize) -> impl IntoView {
    let too_many = (left_over > 0).then(|| {
        let text = format!(
            "{} baris terakhir tidak dibaca karena terlalu banyak. Bagi spreadsheet-nya.",
            count(left_over)
        );
        view! { <Alert tone=Tone::Warning>{text}</Alert> }
    });
    let hidden = (hidden > 0).then(|| {
        let text = format!(
            "{} baris yang tersembunyi di spreadsheet ikut dibaca. Jika tidak dimaksudkan, hapus baris itu, lalu pilih berkasnya lagi.",
            count(hidden)
        );
        view! { <Alert tone=Tone::Warning>{text}</Alert> }
    });
    view! {
        {hidden}
        {too_many}
    }
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

/// The cells that cannot be taken.
pub(in crate::pages) fn bad(faults: Vec<CellFault>, all: usize) -> impl IntoView {
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

fn rows(sample: Vec<[String; 4]>, all: usize) -> impl IntoView {
    let more = all.saturating_sub(sample.len());
    let rows = sample
        .into_iter()
        .map(|[name, kind, region, username]| {
            view! {
                <tr>
                    <th scope="row" data-label="Nama Institusi">{name}</th>
                    <td data-label="Jenis">{kind}</td>
                    <td data-label="Wilayah">{if region.is_empty() { "-".to_owned() } else { region }}</td>
                    <td data-label="Username">{username}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Section title="Siap didaftarkan">
            <DataTable caption="Institusi yang siap didaftarkan" stack=true dense=true>
                <thead>
                    <tr>
                        <th scope="col">"Nama Institusi"</th>
                        <th scope="col">"Jenis"</th>
                        <th scope="col">"Wilayah"</th>
                        <th scope="col">"Username"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
            {(more > 0).then(|| view! { <p class="muted">{format!("Dan {} institusi lain.", count(more))}</p> })}
        </Section>
    }
}
