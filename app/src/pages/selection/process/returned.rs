//! Rows whose forms came back from the server, sent without JavaScript.

use domain::id::ApplicantId;
use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    api::selection::process::{AcceptApplicant, AdvanceApplicants, RevokeDecision, SaveScore, StepBack},
    components::{Alert, Tone},
    error::AppError,
    forms::FormState,
};

/// The hidden field that tells one row's form from another's; the server does not read it.
pub(super) const ROW: &str = "row";

/// A row's score that could not be taken.
#[derive(Clone)]
pub(super) struct ReturnedScore {
    row: String,
    pub score: String,
    pub reason: String,
    pub error: AppError,
}

impl ReturnedScore {
    /// The score that came back with this page, if any.
    pub fn take() -> Option<Self> {
        let (state, error) = returned(SaveScore::url())?;
        Some(Self {
            row: state.returned_value(ROW)?,
            score: state.returned_value("form[score]").unwrap_or_default(),
            reason: state.returned_value("form[reason]").unwrap_or_default(),
            error,
        })
    }

    /// Whether it belongs to this row.
    pub fn is_for(&self, row: &str) -> bool {
        self.row == row
    }
}

/// The name of an applicant's score form: one per applicant and stage.
pub(super) fn score_row(applicant: ApplicantId, stage: &str) -> String {
    format!("{applicant}-{stage}")
}

/// The command that came back with this page.
fn returned(url: &str) -> Option<(FormState, AppError)> {
    let none = Signal::stored(None);
    let (state, error) = FormState::new(url, None, none, Signal::stored(false));
    Some((state, error?))
}

/// Why a row's command was not done, in one sentence.
pub(super) fn explain(error: &AppError) -> String {
    match error {
        AppError::Invalid(errors) => {
            errors.iter().map(|(_, sentence)| sentence).collect::<Vec<_>>().join(" ")
        }
        AppError::Conflict(conflict) => format!(
            "{} baru saja mengubah data pelamar ini. Periksa data terbaru, lalu ulangi bila masih perlu.",
            conflict.by()
        ),
        other => other.sentence(),
    }
}

/// On top of the page: a row's command that came back and has no form of its own to show it.
#[component]
pub(super) fn ReturnedCommand() -> impl IntoView {
    let urls = [
        AdvanceApplicants::url(),
        StepBack::url(),
        SaveScore::url(),
        RevokeDecision::url(),
        AcceptApplicant::url(),
    ];
    let came_back = urls.into_iter().find_map(|url| {
        let (state, error) = returned(url)?;
        // Those with a row stand in a form that says it itself.
        state.returned_value(ROW).is_none_or(|row| row.is_empty()).then(|| explain(&error))
    });
    came_back.map(|text| view! { <Alert tone=Tone::Danger urgent=true>{text}</Alert> })
}
