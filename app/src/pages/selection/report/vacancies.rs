//! The vacancies under the report: complete or not, filled or not.

use domain::{
    access::Control,
    id::PlanId,
    selection::{Phase, access::PlanAction, minutes},
};
use leptos::prelude::*;

use super::Report;
use crate::{
    api::selection::views::VacancySummary,
    components::{Alert, Badge, ButtonLink, DataTable, Icon, Section, Tone, icon},
    pages::selection::process::{minutes_path, sentence},
};

/// One row per vacancy.
pub(super) fn section(report: Report) -> impl IntoView {
    let rows = Memo::new(move |_| {
        report.view.with(|view| {
            let inaugurate = view.phase == Phase::Inauguration
                && view.rights.control(PlanAction::Inaugurate) == Control::Enabled;
            (view.plan, view.vacancies.clone(), inaugurate)
        })
    });
    let body = move || {
        let (plan, vacancies, inaugurate) = rows.get();
        vacancies.into_iter().map(|vacancy| row(plan, vacancy, inaugurate)).collect_view()
    };
    view! {
        <Section title="Lowongan">
            <DataTable caption="Lowongan dalam laporan ini" stack=true>
                <thead>
                    <tr>
                        <th scope="col">"Nama Jabatan"</th>
                        <th scope="col" class="num">"Jumlah Pelamar"</th>
                        <th scope="col" class="num">"Diterima"</th>
                        <th scope="col">"Kelengkapan"</th>
                        <th scope="col">"Aksi"</th>
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </DataTable>
        </Section>
    }
}

fn row(plan: PlanId, vacancy: VacancySummary, inaugurate: bool) -> impl IntoView {
    let path = format!("/seleksi/{plan}/lowongan/{}", vacancy.id);
    let count = vacancy.applicant_count.map_or_else(|| "-".to_owned(), |count| count.to_string());
    let state = if vacancy.filled {
        view! { <Badge label="Terisi" tone=Tone::Success/> }.into_any()
    } else if vacancy.obstacles.is_empty() {
        view! { <Badge label="Lengkap" tone=Tone::Success/> }.into_any()
    } else {
        let items = vacancy.obstacles.iter().map(|text| view! { <li>{sentence(text)}</li> }).collect_view();
        view! { <Badge label="Belum lengkap" tone=Tone::Warning/> <ul class="list-disc pl-5">{items}</ul> }
            .into_any()
    };
    // Also afterwards: the documents stay readable.
    let inauguration = (inaugurate && vacancy.to_fill || vacancy.documented).then(|| {
        let label = format!("Pelantikan {}", vacancy.label);
        view! {
            <ButtonLink href=format!("{path}/pelantikan") small=true label>"Pelantikan"</ButtonLink>
        }
    });
    let minutes = minutes::check(vacancy.accepted, &vacancy.obstacles).is_ok().then(|| {
        let label = format!("Cetak Berita Acara {}", vacancy.label);
        view! {
            <ButtonLink href=minutes_path(&path) external=true small=true label>{icon(Icon::Print)} " " "Cetak Berita Acara"</ButtonLink>
        }
    });
    let label = format!("Proses Seleksi {}", vacancy.label);
    view! {
        <tr>
            <td data-label="Nama Jabatan">{vacancy.label}</td>
            <td data-label="Jumlah Pelamar" class="num">{count}</td>
            <td data-label="Diterima" class="num">{vacancy.accepted}</td>
            <td data-label="Kelengkapan">{state}</td>
            <td data-label="Aksi">
                <div class="actions">
                    <ButtonLink href=path small=true label>"Proses Seleksi"</ButtonLink> {minutes} {inauguration}
                </div>
            </td>
        </tr>
    }
}

/// Whoever was accepted although others had more or as much: the reviewer reads why.
pub(super) fn grounds(report: Report) -> impl IntoView {
    let people = Memo::new(move |_| report.view.with(|view| view.grounds.clone()));
    move || {
        let people = people.get();
        (!people.is_empty()).then(|| {
            let items = people
                .into_iter()
                .map(|person| {
                    let (who, reason) = (person.who(), person.reason().to_owned());
                    view! { <li><strong>{who}</strong> ": " {reason}</li> }
                })
                .collect_view();
            view! {
                <Alert tone=Tone::Warning title="Diterima dengan alasan: di luar urutan peringkat, atau di antara yang bertotal nilai sama">
                    <ul class="list-disc pl-5">{items}</ul>
                </Alert>
            }
        })
    }
}
