//! Commands of a row: plain forms that the page sends in the background, without waiting for one
//! before the next.

use leptos::{ev::SubmitEvent, form::FromFormData as _, prelude::*, server_fn::ServerFn, task::spawn_local};
use serde::de::DeserializeOwned;

use super::{dom, returned::explain, state::Process};
use crate::{
    api::selection::views::ApplicantView,
    components::{Variant, page_field},
    error::{AppError, Done},
};

/// A command that a plain form sends.
pub(super) trait Command:
    ServerFn<Output = Done, Error = AppError> + DeserializeOwned + Send + 'static
{
}

impl<T: ServerFn<Output = Done, Error = AppError> + DeserializeOwned + Send + 'static> Command for T {}

impl Process {
    /// Sends the form of a row; the answer appears as a toast.
    pub fn submit<S: Command>(self, event: &SubmitEvent) {
        self.submit_and::<S>(event, None);
    }

    /// The same, and what comes then when it went through.
    pub fn submit_and<S: Command>(self, event: &SubmitEvent, then: Option<Callback<()>>) {
        event.prevent_default();
        // Pressed twice: once is meant.
        let trigger = dom::trigger(event);
        if trigger.as_ref().is_some_and(|trigger| trigger.has_attribute("aria-busy")) {
            return;
        }
        let Ok(call) = S::from_event(event) else {
            self.toast.error(AppError::Malformed(String::new()).sentence());
            return;
        };
        if let Some(trigger) = &trigger {
            _ = trigger.set_attribute("aria-busy", "true");
        }
        spawn_local(async move {
            let answer = call.run_on_client().await;
            if let Some(trigger) = &trigger {
                _ = trigger.remove_attribute("aria-busy");
            }
            self.answered(&answer);
            if let (Ok(_), Some(then)) = (&answer, then) {
                _ = then.try_run(());
            }
        });
    }

    fn answered(self, answer: &Result<Done, AppError>) {
        match answer {
            Ok(done) => self.toast.ok(done.message.clone()),
            Err(error) => self.toast.error(explain(error)),
        }
        if !matches!(answer, Err(AppError::Network(_) | AppError::Busy(_))) {
            self.reload();
        }
    }
}

/// A row's form with one button, for commands that need nothing but the row and its version.
pub(super) fn row_command<S: Command>(
    process: Process,
    person: &ApplicantView,
    variant: Variant,
    text: &'static str,
    label: String,
) -> impl IntoView + use<S> {
    let send = move |event: SubmitEvent| process.submit::<S>(&event);
    view! {
        <form method="post" action=S::url() on:submit=send>
            {page_field(process.path_here())}
            <input type="hidden" name="applicant" value=person.id.to_string() autocomplete="off"/>
            <input type="hidden" name="version" value=person.version.to_string() autocomplete="off"/>
            <button type="submit" class=format!("{} btn-sm", variant.class()) aria-label=label>{text}</button>
        </form>
    }
}
