//! The status of a record, as a coloured word.

use leptos::prelude::*;

use crate::api::selection::views::Total;

/// What a status means for the reader; decides the colour, never alone the meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to notice: `Konsep`.
    #[default]
    Neutral,
    /// New or under way: `Baru`, `Proses`.
    Info,
    /// Went through: `Disetujui`, `Lulus`, `Selesai`.
    Success,
    /// Waits for somebody: `Perbaikan`.
    Warning,
    /// Refused: `Ditolak`.
    Danger,
}

impl Tone {
    /// Its daisyUI suffix.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "error",
        }
    }
}

/// A status badge.
#[component]
pub fn Badge(
    /// The status in words.
    #[prop(into)]
    label: Signal<String>,
    /// Its colour.
    #[prop(optional, into)]
    tone: Signal<Tone>,
) -> impl IntoView {
    view! { <span class=move || format!("status-badge status-{}", tone.get().suffix())>{move || label.get()}</span> }
}

/// A blue count of what waits.
#[component]
pub fn Count(
    /// How many; nothing is shown at zero.
    #[prop(into)]
    value: Signal<Total>,
    /// What is counted, for screen readers: `seleksi menunggu saya`.
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let what = StoredValue::new(what);
    view! {
        <Show when=move || { value.get().count > 0 }>
            <span class="count">
                {move || value.get().short()} <span class="sr-only">" " {what.get_value()}</span>
            </span>
        </Show>
    }
}
