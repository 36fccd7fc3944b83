//! Dialogs of a row: mounted once, for whichever applicant was picked. Without JavaScript a button
//! asks for the page again, which then shows the form above the tables.

use domain::{id::ApplicantId, selection::Stage};
use leptos::{ev::SubmitEvent, prelude::*, server_fn::ServerFn};

use super::{correct, decide, describe, dom, part::ASKED, people, returned::ROW, state::Process, withdraw};
use crate::{
    api::selection::{
        process::{
            AcceptApplicant, DescribeTrackRecord, EditApplicant, RejectApplicant, RemoveApplicant, SaveScore,
        },
        withdrawal::WithdrawApplicant,
    },
    components::{Card, Dialog, Variant},
    forms::FormState,
};

/// The GET form that all picking buttons belong to.
const FORM: &str = "pilih";

/// Which form, for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pick {
    /// Ubah Data Pelamar.
    Edit(ApplicantId),
    /// Hapus.
    Remove(ApplicantId),
    /// Koreksi of a saved score.
    Correct(ApplicantId, Stage),
    /// Koreksi of a saved result, in a stage without weight.
    CorrectVerdict(ApplicantId, Stage),
    /// Input Deskripsi, Lihat Deskripsi.
    Describe(ApplicantId),
    /// Terima with a reason: out of rank, or as one of several equals.
    Accept(ApplicantId),
    /// Tolak.
    Reject(ApplicantId),
    /// Catat pengunduran diri.
    Withdraw(ApplicantId),
}

/// The forms, by their names in the address, with their headings.
const KINDS: [(&str, &str); 8] = [
    ("ubah", "Ubah Data Pelamar"),
    ("hapus", "Hapus Pelamar"),
    ("koreksi", "Koreksi Skor"),
    ("deskripsi", "Deskripsi Rekam Jejak"),
    ("terima", "Terima dengan Alasan"),
    ("tolak", "Tolak Pelamar"),
    ("koreksi-hasil", "Koreksi Hasil"),
    ("mundur", "Catat Pengunduran Diri"),
];

impl Pick {
    const fn kind(self) -> usize {
        match self {
            Self::Edit(_) => 0,
            Self::Remove(_) => 1,
            Self::Correct(..) => 2,
            Self::Describe(_) => 3,
            Self::Accept(_) => 4,
            Self::Reject(_) => 5,
            Self::CorrectVerdict(..) => 6,
            Self::Withdraw(_) => 7,
        }
    }

    const fn name(self) -> &'static str {
        KINDS[self.kind()].0
    }

    /// Whom it is about.
    pub const fn applicant(self) -> ApplicantId {
        match self {
            Self::Edit(id)
            | Self::Remove(id)
            | Self::Correct(id, _)
            | Self::CorrectVerdict(id, _)
            | Self::Describe(id)
            | Self::Accept(id)
            | Self::Reject(id)
            | Self::Withdraw(id) => id,
        }
    }

    /// In the address the pick carries the row's version: after saving, the same address is the plain page.
    fn value(self, version: i64) -> String {
        match self {
            Self::Correct(id, stage) | Self::CorrectVerdict(id, stage) => {
                format!("{id}-{version}-{}", stage.code())
            }
            other => format!("{}-{version}", other.applicant()),
        }
    }

    fn parse(name: &str, value: &str) -> Option<(Self, i64)> {
        let mut parts = value.splitn(3, '-');
        let id = parts.next()?.parse().ok()?;
        let version = parts.next()?.parse().ok()?;
        let pick = match name {
            "ubah" => Self::Edit(id),
            "hapus" => Self::Remove(id),
            "koreksi" => Self::Correct(id, Stage::from_code(parts.next()?)?),
            "koreksi-hasil" => Self::CorrectVerdict(id, Stage::from_code(parts.next()?)?),
            "deskripsi" => Self::Describe(id),
            "terima" => Self::Accept(id),
            "tolak" => Self::Reject(id),
            "mundur" => Self::Withdraw(id),
            _ => return None,
        };
        Some((pick, version))
    }

    /// The hidden field by which its form knows that it came back.
    pub fn key(self) -> (String, String) {
        let stage = match self {
            Self::Correct(_, stage) | Self::CorrectVerdict(_, stage) => stage.code(),
            _ => "",
        };
        (ROW.to_owned(), format!("{}-{}-{stage}", self.name(), self.applicant()))
    }

    fn url(self) -> &'static str {
        match self {
            Self::Edit(_) => EditApplicant::url(),
            Self::Remove(_) => RemoveApplicant::url(),
            Self::Correct(..) | Self::CorrectVerdict(..) => SaveScore::url(),
            Self::Describe(_) => DescribeTrackRecord::url(),
            Self::Accept(_) => AcceptApplicant::url(),
            Self::Reject(_) => RejectApplicant::url(),
            Self::Withdraw(_) => WithdrawApplicant::url(),
        }
    }

    fn came_back(self) -> bool {
        let none = Signal::stored(None);
        FormState::new(self.url(), Some(&self.key()), none, Signal::stored(false)).1.is_some()
    }
}

/// A button in a row that opens the form of `pick`.
pub(super) fn pick_button(
    pick: Pick,
    version: i64,
    variant: Variant,
    text: &'static str,
    label: String,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class=format!("{} btn-sm", variant.class())
            form=FORM
            name=pick.name()
            value=pick.value(version)
            aria-haspopup="dialog"
            aria-label=label
        >
            {text}
        </button>
    }
}

/// The GET form behind the rows' buttons, the dialogs, and without JavaScript the form in the page.
#[component]
pub(super) fn Picks(process: Process) -> impl IntoView {
    let open = move |event: SubmitEvent| {
        event.prevent_default();
        let Some((name, value)) = dom::submitter(&event) else { return };
        let Some((pick, _)) = Pick::parse(&name, &value) else { return };
        if process.picked.get_untracked() != Some(pick) {
            process.picked.set(Some(pick));
        }
        // Once the form is there, so that its first field gets the focus.
        request_animation_frame(move || dom::show_dialog(&dialog_id(pick.kind())));
    };
    let dialogs = KINDS
        .into_iter()
        .enumerate()
        .map(|(kind, (_, title))| {
            let inside = move || {
                process
                    .picked
                    .get()
                    .filter(|pick| pick.kind() == kind)
                    .and_then(|pick| body(process, pick, process.picked))
            };
            view! { <Dialog id=dialog_id(kind) title wide=kind == 3>{inside}</Dialog> }
        })
        .collect_view();
    let asked = RwSignal::new(asked_for(process));
    let in_page = move || {
        let pick = asked.get()?;
        let inside = body(process, pick, asked)?;
        let title = KINDS[pick.kind()].1;
        Some(view! {
            <Card>
                <h2>{title}</h2>
                {inside}
                <p class="actions"><a class="btn btn-ghost" href=process.path_here() rel="external">"Tutup"</a></p>
            </Card>
        })
    };
    view! {
        <form id=FORM class="hidden" method="get" action=process.path() on:submit=open>
            <input type="hidden" name=ASKED value=move || process.code_of(process.part.get()) autocomplete="off"/>
            {process.rows.hidden()}
        </form>
        {in_page}
        {dialogs}
    }
}

fn dialog_id(kind: usize) -> String {
    format!("dialog-{}", KINDS[kind].0)
}

/// What the address asks for: still the same row, or a form that came back.
fn asked_for(process: Process) -> Option<Pick> {
    let query = crate::query::use_query().get_untracked();
    KINDS.into_iter().find_map(|(name, _)| {
        let (pick, version) = Pick::parse(name, &query.get(name)?)?;
        let person = process.find(pick.applicant())?;
        (person.version == version || pick.came_back()).then_some(pick)
    })
}

/// The form itself; `slot` is emptied when it went through.
fn body(process: Process, pick: Pick, slot: RwSignal<Option<Pick>>) -> Option<AnyView> {
    let row = process.row(process.find(pick.applicant())?);
    let done = Callback::new(move |_| {
        slot.set(None);
        process.reload();
    });
    Some(match pick {
        Pick::Edit(_) => people::edit(pick, row, done),
        Pick::Remove(_) => people::remove(pick, row, done),
        Pick::Correct(_, stage) | Pick::CorrectVerdict(_, stage) => {
            correct::form(process, pick, stage, row, done)?
        }
        Pick::Describe(_) => describe::body(process, pick, row, done),
        Pick::Accept(_) => decide::accept(process, pick, row, done),
        Pick::Reject(_) => decide::reject(pick, row, done),
        Pick::Withdraw(_) => withdraw::form(process, pick, row, done),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pick_survives_the_address() {
        let id = ApplicantId::new(12);
        for pick in [
            Pick::Edit(id),
            Pick::Remove(id),
            Pick::Correct(id, Stage::TrackRecord),
            Pick::CorrectVerdict(id, Stage::Paper),
            Pick::Describe(id),
            Pick::Accept(id),
            Pick::Reject(id),
            Pick::Withdraw(id),
        ] {
            assert_eq!(Pick::parse(pick.name(), &pick.value(5)), Some((pick, 5)));
        }
        assert_eq!(Pick::parse("koreksi", "12-5"), None);
        assert_eq!(Pick::parse("pakai", "12-5"), None);
    }

    #[test]
    fn each_form_knows_itself() {
        let id = ApplicantId::new(12);
        assert_ne!(Pick::Correct(id, Stage::Paper).key(), Pick::Correct(id, Stage::Interview).key());
        assert_ne!(Pick::Accept(id).key(), Pick::Reject(id).key());
    }
}
