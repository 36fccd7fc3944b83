//! A command's form: works as plain HTML, and better with JavaScript.

use domain::{field::FieldErrors, inside::inside};
use leptos::{
    context::Provider,
    ev::SubmitEvent,
    form::{ActionForm, FromFormData},
    html,
    prelude::*,
    server_fn::{Http, ServerFn, client::Client, codec::PostUrl, request::ClientReq},
    web_sys::FormData,
};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use serde::de::DeserializeOwned;

use super::{
    dialog::{ASKED, DialogContext},
    form_alert::FormAlert,
    toast::use_toast,
};
#[cfg(feature = "hydrate")]
use crate::farewell::Waiting;
use crate::{
    error::{Again, AppError, Done, Repeated},
    forms::{FormState, tell_unsent},
};

/// The page's own address, for the server when there is no JavaScript. The Referer does not serve: once a
/// form has been handed back, it is the command's address. Behind a `#` stands the form's token, which the server
/// takes once: sent twice without JavaScript, a form is stored once. One field for both, for a page of scores has
/// four hundred forms.
pub const PAGE_FIELD: &str = "_page";

/// Says that the sender was told that the same content is stored already.
pub const AGAIN_FIELD: &str = "_again";

/// The hidden field with the page and a fresh token. The server makes that; whatever a script sends needs none.
pub(crate) fn page_field(page: String) -> AnyView {
    #[cfg(feature = "ssr")]
    let page = format!("{page}#{:024x}", rand::random::<u128>() >> 32);
    view! { <input type="hidden" name=PAGE_FIELD value=page autocomplete="off"/> }.into_any()
}

pub(super) fn here() -> String {
    let location = use_location();
    let path = location.pathname.get_untracked();
    location.search.with_untracked(|search| without_dialog(path, search))
}

/// Asks for a page with everything ticked, without a script.
pub const ALL_TICKED: &str = "semua";

/// A page's address, without the dialog or the ticks that it was asked for with: answered, the dialog is closed, and
/// nothing else is ticked.
fn without_dialog(path: String, search: &str) -> String {
    let dialog =
        |pair: &&str| !pair.split('=').next().is_some_and(|name| [ASKED, ALL_TICKED].contains(&name));
    let pairs: Vec<_> =
        search.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty()).filter(dialog).collect();
    if pairs.is_empty() { path } else { format!("{path}?{}", pairs.join("&")) }
}

/// A hidden field.
#[component]
pub fn Hidden(
    /// Its name.
    #[prop(into)]
    name: Signal<String>,
    /// Its value.
    #[prop(into)]
    value: Signal<String>,
) -> impl IntoView {
    view! { <input type="hidden" name=move || name.get() value=move || value.get() autocomplete="off"/> }
}

/// Wraps `ActionForm`: field errors at their fields, other errors on top, a toast and the way on
/// when it went through. What was typed stays until then.
#[component]
pub fn Form<S, O>(
    /// The command.
    action: ServerAction<S>,
    /// A hidden field that tells this form from others of the same command on the page (rows).
    #[prop(optional, into)]
    key: Option<(String, String)>,
    /// The version the person sees; sent along, and kept while they type.
    #[prop(optional, into)]
    version: Option<Signal<i64>>,
    /// The name under which the version is sent.
    #[prop(default = "version")]
    version_name: &'static str,
    /// Needed when there are `FileField`s inside, so that they work without JavaScript.
    #[prop(optional)]
    multipart: bool,
    /// Checks in the browser before sending: `|call: &SavePlan| call.form.validate().map(drop)`.
    #[prop(optional, into)]
    validate: Option<Callback<S, Result<(), FieldErrors>>>,
    /// Runs when it went through; refetch here.
    #[prop(optional, into)]
    on_done: Option<Callback<Done>>,
    /// One row of a table: no summary of errors on top.
    #[prop(optional)]
    compact: bool,
    /// Empties the fields when it went through; a form in a dialog always does.
    #[prop(optional)]
    reset: bool,
    /// Extra classes.
    #[prop(optional, into)]
    class: String,
    /// The form's `id`, for buttons that stand outside.
    #[prop(optional, into)]
    id: Option<String>,
    /// Fields and buttons.
    children: Children,
) -> impl IntoView
where
    S: DeserializeOwned
        + ServerFn<Protocol = Http<PostUrl, O>, Output = Done, Error = AppError>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Client: Client<AppError>,
    <<S::Client as Client<AppError>>::Request as ClientReq<AppError>>::FormData: From<FormData>,
    O: 'static,
{
    let answer = action.value();
    let answered = Signal::derive(move || answer.get());
    let stopped = RwSignal::new(None::<AppError>);
    let shared = Shared::new(S::url(), key, answered, action.pending().into(), stopped);
    let state = shared.state;
    if let Some(version) = version {
        state.carry_version(version_name, version);
    }

    // Runs before ActionForm's own listener, which does nothing once the event is stopped.
    let before = move |event: SubmitEvent| {
        let answered = shared.state.without_files.get_value();
        if !answered {
            stopped.set(None);
        }
        let verdict = shared.may_send(&event).and_then(|()| match (validate, S::from_event(&event)) {
            (Some(validate), Ok(call)) => validate.run(call).map_err(AppError::Invalid),
            _ => Ok(()),
        });
        match verdict {
            Err(error) => {
                event.prevent_default();
                stopped.set(Some(error));
            }
            // The button that was pressed stands in the message: it must not go before it is read.
            Ok(()) if answered => request_animation_frame(move || {
                stopped.set(None);
                shared.state.question.set(None);
            }),
            Ok(()) => {}
        }
    };

    let node = NodeRef::<html::Form>::new();
    shared.react(node, on_done, reset);
    let inside = shared.contents(compact, children);
    view! {
        <ActionForm
            action=action
            node_ref=node
            attr:id=id
            attr:class=format!("form {} {class}", if compact { "form-compact" } else { "" })
            attr:enctype=multipart.then_some("multipart/form-data")
            attr:novalidate=true
            on:submit:capture=before
            on:input=move |_| state.touch()
            on:change=move |_| state.touch()
        >
            {inside}
        </ActionForm>
    }
}

/// What does not depend on the command's type; kept apart so that the bundle holds it once.
#[derive(Clone, Copy)]
struct Shared {
    state: FormState,
    answered: Signal<Option<Result<Done, AppError>>>,
    key: StoredValue<Option<(String, String)>>,
}

impl Shared {
    fn new(
        url: &str,
        key: Option<(String, String)>,
        answered: Signal<Option<Result<Done, AppError>>>,
        pending: Signal<bool>,
        stopped: RwSignal<Option<AppError>>,
    ) -> Self {
        let returned = StoredValue::new(None::<AppError>);
        let error = Signal::derive(move || {
            if let Some(error) = stopped.get() {
                return Some(error);
            }
            match answered.get() {
                Some(Err(error)) => Some(error),
                Some(Ok(_)) => None,
                None => returned.get_value(),
            }
        });
        let (state, returned_error) = FormState::new(url, key.as_ref(), error, pending);
        returned.set_value(returned_error);
        Self { state, answered, key: StoredValue::new(key) }
    }

    /// Asks first when files would be missing.
    fn may_send(&self, event: &SubmitEvent) -> Result<(), AppError> {
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
        let button = event.submitter().and_then(|button| {
            Some((button.get_attribute("name")?, button.get_attribute("value").unwrap_or_default()))
        });
        state.question.set(Some(button));
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
    fn react(self, node: NodeRef<html::Form>, on_done: Option<Callback<Done>>, reset: bool) {
        let dialog = use_context::<DialogContext>();
        if let (Some(dialog), true) = (dialog, self.state.was_returned()) {
            dialog.reopen();
        }
        if cfg!(feature = "ssr") {
            return;
        }
        #[cfg(feature = "hydrate")]
        Effect::new(move |_: Option<Option<Waiting>>| self.state.pending.get().then(Waiting::begin));
        tell_unsent(self.state.error);
        let toast = use_toast();
        let navigate = use_navigate();
        Effect::watch(
            move || self.answered.get(),
            move |answer, _, _| {
                let Some(Ok(done)) = answer else { return };
                self.state.settle();
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
                if error.is_some() {
                    request_animation_frame(move || focus_problem(node));
                }
            },
            false,
        );
    }

    /// The alert, the hidden fields and the page's own fields.
    fn contents(self, compact: bool, children: Children) -> AnyView {
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

#[cfg(test)]
mod tests {
    use super::without_dialog;

    #[test]
    fn a_page_is_come_back_to_with_its_dialog_closed() {
        let page = |search: &str| without_dialog("/seleksi".to_owned(), search);
        assert_eq!(page(""), "/seleksi");
        assert_eq!(page("?dialog=dialog-pelamar"), "/seleksi");
        assert_eq!(page("?tab=saya&semua=1"), "/seleksi?tab=saya");
        assert_eq!(page("?q=a%26b&dialog=x&status=draft"), "/seleksi?q=a%26b&status=draft");
        assert_eq!(page("q=dialog"), "/seleksi?q=dialog");
    }
}
