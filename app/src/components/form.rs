//! A command's form: works as plain HTML, and better with JavaScript.

mod shared;

use domain::field::FieldErrors;
use leptos::{
    ev::SubmitEvent,
    form::{ActionForm, FromFormData},
    html,
    prelude::*,
    server_fn::{Http, ServerFn, client::Client, codec::PostUrl, request::ClientReq},
    web_sys::{Event, FormData},
};
use leptos_router::hooks::use_location;
use serde::de::DeserializeOwned;

use self::shared::{Shared, pressed};
use super::{dialog::ASKED, keep::Keeper};
use crate::error::{AppError, Done};

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
    /// Keeps what is typed until it is saved.
    #[prop(optional)]
    keep: Option<Keeper>,
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
    let shared = Shared::new(S::url(), key, answered, action.pending().into(), stopped, keep);
    let state = shared.state;
    if let Some(version) = version {
        state.carry_version(version_name, version);
    }

    // Runs before ActionForm's own listener, which does nothing once the event is stopped.
    let before = move |event: SubmitEvent| {
        #[cfg(feature = "hydrate")]
        if keep.is_some_and(|keep| keep.must_wait(event.submitter())) {
            event.prevent_default();
            return;
        }
        shared.amended.set(false);
        shared.pressed.set_value(pressed(&event));
        let answered = shared.state.without_files.get_value();
        if !answered {
            stopped.set(None);
        }
        let verdict = shared.may_send(&event).and_then(|()| match (validate, S::from_event(&event)) {
            (Some(validate), Ok(call)) => validate.run(call).map_err(AppError::Invalid),
            _ => Ok(()),
        });
        #[cfg(feature = "hydrate")]
        if let (Ok(()), Some(keep)) = (&verdict, keep) {
            keep.sent();
        }
        match verdict {
            Err(error) => {
                event.prevent_default();
                shared.own.set_value(true);
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
    // What is right now is no longer complained of.
    let judge = move || {
        let data = FormData::new_with_form(&node.get_untracked()?).ok()?;
        if let Some((name, value)) = shared.pressed.get_value() {
            data.set_with_str(&name, &value).ok()?;
        }
        let call = S::from_form_data(&data).ok()?;
        validate.map(|validate| validate.run(call).err().unwrap_or_default())
    };
    let typed = move |event: Event| {
        // An editor may tell of its text once the form has gone.
        if shared.state.dirty.try_get_untracked().is_none() {
            return;
        }
        shared.state.touch();
        #[cfg(feature = "hydrate")]
        if let Some(keep) = keep.filter(|_| !shared::only_left(&event)) {
            keep.typed();
        }
        shared.amend(&event, stopped, &judge);
    };
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
            on:input=typed
            on:change=typed
        >
            {inside}
        </ActionForm>
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
