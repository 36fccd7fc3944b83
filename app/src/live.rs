//! Live updates: one stream of events per page; the page loads again what an event names.

use std::fmt;

use domain::{event::Change, id::PlanId};
use leptos::prelude::*;

/// How the page's stream is doing.
#[derive(Clone, Copy)]
struct Live {
    /// The line is down, and has been for a moment.
    lost: RwSignal<bool>,
}

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live").finish_non_exhaustive()
    }
}

/// Listens, in the browser, to what happens to a plan. Call once per page, in its component's body.
///
/// `on_change` is told of every change; several of the same within a moment count once. Whenever
/// the line comes up, for the first time or again, it is told [`Change::Plan`], because anything
/// may have happened before: load everything again then.
pub fn use_live(plan: impl Into<Signal<Option<PlanId>>>, on_change: impl Fn(Change) + 'static) {
    let lost = RwSignal::new(false);
    provide_context(Live { lost });
    let plan = plan.into();
    #[cfg(feature = "hydrate")]
    browser::listen(plan, lost, on_change);
    #[cfg(not(feature = "hydrate"))]
    drop((plan, on_change));
}

/// A small note while the line of the page's [`use_live`] is down. Stands apart from the page's flow.
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

    use domain::{
        event::{Change, Event},
        id::PlanId,
    };
    use futures::{StreamExt as _, stream::select_all};
    use gloo_net::eventsource::futures::EventSource;
    use leptos::{prelude::*, task::spawn_local};

    /// Changes that come this close together are told at once.
    const GATHER: Duration = Duration::from_millis(150);
    /// A line that is back sooner was never lost.
    const PATIENCE: Duration = Duration::from_secs(2);
    /// The browser gives up when the server refuses; then it is asked again, ever more rarely.
    const RETRY: Duration = Duration::from_secs(3);
    const RETRY_DOUBLINGS: u32 = 4;

    struct Page {
        lost: RwSignal<bool>,
        on_change: Box<dyn Fn(Change)>,
        waiting: RefCell<Vec<Change>>,
        down: Cell<bool>,
        refusals: Cell<u32>,
    }

    pub fn listen(plan: Signal<Option<PlanId>>, lost: RwSignal<bool>, on_change: impl Fn(Change) + 'static) {
        let page = Rc::new(Page {
            lost,
            on_change: Box::new(on_change),
            waiting: RefCell::default(),
            down: Cell::new(false),
            refusals: Cell::new(0),
        });
        let visible = visibility();
        let again = RwSignal::new(());
        Effect::new(move |_| {
            again.track();
            // A browser allows few connections per site; a tab nobody looks at holds none.
            if visible.get()
                && let Some(plan) = plan.get()
            {
                open(plan, Rc::clone(&page), again);
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

    fn open(plan: PlanId, page: Rc<Page>, again: RwSignal<()>) {
        let Ok(mut source) = EventSource::new(&format!("/live?plan={plan}")) else { return };
        let streams = [source.subscribe("open"), source.subscribe("message"), source.subscribe("error")];
        let Ok(streams) = streams.into_iter().collect::<Result<Vec<_>, _>>() else { return };
        // Belongs to the effect: let go, and thereby closed, when that runs again or the page is left.
        let line = StoredValue::new_local(source);
        spawn_local(async move {
            let mut streams = select_all(streams);
            while let Some(Ok((kind, event))) = streams.next().await {
                if line.is_disposed() {
                    return;
                }
                match kind.as_str() {
                    "open" => page.is_up(),
                    "error" => page.is_down(),
                    _ => page.hear(event.data().as_string().as_deref()),
                }
            }
            if !line.is_disposed() {
                page.is_down();
                let wait = RETRY * 2_u32.pow(page.refusals.get().min(RETRY_DOUBLINGS));
                page.refusals.set(page.refusals.get() + 1);
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

    impl Page {
        fn is_up(self: &Rc<Self>) {
            self.down.set(false);
            self.refusals.set(0);
            self.lost.set(false);
            self.gather(Change::Plan);
        }

        fn is_down(self: &Rc<Self>) {
            if self.down.replace(true) {
                return;
            }
            let page = Rc::clone(self);
            set_timeout(
                move || {
                    if page.down.get() && !page.lost.is_disposed() {
                        page.lost.set(true);
                    }
                },
                PATIENCE,
            );
        }

        fn hear(self: &Rc<Self>, data: Option<&str>) {
            match data.map(serde_json::from_str::<Event>) {
                Some(Ok(event)) => self.gather(event.change),
                Some(Err(error)) => leptos::logging::warn!("live: {error}"),
                None => {}
            }
        }

        fn gather(self: &Rc<Self>, change: Change) {
            let mut waiting = self.waiting.borrow_mut();
            if waiting.is_empty() {
                let page = Rc::clone(self);
                set_timeout(move || page.tell(), GATHER);
            }
            if !waiting.contains(&change) {
                waiting.push(change);
            }
        }

        fn tell(&self) {
            let changes = self.waiting.take();
            if self.lost.is_disposed() {
                return;
            }
            for change in changes {
                (self.on_change)(change);
            }
        }
    }
}
