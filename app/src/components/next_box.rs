//! What comes next, in a sentence, with the one button that leads there.

use leptos::{html, prelude::*};

use super::{ButtonLink, DialogButton, Variant};

/// Where the button leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// To a page.
    Link(String),
    /// Into a dialog of this page.
    Dialog(&'static str),
}

/// What comes next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Onward {
    /// What the reader does next, or whom all wait for.
    pub sentence: String,
    /// The button's words, and where it leads; none while others have the next step.
    pub button: Option<(String, Way)>,
}

impl Onward {
    /// Others have the next step, or nobody.
    #[must_use]
    pub fn wait(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), button: None }
    }

    /// The reader has the next step.
    #[must_use]
    pub fn go(sentence: impl Into<String>, words: impl Into<String>, way: Way) -> Self {
        Self { sentence: sentence.into(), button: Some((words.into(), way)) }
    }
}

/// The box.
#[component]
pub fn NextBox(
    /// What comes next.
    #[prop(into)]
    onward: Signal<Onward>,
) -> impl IntoView {
    let onward = Memo::new(move |_| onward.get());
    let node = NodeRef::<html::Section>::new();
    let inside = StoredValue::new(false);
    // The button that somebody pressed goes away with what it did: reading and tabbing go on in the box.
    Effect::watch(
        move || onward.track(),
        move |(), _, _| {
            request_animation_frame(move || {
                let lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
                if let (true, Some(true), Some(section)) =
                    (lost, inside.try_get_value(), node.try_get_untracked().flatten())
                {
                    _ = section.focus();
                }
            });
        },
        false,
    );
    let button = move || match onward.get().button {
        Some((words, Way::Link(href))) => {
            Some(view! { <ButtonLink href variant=Variant::Primary>{words}</ButtonLink> }.into_any())
        }
        Some((words, Way::Dialog(dialog))) => {
            Some(view! { <DialogButton dialog variant=Variant::Primary>{words}</DialogButton> }.into_any())
        }
        None => None,
    };
    view! {
        <section
            node_ref=node
            class="next-box"
            aria-label="Langkah berikutnya"
            tabindex="-1"
            on:focusin=move |_| inside.set_value(true)
            on:focusout=move |event| {
                if event.related_target().is_some() {
                    inside.set_value(false);
                }
            }
        >
            <p>{move || onward.with(|onward| onward.sentence.clone())}</p>
            {button}
        </section>
    }
}
