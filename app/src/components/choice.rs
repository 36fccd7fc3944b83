//! Fields that hold a choice.

use leptos::{ev::Targeted, html, prelude::*, web_sys::HtmlSelectElement};

use super::{
    field::{Binding, mark},
    use_alive,
};

/// Values and what they are called.
type Options = Signal<Vec<(String, String)>>;

/// One of many, as a drop-down list.
#[component]
pub fn Select(
    /// The field's name.
    #[prop(into)]
    name: Signal<String>,
    /// The label, without the ` *`.
    #[prop(into)]
    label: String,
    /// Value and text of each choice.
    #[prop(into)]
    options: Options,
    /// The record's value.
    #[prop(optional, into)]
    value: Signal<String>,
    /// Text of the empty choice (`-- Pilih Level --`); made from the label when left out.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Marks it as required.
    #[prop(optional)]
    required: bool,
    /// A sentence below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Runs when another choice is made.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// What is chosen, for the page to read and to change; it stays chosen when the choices change. If it
    /// holds something from the start, that is chosen first.
    #[prop(optional)]
    chosen: Option<RwSignal<String>>,
    /// In a table: the label is for screen readers only.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    let binding = Binding::new(name, hint);
    let node = NodeRef::<html::Select>::new();
    let given = chosen.map(|chosen| chosen.get_untracked()).filter(|text| !text.is_empty());
    let first = StoredValue::new(given.unwrap_or_else(|| binding.first(value)));
    if let Some(chosen) = chosen {
        chosen.set(first.get_value());
        keep_chosen(node, options, first, chosen);
    }
    binding.follow(value, move |text| {
        first.set_value(text.clone());
        if let Some(select) = node.get_untracked() {
            select.set_value(text);
        }
        if let Some(chosen) = chosen {
            chosen.set(text.clone());
        }
    });
    let placeholder = placeholder.unwrap_or_else(|| format!("-- Pilih {label} --"));
    let choices = move || {
        options
            .get()
            .into_iter()
            .map(|(value, text)| {
                let selected = first.with_value(|first| *first == value);
                view! { <option value=value selected=selected>{text}</option> }
            })
            .collect_view()
    };
    let control = view! {
        <select
            node_ref=node
            class="select"
            id=move || binding.id.get()
            name=move || binding.name.get()
            required=required
            aria-invalid=move || binding.invalid()
            aria-describedby=move || binding.described_by()
            on:change:target=move |event| {
                if let Some(chosen) = chosen {
                    chosen.set(event.target().value());
                }
                tell(&event, on_change);
            }
        >
            <option value="">{placeholder}</option>
            {choices}
        </select>
    }
    .into_any();
    binding.frame(label, required, hide_label, control)
}

/// Has the list show what is chosen, whenever that or the choices change.
fn keep_chosen(
    node: NodeRef<html::Select>,
    options: Options,
    first: StoredValue<String>,
    chosen: RwSignal<String>,
) {
    Effect::new(move |before: Option<()>| {
        options.track();
        let wanted = chosen.get();
        first.set_value(wanted.clone());
        if before.is_none() {
            // What was chosen before the page came alive stands.
            let there = node.get_untracked().map(|select| select.value()).unwrap_or_default();
            if !there.is_empty() && there != wanted {
                chosen.set(there);
            }
            return;
        }
        // After the choices are drawn.
        request_animation_frame(move || {
            if let Some(select) = node.try_get_untracked().flatten() {
                select.set_value(&wanted);
            }
        });
    });
}

fn tell(event: &Targeted<leptos::ev::Event, HtmlSelectElement>, on_change: Option<Callback<String>>) {
    if let Some(on_change) = on_change {
        on_change.run(event.target().value());
    }
}

/// Yes or no; sends `true` when ticked and nothing when not (`#[serde(default)]`).
#[component]
pub fn Checkbox(
    /// The field's name.
    #[prop(into)]
    name: Signal<String>,
    /// The label.
    #[prop(into)]
    label: String,
    /// Whether it is ticked in the record.
    #[prop(optional, into)]
    checked: Signal<bool>,
    /// What is sent when ticked.
    #[prop(default = "true".to_owned(), into)]
    value: String,
    /// A sentence below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// In a table: the label is for screen readers only.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    let binding = Binding::new(name, hint);
    let node = NodeRef::<html::Input>::new();
    binding.follow(checked, move |on| {
        if let Some(input) = node.get_untracked() {
            input.set_default_checked(*on);
            input.set_checked(*on);
        }
    });
    let first = match binding.state.returned_values(&name.get_untracked()) {
        Some(values) => values.contains(&value),
        None => checked.get_untracked(),
    };
    // Several ticks may share a name (one per row), so the value belongs to the id.
    let id = {
        let value = crate::forms::slug(&value);
        move || format!("{}-{value}", binding.id.get())
    };
    view! {
        <div class="field">
            <label class="check" for=id.clone()>
                <input
                    node_ref=node
                    type="checkbox"
                    class="checkbox"
                    id=id.clone()
                    name=move || binding.name.get()
                    value=value
                    checked=first
                    aria-invalid=move || binding.invalid()
                    aria-describedby=move || binding.described_by()
                />
                <span class:sr-only=hide_label>{label}</span>
            </label>
            {binding.notes()}
        </div>
    }
}

/// Frames a group of ticks or dots with its legend.
fn group(binding: Binding, role: &'static str, label: String, required: bool, inside: AnyView) -> AnyView {
    view! {
        <fieldset
            class="field choices"
            class:field-invalid=move || binding.error.get().is_some()
            id=move || binding.id.get()
            role=role
            tabindex="-1"
            aria-invalid=move || binding.invalid()
            aria-describedby=move || binding.described_by()
        >
            <legend class="field-label">{label}{mark(required)}</legend>
            {inside}
            {binding.notes()}
        </fieldset>
    }
    .into_any()
}

/// Any number of choices; its name ends in `[]`. With `search`, a box that narrows a long list.
#[component]
pub fn CheckboxGroup(
    /// The field's name: `form[methods][]`.
    #[prop(into)]
    name: Signal<String>,
    /// The legend, without the ` *`.
    #[prop(into)]
    label: String,
    /// Value and text of each choice.
    #[prop(into)]
    options: Options,
    /// The values ticked in the record.
    #[prop(optional, into)]
    selected: Vec<String>,
    /// Marks it as required.
    #[prop(optional)]
    required: bool,
    /// A sentence below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Adds a search box above a scrolling list.
    #[prop(optional)]
    search: bool,
) -> impl IntoView {
    let binding = Binding::new(name, hint);
    let ticked = binding.state.returned_values(&name.get_untracked()).unwrap_or(selected);
    let wanted = RwSignal::new(String::new());
    let alive = use_alive();
    let filter_label = format!("Cari pada {label}");
    let items = move || {
        options
            .get()
            .into_iter()
            .map(|(value, text)| {
                let checked = ticked.contains(&value);
                let hay = text.to_lowercase();
                let hidden = move || !wanted.with(|wanted| hay.contains(wanted.trim()));
                view! {
                    <label class="check" class:hidden=hidden>
                        <input type="checkbox" class="checkbox" name=move || binding.name.get() value=value checked=checked/>
                        <span>{text}</span>
                    </label>
                }
            })
            .collect_view()
    };
    let inside = view! {
        <Show when=move || search && alive.get()>
            <input
                type="search"
                class="input choices-search"
                maxlength=domain::bounds::NAME
                placeholder="Cari…"
                autocomplete="off"
                aria-label=filter_label.clone()
                // The search is no answer: it neither marks the form as edited nor submits it.
                on:input=move |event| {
                    event.stop_propagation();
                    wanted.set(event_target_value(&event).to_lowercase());
                }
                on:change=|event| event.stop_propagation()
                on:keydown=|event| if event.key() == "Enter" { event.prevent_default() }
            />
        </Show>
        <div class=if search { "choices-list choices-scroll" } else { "choices-list" }>{items}</div>
    }
    .into_any();
    group(binding, "group", label, required, inside)
}

/// One of a few, all visible.
#[component]
pub fn RadioGroup(
    /// The field's name.
    #[prop(into)]
    name: Signal<String>,
    /// The legend, without the ` *`.
    #[prop(into)]
    label: String,
    /// Value and text of each choice.
    #[prop(into)]
    options: Options,
    /// The record's value.
    #[prop(optional, into)]
    value: Signal<String>,
    /// Marks it as required.
    #[prop(optional)]
    required: bool,
    /// A sentence below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Runs when another choice is made.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let binding = Binding::new(name, hint);
    let first = binding.first(value);
    let items = move || {
        options
            .get()
            .into_iter()
            .map(|(value, text)| {
                let checked = first == value;
                view! {
                    <label class="check">
                        <input
                            type="radio"
                            class="radio"
                            name=move || binding.name.get()
                            value=value
                            checked=checked
                            on:change:target=move |event| {
                                if let Some(on_change) = on_change {
                                    on_change.run(event.target().value());
                                }
                            }
                        />
                        <span>{text}</span>
                    </label>
                }
            })
            .collect_view()
    };
    group(
        binding,
        "radiogroup",
        label,
        required,
        view! { <div class="choices-list">{items}</div> }.into_any(),
    )
}
