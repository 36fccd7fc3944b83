//! The way back to Daftar Seleksi as one left it: its filter, and the page one was on.
//!
//! A link from the list carries it in its address, which needs no script. With a script the pages behind that one find
//! it too.

use leptos::prelude::*;

use crate::{
    api::{list::Filter as _, selection::views::PlanFilter},
    components::Crumb,
    query::{Query, use_query, with_query},
};

/// Daftar Seleksi's path.
pub const LIST: &str = "/seleksi";
/// The list's own query, inside that of another address.
const CARRIED: &str = "daftar";
/// Where a plan stands in it.
const PLACE: &str = "letak";

#[derive(Clone, Copy, Debug)]
struct WayBack(RwSignal<String>);

/// Remembers the list as long as the browser does not leave the application. Call once, in `App`.
pub fn provide_way_back() {
    provide_context(WayBack(RwSignal::new(String::new())));
}

/// This is how the list stands now: its address.
pub fn remember(address: &str) {
    if let Some(WayBack(list)) = use_context() {
        list.set(query_of(address).to_owned());
    }
}

/// A plan's address, from which the way leads back to the list at this address, and on to what stands around the plan's
/// place in it.
#[must_use]
pub fn carrying(plan: &str, list: &str, place: &str) -> String {
    with_query(plan, [(CARRIED, query_of(list)), (PLACE, place)])
}

/// The list that one came from, and where the plan stood in it; no place when one came from none.
#[must_use]
pub fn came_from() -> (PlanFilter, String) {
    use_query().with_untracked(|query| {
        let list = query.get(CARRIED).unwrap_or_default();
        (PlanFilter::of(&Query::read(&list)), query.get(PLACE).unwrap_or_default())
    })
}

/// The list, as it was when one left it.
#[must_use]
pub fn list_crumb() -> Crumb {
    let carried = use_query().with_untracked(|query| query.get(CARRIED));
    let list = carried.or_else(|| use_context().map(|WayBack(list)| list.get_untracked()));
    ("Daftar Seleksi".to_owned(), list_address(&list.unwrap_or_default()))
}

fn query_of(address: &str) -> &str {
    address.split_once('?').map_or("", |(_, query)| query)
}

/// Whatever an address carries, it leads to this list.
fn list_address(query: &str) -> String {
    PlanFilter::of(&Query::read(query)).here(LIST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_and_the_page_are_carried_there_and_back() {
        let list =
            "/seleksi?q=dinas%20sosial%20%26%20co&status=draft&sesudah=1470815000000000.7.1470815000000000";
        let plan = carrying("/seleksi/7", list, "due~736193.7");
        let query = Query::read(query_of(&plan));
        assert_eq!(list_address(&query.get(CARRIED).unwrap()), list);
        assert_eq!(query.get(PLACE).as_deref(), Some("due~736193.7"));
        assert_eq!(carrying("/seleksi/7", "/seleksi", ""), "/seleksi/7");
    }

    #[test]
    fn nothing_leads_elsewhere() {
        for text in ["//evil.example", "https://evil.example?x=1", "next=/keluar", "%0d%0a"] {
            assert_eq!(list_address(text), "/seleksi");
        }
    }
}
