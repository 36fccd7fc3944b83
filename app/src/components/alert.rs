//! A box that says something important, and the table of changes it often needs.

use domain::field::FieldChange;
use leptos::prelude::*;

use super::Tone;

/// A message in the page.
#[component]
pub fn Alert(
    /// Its colour.
    #[prop(optional)]
    tone: Tone,
    /// Announced at once by screen readers.
    #[prop(optional)]
    urgent: bool,
    /// A short heading in bold.
    #[prop(optional, into)]
    title: Option<String>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("notice notice-{}", tone.suffix()) role=if urgent { "alert" } else { "note" }>
            {title.map(|title| view! { <p class="notice-title">{title}</p> })}
            <div class="notice-body">{children()}</div>
        </div>
    }
}

/// Fields that differ between two versions.
#[component]
pub fn Changes(
    /// The fields.
    changes: Vec<FieldChange>,
    /// Head of the first version's column.
    #[prop(default = "Sebelum")]
    before: &'static str,
    /// Head of the second version's column.
    #[prop(default = "Sesudah")]
    after: &'static str,
    /// What the table shows, for screen readers.
    #[prop(default = "Perubahan isian")]
    caption: &'static str,
) -> impl IntoView {
    let or_dash = |text: String| if text.trim().is_empty() { "-".to_owned() } else { text };
    let rows = changes
        .into_iter()
        .map(|change| {
            view! {
                <tr>
                    <th scope="row">{change.label}</th>
                    <td data-label=before>{or_dash(change.before)}</td>
                    <td data-label=after>{or_dash(change.after)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="changes">
            <caption class="sr-only">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">"Isian"</th>
                    <th scope="col">{before}</th>
                    <th scope="col">{after}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
