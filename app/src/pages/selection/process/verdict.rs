//! A row's result in a stage without weight: Lulus and Gugur, one press each.

use domain::selection::Verdict;
use leptos::{ev::SubmitEvent, prelude::*, server_fn::ServerFn as _};

use super::row::Table;
use crate::{
    api::selection::{process::SaveScore, views::ApplicantView},
    components::{Badge, Tone, Variant, page_field},
};

/// The cell under HASIL.
pub(super) fn cell(table: Table, person: &ApplicantView) -> AnyView {
    match person.scores.get(table.at) {
        Some(saved) => {
            let tone = if person.failed == Some(table.at) { Tone::Danger } else { Tone::Success };
            view! { <Badge label=saved.clone() tone/> }.into_any()
        }
        None if table.process.may.get() => buttons(table, person),
        None => view! { <span class="muted">"-"</span> }.into_any(),
    }
}

/// Both send the same form.
fn buttons(table: Table, person: &ApplicantView) -> AnyView {
    let Table { process, stage, .. } = table;
    let button = |verdict: Verdict, variant: Variant| {
        view! {
            <button
                type="submit"
                class=format!("{} btn-sm", variant.class())
                name="form[score]"
                value=verdict.code()
                aria-label=format!("{} pada {}: {}", verdict.label(), stage.in_sentence(), person.name)
            >
                {verdict.label()}
            </button>
        }
    };
    let send = move |event: SubmitEvent| process.submit::<SaveScore>(&event);
    view! {
        <form method="post" action=SaveScore::url() on:submit=send>
            {page_field(process.path_here())}
            <input type="hidden" name="applicant" value=person.id.to_string() autocomplete="off"/>
            <input type="hidden" name="version" value=person.version.to_string() autocomplete="off"/>
            <input type="hidden" name="stage" value=stage.stage.code() autocomplete="off"/>
            <div class="actions">
                {button(Verdict::Passed, Variant::Success)} {button(Verdict::Failed, Variant::Danger)}
            </div>
        </form>
    }
    .into_any()
}
