//! Pekerjaan latar belakang: what failed and why, and what waits.

use domain::{
    job::{Job, JobState},
    number::thousands,
    record::{RecordKind, RecordRef},
};
use leptos::prelude::*;

use crate::{
    api::job::{JobList, JobsView, RetryJob},
    components::{Badge, Empty, Form, ListTable, Section, SubmitButton, Tone},
    zone::moment,
};

const HEADS: [&str; 6] = ["Pekerjaan", "Mengenai", "Sejak", "Keadaan", "Percobaan berikutnya", "Aksi"];

/// The section of the page.
pub(super) fn section(view: Signal<JobsView>, reload: Callback<()>) -> impl IntoView {
    view! {
        <Section title="Pekerjaan latar belakang">
            <p>
                "Dikerjakan server setelah perintahnya selesai, dan dicoba lagi sendiri bila gagal. Pembersihan berkala berjalan \
                 tiap jam; ia hanya tampil di sini bila gagal atau terlambat lebih dari dua jam."
            </p>
            {move || list(view.get(), reload)}
        </Section>
    }
}

fn list(view: JobsView, reload: Callback<()>) -> AnyView {
    let JobsView { dead, open } = view;
    if dead.jobs.is_empty() && open.jobs.is_empty() {
        return view! { <Empty title="Tidak ada pekerjaan yang menunggu."/> }.into_any();
    }
    let rest = [rest(&dead, "yang gagal"), rest(&open, "yang menunggu")];
    let rows = dead.jobs.into_iter().chain(open.jobs).map(|job| row(job, reload)).collect_view();
    view! {
        <ListTable caption="Pekerjaan yang menunggu dan yang gagal" heads=HEADS>
            {rows}
        </ListTable>
        {rest}
    }
    .into_any()
}

/// Says so when there are more than are shown.
fn rest(list: &JobList, which: &str) -> Option<AnyView> {
    let more = usize::try_from(list.total).is_ok_and(|total| total > list.jobs.len());
    let text = format!("Tampil {} dari {} pekerjaan {which}.", list.jobs.len(), thousands(list.total));
    more.then(|| view! { <p class="muted">{text}</p> }.into_any())
}

fn row(job: Job, reload: Callback<()>) -> impl IntoView {
    let (label, tone) = badge(&job.state);
    let why = job.state.failure().map(|reason| {
        let tries = format!("{reason} Percobaan: {}.", job.tries);
        view! { <p class="muted">{tries}</p> }
    });
    let retry = job.state.failure().is_some().then(|| retry(&job, reload));
    view! {
        <tr>
            <th scope="row" data-label=HEADS[0]>{job.kind.label()}</th>
            <td data-label=HEADS[1]>{about(job.about)}</td>
            <td data-label=HEADS[2]>{moment(job.since)}</td>
            <td data-label=HEADS[3]><Badge label=label.to_owned() tone/> {why}</td>
            <td data-label=HEADS[4]>{next(&job.state)}</td>
            <td data-label=HEADS[5]>{retry}</td>
        </tr>
    }
}

fn retry(job: &Job, reload: Callback<()>) -> impl IntoView {
    let action = ServerAction::<RetryJob>::new();
    let name = format!("Coba lagi: {} nomor {}", job.kind.label(), job.id);
    view! {
        <Form action key=("job".to_owned(), job.id.to_string()) compact=true on_done=move |_| reload.run(())>
            <SubmitButton small=true label=name>"Coba lagi"</SubmitButton>
        </Form>
    }
}

const fn badge(state: &JobState) -> (&'static str, Tone) {
    match state {
        JobState::Waits { .. } => ("Menunggu", Tone::Neutral),
        JobState::Runs { .. } => ("Sedang dikerjakan", Tone::Info),
        JobState::Failed { .. } => ("Gagal, akan dicoba lagi", Tone::Warning),
        JobState::Dead { .. } => ("Gagal, tidak dicoba lagi", Tone::Danger),
        JobState::Done { .. } => ("Selesai", Tone::Success),
    }
}

fn next(state: &JobState) -> String {
    match state {
        JobState::Waits { until } | JobState::Failed { until, .. } => moment(*until),
        JobState::Dead { at, .. } => format!("Tidak ada; terakhir {}", moment(*at)),
        JobState::Runs { .. } | JobState::Done { .. } => "–".to_owned(),
    }
}

/// What it is about in words, with the way to it.
fn about(record: Option<RecordRef>) -> AnyView {
    let Some(RecordRef { kind, id }) = record else { return "Sistem".into_any() };
    let words = format!("{} nomor {id}", kind.label());
    let path = match kind {
        RecordKind::Registration => format!("/institusi/daftarkan/{id}"),
        RecordKind::Plan => format!("/seleksi/{id}"),
        _ => return words.into_any(),
    };
    view! { <a href=path>{words}</a> }.into_any()
}
