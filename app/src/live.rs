//! Live updates: one stream of events for all pages of a tab. The page loads again what an event names; when
//! there is news, the menu counts anew.

use std::fmt;

use domain::{event::Event, record::RecordRef};
use leptos::prelude::*;

/// The tab's stream.
#[derive(Clone, Copy)]
pub(crate) struct Live {
    /// The line is down, and has been for a moment.
    lost: RwSignal<bool>,
    /// Grows whenever there may be news.
    news: RwSignal<u32>,
    #[cfg(feature = "hydrate")]
    page: browser::PageSlot,
}

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live").finish_non_exhaustive()
    }
}

/// Listens, in the browser, for the frame of the pages; while whoever is logged in may.
pub(crate) fn provide_live(allowed: impl Into<Signal<bool>>) {
    let live = Live {
        lost: RwSignal::new(false),
        news: RwSignal::new(0),
        #[cfg(feature = "hydrate")]
        page: browser::PageSlot::default(),
    };
    provide_context(live);
    let allowed = allowed.into();
    #[cfg(feature = "hydrate")]
    browser::listen(live, allowed);
    #[cfg(not(feature = "hydrate"))]
    let _ = allowed;
}

/// Calls back whenever there may be news for whoever is logged in. Whenever the line comes up, for the first
/// time or again, there may be.
pub(crate) fn on_news(then: impl Fn() + 'static) {
    if let Some(Live { news, .. }) = use_context() {
        Effect::watch(move || news.get(), move |_, _, _| then(), false);
    }
}

/// What a page is told.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser listens"))]
pub enum Heard {
    /// This happened to the record, or to one that lies in it.
    Event(Event),
    /// The line came up, and anything may have happened before: load everything again.
    Anything,
}

impl Heard {
    /// Whether this may have happened: `wanted` is asked of an event.
    pub fn may_be(&self, wanted: impl FnOnce(&Event) -> bool) -> bool {
        match self {
            Self::Event(event) => wanted(event),
            Self::Anything => true,
        }
    }
}

/// Listens, in the browser, to what happens to a record and to what lies in it. Call once per page, in its
/// component's body.
///
/// Several of the same event within a moment count once. A page of the record that the page before showed goes on
/// with that one's line.
pub fn use_live<R: Into<RecordRef>>(
    about: impl Fn() -> Option<R> + Send + Sync + 'static,
    on_heard: impl Fn(Heard) + 'static,
) {
    #[cfg(feature = "hydrate")]
    if let Some(Live { page, .. }) = use_context() {
        page.take(Signal::derive(move || about().map(Into::into)), on_heard);
    }
    #[cfg(not(feature = "hydrate"))]
    drop((about, on_heard));
}

/// A small note while the line is down. Stands apart from the page's flow.
#[component]
pub fn LiveStatus() -> impl IntoView {
    let live = use_context::<Live>();
    let note = move || {
        live.is_some_and(|live| live.lost.get()).then(|| {
            view! {
                <p class="rounded-full bg-neutral px-4 py-2 text-sm text-neutral-content shadow-lg">
                    "Sambungan terputus, mencoba lagi…"
                </p>
            }
        })
    };
    view! {
        <div role="status" aria-live="polite" class="pointer-events-none fixed inset-x-0 bottom-4 z-40 flex justify-center">
            {note}
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::{
        cell::{Cell, RefCell},
        rc::Rc,
        time::Duration,
    };

    use domain::{event::Event, record::RecordRef};
    use futures::{StreamExt as _, stream::select_all};
    use gloo_net::eventsource::futures::EventSource;
    use leptos::{prelude::*, task::spawn_local};

    use super::{Heard, Live};
    use crate::{farewell, json};

    /// Changes that come this close together are told at once.
    const GATHER: Duration = Duration::from_millis(150);
    /// A line that is back sooner was never lost.
    const PATIENCE: Duration = Duration::from_secs(2);
    /// The browser gives up when the server refuses; then it is asked again, ever more rarely.
    const RETRY: Duration = Duration::from_secs(3);
    const RETRY_DOUBLINGS: u32 = 4;

    /// The page that listens, if one does.
    #[derive(Clone, Copy)]
    pub struct PageSlot {
        page: RwSignal<Option<Page>, LocalStorage>,
        /// How many have listened.
        count: StoredValue<u32>,
    }

    #[derive(Clone)]
    struct Page {
        about: Signal<Option<RecordRef>>,
        on_heard: Rc<dyn Fn(Heard)>,
    }

    impl Default for PageSlot {
        fn default() -> Self {
            Self { page: RwSignal::new_local(None), count: StoredValue::new(0) }
        }
    }

    impl PageSlot {
        /// For the page this is called on, until it is left.
        pub fn take(self, about: Signal<Option<RecordRef>>, on_heard: impl Fn(Heard) + 'static) {
            let number = self.count.get_value() + 1;
            self.count.set_value(number);
            self.page.set(Some(Page { about, on_heard: Rc::new(on_heard) }));
            on_cleanup(move || {
                // The next page may have come already.
                if self.count.try_get_value() == Some(number) {
                    self.page.try_set(None);
                }
            });
        }

        fn about(self) -> Option<RecordRef> {
            self.page.with(|page| page.as_ref().and_then(|page| page.about.try_get().flatten()))
        }

        fn tell(self, heard: Heard) {
            let page = self.page.try_get_untracked().flatten();
            if let Some(page) = page {
                (page.on_heard)(heard);
            }
        }
    }

    struct Lines {
        live: Live,
        waiting: RefCell<Waiting>,
        down: Cell<bool>,
        refusals: Cell<u32>,
    }

    /// What was heard and is not told yet.
    #[derive(Default)]
    struct Waiting {
        heard: Vec<Heard>,
        news: bool,
        due: bool,
    }

    pub fn listen(live: Live, allowed: Signal<bool>) {
        let lines = Rc::new(Lines {
            live,
            waiting: RefCell::default(),
            down: Cell::new(false),
            refusals: Cell::new(0),
        });
        farewell::heed();
        let visible = visibility();
        let again = RwSignal::new(());
        // A page of the same record goes on with the line of the page before.
        let about = Memo::new(move |_| live.page.about());
        Effect::new(move |_| {
            again.track();
            // A browser allows few connections per site; a tab nobody looks at holds none.
            if visible.get() && allowed.get() {
                open(about.get(), Rc::clone(&lines), again);
            }
        });
    }

    /// Whether somebody can see the tab.
    fn visibility() -> RwSignal<bool> {
        let visible = RwSignal::new(!document().hidden());
        let handle =
            window_event_listener_untyped("visibilitychange", move |_| visible.set(!document().hidden()));
        on_cleanup(move || handle.remove());
        visible
    }

    fn open(about: Option<RecordRef>, lines: Rc<Lines>, again: RwSignal<()>) {
        let path = about.map_or_else(|| "/live".to_owned(), |about| format!("/live?about={about}"));
        let Ok(mut source) = EventSource::new(&path) else { return };
        let streams = ["open", "message", "news", "ended", "error"].map(|kind| source.subscribe(kind));
        let Ok(streams) = streams.into_iter().collect::<Result<Vec<_>, _>>() else { return };
        // Belongs to the effect: let go, and thereby closed, when that runs again.
        let line = StoredValue::new_local(source);
        spawn_local(async move {
            let mut streams = select_all(streams);
            while let Some(Ok((kind, event))) = streams.next().await {
                if line.is_disposed() {
                    return;
                }
                match kind.as_str() {
                    "open" => lines.is_up(),
                    "error" => lines.is_down(),
                    "news" => lines.gather(|waiting| waiting.news = true),
                    "ended" => {
                        if farewell::is_over().await {
                            farewell::leave();
                        } else if !line.is_disposed() {
                            again.set(());
                        }
                        return;
                    }
                    _ => lines.hear(event.data().as_string().as_deref()),
                }
            }
            if !line.is_disposed() {
                lines.is_down();
                let wait = RETRY * 2_u32.pow(lines.refusals.get().min(RETRY_DOUBLINGS));
                lines.refusals.set(lines.refusals.get() + 1);
                set_timeout(
                    move || {
                        if !line.is_disposed() {
                            again.set(());
                        }
                    },
                    wait,
                );
            }
        });
    }

    impl Lines {
        fn is_up(self: &Rc<Self>) {
            self.down.set(false);
            self.refusals.set(0);
            self.live.lost.set(false);
            self.gather(|waiting| {
                waiting.news = true;
                waiting.heard = vec![Heard::Anything];
            });
        }

        fn is_down(self: &Rc<Self>) {
            if self.down.replace(true) {
                return;
            }
            let lines = Rc::clone(self);
            set_timeout(
                move || {
                    if lines.down.get() {
                        lines.live.lost.try_set(true);
                    }
                },
                PATIENCE,
            );
        }

        fn hear(self: &Rc<Self>, data: Option<&str>) {
            match data.map(json::read::<Event>) {
                Some(Ok(event)) => self.gather(|waiting| {
                    let heard = Heard::Event(event);
                    if !waiting.heard.contains(&heard) {
                        waiting.heard.push(heard);
                    }
                }),
                Some(Err(error)) => leptos::logging::warn!("live: {error}"),
                None => {}
            }
        }

        fn gather(self: &Rc<Self>, add: impl FnOnce(&mut Waiting)) {
            let mut waiting = self.waiting.borrow_mut();
            add(&mut waiting);
            if !waiting.due {
                waiting.due = true;
                let lines = Rc::clone(self);
                set_timeout(move || lines.tell(), GATHER);
            }
        }

        fn tell(&self) {
            let Waiting { heard, news, .. } = self.waiting.take();
            for one in heard {
                self.live.page.tell(one);
            }
            if news {
                self.live.news.try_update(|times| *times += 1);
            }
        }
    }
}
