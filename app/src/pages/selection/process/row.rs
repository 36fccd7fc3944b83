//! One applicant's row in a stage's table.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    advance::Advance,
    command::row_command,
    decide, describe,
    draft::{Draft, Mode},
    menu::menu,
    pick::{Pick, pick_button},
    state::{Here, Process, Row},
    verdict,
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
                {self.stage.weight.map(|weight| view! { <td data-label="Bobot" class="num">{weight.get()}</td> })}
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
        let total = self.is_last().then(|| view! { <td data-label="Total nilai" class="num"></td> });
        let back = move |person: &ApplicantView| self.back_button(person);
        view! {
            {draft.mark_cell()}
            {total}
            <td data-label="Aksi">
                <div class="actions">{draft.save_button()} {move || draft.row.with(|person| menu(&person.name, back(person).into_any()))}</div>
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
        let outcome = if self.stage.weight.is_some() {
            view! {
                <td data-label="Skor (1-10)" class="num">{text(person.scores.get(self.at))}</td>
                <td data-label="Nilai" class="num">{text(person.marks.get(self.at))}</td>
            }
            .into_any()
        } else {
            view! { <td data-label="Hasil">{verdict::cell(self, person)}</td> }.into_any()
        };
        view! {
            {outcome}
            {total}
            {actions}
        }
    }

    /// Takes the move into this stage back, while nothing is saved in it.
    fn back_button(self, person: &ApplicantView) -> impl IntoView + use<> {
        let label = format!("Batalkan {} mengikuti {}", person.name, self.stage.in_sentence());
        row_command::<StepBack>(self.process, person, Variant::Ghost, "Batalkan", label)
    }

    fn actions(self, person: &ApplicantView) -> AnyView {
        if person.scores.len() <= self.at {
            return menu(&person.name, self.back_button(person).into_any());
        }
        let onward = match self.next {
            Some(next) if person.is_present() && next.fits(person) => next.controls(person).into_any(),
            None if person.is_present() && person.failed.is_none() => {
                decide::actions(self.process, person).into_any()
            }
            _ => view! { <span class="muted">{whereabouts(self.process, person)}</span> }.into_any(),
        };
        // A decision rests on the scores: it is taken back first.
        let correct = (person.is_present() && person.accepted.is_none()).then(|| {
            let (id, stage) = (person.id, self.stage.stage);
            let (pick, word) = match self.stage.weight {
                Some(_) => (Pick::Correct(id, stage), "skor"),
                None => (Pick::CorrectVerdict(id, stage), "hasil"),
            };
            let label = format!("Koreksi {word} {} {}", self.stage.in_sentence(), person.name);
            let correct = pick_button(pick, person.version, Variant::Ghost, "Koreksi", label);
            menu(&person.name, correct.into_any())
        });
        view! { {onward} {correct} }.into_any()
    }
}

/// NO, NAMA, NIP and INSTANSI.
pub(super) fn who_cells(number: ReadSignal<usize>, row: Row) -> impl IntoView {
    view! {
        <td data-label="No" class="num">{move || number.get() + 1}</td>
        {move || {
            row.with(|person| {
                view! {
                    <td data-label="Nama" class="who">
                        {person.name.clone()}
                        <span class="who-below" aria-hidden="true">
                            <span class="nip">{person.nip.clone()}</span>
                            {format!(" · {}", person.agency)}
                        </span>
                    </td>
                    <td data-label="NIP" class="own-column nip">{person.nip.clone()}</td>
                    <td data-label="Instansi" class="own-column">{person.agency.clone()}</td>
                }
            })
        }}
    }
}

/// Where an applicant is by now, in words.
pub(super) fn whereabouts(process: Process, person: &ApplicantView) -> String {
    if let Some(told) = &person.withdrawal {
        return told.clone();
    }
    if let Some(failed) = person.failed.and_then(|at| process.stage(at)) {
        return format!("Gugur pada {}", failed.in_sentence());
    }
    match (person.accepted, person.reached.checked_sub(1).and_then(|at| process.stage(at))) {
        (Some(true), _) => "Diterima".to_owned(),
        (Some(false), _) => "Ditolak".to_owned(),
        (None, Some(here)) => format!("Sampai pada {}", here.in_sentence()),
        (None, None) => "Belum mengikuti tahapan".to_owned(),
    }
}
