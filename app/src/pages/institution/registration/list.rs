//! The registrations that run or have ended, each with its state and the way to it.

use domain::{calendar::moment, number::thousands};
use leptos::prelude::*;

use crate::{
    api::institution::registration::{RegistrationLine, RegistrationState},
    components::{Badge, ButtonLink, DataTable, Section, Tone},
};

pub(super) fn list(lines: Vec<RegistrationLine>) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let rows = lines.into_iter().map(row).collect_view();
    Some(
        view! {
            <Section title="Pendaftaran sebelumnya">
                <DataTable caption="Pendaftaran yang berjalan dan yang sudah selesai" stack=true>
                    <thead>
                        <tr>
                            <th scope="col">"Pendaftaran"</th>
                            <th scope="col">"Dimulai"</th>
                            <th scope="col">"Oleh"</th>
                            <th scope="col">"Status"</th>
                            <th scope="col">"Aksi"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </DataTable>
            </Section>
        }
        .into_any(),
    )
}

fn row(line: RegistrationLine) -> impl IntoView {
    let what = what(line.renews.is_some(), line.total);
    let (state, tone) = match line.state {
        RegistrationState::Running { waits: false } => {
            (format!("Berjalan, {} dari {}", thousands(line.done), thousands(line.total)), Tone::Info)
        }
        RegistrationState::Running { waits: true } => ("Menunggu dilanjutkan".to_owned(), Tone::Info),
        RegistrationState::Stopped(_) => ("Terhenti".to_owned(), Tone::Warning),
        RegistrationState::Finished => ("Selesai".to_owned(), Tone::Success),
    };
    view! {
        <tr>
            <th scope="row" data-label="Pendaftaran">{what.clone()}</th>
            <td data-label="Dimulai">{moment(line.at)}</td>
            <td data-label="Oleh">{line.by}</td>
            <td data-label="Status"><Badge label=state tone/></td>
            <td data-label="Aksi">
                <ButtonLink
                    href=format!("/institusi/daftarkan/{}", line.id)
                    small=true
                    label=format!("Lihat {what} nomor {}", line.id)
                >
                    "Lihat"
                </ButtonLink>
            </td>
        </tr>
    }
}

/// What it is, in words.
pub(super) fn what(renews: bool, total: u32) -> String {
    let total = thousands(total);
    if renews { format!("Password baru untuk {total} akun") } else { format!("{total} institusi") }
}
