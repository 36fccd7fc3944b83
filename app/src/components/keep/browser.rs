//! What a browser does to keep what is typed.

use std::{cell::Cell, time::Duration};

use domain::{attachment::Attachment, rich_text::to_text};
use leptos::{
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast as _, JsValue},
    web_sys::HtmlFormElement,
};
use web_sys::{FormData, HtmlElement, HtmlInputElement};

use super::{Keeper, Keeping, Left, failed};
use crate::{
    components::attachments::file_of,
    error::AppError,
    forms::FormState,
    kept_here::{PREFIX, is_leaving, ours, storage},
};

/// After so long a pause the browser keeps what was typed.
const PAUSE: Duration = Duration::from_millis(400);
/// So long after the first letter the server keeps it.
const A_WHILE: Duration = Duration::from_secs(10);
/// So long the browser remembers it, in milliseconds: a little less than the server keeps files that nothing names.
const LONG: f64 = 47.0 * 3_600_000.0;
/// So long a pressed button waits for the server to keep.
const PATIENCE: Duration = Duration::from_secs(15);
/// What is under way.
#[derive(Clone, Copy)]
pub(in super::super) struct Work {
    form: StoredValue<Option<HtmlFormElement>, LocalStorage>,
    state: StoredValue<Option<FormState>>,
    /// Counts what was typed, and how much of that the server has.
    typed: StoredValue<(u32, u32)>,
    /// When this page wrote into the browser last: another tab may have written since.
    wrote: StoredValue<f64>,
    pause: StoredValue<Option<TimeoutHandle>>,
    waiting: StoredValue<bool>,
    sending: StoredValue<bool>,
    /// The button that was pressed while the server was keeping.
    pressed: StoredValue<Option<Option<HtmlElement>>, LocalStorage>,
    looked: StoredValue<bool>,
    over: StoredValue<bool>,
    /// The form was sent, and its answer has not come.
    sent: StoredValue<bool>,
}

impl Work {
    pub(in super::super) fn new() -> Self {
        Self {
            form: StoredValue::new_local(None),
            state: StoredValue::new(None),
            typed: StoredValue::new((0, 0)),
            wrote: StoredValue::new(0.0),
            pause: StoredValue::new(None),
            waiting: StoredValue::new(false),
            sending: StoredValue::new(false),
            pressed: StoredValue::new_local(None),
            looked: StoredValue::new(false),
            over: StoredValue::new(false),
            sent: StoredValue::new(false),
        }
    }
}

impl Keeper {
    /// The form is there: shows what was left of it, and keeps it from now on.
    pub(in super::super) fn take(self, form: HtmlFormElement, state: FormState) {
        self.work.state.set_value(Some(state));
        self.work.form.set_value(Some(form.clone()));
        if self.work.looked.get_value() {
            if self.left.with_untracked(Option::is_some) {
                self.keeping.set(Keeping::Here);
            }
            return;
        }
        self.work.looked.set_value(true);
        forget_old();
        if state.was_returned() {
            return;
        }
        let Some(left) = self.stored() else { return };
        if essence(&left.values) == essence(&values(&form)) {
            self.remove();
        } else {
            self.offered.set(true);
            self.begin_anew(Some(left));
        }
    }

    fn begin_anew(self, left: Option<Left>) {
        self.left.set(left);
        self.begun.update(|begun| *begun += 1);
    }

    /// Something was typed, chosen or taken away.
    pub(in super::super) fn typed(self) {
        self.work.typed.update_value(|(typed, _)| *typed += 1);
        self.work.over.set_value(false);
        if !matches!(self.keeping.get_untracked(), Keeping::Failed(_)) {
            self.keeping.set(Keeping::Here);
        }
        if let Some(pause) = self.work.pause.get_value() {
            pause.clear();
        }
        let pause = set_timeout_with_handle(move || self.keep_here(), PAUSE);
        self.work.pause.set_value(pause.ok());
        self.keep_later();
    }

    fn keep_later(self) {
        if self.send.with_value(Option::is_none) || self.work.waiting.get_value() {
            return;
        }
        self.work.waiting.set_value(true);
        set_timeout(
            move || {
                if self.work.waiting.try_set_value(false).is_none() {
                    self.keep_there();
                }
            },
            A_WHILE,
        );
    }

    /// Whether a button's answer has to wait until the server has kept; it is pressed again then.
    pub(in super::super) fn must_wait(self, button: Option<HtmlElement>) -> bool {
        let sending = self.work.sending.get_value();
        if sending {
            self.work.pressed.set_value(Some(button));
        }
        sending
    }

    /// The command went through, or the person does not want it: nothing is to be kept.
    pub fn forget(&self) {
        self.done();
        if self.left.with_untracked(Option::is_some) {
            self.begin_anew(None);
        }
    }

    /// The form is sent: nothing is kept by the server until its answer has come.
    pub(in super::super) fn sent(self) {
        self.work.sent.set_value(true);
    }

    /// The answer was a refusal: somebody goes on typing.
    pub(in super::super) fn refused(self) {
        self.work.sent.set_value(false);
    }

    /// The command went through.
    pub(in super::super) fn done(self) {
        self.work.sent.set_value(false);
        self.remove();
        self.work.over.set_value(true);
        self.work.typed.update_value(|(typed, kept)| *kept = *typed);
        self.keeping.set(Keeping::Idle);
    }

    fn is_unsaved(self) -> bool {
        self.work.typed.try_get_value().is_some_and(|(typed, kept)| typed > kept)
            && self.work.over.try_get_value() == Some(false)
    }

    fn key(self) -> Option<String> {
        let address = self.address.try_get_untracked()?;
        Some(format!("{PREFIX}{} {address}", self.user.try_get_value()?))
    }

    fn stored(self) -> Option<Left> {
        let text = storage()?.get_item(&self.key()?).ok()??;
        crate::json::read(&text).ok()
    }

    /// Whether what the browser has is this page's: what another tab has written since stays.
    fn is_mine(self) -> bool {
        let wrote = self.work.wrote.try_get_value().unwrap_or_default();
        self.stored().is_none_or(|left| left.at <= wrote)
    }

    fn remove(self) {
        if let Some(key) = self.key() {
            remove(&key);
        }
    }

    /// In this browser.
    fn keep_here(self) {
        let Some(Some(form)) = self.work.form.try_get_value() else { return };
        if !self.is_unsaved() || is_leaving() {
            return;
        }
        let mut values = values(&form);
        // In a conflict a button carries the version, which stays the one that was begun from.
        let state = self.work.state.try_get_value().flatten();
        // On leaving, the form has gone already.
        let alive = state.filter(|state| state.dirty.try_get_untracked().is_some());
        let version = alive.and_then(|state| untrack(|| state.version()));
        if let Some((name, version)) =
            version.filter(|(name, _)| !values.iter().any(|(known, _)| known == name))
        {
            values.push((name, version.to_string()));
        }
        let left = Left { at: js_sys::Date::now(), values, files: files(&form) };
        if let (Some(storage), Some(key), Ok(text)) = (storage(), self.key(), serde_json::to_string(&left)) {
            _ = self.work.wrote.try_set_value(left.at);
            // Where there is no room, the server's copy must do.
            _ = storage.set_item(&key, &text);
        }
    }

    /// On the server.
    fn keep_there(self) {
        if self.work.sent.try_get_value() != Some(false) {
            if self.work.sent.try_get_value().is_some() {
                self.keep_later();
            }
            return;
        }
        let unsent = self.is_unsaved() && self.work.sending.try_get_value() == Some(false);
        let Some(Some(form)) = self.work.form.try_get_value().filter(|_| unsent) else { return };
        let (Some(send), Ok(data)) = (self.send.get_value(), FormData::new_with_form(&form)) else { return };
        let (upto, _) = self.work.typed.get_value();
        let (key, toast) = (self.key(), self.toast);
        if self.is_mine() {
            self.keep_here();
        }
        self.work.sending.set_value(true);
        self.keeping.set(Keeping::Sending);
        set_timeout(
            move || {
                // Whatever becomes of it: nobody waits for ever.
                let waits = self.work.pressed.try_with_value(Option::is_some) == Some(true);
                if waits && self.work.sending.try_set_value(false).is_none() {
                    self.press_again();
                }
            },
            PATIENCE,
        );
        spawn_local(async move {
            let answer = send(data).await;
            let is_left = self.work.sending.try_set_value(false).is_some();
            match answer {
                Ok(_) if is_left => {
                    if let Some(key) = key {
                        remove(&key);
                    }
                    toast.ok("Isian tersimpan sebagai draf.");
                }
                Ok(saved) => self.kept(saved, upto),
                Err(error) if is_left => toast.error(failed(&sentence(&error))),
                Err(error) => self.keeping.set(Keeping::Failed(sentence(&error))),
            }
            if !is_left {
                self.press_again();
            }
        });
    }

    fn kept(self, saved: super::Saved, upto: u32) {
        if self.is_mine() {
            self.remove();
        }
        self.fresh.set_value(false);
        self.work.typed.update_value(|(_, kept)| *kept = upto);
        if let Some(state) = self.work.state.get_value() {
            state.saved_as(saved.version);
        }
        self.offered.set(false);
        if self.address.get_untracked() != saved.address {
            if let Ok(history) = window().history() {
                let state = history.state().unwrap_or_default();
                _ = history.replace_state_with_url(&state, "", Some(&saved.shown));
            }
            self.address.set(saved.address);
        }
        self.keeping.set(Keeping::Kept(saved.at));
        if self.is_unsaved() {
            self.keep_here();
            self.keep_later();
        }
    }

    /// Once the fields hold the new version.
    fn press_again(self) {
        let Some(button) = self.work.pressed.try_update_value(Option::take).flatten() else { return };
        request_animation_frame(move || {
            let Some(Some(form)) = self.work.form.try_get_value() else { return };
            _ = match button {
                Some(button) => form.request_submit_with_submitter(Some(&button)),
                None => form.request_submit(),
            };
        });
    }

    /// On another page of the application, in another tab, and when the tab is closed.
    pub(super) fn keep_on_leaving(self) {
        let hidden = window_event_listener_untyped("visibilitychange", move |_| {
            if document().hidden() {
                self.keep_here();
                // The tab may be closing: a record whose number nobody gets to know would be begun twice.
                if !self.fresh.get_value() {
                    self.keep_there();
                }
            }
        });
        let gone = window_event_listener_untyped("pagehide", move |_| self.keep_here());
        on_cleanup(move || {
            hidden.remove();
            gone.remove();
            self.keep_here();
            self.keep_there();
        });
    }
}

/// What hinders the server, in short.
fn sentence(error: &AppError) -> String {
    match error {
        AppError::Conflict(_) => {
            "Orang lain telah mengubah rencana ini; simpan untuk membandingkan.".to_owned()
        }
        AppError::Invalid(errors) => {
            errors.iter().next().map(|(_, told)| told.to_owned()).unwrap_or_default()
        }
        error => error.sentence(),
    }
}

fn remove(key: &str) {
    if let Some(storage) = storage() {
        _ = storage.remove_item(key);
    }
}

/// Fields that say nothing of what was typed.
const OWN: [&str; 4] = [super::super::PAGE_FIELD, super::super::AGAIN_FIELD, "intent", "plan"];

/// What stands in the form.
fn values(form: &HtmlFormElement) -> Vec<(String, String)> {
    let Ok(data) = FormData::new_with_form(form) else { return Vec::new() };
    let entries = js_sys::try_iter(&data.entries()).ok().flatten();
    let pair = |entry: Result<JsValue, _>| {
        let entry = js_sys::Array::from(&entry.ok()?);
        Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
    };
    entries.into_iter().flatten().filter_map(pair).filter(|(name, _)| !OWN.contains(&&**name)).collect()
}

/// The stored files that the form names, with their names.
fn files(form: &HtmlFormElement) -> Vec<Attachment> {
    let Ok(inputs) = form.query_selector_all("input[data-berkas]") else { return Vec::new() };
    (0..inputs.length())
        .filter_map(|at| inputs.item(at)?.dyn_into::<HtmlInputElement>().ok())
        .filter_map(|input| file_of(&input.value(), &input.get_attribute("data-berkas")?))
        .collect()
}

/// What a person has typed, whichever row it stands in, and whether the editor holds it or the plain field.
fn essence(values: &[(String, String)]) -> Vec<(String, String)> {
    let one = |(name, value): &(String, String)| {
        let (name, value) = match name.strip_suffix("[html]") {
            Some(name) => (name, to_text(value)),
            None => (&**name, value.clone()),
        };
        let name: String = name.chars().filter(|letter| !letter.is_ascii_digit()).collect();
        (name, value.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let mut all: Vec<_> = values
        .iter()
        .filter(|(name, _)| name != "version")
        .map(one)
        .filter(|(_, value)| !value.is_empty())
        .collect();
    all.sort();
    all
}

thread_local! {
    static SWEPT: Cell<bool> = const { Cell::new(false) };
}

/// What nobody came back for is forgotten.
fn forget_old() {
    if SWEPT.replace(true) {
        return;
    }
    let Some(storage) = storage() else { return };
    for name in ours(&storage) {
        let left =
            storage.get_item(&name).ok().flatten().and_then(|text| crate::json::read::<Left>(&text).ok());
        if left.is_none_or(|left| js_sys::Date::now() - left.at > LONG) {
            _ = storage.remove_item(&name);
        }
    }
}
