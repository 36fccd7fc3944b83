//! What can be done with a plan now (Gambar 25, 26).

use domain::{
    access::Control,
    selection::{Phase, access::PlanAction, take_back::Taken},
};
use leptos::prelude::*;

use super::dialogs;
use crate::{
    api::selection::views::PlanView,
    components::{ButtonLink, DialogButton, Section, Variant},
};

/// The buttons of the reader's side; nothing when there is nothing to do.
#[component]
pub(super) fn Toolbar(view: Signal<PlanView>) -> impl IntoView {
    let commission = view.with_untracked(|view| view.commission);
    let shown = Memo::new(move |_| view.with(if commission { has_review } else { has_form }));
    view! {
        <Show when=move || shown.get()>
            <Section title="Tindakan">
                <div class="actions">
                    {if commission { review_buttons(view) } else { form_buttons(view) }}
                </div>
            </Section>
        </Show>
    }
}

/// Until it is decided.
const fn is_open(phase: Phase) -> bool {
    matches!(phase, Phase::Submitted | Phase::InReview | Phase::Recommended | Phase::Correction)
}

fn has_review(view: &PlanView) -> bool {
    is_open(view.phase) || view.rights.may(PlanAction::AssignOfficer) || view.rights.may(PlanAction::TakeBack)
}

fn has_form(view: &PlanView) -> bool {
    (view.phase == Phase::Draft || is_open(view.phase)) && view.rights.control(PlanAction::Edit).is_shown()
}

/// Says once why none of the four can be used.
const REASON: &str = "alasan-tindakan";

/// The reason that all four have, where they have the same.
fn shared_reason(view: &PlanView) -> Option<String> {
    let reasons =
        [PlanAction::RequestCorrection, PlanAction::Recommend, PlanAction::Reject, PlanAction::Approve]
            .map(|action| view.rights.control(action).reason());
    let [first, others @ ..] = &reasons;
    first.clone().filter(|_| others.iter().all(|reason| reason == first))
}

fn control(view: Signal<PlanView>, action: PlanAction) -> Memo<Control> {
    Memo::new(move |_| view.with(|view| view.rights.control(action)))
}

fn review_buttons(view: Signal<PlanView>) -> AnyView {
    let open = Memo::new(move |_| view.with(|view| is_open(view.phase)));
    let assign = control(view, PlanAction::AssignOfficer);
    let shared = Memo::new(move |_| view.with(shared_reason));
    let told_at = Signal::derive(move || shared.get().map(|_| REASON.to_owned()));
    let button = move |action: PlanAction, dialog: &'static str, variant: Variant, text: &'static str| {
        let control = control(view, action);
        let disabled_reason = Signal::derive(move || control.get().reason());
        view! {
            <Show when=move || control.get().is_shown()>
                <DialogButton dialog variant disabled_reason told_at>{text}</DialogButton>
            </Show>
        }
    };
    view! {
        <Show when=move || assign.get().is_shown()>
            <DialogButton
                dialog=dialogs::OFFICER
                disabled_reason=Signal::derive(move || assign.get().reason())
            >
                "Pilih petugas yang menangani"
            </DialogButton>
        </Show>
        <Show when=move || open.get()>
            {button(PlanAction::RequestCorrection, dialogs::CORRECTION, Variant::Secondary, "Perbaikan")}
            {button(PlanAction::Recommend, dialogs::RECOMMENDATION, Variant::Secondary, "Rekomendasi")}
            {button(PlanAction::Reject, dialogs::REJECTION, Variant::Secondary, "Tolak")}
            {button(PlanAction::Approve, dialogs::APPROVAL, Variant::Secondary, "Setujui")}
            {move || shared.get().map(|reason| view! { <p id=REASON class="btn-reason w-full">{reason}</p> })}
        </Show>
        {move || {
            let taken = view.with(|view| Taken::of(view.phase).filter(|_| view.rights.may(PlanAction::TakeBack)));
            taken.map(|taken| view! {
                <DialogButton
                    dialog=dialogs::TAKE_BACK
                    variant=Variant::Ghost
                    disabled_reason=Signal::derive(move || view.with(|view| view.kept_by.clone()))
                >
                    {taken.label()}
                </DialogButton>
            })
        }}
    }
    .into_any()
}

fn form_buttons(view: Signal<PlanView>) -> AnyView {
    let form = view.with_untracked(|view| format!("/seleksi/{}/ubah", view.id));
    let send = format!("{form}#kirim");
    let draft = Memo::new(move |_| view.with(|view| view.phase == Phase::Draft));
    let edit = control(view, PlanAction::Edit);
    let reason = Signal::derive(move || edit.get().reason());
    view! {
        <ButtonLink href=form disabled_reason=reason>"Ubah"</ButtonLink>
        <Show when=move || draft.get()>
            <ButtonLink href=send.clone() disabled_reason=reason>"Kirim"</ButtonLink>
            <DialogButton dialog=dialogs::DISCARD variant=Variant::Ghost disabled_reason=reason>"Hapus draf"</DialogButton>
        </Show>
    }
    .into_any()
}
