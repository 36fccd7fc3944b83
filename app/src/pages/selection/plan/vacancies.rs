//! The vacancies of a plan: how far each is, and the way to its process, report and inauguration.

use domain::{
    id::PlanId,
    selection::access::PlanAction,
    selection::{Phase, Step},
};
use leptos::prelude::*;

use crate::{
    api::selection::views::{PlanView, VacancySummary},
    components::{Badge, ButtonLink, DataTable, Section, Tone},
};

#[derive(Clone, PartialEq)]
struct Shown {
    plan: PlanId,
    phase: Phase,
    commission: bool,
    may_inaugurate: bool,
    vacancies: Vec<VacancySummary>,
}

/// Once the plan is sent.
#[component]
pub(super) fn Vacancies(view: Signal<PlanView>) -> impl IntoView {
    let shown = Memo::new(move |_| {
        view.with(|view| Shown {
            plan: view.id,
            phase: view.phase,
            commission: view.commission,
            may_inaugurate: view.rights.may(PlanAction::Inaugurate),
            vacancies: view.vacancies.clone(),
        })
    });
    move || shown.with(|shown| has_begun(shown).then(|| section(shown)))
}

/// Before approval there is nothing to say of a vacancy but its name, which stands above.
fn has_begun(shown: &Shown) -> bool {
    shown.phase.step() >= Step::Process && !shown.vacancies.is_empty()
}

/// The report's button appears when every vacancy is complete, and stays.
fn has_report(shown: &Shown) -> bool {
    match shown.phase {
        Phase::Process => {
            !shown.commission && shown.vacancies.iter().all(|vacancy| vacancy.obstacles.is_empty())
        }
        phase => phase.step() >= Step::Report,
    }
}

fn section(shown: &Shown) -> AnyView {
    let plan = shown.plan;
    let report = has_report(shown);
    let rows = shown.vacancies.iter().map(|vacancy| row(shown, vacancy)).collect_view();
    view! {
        <Section
            title="Lowongan"
            actions=move || {
                report.then(|| view! { <ButtonLink href=format!("/seleksi/{plan}/pelaporan")>"Pelaporan"</ButtonLink> })
            }
        >
            <DataTable caption="Lowongan dalam rencana ini" stack=true dense=true>
                <thead>
                    <tr>
                        <th scope="col">"Jabatan"</th>
                        <th scope="col" class="num">"Jumlah Pelamar"</th>
                        <th scope="col" class="num">"Memenuhi syarat"</th>
                        <th scope="col" class="num">"Diterima"</th>
                        <th scope="col">"Keterangan"</th>
                        <th scope="col">"Aksi"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </DataTable>
        </Section>
    }
    .into_any()
}

fn row(shown: &Shown, vacancy: &VacancySummary) -> AnyView {
    view! {
        <tr>
            <th scope="row" data-label="Jabatan">{vacancy.label.clone()}</th>
            <td data-label="Jumlah Pelamar" class="num">
                {vacancy.applicant_count.map_or_else(|| "-".to_owned(), |count| count.to_string())}
            </td>
            <td data-label="Memenuhi syarat" class="num">{vacancy.eligible}</td>
            <td data-label="Diterima" class="num">{vacancy.accepted}</td>
            <td data-label="Keterangan">{state(shown, vacancy)}</td>
            <td data-label="Aksi">{links(shown, vacancy)}</td>
        </tr>
    }
    .into_any()
}

fn state(shown: &Shown, vacancy: &VacancySummary) -> AnyView {
    let badge = |label: &str, tone: Tone| view! { <Badge label=label.to_owned() tone/> }.into_any();
    if vacancy.filled {
        return badge("Terisi", Tone::Success);
    }
    if shown.phase.step() == Step::Inauguration {
        return match (vacancy.to_fill, vacancy.documented) {
            (false, _) => badge("Tidak ada calon", Tone::Neutral),
            (true, false) => badge("Menunggu pelantikan", Tone::Info),
            (true, true) => badge("Menunggu data pejabat", Tone::Warning),
        };
    }
    if vacancy.obstacles.is_empty() {
        return badge("Lengkap", Tone::Success);
    }
    let items =
        vacancy.obstacles.iter().map(|obstacle| view! { <li>{sentence(obstacle)}</li> }).collect_view();
    view! { <ul>{items}</ul> }.into_any()
}

/// Obstacles are written as the end of a sentence.
fn sentence(obstacle: &str) -> String {
    let mut letters = obstacle.chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str().trim_end_matches('.')),
        None => String::new(),
    }
}

fn links(shown: &Shown, vacancy: &VacancySummary) -> AnyView {
    let page = format!("/seleksi/{}/lowongan/{}", shown.plan, vacancy.id);
    let name = vacancy.label.clone();
    let inauguration = shown.phase.step() == Step::Inauguration && (vacancy.to_fill || vacancy.documented);
    let inauguration = inauguration.then(|| {
        let href = format!("{page}/pelantikan");
        view! { <ButtonLink href small=true label=format!("Pelantikan {name}")>"Pelantikan"</ButtonLink> }
    });
    let appointment = (shown.may_inaugurate && vacancy.documented && !vacancy.filled).then(|| {
        let href = format!("/pejabat/tambah?lowongan={}", vacancy.id);
        view! {
            <ButtonLink href small=true label=format!("Tambah Pejabat {name}")>"Tambah Pejabat"</ButtonLink>
        }
    });
    view! {
        <div class="actions">
            <ButtonLink href=page small=true label=format!("Proses Seleksi {name}")>"Proses Seleksi"</ButtonLink>
            {inauguration}
            {appointment}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn obstacles_are_sentences() {
        assert_eq!(sentence("baru 0 dari tiga"), "Baru 0 dari tiga.");
        assert_eq!(sentence("Lengkapi skor."), "Lengkapi skor.");
    }
}
