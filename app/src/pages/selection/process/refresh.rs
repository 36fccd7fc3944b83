//! Loading the page's data again: not more often than useful, and without losing the focus.

use std::time::Duration;

use leptos::{ev::FocusEvent, prelude::*, wasm_bindgen::JsCast as _, web_sys::Element};

use super::dom;
use crate::{api::selection::views::VacancyView, pages::Answer};

/// One's own saving and the news of it come as two; this long they count as one.
const GATHER: Duration = Duration::from_millis(160);

/// Asks the server again, one request at a time.
#[derive(Clone, Copy)]
pub(super) struct Refresh {
    answer: Answer<VacancyView>,
    waiting: StoredValue<bool>,
    loading: StoredValue<bool>,
    again: StoredValue<bool>,
}

impl Refresh {
    /// For the page's data.
    pub fn of(answer: Answer<VacancyView>) -> Self {
        let refresh = Self {
            answer,
            waiting: StoredValue::new(false),
            loading: StoredValue::new(false),
            again: StoredValue::new(false),
        };
        Effect::new(move |_| {
            answer.track();
            refresh.loading.set_value(false);
            if refresh.again.get_value() {
                refresh.again.set_value(false);
                refresh.ask();
            }
        });
        refresh
    }

    /// Something may have changed.
    pub fn ask(self) {
        if self.waiting.try_get_value().unwrap_or(true) {
            return;
        }
        self.waiting.set_value(true);
        set_timeout(
            move || {
                // The page may have been left meanwhile.
                let Some(loading) = self.loading.try_get_value() else { return };
                self.waiting.set_value(false);
                if loading {
                    self.again.set_value(true);
                } else {
                    self.loading.set_value(true);
                    self.answer.refetch();
                }
            },
            GATHER,
        );
    }
}

/// A row and its table's region.
type Place = (Element, Element);

/// Remembers the row with the focus, for when its control goes away with a change. On the server,
/// whose threads may not share elements, there is nothing to remember.
#[derive(Clone, Copy)]
pub(super) struct KeepFocus(Option<StoredValue<Option<Place>, LocalStorage>>);

impl KeepFocus {
    /// Watches the page's data.
    pub fn new(view: Signal<VacancyView>) -> Self {
        if cfg!(feature = "ssr") {
            return Self(None);
        }
        let place = StoredValue::new_local(None::<Place>);
        Effect::watch(
            move || view.track(),
            move |(), _, _| {
                request_animation_frame(move || {
                    if let Some(Some(place)) = place.try_get_value() {
                        dom::refocus(&place);
                    }
                });
            },
            false,
        );
        Self(Some(place))
    }

    /// The focus came to a control.
    pub fn moved(self, event: &FocusEvent) {
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        self.set(element.as_ref().and_then(dom::row_around));
    }

    /// The pointer is used: a focus that then is nowhere is meant so.
    pub fn forget(self) {
        self.set(None);
    }

    fn set(self, now: Option<Place>) {
        if let Some(place) = self.0 {
            place.set_value(now);
        }
    }
}
