//! The Dashboard on a screen on the wall: without menu and header, in larger figures.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::query::use_query;

/// Its address.
pub(super) const WALL: &str = "/?layar=1";

/// Whether the page is the one for the wall.
pub(in crate::pages) fn on_the_wall() -> Memo<bool> {
    let (path, query) = (use_location().pathname, use_query());
    Memo::new(move |_| {
        path.with(|path| path == "/") && query.with(|query| query.get("layar").as_deref() == Some("1"))
    })
}
