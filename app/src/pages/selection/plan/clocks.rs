//! Until when the commission answers, and behind it what each day was.

use leptos::prelude::*;

use crate::api::{clock::ClockView, selection::views::PlanView};

#[component]
pub(super) fn Clocks(view: Signal<PlanView>) -> impl IntoView {
    let clocks = Memo::new(move |_| view.with(|view| view.clocks.clone()));
    move || clocks.get().into_iter().map(clock).collect_view()
}

fn clock(clock: ClockView) -> AnyView {
    let days = clock.days.into_iter().map(|day| view! { <li>{day}</li> }).collect_view();
    view! {
        <details class="message-changes">
            <summary>{clock.kind.label()} ": " {clock.line}</summary>
            <ul>{days}</ul>
        </details>
    }
    .into_any()
}
