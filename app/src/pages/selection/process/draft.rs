//! A score on its way: what stands in a row's input until it is saved, and what came of sending it.

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
    returned::score_row,
    state::{Process, Row, weight},
};
use crate::{
    api::selection::{process::SaveScore, views::StageView},
    error::{AppError, Conflict, Done},
};

/// What a row shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// The input.
    Entry,
    /// The saved score.
    Saved,
    /// Somebody else's saved score and one's own.
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
    pub stage: StageView,
    pub at: usize,
    pub text: RwSignal<String>,
    pub reason: RwSignal<String>,
    pub sending: RwSignal<Sending>,
    pub problem: RwSignal<Option<String>>,
    pub conflict: RwSignal<Option<Conflict>>,
}

impl Draft {
    /// For a row that is not scored yet, or whose score came back.
    pub fn new(
        process: Process,
        applicant: ApplicantId,
        row: Row,
        stage: StageView,
        at: usize,
    ) -> Option<Self> {
        let name = score_row(applicant, stage.stage.code());
        let returned = process.returned.with_value(|returned| returned.clone().filter(|it| it.is_for(&name)));
        let scored = row.with_untracked(|person| person.scores[at].is_some());
        if scored && returned.is_none() {
            return None;
        }
        let (problem, conflict) = match returned.as_ref().map(|it| &it.error) {
            Some(AppError::Conflict(conflict)) => (None, Some(conflict.clone())),
            Some(error) => (Some(sentence(error)), None),
            None => (None, None),
        };
        Some(Self {
            process,
            applicant,
            row,
            stage,
            at,
            text: RwSignal::new(returned.as_ref().map(|it| it.score.clone()).unwrap_or_default()),
            reason: RwSignal::new(returned.map(|it| it.reason).unwrap_or_default()),
            sending: RwSignal::new(Sending::Idle),
            problem: RwSignal::new(problem),
            conflict: RwSignal::new(conflict),
        })
    }

    /// The name of the row's form, and the `id` made of it.
    pub fn name(self) -> String {
        score_row(self.applicant, self.stage.stage.code())
    }

    /// What is saved by now. Reactive.
    pub fn theirs(self) -> Option<String> {
        self.row.with(|person| person.scores[self.at].clone())
    }

    /// NILAI of what stands in the input. Reactive.
    pub fn mark(self) -> Option<Mark> {
        let score: Score = self.text.with(|text| text.parse().ok())?;
        Some(score * weight(self.stage)?)
    }

    /// What the row shows. Reactive.
    pub fn mode(self) -> Mode {
        let Some(theirs) = self.theirs() else { return Mode::Entry };
        let stored = match self.sending.get() {
            Sending::Stored(version) => self.row.with(|person| person.version > version),
            Sending::Idle | Sending::Busy => false,
        };
        let differs = self.text.with(|mine| match (mine.parse::<Score>(), theirs.parse::<Score>()) {
            (Ok(mine), Ok(theirs)) => mine != theirs,
            _ => false,
        });
        if differs && !stored { Mode::Clash } else { Mode::Saved }
    }

    /// Takes what somebody else saved, and forgets one's own.
    pub fn give_way(self) {
        self.text.set(String::new());
        self.conflict.set(None);
        self.problem.set(None);
    }

    /// Sends the row's form; meanwhile the next row can be filled in.
    pub fn submit(self, event: &SubmitEvent) {
        if self.send(event, |_| Ok(()))
            && let Some(form) = dom::form_of(event)
        {
            dom::focus_next_score(&form);
        }
    }

    /// Sends one's own score over the saved one; that is a correction and needs its reason.
    pub fn submit_over(self, event: &SubmitEvent) {
        self.send(event, |call| match call.form.reason.trim() {
            "" => Err(FieldErrors::of("reason", "Alasan koreksi wajib diisi.")),
            _ => Ok(()),
        });
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
        if let Err(errors) = call.form.validate(&call.stage).map(drop).and_then(|()| check(&call)) {
            self.problem.set(Some(sentence(&AppError::Invalid(errors))));
            return false;
        }
        self.problem.set(None);
        self.sending.set(Sending::Busy);
        let version = call.version;
        spawn_local(async move {
            let answer = call.run_on_client().await;
            // The page may have been left meanwhile.
            if !self.sending.is_disposed() {
                self.answered(answer, version);
            }
        });
        true
    }

    fn answered(self, answer: Result<Done, AppError>, version: i64) {
        match answer {
            Ok(done) => {
                self.sending.set(Sending::Stored(version));
                self.conflict.set(None);
                self.process.said.set(done.message);
            }
            Err(error) => {
                self.sending.set(Sending::Idle);
                match error {
                    AppError::Conflict(conflict) => self.conflict.set(Some(conflict)),
                    AppError::Network(_) => {
                        self.problem.set(Some(sentence(&error)));
                        return;
                    }
                    error => self.problem.set(Some(sentence(&error))),
                }
            }
        }
        self.process.reload();
    }
}

/// Why a score was not taken.
fn sentence(error: &AppError) -> String {
    match error {
        AppError::Invalid(errors) => {
            errors.iter().map(|(_, sentence)| sentence).collect::<Vec<_>>().join(" ")
        }
        other => other.sentence(),
    }
}
