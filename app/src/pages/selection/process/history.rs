//! Riwayat koreksi skor, and of results: who, when, before, after and why.

use leptos::prelude::*;

use super::state::Process;
use crate::{
    api::selection::views::CorrectionView,
    components::{DataTable, Section},
    zone::moment,
};

/// The table, once something was corrected.
#[component]
pub(super) fn Corrections(process: Process) -> impl IntoView {
    let corrections = Memo::new(move |_| process.view.with(|view| view.corrections.clone()));
    let some = Memo::new(move |_| corrections.with(|all| !all.is_empty()));
    let title =
        if process.has_verdicts() { "Riwayat koreksi skor dan hasil" } else { "Riwayat koreksi skor" };
    let heads = heads(process);
    let [before, after] = heads;
    view! {
        <Show when=move || some.get()>
            <Section title>
                <DataTable caption=title stack=true>
                    <thead>
                        <tr>
                            <th scope="col">"Waktu"</th>
                            <th scope="col">"Nama"</th>
                            <th scope="col">"Tahapan"</th>
                            <th scope="col" class="num">{before}</th>
                            <th scope="col" class="num">{after}</th>
                            <th scope="col">"Alasan"</th>
                            <th scope="col">"Oleh"</th>
                        </tr>
                    </thead>
                    <tbody>{move || corrections.get().into_iter().map(|one| row(one, heads)).collect_view()}</tbody>
                </DataTable>
            </Section>
        </Show>
    }
}

/// What stands above before and after, where results are corrected as well.
fn heads(process: Process) -> [&'static str; 2] {
    if process.has_verdicts() { ["Sebelum", "Sesudah"] } else { ["Skor sebelum", "Skor sesudah"] }
}

fn row(correction: CorrectionView, [before, after]: [&'static str; 2]) -> impl IntoView {
    view! {
        <tr>
            <td data-label="Waktu">
                <time datetime=correction.at.to_rfc3339()>{moment(correction.at)}</time>
            </td>
            <td data-label="Nama">{correction.applicant}</td>
            <td data-label="Tahapan">{correction.stage}</td>
            <td data-label=before class="num">{correction.before}</td>
            <td data-label=after class="num">{correction.after}</td>
            <td data-label="Alasan">{correction.reason}</td>
            <td data-label="Oleh">{correction.by}</td>
        </tr>
    }
}
