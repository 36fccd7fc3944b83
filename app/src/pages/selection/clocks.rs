//! Until when the commission answers, and behind it what each day was.

use domain::clock::ClockKind;
use leptos::prelude::*;

use crate::api::clock::ClockView;

/// The clocks of a record, each a line that opens.
#[component]
pub fn Clocks(
    /// The clocks.
    clocks: Memo<Vec<ClockView>>,
) -> impl IntoView {
    let kinds = Memo::new(move |_| clocks.with(|all| all.iter().map(|one| one.kind).collect::<Vec<_>>()));
    move || kinds.get().into_iter().map(|kind| clock(kind, clocks)).collect_view()
}

/// One of them. It stays open where it was opened, whatever changes in it.
fn clock(kind: ClockKind, clocks: Memo<Vec<ClockView>>) -> AnyView {
    let of = move || clocks.with(|all| all.iter().find(|one| one.kind == kind).cloned());
    let line = move || of().map(|clock| clock.line);
    let late = move || of().is_some_and(|clock| clock.late);
    let days =
        move || of().map(|clock| clock.days.into_iter().map(|day| view! { <li>{day}</li> }).collect_view());
    view! {
        <details class="message-changes">
            <summary class:late=late>{kind.label()} ": " {line}</summary>
            <ul>{days}</ul>
        </details>
    }
    .into_any()
}
