//! What one row of the table of pages makes: a route, its page's place in the bundle, and a line of [`Pages`].
//!
//! Most pages are in parts that the browser loads when somebody comes to them, so that the first visit stays small
//! (docs/adr/0008-parts-loaded-later.md). The server has them all.

use leptos::prelude::*;

use crate::{error::AppError, shell::ErrorPage};

/// Each page by the pattern of its address, and the part of the bundle that it is in; nothing for the first.
pub(super) type Pages = &'static [(&'static str, Option<&'static str>)];

/// Declares all pages, and with them `PAGES` and the component `Pages` of their routes.
///
/// ```text
/// pages! {
///     outside { "/masuk" => login::LoginPage; }               // without frame; in the first part
///     later { plans in lists: "/seleksi" => plan::PlansPage; } // in the frame; in the part `lists`
/// }
/// ```
///
/// The name of a row (`plans`) only tells its functions from the others'. A page's path begins in `pages`.
macro_rules! pages {
    (
        outside { $($out:tt => $($out_page:ident)::+;)* }
        later { $($row:ident in $part:ident: $path:tt => $($page:ident)::+;)* }
    ) => {
        const PAGES: table::Pages = &[
            $(($out, None),)*
            $(($path, Some(stringify!($part))),)*
        ];

        /// The routes.
        #[component]
        fn Pages() -> impl IntoView {
            view! {
                <Router>
                    <Routes fallback=UnknownPage>
                        $(<Route path=path!($out) view={$($out_page)::+} ssr=SsrMode::Async/>)*
                        <ParentRoute path=path!("") view=Inside ssr=SsrMode::Async>
                            $(<Route path=path!($path) view={Lazy::<later::$row::Later>::new()} ssr=SsrMode::Async/>)*
                        </ParentRoute>
                    </Routes>
                </Router>
            }
        }

        /// The pages that are loaded later.
        mod later {$(
            pub mod $row {
                use leptos::{
                    prelude::*,
                    wasm_split::{SplitLoaderError, wasm_split},
                };
                use leptos_router::LazyRoute;

                #[derive(Debug)]
                pub struct Later;

                impl LazyRoute for Later {
                    fn data() -> Self {
                        Self
                    }

                    async fn view(_this: Self) -> AnyView {
                        $row().await.unwrap_or_else(|_| super::super::table::not_loaded())
                    }

                    async fn preload() {
                        // Whoever comes to the page tries again, and is told.
                        let _loaded = preload().await;
                    }
                }

                #[wasm_split($part, wasm_split_path = ::leptos::wasm_split, fallible, preload(preload))]
                fn $row() -> Result<AnyView, SplitLoaderError> {
                    Ok(super::super::$($page)::+().into_any())
                }
            }
        )*}
    };
}
pub(super) use pages;

/// The line was lost before the page's part came.
pub(super) fn not_loaded() -> AnyView {
    let sentence = "Halaman ini belum dapat dimuat. Periksa jaringan, lalu muat ulang halaman.";
    view! { <ErrorPage error=AppError::Network(sentence.to_owned())/> }.into_any()
}

/// The part of the bundle that the page at this address is in; nothing when it is in the first.
pub(super) fn part_of(pages: Pages, address: &str) -> Option<&'static str> {
    let path = address.split('?').next().unwrap_or_default();
    let fitting = pages.iter().filter(|(pattern, _)| fits(pattern, path));
    // A word that is written out comes before a place where any word may stand.
    fitting.min_by_key(|(pattern, _)| pattern.matches(':').count()).and_then(|(_, part)| *part)
}

/// Whether an address is one of a page's.
fn fits(pattern: &str, path: &str) -> bool {
    let (mut steps, mut words) = (pattern.trim_matches('/').split('/'), path.trim_matches('/').split('/'));
    loop {
        match (steps.next(), words.next()) {
            (None, None) => return true,
            (Some(step), Some(word)) if step == word || step.starts_with(':') && !word.is_empty() => {}
            _ => return false,
        }
    }
}
