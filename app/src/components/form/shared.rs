//! What of a form does not depend on the command's type: its answers, its complaints, its hidden fields.

use domain::{field::FieldErrors, inside::inside};
use leptos::{
    context::Provider,
    ev::SubmitEvent,
    html,
    prelude::*,
    web_sys::{Element, Event},
};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    super::{
        dialog::DialogContext,
        form_alert::FormAlert,
        keep::{Keeper, Left},
        toast::use_toast,
    },
    AGAIN_FIELD, Hidden, here, page_field,
};
#[cfg(feature = "hydrate")]
use crate::farewell::Waiting;
use crate::{
    error::{Again, AppError, Done, Repeated},
    forms::{FormState, key_of, tell_unsent},
};

/// What does not depend on the command's type; kept apart so that the bundle holds it once.
#[derive(Clone, Copy)]
pub(super) struct Shared {
    pub state: FormState,
    answered: Signal<Option<Result<Done, AppError>>>,
    key: StoredValue<Option<(String, String)>>,
    /// Whether everything that the last answer complained of was changed since.
    pub amended: RwSignal<bool>,
    /// Whether the browser itself found what is complained of.
    pub own: StoredValue<bool>,
    /// Complaints went, and none came: the focus stays where somebody types.
    quiet: StoredValue<bool>,
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser keeps anything"))]
    keep: Option<Keeper>,
    /// The button that sent it last.
    pub pressed: StoredValue<Option<(String, String)>>,
}

/// Whether a field of text says only that it was left: what was typed there it has told letter by letter.
#[cfg(feature = "hydrate")]
pub(super) fn only_left(event: &Event) -> bool {
    use leptos::{
        wasm_bindgen::JsCast as _,
        web_sys::{HtmlInputElement, HtmlTextAreaElement},
    };

    let Some(target) = event.target() else { return false };
    let text = match target.dyn_ref::<HtmlInputElement>() {
        Some(input) => !["checkbox", "radio", "file"].contains(&input.type_().as_str()),
        None => target.has_type::<HtmlTextAreaElement>(),
    };
    // Scripts that fill a field tell it in either way.
    text && event.type_() == "change" && event.is_trusted()
}

impl Shared {
    pub fn new(
        url: &str,
        key: Option<(String, String)>,
        answered: Signal<Option<Result<Done, AppError>>>,
        pending: Signal<bool>,
        stopped: RwSignal<Option<AppError>>,
        keep: Option<Keeper>,
    ) -> Self {
        let returned = StoredValue::new(None::<AppError>);
        let amended = RwSignal::new(false);
        let error = Signal::derive(move || {
            if let Some(error) = stopped.get() {
                return Some(error);
            }
            if amended.get() {
                return None;
            }
            match answered.get() {
                Some(Err(error)) => Some(error),
                Some(Ok(_)) => None,
                None => returned.get_value(),
            }
        });
        let state = match keep.and_then(|keep| keep.begins_with()) {
            Some(Left { values, files, .. }) => FormState::restored(url, (values, files), error, pending),
            None => {
                let (state, returned_error) = FormState::new(url, key.as_ref(), error, pending);
                returned.set_value(returned_error);
                state
            }
        };
        Self {
            state,
            answered,
            key: StoredValue::new(key),
            amended,
            own: StoredValue::new(false),
            quiet: StoredValue::new(false),
            keep,
            pressed: StoredValue::new(None),
        }
    }

    /// A complaint goes as soon as its field is right; one that only the server knows, as soon as its field is changed.
    pub fn amend(
        &self,
        event: &Event,
        stopped: RwSignal<Option<AppError>>,
        judge: &dyn Fn() -> Option<FieldErrors>,
    ) {
        let Some(AppError::Invalid(before)) = self.state.error.get_untracked() else { return };
        let touched = event.target().and_then(|target| {
            use leptos::wasm_bindgen::JsCast as _;
            let field = target.dyn_into::<Element>().ok()?;
            Some(key_of(&field.get_attribute("name")?))
        });
        let now = judge();
        // Whatever the browser finds wrong, it found before it sent anything.
        let own = self.own.get_value() && now.is_some();
        let mut left = FieldErrors::new();
        for (key, sentence) in before.iter() {
            match now.as_ref().and_then(|now| now.get(key)) {
                Some(sentence) => left.insert(key, sentence),
                None if !own && touched.as_deref() != Some(key) => left.insert(key, sentence),
                None => {}
            }
        }
        if left == before {
            return;
        }
        self.quiet.set_value(true);
        self.amended.set(left.is_empty());
        stopped.set((!left.is_empty()).then_some(AppError::Invalid(left)));
    }

    /// Asks first when files would be missing.
    pub fn may_send(&self, event: &SubmitEvent) -> Result<(), AppError> {
        let state = self.state;
        let (running, failed) = (state.uploads.get_untracked(), state.failed_uploads.get_untracked());
        if state.without_files.get_value() {
            state.without_files.set_value(false);
            return Ok(());
        }
        if running + failed == 0 {
            state.question.set(None);
            return Ok(());
        }
        state.question.set(Some(pressed(event)));
        Err(AppError::Refused(match (running, failed) {
            (0, failed) => format!(
                "{failed} berkas gagal diunggah dan tidak akan ikut terkirim. Coba unggah lagi, atau kirim tanpa berkas itu."
            ),
            (running, 0) => format!(
                "{running} berkas masih diunggah. Tunggu sampai selesai, atau kirim tanpa berkas itu."
            ),
            (running, failed) => format!(
                "{running} berkas masih diunggah dan {failed} berkas gagal diunggah. Tunggu dan coba unggah lagi, atau kirim tanpa berkas itu."
            ),
        }))
    }

    /// Follows the answers.
    pub fn react(self, node: NodeRef<html::Form>, on_done: Option<Callback<Done>>, reset: bool) {
        let dialog = use_context::<DialogContext>();
        if let (Some(dialog), true) = (dialog, self.state.was_returned()) {
            dialog.reopen();
        }
        if cfg!(feature = "ssr") {
            return;
        }
        #[cfg(feature = "hydrate")]
        Effect::new(move |_: Option<Option<Waiting>>| self.state.pending.get().then(Waiting::begin));
        #[cfg(feature = "hydrate")]
        Effect::new(move |_| {
            if let (Some(keep), Some(form)) = (self.keep, node.get()) {
                keep.take(form, self.state);
            }
        });
        tell_unsent(self.state.error);
        let toast = use_toast();
        let navigate = use_navigate();
        Effect::watch(
            move || self.answered.get(),
            move |answer, _, _| {
                if let Some(Err(_)) = answer {
                    self.own.set_value(false);
                    #[cfg(feature = "hydrate")]
                    if let Some(keep) = self.keep {
                        keep.refused();
                    }
                }
                let Some(Ok(done)) = answer else { return };
                self.state.settle();
                #[cfg(feature = "hydrate")]
                if let Some(keep) = self.keep {
                    keep.done();
                }
                if !done.message.is_empty() {
                    toast.ok(done.message.clone());
                }
                if let (true, Some(form)) = (reset || dialog.is_some(), node.get_untracked()) {
                    form.reset();
                    self.state.emptied.update(|count| *count += 1);
                }
                if let Some(dialog) = dialog {
                    dialog.close();
                }
                if let Some(on_done) = on_done {
                    on_done.run(done.clone());
                }
                if let Some(path) = done.go.as_deref().and_then(inside) {
                    navigate(path, NavigateOptions::default());
                }
            },
            false,
        );
        Effect::watch(
            move || self.state.error.get(),
            move |error, _, _| {
                let quiet = self.quiet.try_update_value(std::mem::take).unwrap_or_default();
                if error.is_some() && !quiet {
                    request_animation_frame(move || focus_problem(node));
                }
            },
            false,
        );
    }

    /// The alert, the hidden fields and the page's own fields.
    pub fn contents(self, compact: bool, children: Children) -> AnyView {
        let state = self.state;
        // First of all, so that the alert knows which complaints have a field.
        let fields = view! { <Provider value=state>{children()}</Provider> }.into_any();
        let version = move || {
            state.version().map(|(name, value)| {
                let value = value.to_string();
                // In a conflict each submit button carries its own version; the first one, which
                // Enter presses, carries the old one.
                if state.conflict().is_some() {
                    view! { <button type="submit" class="sr-only" tabindex="-1" aria-hidden="true" name=name value=value></button> }
                        .into_any()
                } else {
                    view! { <input type="hidden" name=name value=value autocomplete="off"/> }.into_any()
                }
            })
        };
        let again = state.error.with_untracked(|error| {
            matches!(error, Some(AppError::Repeated(Repeated { how: Again::Alike, .. })))
        });
        view! {
            {page_field(here())}
            {again.then(|| view! { <input type="hidden" name=AGAIN_FIELD value="1" autocomplete="off"/> })}
            {self.key.get_value().map(|(name, value)| view! { <Hidden name=name value=value/> })}
            {version}
            <FormAlert state compact/>
            {fields}
        }
        .into_any()
    }
}

/// The pressed button's name and value.
pub(super) fn pressed(event: &SubmitEvent) -> Option<(String, String)> {
    let button = event.submitter()?;
    Some((button.get_attribute("name")?, button.get_attribute("value").unwrap_or_default()))
}

/// Puts the focus on the summary; on the field itself when only one is wrong, or there is no summary.
fn focus_problem(node: NodeRef<html::Form>) {
    use leptos::{wasm_bindgen::JsCast as _, web_sys::HtmlElement};
    const SUMMARY: &str = ".form-alert";
    const WRONG: &str = "[aria-invalid=true]";
    let Some(form) = node.get_untracked() else { return };
    #[cfg(feature = "hydrate")]
    let single = form.query_selector_all(WRONG).is_ok_and(|found| found.length() == 1);
    #[cfg(not(feature = "hydrate"))]
    let single = false;
    for selector in if single { [WRONG, SUMMARY] } else { [SUMMARY, WRONG] } {
        if let Ok(Some(element)) = form.query_selector(selector)
            && let Some(element) = element.dyn_ref::<HtmlElement>()
        {
            _ = element.focus();
            // What an editor has taken the place of cannot have it.
            if document().active_element().is_some_and(|active| active == **element) {
                return;
            }
        }
    }
}
