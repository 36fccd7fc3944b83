//! Dialog Perbaikan: the messages between commission and institution (Gambar 27).

use domain::{
    selection::access::PlanAction,
    selection::{Phase, review::MessageKind},
};
use leptos::prelude::*;

use crate::{
    api::selection::{
        review::PostMessage,
        views::{MessageView, PlanView},
    },
    components::{
        Empty, FileField, Form, Hidden, Message, RichText, Section, Side, SubmitButton, Timeline, Variant,
    },
    error::Done,
    forms::FormState,
};

#[component]
pub(super) fn Dialogue(view: Signal<PlanView>, done: Callback<Done>) -> impl IntoView {
    let messages = Memo::new(move |_| view.with(|view| view.messages.clone()));
    let typed = StoredValue::new(None::<RwSignal<bool>>);
    let writing = Memo::new(move |before: Option<&bool>| {
        // What somebody is writing does not go away when the other side decides meanwhile.
        let kept = before == Some(&true)
            && typed.get_value().is_some_and(|typed| typed.try_get_untracked() == Some(true));
        view.with(may_write) || kept
    });
    let unfolded = RwSignal::new(false);
    let list = move || {
        let institution = view.with_untracked(|view| view.institution.clone());
        let messages: Vec<_> =
            messages.get().into_iter().map(|message| shown(message, &institution)).collect();
        if messages.is_empty() {
            view! { <Empty title="Belum ada pesan"/> }.into_any()
        } else {
            view! { <Timeline messages unfolded/> }.into_any()
        }
    };
    view! {
        <Show when=move || writing.get() || messages.with(|messages| !messages.is_empty())>
            <Section title="Dialog Perbaikan" id="dialog">
                {list}
                <Show when=move || writing.get()>
                    <Write view done typed/>
                </Show>
            </Section>
        </Show>
    }
}

fn may_write(view: &PlanView) -> bool {
    let open =
        matches!(view.phase, Phase::Submitted | Phase::InReview | Phase::Recommended | Phase::Correction);
    open && view.rights.control(PlanAction::PostMessage).is_shown()
}

fn shown(message: MessageView, institution: &str) -> Message {
    Message {
        author: message.author,
        role: if message.commission { "Komisi".to_owned() } else { institution.to_owned() },
        side: if message.commission { Side::Commission } else { Side::Institution },
        at: message.at,
        kind: (message.kind != MessageKind::Note).then(|| message.kind.label().to_owned()),
        html: message.text,
        changes: message.changes,
        files: message.files,
    }
}

#[component]
fn Write(
    view: Signal<PlanView>,
    done: Callback<Done>,
    typed: StoredValue<Option<RwSignal<bool>>>,
) -> impl IntoView {
    let post = ServerAction::<PostMessage>::new();
    let plan = view.with_untracked(|view| view.id.to_string());
    let reason =
        Signal::derive(move || view.with(|view| view.rights.control(PlanAction::PostMessage).reason()));
    view! {
        <Form
            action=post
            multipart=true
            reset=true
            validate=|call: PostMessage| call.form.validate("Pesan").map(drop)
            on_done=done
        >
            <Watch typed/>
            <Hidden name="plan" value=plan/>
            <RichText name="form[text]" label="Pesan" required=true/>
            <FileField name="form[files][]" label="Lampiran" multiple=true/>
            <div class="actions">
                <SubmitButton variant=Variant::Secondary disabled_reason=reason>"Kirim pesan"</SubmitButton>
            </div>
        </Form>
    }
}

/// Tells the page whether something stands in the form around it.
#[component]
fn Watch(typed: StoredValue<Option<RwSignal<bool>>>) -> impl IntoView {
    typed.set_value(Some(FormState::current().dirty));
}
