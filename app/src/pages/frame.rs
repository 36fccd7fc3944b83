//! What stands around the pages: menu and header for whoever is logged in, the way to the login
//! for everybody else.

use leptos::{prelude::*, wasm_bindgen::JsCast as _, web_sys::HtmlElement};
use leptos_router::{
    NavigateOptions,
    components::Outlet,
    hooks::{use_location, use_navigate},
};

use super::{dashboard::on_the_wall, load::Answer};
use crate::query::with_query;
use crate::{
    api::identity::{Me, me},
    error::AppError,
    forms::Returned,
    json::resource,
    live::{on_news, provide_live},
    shell::{ErrorPage, Layout, NotFoundPage, PlainLayout},
    zone::provide_zone,
};

/// Who is logged in, for every page inside.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    /// The person.
    pub me: Signal<Me>,
    answer: Answer<Option<Me>>,
    by_itself: StoredValue<bool>,
}

impl Session {
    /// Counts anew what waits, when there is news.
    pub fn refresh(&self) {
        self.by_itself.set_value(true);
        self.answer.refetch();
    }
}

/// The session of the page this is called on; nothing outside the frame.
#[must_use]
pub fn use_session() -> Option<Session> {
    use_context()
}

/// The frame of every page of somebody who is logged in. It stays while pages come and go.
#[component]
pub(super) fn Inside() -> impl IntoView {
    let path = use_location().pathname;
    // Another address is somebody's doing, and keeps their session alive; counting anew is not.
    let by_itself = StoredValue::new(false);
    let answer = resource(
        move || path.get(),
        move |_| {
            let quiet = by_itself.try_get_value().unwrap_or_default();
            by_itself.try_set_value(false);
            me(quiet)
        },
    );
    focus_new_pages(path);
    let bare = on_the_wall();
    view! {
        <Transition>
            {Suspend::new(async move {
                match answer.await {
                    Ok(Some(first)) => {
                        let me = Memo::new(move |before: Option<&Me>| match answer.get() {
                            Some(Ok(Some(me))) => me,
                            _ => before.unwrap_or(&first).clone(),
                        });
                        let session = Session { me: me.into(), answer, by_itself };
                        provide_context(session);
                        provide_zone(Signal::derive(move || me.with(|me| me.zone)));
                        provide_live(Memo::new(move |_| me.with(|me| me.due.is_none())));
                        on_news(move || session.refresh());
                        do_what_is_due(me, path);
                        let page = page().await;
                        view! { <Layout me bare>{page}</Layout> }.into_any()
                    }
                    Ok(None) => view! { <Outside/> }.into_any(),
                    Err(error) => view! { <PlainLayout><ErrorPage error/></PlainLayout> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// What became due while pages were open leads to its page; the server does the same with every page that it
/// sends. The duty alone counts, not the address: once it is done, the way on is not turned back.
fn do_what_is_due(me: Memo<Me>, path: Memo<String>) {
    let due = Memo::new(move |_| me.with(|me| me.due.clone()));
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(page) = due.get()
            && path.get_untracked() != page
        {
            navigate(&page, NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
}

/// The page of this address. The server asks for it once and keeps what it got: its passes over a
/// `Suspend` would otherwise each build the page, and load its data, anew.
async fn page() -> AnyView {
    let outlet = view! { <Outlet/> };
    #[cfg(feature = "ssr")]
    let outlet = outlet.resolve().await;
    outlet.into_any()
}

/// Nobody is logged in: on to the login, and afterwards back. A form that was handed back because
/// the session had ended keeps its status and says so.
#[component]
fn Outside() -> impl IntoView {
    let location = use_location();
    let login = location.pathname.with_untracked(|path| {
        let query = location.search.get_untracked();
        let here =
            if query.is_empty() { path.clone() } else { format!("{path}?{}", query.trim_start_matches('?')) };
        with_query("/masuk", [("next", if here == "/" { "" } else { &here })])
    });
    if use_context::<Returned>().is_none() {
        leave_for(&login);
    }
    view! { <PlainLayout><ErrorPage error=AppError::Unauthenticated/></PlainLayout> }
}

#[cfg(feature = "ssr")]
fn leave_for(path: &str) {
    leptos_axum::redirect(path);
}

#[cfg(not(feature = "ssr"))]
fn leave_for(path: &str) {
    let navigate = use_navigate();
    let path = path.to_owned();
    Effect::new(move |_| navigate(&path, NavigateOptions { replace: true, ..NavigateOptions::default() }));
}

/// No page has this address.
#[component]
pub(super) fn UnknownPage() -> impl IntoView {
    let answer = resource(|| (), |()| me(false));
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    view! {
        <Transition>
            {Suspend::new(async move {
                match answer.await {
                    Ok(Some(me)) => view! { <Layout me=Signal::stored(me)><NotFoundPage/></Layout> }.into_any(),
                    _ => view! { <PlainLayout><NotFoundPage/></PlainLayout> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// As a browser does on a new document: reading and tabbing begin at the new page.
fn focus_new_pages(path: Memo<String>) {
    Effect::watch(
        move || path.get(),
        |_, _, _| {
            request_animation_frame(|| {
                if let Some(main) = document().get_element_by_id("isi") {
                    _ = main.unchecked_ref::<HtmlElement>().focus();
                }
            });
        },
        false,
    );
}
