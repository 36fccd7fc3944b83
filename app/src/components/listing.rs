//! What every long list has: its table, and the way to its other pages.

use domain::field::FieldErrors;
use leptos::prelude::*;

use super::{DataTable, Empty, Pager};

/// A table with these heads, whose rows become cards on a phone.
#[component]
pub fn ListTable(
    /// What the table lists.
    #[prop(into)]
    caption: String,
    /// The columns' heads; each cell of a row has its own as `data-label`.
    #[prop(into)]
    heads: Vec<&'static str>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let heads = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect_view();
    view! {
        <DataTable caption stack=true>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{children()}</tbody>
        </DataTable>
    }
}

/// What stands in a list's place while its filter cannot be read; nothing when it was.
#[must_use]
pub fn unreadable(complaints: &FieldErrors) -> Option<AnyView> {
    let text = "Perbaiki isian yang ditandai di atas, lalu tekan Filter.";
    (!complaints.is_empty()).then(|| view! { <Empty title="Filter ini tidak dapat dibaca" text/> }.into_any())
}

/// Where a page of a list stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// How many rows are on it.
    pub count: usize,
    /// The place to end the page before.
    pub previous: Option<String>,
    /// The place to begin the page after.
    pub next: Option<String>,
}

impl Places {
    /// Of a page with so many rows.
    #[must_use]
    pub fn of(count: usize, previous: &Option<String>, next: &Option<String>) -> Self {
        Self { count, previous: previous.clone(), next: next.clone() }
    }

    /// `25 rencana di halaman ini`; nothing on an empty page.
    fn summary(&self, what: &str) -> Option<String> {
        (self.count > 0).then(|| format!("{} {what} di halaman ini", self.count))
    }
}

/// The way to the pages before and after, by keyset.
#[component]
pub fn ListPager(
    /// Where this page stands.
    #[prop(into)]
    places: Signal<Places>,
    /// What is listed, inside a sentence: `rencana`.
    what: &'static str,
    /// The list's address, as filtered now, with this place: `("sesudah", "…")` or `("sebelum", "…")`.
    address: impl Fn((&str, &str)) -> String + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let href = move |name, pick: fn(&Places) -> &Option<String>| {
        Signal::derive(move || {
            places.with(|places| pick(places).as_deref().map(|place| address((name, place))))
        })
    };
    view! {
        <Pager
            previous=href("sebelum", |places| &places.previous)
            next=href("sesudah", |places| &places.next)
            summary=Signal::derive(move || places.with(|places| places.summary(what)))
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_page_counts_nothing() {
        assert_eq!(Places::default().summary("rencana"), None);
        assert_eq!(Places::of(2, &None, &None).summary("rencana").unwrap(), "2 rencana di halaman ini");
    }
}
