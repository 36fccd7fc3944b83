//! Buttons and links that look like buttons.

use leptos::prelude::*;

use crate::forms::FormState;

use super::unique_id;

/// What pressing it means; decides the colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Variant {
    /// The one main thing to do here.
    Primary,
    /// Everything else.
    #[default]
    Secondary,
    /// Agrees: `Setuju`, `Terima`, `Lulus`.
    Success,
    /// Sends back: `Perbaikan`, `Atur ulang`.
    Warning,
    /// Refuses or removes: `Tolak`.
    Danger,
    /// Barely visible; in rows and toolbars.
    Ghost,
}

impl Variant {
    /// Its classes.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn btn-primary",
            Self::Secondary => "btn btn-secondary-quiet",
            Self::Success => "btn btn-success",
            Self::Warning => "btn btn-warning",
            Self::Danger => "btn btn-error",
            Self::Ghost => "btn btn-ghost",
        }
    }
}

/// The sentence under a button that says why it cannot be used.
#[component]
pub(super) fn Reason(id: String, text: String) -> impl IntoView {
    view! { <span class="btn-reason" id=id>{text}</span> }
}

/// A button. With `disabled_reason` it stays focusable, does nothing, and says why.
#[component]
pub fn Button(
    /// The colour's meaning.
    #[prop(optional)]
    variant: Variant,
    /// `submit` or `button`.
    #[prop(default = "button")]
    kind: &'static str,
    /// Why it cannot be used now; usable when `None`.
    #[prop(optional, into)]
    disabled_reason: MaybeProp<String>,
    /// Shows a spinner and ignores presses.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// What is sent when it submits a form.
    #[prop(optional, into)]
    name: Option<String>,
    /// The value sent under `name`.
    #[prop(optional, into)]
    value: Option<String>,
    /// The `id` of the form it submits, when it stands outside.
    #[prop(optional, into)]
    form: Option<String>,
    /// Small, for rows of a table.
    #[prop(optional)]
    small: bool,
    /// A name for screen readers, when the text alone is ambiguous (`Simpan skor Kandidat 1`).
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Runs on press; not while disabled or pending.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// The text.
    children: Children,
) -> impl IntoView {
    let reason_id = StoredValue::new(unique_id("alasan"));
    let blocked = move || disabled_reason.get().is_some();
    let class = if small { format!("{} btn-sm", variant.class()) } else { variant.class().to_owned() };
    let press = move |event: leptos::ev::MouseEvent| {
        if blocked() || pending.get() {
            event.prevent_default();
        } else if let Some(on_click) = on_click {
            on_click.run(());
        }
    };
    view! {
        <span class="btn-wrap">
            <button
                // Without JavaScript a blocked button must not submit either.
                type=move || if blocked() { "button" } else { kind }
                class=class
                name=name
                value=value
                form=form
                aria-label=move || label.get()
                aria-disabled=move || (blocked() || pending.get()).then_some("true")
                aria-busy=move || pending.get().then_some("true")
                aria-describedby=move || blocked().then(|| reason_id.get_value())
                title=move || disabled_reason.get()
                on:click=press
            >
                <Show when=move || pending.get()>
                    <span class="loading loading-spinner loading-sm" aria-hidden="true"></span>
                </Show>
                {children()}
            </button>
            {move || disabled_reason.get().map(|text| view! { <Reason id=reason_id.get_value() text/> })}
        </span>
    }
}

/// Submits the enclosing `Form`; shows that an answer is awaited.
///
/// While two versions stand against each other it carries the version the person started from, so
/// that only `Simpan versi saya` overwrites.
#[component]
pub fn SubmitButton(
    /// The colour's meaning.
    #[prop(default = Variant::Primary)]
    variant: Variant,
    /// Why it cannot be used now.
    #[prop(optional, into)]
    disabled_reason: MaybeProp<String>,
    /// Small, for rows of a table.
    #[prop(optional)]
    small: bool,
    /// A name for screen readers, when the text alone is ambiguous.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// The text; `Simpan` when left out.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let state = FormState::current();
    let pending = state.pending;
    let reason_id = StoredValue::new(unique_id("alasan"));
    let blocked = move || disabled_reason.get().is_some();
    let class = if small { format!("{} btn-sm", variant.class()) } else { variant.class().to_owned() };
    let carried = move || state.conflict().and_then(|_| state.version());
    let press = move |event: leptos::ev::MouseEvent| {
        if blocked() || pending.get() {
            event.prevent_default();
        }
    };
    let text = children.map_or_else(|| "Simpan".into_any(), |children| children().into_any());
    view! {
        <span class="btn-wrap">
            <button
                type=move || if blocked() { "button" } else { "submit" }
                class=class
                name=move || carried().map(|(name, _)| name)
                value=move || carried().map(|(_, version)| version.to_string())
                aria-label=move || label.get()
                aria-disabled=move || (blocked() || pending.get()).then_some("true")
                aria-busy=move || pending.get().then_some("true")
                aria-describedby=move || blocked().then(|| reason_id.get_value())
                title=move || disabled_reason.get()
                on:click=press
            >
                <Show when=move || pending.get()>
                    <span class="loading loading-spinner loading-sm" aria-hidden="true"></span>
                </Show>
                {text}
            </button>
            {move || disabled_reason.get().map(|text| view! { <Reason id=reason_id.get_value() text/> })}
        </span>
    }
}

/// A link that looks like a button; becomes plain text with a reason when it cannot be followed.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// The colour's meaning.
    #[prop(optional)]
    variant: Variant,
    /// Why it cannot be followed now.
    #[prop(optional, into)]
    disabled_reason: MaybeProp<String>,
    /// Small, for rows of a table.
    #[prop(optional)]
    small: bool,
    /// Leads to a file or another site: not handled by the router.
    #[prop(optional)]
    external: bool,
    /// A name for screen readers, when the text alone is ambiguous.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// The text.
    children: Children,
) -> impl IntoView {
    let reason_id = StoredValue::new(unique_id("alasan"));
    let blocked = move || disabled_reason.get().is_some();
    let class = if small { format!("{} btn-sm", variant.class()) } else { variant.class().to_owned() };
    view! {
        <span class="btn-wrap">
            <a
                class=class
                href=move || (!blocked()).then(|| href.get())
                rel=external.then_some("external")
                role=move || blocked().then_some("link")
                aria-label=move || label.get()
                aria-disabled=move || blocked().then_some("true")
                aria-describedby=move || blocked().then(|| reason_id.get_value())
                title=move || disabled_reason.get()
            >
                {children()}
            </a>
            {move || disabled_reason.get().map(|text| view! { <Reason id=reason_id.get_value() text/> })}
        </span>
    }
}
