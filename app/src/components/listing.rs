//! What every long list has on its page: its filter in the address, its table, and the way to its other pages.

use domain::field::FieldErrors;
use leptos::prelude::*;

use super::{DataTable, Empty, Pager, Select, TextField};
use crate::{
    api::list::{Field, Filter, List},
    query::{use_query, with_query},
};

/// A table with these heads, whose rows become cards on a phone.
#[component]
pub fn ListTable(
    /// What the table lists.
    #[prop(into)]
    caption: String,
    /// The columns' heads; each cell of a row has its own as `data-label`.
    #[prop(into)]
    heads: Vec<&'static str>,
    /// So many of the last columns hold numbers.
    #[prop(optional)]
    numbers: usize,
    /// Those by which the list can be ordered.
    #[prop(optional)]
    sorted: Vec<SortedHead>,
    /// A column before all others, for ticks.
    #[prop(optional)]
    ticks: bool,
    /// Less room in the cells, where there are many columns.
    #[prop(optional)]
    dense: bool,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let texts = heads.len().saturating_sub(numbers);
    let ticks =
        ticks.then(|| view! { <th scope="col" class="tick"><span class="sr-only">"Pilih"</span></th> });
    let head = |(place, head)| {
        let class = (place >= texts).then_some("num");
        match sorted.iter().find(|sorted| sorted.head == head) {
            Some(sorted) => sorted.view(class).into_any(),
            None => view! { <th scope="col" class=class>{head}</th> }.into_any(),
        }
    };
    let heads = heads.into_iter().enumerate().map(head).collect_view();
    view! {
        <DataTable caption stack=true dense sticky=true>
            <thead>
                <tr>{ticks} {heads}</tr>
            </thead>
            <tbody>{children()}</tbody>
        </DataTable>
    }
}

/// A head by which a list can be ordered: a link to the list in that order, or in the other direction when it stands so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortedHead {
    /// The head's words.
    pub head: &'static str,
    /// The orders by it, by their names in the address: the smallest first, and the greatest first.
    pub orders: [Option<&'static str>; 2],
    /// The order in which the list stands.
    pub now: String,
    /// The list in another order.
    pub hrefs: [String; 2],
}

impl SortedHead {
    fn view(&self, class: Option<&'static str>) -> impl IntoView + use<> {
        let stands = |place: usize| self.orders[place].is_some_and(|order| order == self.now);
        let sorted = [(0, "ascending"), (1, "descending")].into_iter().find(|(place, _)| stands(*place));
        let [up, down] = self.orders.map(|order| order.is_some());
        let next = match sorted {
            Some((0, _)) => down.then_some(1),
            _ => up.then_some(0),
        };
        let head = self.head;
        let inside = match next {
            Some(place) => {
                view! { <a class="sort-link" href=self.hrefs[place].clone()>{head}</a> }.into_any()
            }
            None => view! { <span class="sort-link">{head}</span> }.into_any(),
        };
        view! { <th scope="col" class=class aria-sort=sorted.map(|(_, word)| word)>{inside}</th> }
    }
}

/// A list's filter, in the address of its page. Reactive.
pub struct InAddress<F: Filter> {
    path: StoredValue<String>,
    filter: Memo<F>,
}

impl<F: Filter> Clone for InAddress<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: Filter> Copy for InAddress<F> {}

impl<F: Filter> std::fmt::Debug for InAddress<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InAddress").field("path", &self.path).finish_non_exhaustive()
    }
}

impl<F: Filter> InAddress<F> {
    /// The filter of the list at this path.
    #[must_use]
    pub fn of(path: impl Into<String>) -> Self {
        let query = use_query();
        Self { path: StoredValue::new(path.into()), filter: Memo::new(move |_| query.with(F::of)) }
    }

    /// The filter as it stands.
    #[must_use]
    pub fn get(self) -> F {
        self.filter.get()
    }

    /// One of its fields.
    #[must_use]
    pub fn value(self, pick: fn(&F) -> &String) -> Signal<String> {
        Signal::derive(move || self.filter.with(|filter| pick(filter).clone()))
    }

    /// The filter's field for words.
    #[must_use]
    pub fn words(self, field: Field<F>, placeholder: &'static str) -> AnyView {
        let value = self.value(field.text);
        view! { <TextField name=field.name label=field.label value placeholder/> }.into_any()
    }

    /// The filter's field for one of these, or for all.
    #[must_use]
    pub fn choice(self, field: Field<F>, options: Vec<(String, String)>, all: &'static str) -> AnyView {
        let value = self.value(field.text);
        view! { <Select name=field.name label=field.label options value placeholder=all/> }.into_any()
    }

    /// The list from its first page on.
    #[must_use]
    pub fn first(self) -> Signal<String> {
        Signal::derive(move || self.address(None))
    }

    /// The same rows from the first page on, in another order.
    #[must_use]
    pub fn in_order(self, order: &str) -> String {
        self.filter.with(|filter| {
            let pairs = filter.fields().into_iter().chain([(filter.order().0, order)]);
            self.path.with_value(|path| with_query(path, pairs))
        })
    }

    /// A head by which the list can be ordered, while it stands in this order.
    #[must_use]
    pub fn sorted(self, head: &'static str, orders: [Option<&'static str>; 2], now: &str) -> SortedHead {
        let hrefs = orders.map(|order| self.in_order(order.unwrap_or_default()));
        SortedHead { head, orders, now: now.to_owned(), hrefs }
    }

    /// The list as it stands.
    #[must_use]
    pub fn here(self) -> String {
        self.filter.with(|filter| self.path.with_value(|path| filter.here(path)))
    }

    /// The list as a file of this kind.
    #[must_use]
    pub fn export(self, kind: &'static str) -> Signal<String> {
        Signal::derive(move || {
            let path = self.path.with_value(|path| format!("{path}/ekspor.{kind}"));
            self.filter.with(|filter| filter.address(&path, None))
        })
    }

    /// The list with what the server answered.
    #[must_use]
    pub fn shown<R, A>(self, list: Signal<List<R, A>>) -> Shown
    where
        R: Send + Sync + 'static,
        A: Send + Sync + 'static,
    {
        let way = move |name: &'static str, place: fn(&List<R, A>) -> &Option<String>| {
            Signal::derive(move || {
                let place = list.with(|list| place(list).clone())?;
                Some(self.address(Some((name, &place))))
            })
        };
        Shown {
            path: self.path,
            filtered: Signal::derive(move || self.filter.with(F::is_set)),
            order: Signal::derive(move || {
                self.filter.with(|filter| {
                    let (name, order) = filter.order();
                    (name, order.trim().to_owned())
                })
            }),
            whole: Signal::derive(move || self.path.get_value()),
            complaints: Signal::derive(move || list.with(|list| list.complaints.clone())),
            count: Signal::derive(move || list.with(|list| list.rows.len())),
            previous: way("sebelum", |list| &list.previous),
            next: way("sesudah", |list| &list.next),
        }
    }

    fn address(self, place: Option<(&str, &str)>) -> String {
        self.filter.with(|filter| self.path.with_value(|path| filter.address(path, place)))
    }
}

/// A list on its page. It knows nothing of the rows' type, so that what shows it is in the bundle once.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    pub(super) path: StoredValue<String>,
    /// Whether anything is looked for.
    pub(super) filtered: Signal<bool>,
    /// The order, by its name in the address; empty for the usual one.
    pub(super) order: Signal<(&'static str, String)>,
    /// The list without what is looked for.
    pub(super) whole: Signal<String>,
    /// What was not understood in the filter, by field.
    pub(super) complaints: Signal<FieldErrors>,
    /// How many rows are on this page.
    count: Signal<usize>,
    /// The address of the page before.
    previous: Signal<Option<String>>,
    /// The address of the page after.
    next: Signal<Option<String>>,
}

impl Shown {
    /// The list as a part of a larger one: whether anything is looked for in that part, and the whole of it.
    #[must_use]
    pub const fn within(self, filtered: Signal<bool>, whole: Signal<String>) -> Self {
        Self { filtered, whole, ..self }
    }
}

/// The rows of a list, and the way to its other pages.
#[component]
pub fn ListPage(
    /// The list.
    list: Shown,
    /// What is listed, inside a sentence: `rencana`.
    what: &'static str,
    /// How many there are on all pages, in words.
    #[prop(optional, into)]
    total: MaybeProp<String>,
    /// The table; reads its rows itself, and is asked only while there are any.
    #[prop(into)]
    table: ViewFn,
    /// What stands in its place while there are none: in a filtered list, or in the whole one.
    #[prop(into)]
    nothing: Callback<bool, AnyView>,
    /// Between the table and the way to other pages.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let empty = Memo::new(move |_| list.count.get() == 0);
    let complaints = Memo::new(move |_| list.complaints.get());
    let rows = move || {
        if complaints.with(|complaints| !complaints.is_empty()) {
            let text = "Perbaiki isian yang ditandai di atas, lalu tekan Filter.";
            return view! { <Empty title="Filter ini tidak dapat dibaca" text/> }.into_any();
        }
        if empty.get() { nothing.run(list.filtered.get()) } else { table.run() }
    };
    view! {
        {rows}
        {children.map(|children| children())}
        <Pager
            previous=list.previous
            next=list.next
            summary=Signal::derive(move || summary(list.count.get(), what, total.get()))
        />
    }
}

/// `25 rencana di halaman ini`, `25 dari 1.204 rencana`; nothing on an empty page.
fn summary(count: usize, what: &str, total: Option<String>) -> Option<String> {
    let text = || match total {
        Some(total) => format!("{count} dari {total} {what}"),
        None => format!("{count} {what} di halaman ini"),
    };
    (count > 0).then(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_page_counts_nothing() {
        assert_eq!(summary(0, "rencana", Some("0".into())), None);
        assert_eq!(summary(2, "rencana", None).unwrap(), "2 rencana di halaman ini");
        assert_eq!(summary(2, "rencana", Some("1.204".into())).unwrap(), "2 dari 1.204 rencana");
    }
}
