//! A score on its way: what stands in a row's input until it is saved, and what came of sending it.

use std::ops::Deref;

use domain::{
    field::FieldErrors,
    id::ApplicantId,
    number::{Mark, Score},
};
use leptos::{
    ev::SubmitEvent, form::FromFormData as _, prelude::*, server_fn::ServerFn as _, task::spawn_local,
};

use super::{
    dom,
    leftover::same,
    returned::{ReturnedScore, score_row},
    state::{Here, Process, Row},
};
use crate::{
    api::selection::process::SaveScore,
    error::{AppError, Conflict, Done},
};

/// What a row shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// The input.
    Entry,
    /// The saved score.
    Saved,
    /// The input, and beside it what somebody else saved meanwhile.
    Clash,
}

/// How far sending has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sending {
    /// Nothing is under way.
    Idle,
    /// An answer is awaited.
    Busy,
    /// Stored; the page will show it in a moment. Holds the version it was sent from.
    Stored(i64),
}

/// One row's score that is not saved yet.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub process: Process,
    pub applicant: ApplicantId,
    pub row: Row,
    pub stage: Here,
    pub at: usize,
    typing: Typing,
}

/// What somebody types into a row, and what came of sending it.
#[derive(Clone, Copy)]
pub(super) struct Typing {
    pub text: RwSignal<String>,
    pub reason: RwSignal<String>,
    pub sending: RwSignal<Sending>,
    /// What is wrong with the score, or with sending it.
    pub problem: RwSignal<Option<String>>,
    /// What is wrong with the reason.
    pub objection: RwSignal<Option<String>>,
    pub conflict: RwSignal<Option<Conflict>>,
    /// Whether the input has the focus: then it stays where it is, whatever others save.
    pub focused: RwSignal<bool>,
    /// The row's version when this person came to the comparison: what is saved later they have not seen.
    pub seen: RwSignal<Option<i64>>,
}

impl Deref for Draft {
    type Target = Typing;

    fn deref(&self) -> &Typing {
        &self.typing
    }
}

impl Typing {
    /// Nothing yet, or what came back.
    pub fn of(returned: Option<ReturnedScore>) -> Self {
        let ((problem, objection), conflict) = match returned.as_ref().map(|it| &it.error) {
            Some(AppError::Conflict(conflict)) => ((None, None), Some(conflict.clone())),
            Some(error) => (sentences(error), None),
            None => ((None, None), None),
        };
        Self {
            text: RwSignal::new(returned.as_ref().map(|it| it.score.clone()).unwrap_or_default()),
            reason: RwSignal::new(returned.map(|it| it.reason).unwrap_or_default()),
            sending: RwSignal::new(Sending::Idle),
            problem: RwSignal::new(problem),
            objection: RwSignal::new(objection),
            conflict: RwSignal::new(conflict),
            focused: RwSignal::new(false),
            seen: RwSignal::new(None),
        }
    }
}

impl Draft {
    /// For a row that is not scored yet, or whose score came back; nothing in a stage that is passed or failed.
    pub fn new(process: Process, applicant: ApplicantId, row: Row, stage: Here, at: usize) -> Option<Self> {
        stage.weight?;
        let name = score_row(applicant, stage.stage.code());
        let returned = process.returned.with_value(|returned| returned.clone().filter(|it| it.is_for(&name)));
        let scored = row.with_untracked(|person| at < person.scores.len());
        // What was begun before one looked at another part is gone on with, whatever others saved meanwhile.
        let begun = process.draft_of(applicant, at).filter(|_| returned.is_none());
        if scored && returned.is_none() && begun.is_none() {
            return None;
        }
        let typing = match begun {
            Some(begun) => {
                begun.focused.set(false);
                begun
            }
            // Nobody types on the server: there the rows share what is empty.
            None if cfg!(feature = "ssr") && returned.is_none() => process.blank,
            None => process.begin_draft(applicant, at, returned),
        };
        Some(Self { process, applicant, row, stage, at, typing })
    }

    /// The name of the row's form, and the `id` made of it.
    pub fn name(self) -> String {
        score_row(self.applicant, self.stage.stage.code())
    }

    /// What is saved by now. Reactive.
    pub fn theirs(self) -> Option<String> {
        self.row.with(|person| person.scores.get(self.at).cloned())
    }

    /// NILAI of what stands in the input. Reactive.
    pub fn mark(self) -> Option<Mark> {
        let score: Score = self.text.with(|text| text.parse().ok())?;
        self.stage.weight.map(|weight| score * weight)
    }

    /// What the row shows. Reactive.
    pub fn mode(self) -> Mode {
        let Some(theirs) = self.theirs() else { return Mode::Entry };
        let sending = self.sending.get();
        if let Sending::Stored(version) = sending
            && self.row.with(|person| person.version > version)
        {
            return Mode::Saved;
        }
        // Whoever is typing goes on in the same input, and nothing of it is lost or sent.
        let held = self.focused.get() && sending == Sending::Idle;
        if held || self.differs(&theirs) { Mode::Clash } else { Mode::Saved }
    }

    /// The version that is sent. Reactive.
    pub fn version(self) -> i64 {
        self.seen.get().unwrap_or_else(|| self.row.with(|person| person.version))
    }

    /// Whether what stands in the input, finished or not, is something else than `theirs`. Reactive.
    pub fn differs(self, theirs: &str) -> bool {
        self.text.with(|mine| !mine.trim().is_empty() && !same(mine, theirs))
    }

    /// Notes what stands in the input.
    pub fn type_in(self, text: String) {
        let key = (self.applicant, self.at);
        self.process.typed.update_value(|typed| {
            if text.trim().is_empty() {
                typed.remove(&key);
            } else {
                let name = self.row.with_untracked(|person| person.name.clone());
                typed.insert(key, (name, text.clone()));
            }
        });
        self.text.set(text);
        self.problem.set(None);
    }

    /// Takes what somebody else saved, and forgets one's own.
    pub fn give_way(self) {
        self.type_in(String::new());
        self.reason.set(String::new());
        self.objection.set(None);
        self.focused.set(false);
        self.conflict.set(None);
        self.seen.set(None);
    }

    /// Sends the row's form; meanwhile the next row can be filled in. Over somebody else's score it is a
    /// correction: it needs its reason, and is sent from the comparison only, never by Enter in the input.
    pub fn submit(self, event: &SubmitEvent) {
        let mode = untrack(|| self.mode());
        if mode == Mode::Clash && !dom::in_score_input() {
            self.send(event, |call| match call.form.reason.trim() {
                "" => Err(FieldErrors::of("reason", "Alasan koreksi wajib diisi.")),
                _ => Ok(()),
            });
            return;
        }
        if mode == Mode::Entry {
            if !self.send(event, |_| Ok(())) {
                return;
            }
        } else {
            event.prevent_default();
            let person = self.row.with_untracked(|person| person.name.clone());
            self.process.said.set(format!(
                "Skor {person} belum dikirim: pengguna lain sudah menyimpan skor. Bandingkan dahulu."
            ));
        }
        if let Some(form) = dom::form_of(event) {
            dom::focus_next_score(&form);
        }
    }

    /// Whether it was sent.
    fn send(self, event: &SubmitEvent, check: fn(&SaveScore) -> Result<(), FieldErrors>) -> bool {
        event.prevent_default();
        if self.sending.get_untracked() != Sending::Idle {
            return false;
        }
        let Ok(call) = SaveScore::from_event(event) else {
            self.problem.set(Some(AppError::Malformed(String::new()).sentence()));
            return false;
        };
        if let Err(errors) = self.process.check(&call).and_then(|()| check(&call)) {
            self.complain(&AppError::Invalid(errors));
            return false;
        }
        self.problem.set(None);
        self.objection.set(None);
        self.sending.set(Sending::Busy);
        let version = call.version;
        let key = (self.applicant, self.at);
        let typed = self.process.typed;
        spawn_local(async move {
            let answer = call.run_on_client().await;
            if answer.is_ok() {
                _ = typed.try_update_value(|typed| typed.remove(&key));
            }
            // The page may have been left meanwhile, or the row may have gone.
            if !self.sending.is_disposed() {
                self.answered(answer, version);
            }
        });
        true
    }

    fn answered(self, answer: Result<Done, AppError>, version: i64) {
        match answer {
            Ok(done) => {
                self.process.saved_here.set_value(true);
                self.sending.set(Sending::Stored(version));
                self.conflict.set(None);
                self.process.said.set(done.message);
            }
            Err(error) => {
                self.sending.set(Sending::Idle);
                self.seen.set(None);
                match error {
                    AppError::Conflict(conflict) => {
                        let again = untrack(|| self.theirs()).is_some();
                        self.objection.set(again.then(|| AGAIN.to_owned()));
                        self.conflict.set(Some(conflict));
                    }
                    AppError::Network(_) | AppError::Busy(_) => {
                        self.complain(&error);
                        return;
                    }
                    error => self.complain(&error),
                }
            }
        }
        self.process.reload();
    }

    fn complain(self, error: &AppError) {
        let (problem, objection) = sentences(error);
        self.problem.set(problem);
        self.objection.set(objection);
    }
}

/// Somebody saved once more while the comparison was read.
const AGAIN: &str = "Skor yang tersimpan baru saja berubah lagi. Periksa, lalu simpan sekali lagi.";

/// Why a score was not taken: what is wrong with the score, and what with the reason.
fn sentences(error: &AppError) -> (Option<String>, Option<String>) {
    let AppError::Invalid(errors) = error else { return (Some(error.sentence()), None) };
    let (reasons, others): (Vec<_>, Vec<_>) = errors.iter().partition(|(field, _)| *field == "reason");
    let join = |these: Vec<(&str, &str)>| {
        (!these.is_empty()).then(|| these.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(" "))
    };
    (join(others), join(reasons))
}
