//! Until when the commission answers, and behind it what each day was.

use leptos::prelude::*;

use crate::api::clock::ClockView;

/// The clocks of a record, each a line that opens.
#[component]
pub fn Clocks(
    /// The clocks; those that are no other are not drawn anew.
    clocks: Memo<Vec<ClockView>>,
) -> impl IntoView {
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
