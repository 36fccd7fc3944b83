//! A record as labels and values.

use domain::field::FieldChange;
use leptos::prelude::*;

/// Labels at the left, values at the right; below each other on a phone.
#[component]
pub fn DefinitionList(
    /// `Definition`s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="definitions">{children()}</dl> }
}

/// What is marked as changed among definitions, by their labels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed(pub Vec<FieldChange>);

impl Changed {
    /// What changed under a label.
    #[must_use]
    pub fn at(&self, label: &str) -> Option<&FieldChange> {
        self.0.iter().find(|change| change.label == label)
    }

    /// A value with its mark: what stood there, and that this is new.
    pub fn mark(&self, label: &str, value: AnyView) -> AnyView {
        let Some(change) = self.at(label) else { return value };
        let before = if change.before.trim().is_empty() { "-" } else { change.before.trim() }.to_owned();
        view! {
            <ins>{value}</ins>
            <p class="was"><span class="muted">"Sebelumnya: "</span> <del>{before}</del></p>
        }
        .into_any()
    }
}

/// One label and its value.
#[component]
pub fn Definition(
    /// The label.
    #[prop(into)]
    label: String,
    /// The value.
    children: Children,
) -> impl IntoView {
    let changed = use_context::<Changed>().unwrap_or_default();
    let value = changed.mark(&label, children().into_any());
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
        </div>
    }
}
