//! From a resource to a page: waits for the first answer, then keeps the page as it stands and
//! feeds it later ones, so that nothing typed is lost when something is loaded again.

use std::{future::Future, str::FromStr, sync::Arc};

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    components::{Alert, Tone},
    error::AppError,
    json::{Json, resource},
    shell::ErrorPage,
};

/// A number in the page's address; nothing when it is none.
pub fn number_in_address<T>(name: &'static str) -> Memo<Option<T>>
where
    T: FromStr + PartialEq + Send + Sync + 'static,
{
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get(name)?.parse().ok()))
}

/// What a page is loaded from.
pub type Answer<T> = Resource<Result<T, AppError>, Json>;

/// Shows the page once its data are there, and in their place why they are not, with that error's
/// HTTP status. `let:view` is a signal: the page is built once and follows what is loaded later.
///
/// When loading again fails for a reason that may pass, the page stays, with a note.
#[component]
pub fn Loaded<T, F, V>(
    /// The answer to wait for.
    resource: Answer<T>,
    /// The page: `let:view`.
    children: F,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    F: Fn(Signal<T>) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let page: Page<T> = Arc::new(move |view| children(view).into_any());
    view! {
        <Transition fallback=waiting>
            {Suspend::new(async move {
                let first = resource.await;
                show(resource, first, page)
            })}
        </Transition>
    }
}

/// A page that is another one for another key, such as the record's number in the address: it is
/// built anew then, so that nothing of one record is left in the other's forms.
pub fn page_of<K, V>(key: Memo<K>, page: impl Fn(K) -> V + Send + Sync + 'static) -> AnyView
where
    K: Clone + PartialEq + Send + Sync + 'static,
    V: IntoView + 'static,
{
    // On the server there is one key only, and a closure would be run, and its data loaded, at each pass.
    if cfg!(feature = "ssr") {
        page(key.get_untracked()).into_any()
    } else {
        (move || page(key.get()).into_any()).into_any()
    }
}

/// A page that is built once from what was loaded for it, as a form is: what is loaded later would take away what is typed.
pub fn page_once<T, L, V>(load: impl Fn() -> L + Send + Sync + 'static, page: fn(T) -> V) -> AnyView
where
    T: Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync + 'static,
    L: Future<Output = Result<T, AppError>> + Send + 'static,
    V: IntoView + 'static,
{
    let answer = resource(|| (), move |()| load());
    view! {
        <Loaded resource=answer let:view>
            {page(view.get_untracked())}
        </Loaded>
    }
    .into_any()
}

/// [`page_once`] of the record whose number stands in the address.
pub fn page_once_of<I, T, L, V>(name: &'static str, load: fn(I) -> L, page: fn(T) -> V) -> AnyView
where
    I: FromStr + Copy + PartialEq + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync + 'static,
    L: Future<Output = Result<T, AppError>> + Send + 'static,
    V: IntoView + 'static,
{
    page_of(number_in_address(name), move |id: Option<I>| {
        let load = move || {
            let loading = id.map(load).ok_or(AppError::NotFound);
            async move { loading?.await }
        };
        page_once(load, page)
    })
}

type Page<T> = Arc<dyn Fn(Signal<T>) -> AnyView + Send + Sync>;

#[derive(Clone, PartialEq)]
enum Outcome {
    Page,
    Error(AppError),
}

fn waiting() -> AnyView {
    view! {
        <p class="muted" role="status">
            <span class="loading loading-spinner loading-sm" aria-hidden="true"></span>
            " Memuat…"
        </p>
    }
    .into_any()
}

/// Must run inside the `Transition`, which then knows that something is being loaded.
fn show<T>(resource: Answer<T>, first: Result<T, AppError>, page: Page<T>) -> AnyView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let answer = Memo::new(move |_| resource.get().unwrap_or_else(|| first.clone()));
    let outcome = Memo::new(move |before: Option<&Outcome>| {
        answer.with(|answer| match answer {
            Ok(_) => Outcome::Page,
            Err(error) if before == Some(&Outcome::Page) && may_pass(error) => Outcome::Page,
            Err(error) => Outcome::Error(error.clone()),
        })
    });
    let stale = move || {
        let error = answer.with(|answer| answer.as_ref().err().cloned())?;
        Some(view! {
            <Alert tone=Tone::Warning urgent=true title="Data terbaru belum dapat dimuat">
                <p>{error.sentence()} {(error == AppError::Unauthenticated).then(login_elsewhere)}</p>
            </Alert>
        })
    };
    let shown = move || match outcome.get() {
        Outcome::Error(error) => view! { <ErrorPage error/> }.into_any(),
        Outcome::Page => match answer.get_untracked() {
            Err(error) => view! { <ErrorPage error/> }.into_any(),
            Ok(first) => {
                let view = Memo::new(move |before: Option<&T>| {
                    answer.with(|answer| match answer {
                        Ok(view) => view.clone(),
                        Err(_) => before.unwrap_or(&first).clone(),
                    })
                });
                view! { {stale} {page(view.into())} }.into_any()
            }
        },
    };
    // The server renders once; building the page anew at each of its passes would be for nothing.
    if cfg!(feature = "ssr") { shown() } else { shown.into_any() }
}

/// What is typed on this page stays while the person logs in on another.
fn login_elsewhere() -> AnyView {
    view! { " " <a href="/masuk" target="_blank" rel="external noopener">"Masuk (tab baru)"</a> }.into_any()
}

/// Errors that leave the page standing when it is loaded again.
fn may_pass(error: &AppError) -> bool {
    matches!(
        error,
        AppError::Network(_)
            | AppError::Unexpected(_)
            | AppError::Throttled(_)
            | AppError::Busy(_)
            | AppError::Unauthenticated
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_not_torn_down_by_a_lost_line() {
        assert!(may_pass(&AppError::Network(String::new())));
        assert!(may_pass(&AppError::Unauthenticated));
        assert!(!may_pass(&AppError::NotFound));
        assert!(!may_pass(&AppError::Denied(String::new())));
    }
}
