//! One applicant's row in a stage's table.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    advance::Advance,
    command::row_command,
    decide, describe,
    draft::{Draft, Mode},
    pick::{Pick, pick_button},
    state::{Here, Process, Row},
};
use crate::{
    api::selection::{process::StepBack, views::ApplicantView},
    components::Variant,
};

/// A stage's table, as its rows know it.
#[derive(Clone, Copy)]
pub(super) struct Table {
    pub process: Process,
    pub stage: Here,
    /// The stage's place, from 0.
    pub at: usize,
    /// Towards the next stage; nothing in the last one.
    pub next: Option<Advance>,
}

impl Table {
    /// Whether DESKRIPSI stands here.
    pub fn has_description(self) -> bool {
        self.stage.stage == self.process.described_in()
    }

    /// Whether TOTAL NILAI, `Terima` and `Tolak` stand here.
    pub fn is_last(self) -> bool {
        self.next.is_none()
    }

    /// The row, with its cells in the order of the head.
    pub fn row(self, number: ReadSignal<usize>, person: Arc<ApplicantView>) -> impl IntoView + use<> {
        let process = self.process;
        let id = person.id;
        let row = process.row(person);
        let draft = Draft::new(process, id, row, self.stage, self.at);
        let mode = Memo::new(move |_| draft.map_or(Mode::Saved, Draft::mode));
        let description = self.has_description().then(|| {
            view! {
                <td data-label="Deskripsi">
                    {move || row.with(|person| describe::button(process, person))}
                </td>
            }
        });
        // The input stays the very same while another's score comes to stand beside it.
        let entered = Memo::new(move |_| mode.get() != Mode::Saved && process.may.get());
        let rest = move || match draft {
            Some(draft) if entered.get() => self.entry_cells(draft, mode).into_any(),
            _ => (move || row.with(|person| self.saved_cells(person))).into_any(),
        };
        view! {
            <tr>
                {who_cells(number, row)}
                {description}
                <td data-label="Bobot" class="num">{self.stage.weight.get()}</td>
                {rest}
            </tr>
        }
    }

    /// NILAI, perhaps TOTAL NILAI, and AKSI.
    fn columns_after_score(self) -> usize {
        2 + usize::from(self.is_last())
    }

    fn entry_cells(self, draft: Draft, mode: Memo<Mode>) -> impl IntoView + use<> {
        let rest = move || match mode.get() {
            Mode::Clash => draft.clash_cell(self.columns_after_score()).into_any(),
            Mode::Entry | Mode::Saved => self.unsaved_cells(draft).into_any(),
        };
        view! {
            {draft.input_cell()}
            {rest}
        }
    }

    /// What follows the input while nothing is saved.
    fn unsaved_cells(self, draft: Draft) -> impl IntoView + use<> {
        let process = self.process;
        let total = self.is_last().then(|| view! { <td data-label="Total nilai" class="num"></td> });
        let back = move || {
            draft.row.with(|person| {
                let label = format!("Batalkan {} mengikuti {}", person.name, self.stage.in_sentence());
                row_command::<StepBack>(process, person, Variant::Ghost, "Batalkan", label)
            })
        };
        view! {
            {draft.mark_cell()}
            {total}
            <td data-label="Aksi">
                <div class="actions">{draft.save_button()} {back}</div>
            </td>
        }
    }

    fn saved_cells(self, person: &ApplicantView) -> impl IntoView + use<> {
        let text = |value: Option<&String>| value.cloned().unwrap_or_else(|| "-".to_owned());
        let total = self.is_last().then(|| {
            view! { <td data-label="Total nilai" class="num"><strong>{text(person.total.as_ref())}</strong></td> }
        });
        let actions = self.process.may.get().then(|| {
            view! { <td data-label="Aksi"><div class="actions">{self.actions(person)}</div></td> }
        });
        view! {
            <td data-label="Skor (1-10)" class="num">{text(person.scores.get(self.at))}</td>
            <td data-label="Nilai" class="num">{text(person.marks.get(self.at))}</td>
            {total}
            {actions}
        }
    }

    fn actions(self, person: &ApplicantView) -> impl IntoView + use<> {
        let onward = match self.next {
            Some(next) if next.fits(person) => next.controls(person).into_any(),
            Some(_) => view! { <span class="muted">{whereabouts(self.process, person)}</span> }.into_any(),
            None => decide::actions(self.process, person).into_any(),
        };
        // A decision rests on the scores: it is taken back first.
        let correct = person.accepted.is_none().then(|| {
            let label = format!("Koreksi skor {} {}", self.stage.in_sentence(), person.name);
            pick_button(
                Pick::Correct(person.id, self.stage.stage),
                person.version,
                Variant::Ghost,
                "Koreksi",
                label,
            )
        });
        view! { {onward} {correct} }
    }
}

/// NO, NAMA, NIP and INSTANSI.
pub(super) fn who_cells(number: ReadSignal<usize>, row: Row) -> impl IntoView {
    view! {
        <td data-label="No" class="num">{move || number.get() + 1}</td>
        {move || {
            row.with(|person| {
                view! {
                    <td data-label="Nama">{person.name.clone()}</td>
                    <td data-label="NIP">{person.nip.clone()}</td>
                    <td data-label="Instansi">{person.agency.clone()}</td>
                }
            })
        }}
    }
}

/// Where an applicant is by now, in words.
pub(super) fn whereabouts(process: Process, person: &ApplicantView) -> String {
    match (person.accepted, person.reached.checked_sub(1).and_then(|at| process.stage(at))) {
        (Some(true), _) => "Diterima".to_owned(),
        (Some(false), _) => "Ditolak".to_owned(),
        (None, Some(here)) => format!("Sampai pada {}", here.in_sentence()),
        (None, None) => "Belum mengikuti tahapan".to_owned(),
    }
}
