//! Fields that hold text. Each has a real label, a hint, and its complaint beside it.

use domain::{bounds, identity::PASSWORD_MAX, secret::is_secret};
use leptos::{html, prelude::*};

use super::{button::Variant, use_alive};
use crate::forms::FormState;

/// What every field shares: its `id`, its complaint and its first value.
#[derive(Clone, Copy)]
pub(super) struct Binding {
    pub state: FormState,
    pub name: Signal<String>,
    pub id: Signal<String>,
    pub error: Memo<Option<String>>,
    hint: StoredValue<Option<String>>,
}

impl Binding {
    pub fn new(name: Signal<String>, hint: Option<String>) -> Self {
        let state = FormState::current();
        state.register(&name.get_untracked());
        Self {
            state,
            name,
            id: Signal::derive(move || state.id(&name.get())),
            error: Memo::new(move |_| state.complaint(&name.get())),
            hint: StoredValue::new(hint),
        }
    }

    /// Says something below the control.
    pub fn hint(&self, text: String) {
        self.hint.set_value(Some(text));
    }

    /// What the field shows first: what had been typed, or else the record's value.
    pub fn first(&self, value: Signal<String>) -> String {
        self.state.returned_value(&self.name.get_untracked()).unwrap_or_else(|| value.get_untracked())
    }

    /// Hands on later values, unless the person has typed since.
    pub fn follow<T: Clone + PartialEq + Send + Sync + 'static>(
        self,
        value: Signal<T>,
        show: impl Fn(&T) + 'static,
    ) {
        Effect::watch(
            move || value.get(),
            move |value, before, _| {
                if before != Some(value) && !self.state.dirty.get_untracked() {
                    show(value);
                }
            },
            false,
        );
    }

    pub fn hint_id(&self) -> String {
        format!("{}-petunjuk", self.id.get())
    }

    pub fn error_id(&self) -> String {
        format!("{}-galat", self.id.get())
    }

    pub fn invalid(&self) -> Option<&'static str> {
        self.error.get().map(|_| "true")
    }

    pub fn described_by(&self) -> Option<String> {
        let ids = [
            self.hint.with_value(Option::is_some).then(|| self.hint_id()),
            self.error.get().map(|_| self.error_id()),
        ];
        let ids: Vec<_> = ids.into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// Hint and complaint, below the control.
    pub fn notes(self) -> AnyView {
        view! {
            {self.hint.get_value().map(|hint| view! { <p class="field-hint" id=move || self.hint_id()>{hint}</p> })}
            {move || self.error.get().map(|text| view! { <p class="field-error" id=self.error_id()>{text}</p> })}
        }
        .into_any()
    }

    /// Label, control and notes.
    pub fn frame(self, label: String, required: bool, hide_label: bool, control: AnyView) -> AnyView {
        let class = if hide_label { "sr-only" } else { "field-label" };
        view! {
            <div class="field" class:field-invalid=move || self.error.get().is_some()>
                <label class=class for=move || self.id.get()>{label}{mark(required)}</label>
                {control}
                {self.notes()}
            </div>
        }
        .into_any()
    }
}

/// The figures' ` *` after the label of a required field.
pub(super) fn mark(required: bool) -> Option<impl IntoView> {
    required.then(|| view! { <span class="field-mark">" *"</span> })
}

/// A text area's content. As a text child an empty one would come out as a blank.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The kinds of one-line inputs.
#[derive(Default)]
pub(super) struct Line {
    pub kind: &'static str,
    pub autofocus: bool,
    pub class: &'static str,
    pub inputmode: Option<&'static str>,
    pub autocomplete: Option<&'static str>,
    pub placeholder: Option<String>,
    pub max: usize,
}

#[derive(Clone, Copy)]
pub(super) struct Common {
    pub binding: Binding,
    pub value: Signal<String>,
    pub required: bool,
    pub readonly: bool,
}

pub(super) fn line(common: Common, line: Line) -> AnyView {
    let Common { binding, value, required, readonly } = common;
    let node = NodeRef::<html::Input>::new();
    binding.follow(value, move |text| {
        if let Some(input) = node.get_untracked() {
            _ = input.set_attribute("value", text);
            input.set_value(text);
        }
    });
    // What is secret is never sent back into the page.
    let secret = line.kind == "password" || binding.name.with_untracked(|name| is_secret(name));
    let first = if secret { String::new() } else { binding.first(value) };
    view! {
        <input
            node_ref=node
            type=line.kind
            autofocus=line.autofocus
            class=line.class
            id=move || binding.id.get()
            name=move || binding.name.get()
            value=first
            required=required
            readonly=readonly
            inputmode=line.inputmode
            autocomplete=line.autocomplete
            placeholder=line.placeholder
            maxlength=line.max
            aria-invalid=move || binding.invalid()
            aria-describedby=move || binding.described_by()
        />
    }
    .into_any()
}

/// What is secret, with a button that shows what was typed; it works by script alone, so it comes with the script.
fn with_reveal(binding: Binding, label: &str, control: AnyView) -> AnyView {
    let alive = use_alive();
    let shown = RwSignal::new(false);
    // A form may have several of them.
    let name = StoredValue::new(format!("Tampilkan {label}"));
    let toggle = move || {
        shown.update(|shown| *shown = !*shown);
        if let Some(input) = document().get_element_by_id(&binding.id.get_untracked()) {
            let kind = if shown.get_untracked() { "text" } else { "password" };
            _ = input.set_attribute("type", kind);
        }
    };
    view! {
        <div class="reveal">
            {control}
            <Show when=move || alive.get()>
                <button
                    type="button"
                    class=format!("{} btn-sm", Variant::Ghost.class())
                    aria-label=name.get_value()
                    aria-controls=move || binding.id.get()
                    aria-pressed=move || shown.get().to_string()
                    on:click=move |_| toggle()
                >
                    "Tampilkan"
                </button>
            </Show>
        </div>
    }
    .into_any()
}

/// One line of text; with `kind` also an e-mail address, a telephone number or a password.
#[component]
pub fn TextField(
    /// The field's name: `form[letter_number]`.
    #[prop(into)]
    name: Signal<String>,
    /// The label, without the ` *`.
    #[prop(into)]
    label: String,
    /// The record's value.
    #[prop(optional, into)]
    value: Signal<String>,
    /// Marks it as required.
    #[prop(optional)]
    required: bool,
    /// A sentence below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The input's type.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// An example in the empty field.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Shown, sent, but not to be changed.
    #[prop(optional)]
    readonly: bool,
    /// In a table, where the column's head says it: the label is for screen readers only.
    #[prop(optional)]
    hide_label: bool,
    /// The most characters, where it is not what this kind of field takes.
    #[prop(optional)]
    max: Option<usize>,
    /// Where a page begins.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let max = max.unwrap_or(match kind {
        "email" => bounds::EMAIL,
        "password" => PASSWORD_MAX,
        _ => bounds::NAME,
    });
    let binding = Binding::new(name, hint);
    let control = line(
        Common { binding, value, required, readonly },
        Line { kind, autofocus, class: "input", autocomplete, placeholder, max, ..Line::default() },
    );
    let control = if kind == "password" { with_reveal(binding, &label, control) } else { control };
    binding.frame(label, required, hide_label, control)
}

/// A number written the Indonesian way (`7,5`): text with a numeric keyboard.
#[component]
pub fn NumberField(
    /// The field's name.
    #[prop(into)]
    name: Signal<String>,
    /// The label, without the ` *`.
    #[prop(into)]
    label: String,
    /// The record's value, as written.
    #[prop(optional, into)]
    value: Signal<String>,
    /// Marks it as required.
    #[prop(optional)]
    required: bool,
    /// A sentence below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// No decimals: the keyboard without a comma.
    #[prop(optional)]
    whole: bool,
    /// An example in the empty field.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// In a table: the label is for screen readers only.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    let binding = Binding::new(name, hint);
    let control = line(
        Common { binding, value, required, readonly: false },
        Line {
            kind: "text",
            class: "input input-number",
            inputmode: Some(if whole { "numeric" } else { "decimal" }),
            autocomplete: Some("off"),
            placeholder,
            max: bounds::FIGURE,
            ..Line::default()
        },
    );
    binding.frame(label, required, hide_label, control)
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// The field's name.
    #[prop(into)]
    name: Signal<String>,
    /// The label, without the ` *`.
    #[prop(into)]
    label: String,
    /// The record's value.
    #[prop(optional, into)]
    value: Signal<String>,
    /// Marks it as required.
    #[prop(optional)]
    required: bool,
    /// A sentence below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// How many lines are shown.
    #[prop(default = 4)]
    rows: u32,
    /// An example in the empty field.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// In a table: the label is for screen readers only.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    let binding = Binding::new(name, hint);
    let node = NodeRef::<html::Textarea>::new();
    binding.follow(value, move |text| {
        if let Some(area) = node.get_untracked() {
            area.set_text_content(Some(text));
            area.set_value(text);
        }
    });
    let control = view! {
        <textarea
            node_ref=node
            class="textarea"
            id=move || binding.id.get()
            name=move || binding.name.get()
            rows=rows.to_string()
            required=required
            placeholder=placeholder
            aria-invalid=move || binding.invalid()
            aria-describedby=move || binding.described_by()
            inner_html=escape(&binding.first(value))
        ></textarea>
    }
    .into_any();
    binding.frame(label, required, hide_label, control)
}
