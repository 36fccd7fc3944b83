//! Riwayat koreksi skor: who, when, before, after and why.

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
    view! {
        <Show when=move || some.get()>
            <Section title="Riwayat koreksi skor">
                <DataTable caption="Riwayat koreksi skor" stack=true>
                    <thead>
                        <tr>
                            <th scope="col">"Waktu"</th>
                            <th scope="col">"Nama"</th>
                            <th scope="col">"Tahapan"</th>
                            <th scope="col" class="num">"Skor sebelum"</th>
                            <th scope="col" class="num">"Skor sesudah"</th>
                            <th scope="col">"Alasan"</th>
                            <th scope="col">"Oleh"</th>
                        </tr>
                    </thead>
                    <tbody>{move || corrections.get().into_iter().map(row).collect_view()}</tbody>
                </DataTable>
            </Section>
        </Show>
    }
}

fn row(correction: CorrectionView) -> impl IntoView {
    view! {
        <tr>
            <td data-label="Waktu">
                <time datetime=correction.at.to_rfc3339()>{moment(correction.at)}</time>
            </td>
            <td data-label="Nama">{correction.applicant}</td>
            <td data-label="Tahapan">{correction.stage}</td>
            <td data-label="Skor sebelum" class="num">{correction.before}</td>
            <td data-label="Skor sesudah" class="num">{correction.after}</td>
            <td data-label="Alasan">{correction.reason}</td>
            <td data-label="Oleh">{correction.by}</td>
        </tr>
    }
}
