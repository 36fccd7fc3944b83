//! A calendar day: typed the Indonesian way whatever the browser speaks, or picked from its calendar.

use domain::{
    bounds,
    calendar::{parse_date, short_date},
};
use leptos::{html, prelude::*};

use super::{
    button::Variant,
    field::{Binding, Common, Line, line},
    use_alive,
};

/// How a day is typed.
const FORM: &str = "HH/BB/TTTT";

/// A calendar day, shown as `10/08/2016`; `2016-08-10` is taken as well.
#[component]
pub fn DateField(
    /// The field's name.
    #[prop(into)]
    name: Signal<String>,
    /// The label, without the ` *`.
    #[prop(into)]
    label: String,
    /// The record's day, either way.
    #[prop(optional, into)]
    value: Signal<String>,
    /// Marks it as required.
    #[prop(optional)]
    required: bool,
    /// A sentence below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// In a table: the label is for screen readers only.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    let binding = Binding::new(name, hint);
    let shown = Signal::derive(move || as_typed(&value.get()));
    let input = line(
        Common { binding, value: shown, required, readonly: false },
        Line {
            kind: "text",
            class: "input input-date",
            inputmode: Some("numeric"),
            autocomplete: Some("off"),
            placeholder: Some(FORM.to_owned()),
            max: bounds::FIGURE,
            ..Line::default()
        },
    );
    let control = with_calendar(binding, &label, input);
    binding.frame(label, required, hide_label, control)
}

/// The browser's own calendar, behind a button that comes with the script.
fn with_calendar(binding: Binding, label: &str, input: AnyView) -> AnyView {
    let alive = use_alive();
    let name = StoredValue::new(format!("Pilih {} dari kalender", in_sentence(label)));
    let picker = NodeRef::<html::Input>::new();
    let open = move |_| browser::open(binding, picker);
    view! {
        <div class="reveal date">
            {input}
            <Show when=move || alive.get()>
                <input
                    node_ref=picker
                    type="date"
                    class="date-picker"
                    tabindex="-1"
                    aria-hidden="true"
                    on:input=|event| event.stop_propagation()
                    on:change=move |event| {
                        event.stop_propagation();
                        browser::take(binding, picker);
                    }
                />
                <button
                    type="button"
                    class=format!("{} btn-sm date-open", Variant::Ghost.class())
                    aria-label=name.get_value()
                    title="Kalender"
                    on:click=open
                >
                    <svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
                        <rect x="3" y="5" width="18" height="16" rx="2"></rect>
                        <path d="M3 10h18M8 3v4M16 3v4"></path>
                    </svg>
                </button>
            </Show>
        </div>
    }
    .into_any()
}

/// A label inside a sentence.
fn in_sentence(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// A day as people write it; what is none stays as it is.
fn as_typed(text: &str) -> String {
    parse_date("Tanggal", text).map_or_else(|_| text.to_owned(), short_date)
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    use leptos::{html, prelude::NodeRef};

    use super::Binding;

    pub(super) fn open(_: Binding, _: NodeRef<html::Input>) {}
    pub(super) fn take(_: Binding, _: NodeRef<html::Input>) {}
}

#[cfg(feature = "hydrate")]
mod browser {
    use domain::calendar::parse_date;
    use leptos::{html, prelude::*, wasm_bindgen::JsCast as _};
    use web_sys::{Event, EventInit, HtmlInputElement};

    use super::{super::field::Binding, as_typed};

    fn typed(binding: Binding) -> Option<HtmlInputElement> {
        document().get_element_by_id(&binding.id.get_untracked())?.dyn_into().ok()
    }

    /// Opens the calendar at the day that was typed.
    pub(super) fn open(binding: Binding, picker: NodeRef<html::Input>) {
        let Some(picker) = picker.get_untracked() else { return };
        let day = typed(binding).and_then(|input| parse_date("", &input.value()).ok());
        picker.set_value(&day.map(|day| day.to_string()).unwrap_or_default());
        // Browsers that have no way to open it let the day be typed.
        let show = js_sys::Reflect::get(&picker, &"showPicker".into());
        if let Some(show) = show.ok().and_then(|show| show.dyn_into::<js_sys::Function>().ok()) {
            _ = show.call0(&picker);
        }
    }

    /// Writes the picked day where it is typed.
    pub(super) fn take(binding: Binding, picker: NodeRef<html::Input>) {
        let (Some(picker), Some(input)) = (picker.get_untracked(), typed(binding)) else { return };
        input.set_value(&as_typed(&picker.value()));
        let init = EventInit::new();
        init.set_bubbles(true);
        if let Ok(event) = Event::new_with_event_init_dict("input", &init) {
            _ = input.dispatch_event(&event);
        }
        _ = input.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_shown_as_people_write_them() {
        assert_eq!(as_typed("2016-08-10"), "10/08/2016");
        assert_eq!(as_typed("10/08/2016"), "10/08/2016");
        assert_eq!(as_typed("besok"), "besok");
        assert_eq!(as_typed(""), "");
        assert_eq!(in_sentence("Tanggal mulai"), "tanggal mulai");
    }
}
