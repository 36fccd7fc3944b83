//! Rows that can be added and removed, such as Panitia Seleksi and Jadwal.

use std::sync::Arc;

use leptos::{context::Provider, html, prelude::*};

use super::{Alert, Tone, button::Variant, use_alive};
use crate::forms::{FormState, slug};

/// One row, as handed to the function that shows it.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Which of the record's rows this is at first; beyond them, a blank one.
    pub index: usize,
    prefix: StoredValue<String>,
    place: Signal<usize>,
}

impl Row {
    /// The full name of a field in this row: `form[committee][2][name]`. Follows renumbering.
    #[must_use]
    pub fn name(self, field: &'static str) -> Signal<String> {
        Signal::derive(move || format!("{}[{}][{field}]", self.prefix.get_value(), self.place.get()))
    }

    /// The row's number for people, from 1.
    #[must_use]
    pub fn number(self) -> Signal<usize> {
        Signal::derive(move || self.place.get() + 1)
    }
}

/// Rows as lines under common heads, whose fields hide their labels.
#[derive(Clone, Copy, Debug)]
pub struct RowTable {
    /// The class that says how wide the columns are.
    pub class: &'static str,
    /// From left to right.
    pub columns: &'static [RowColumn],
    /// So many rows are taken.
    pub most: usize,
}

/// A column of a [`RowTable`].
#[derive(Clone, Copy, Debug)]
pub struct RowColumn {
    /// The field's name in the row.
    pub field: &'static str,
    /// The common label.
    pub head: &'static str,
    /// What a pasted cell becomes, or a sentence; nothing where none can be pasted.
    pub read: Option<ReadCell>,
}

/// What becomes of a pasted cell, or a sentence.
pub type ReadCell = fn(&str) -> Result<String, String>;

/// Whole rows for a [`RowTable`], cell by cell.
pub type Cells = Vec<Vec<String>>;

type Show = Arc<dyn Fn(Row) -> AnyView + Send + Sync>;

/// Rows under one legend. With JavaScript `Tambah` and `Hapus baris`; without it a few spare rows
/// behind `Tambah`, which the validation skips when they are blank.
#[component]
pub fn Repeat<F, V>(
    /// The rows' common name: `form[committee]`.
    name: &'static str,
    /// The legend, without the ` *`.
    #[prop(into)]
    legend: String,
    /// How many rows the record has.
    #[prop(optional)]
    count: usize,
    /// How many blank rows there are without JavaScript.
    #[prop(default = 3)]
    spare: usize,
    /// Marks it as required; then one row is always there.
    #[prop(optional)]
    required: bool,
    /// A sentence below the legend.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Rows are lines of a table, into which rows of a spreadsheet can be pasted.
    #[prop(optional)]
    table: Option<RowTable>,
    /// Set, these take the place of all rows.
    #[prop(optional)]
    given: Option<RwSignal<Option<Cells>>>,
    /// Shows a row's fields.
    row: F,
) -> impl IntoView
where
    F: Fn(Row) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let show: Show = Arc::new(move |at| row(at).into_any());
    rows(name, legend, (count, spare, required), hint, (table, given), show)
}

fn rows(
    name: &'static str,
    legend: String,
    (count, spare, required): (usize, usize, bool),
    hint: Option<String>,
    (table, given): (Option<RowTable>, Option<RwSignal<Option<Cells>>>),
    show: Show,
) -> AnyView {
    let state = FormState::current();
    state.register(name);
    let alive = use_alive();
    let first = state.returned_rows(name).unwrap_or(count).max(usize::from(required));
    let keys = RwSignal::new((0..first + spare).collect::<Vec<usize>>());
    let next = StoredValue::new(first + spare);
    let prefix = StoredValue::new(name.to_owned());
    let spares = NodeRef::<html::Details>::new();

    // Blank spare rows go once rows can be added; those somebody has filled in stay.
    let kept = RwSignal::new(true);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if alive.get() && spares.get().is_some_and(|details| !filled(&details)) {
            kept.set(false);
            keys.update(|keys| keys.retain(|key| *key < first || *key >= first + spare));
        }
    });

    let place = move |key: usize| {
        Memo::new(move |_| keys.with(|keys| keys.iter().position(|known| *known == key).unwrap_or(key)))
    };
    let fieldset = NodeRef::<html::Fieldset>::new();
    let remove = move |key: usize| {
        state.touch();
        keys.update(|keys| keys.retain(|known| *known != key));
        #[cfg(feature = "hydrate")]
        {
            super::repeat_paste::tell_form(fieldset);
            super::repeat_paste::focus_add(fieldset);
        }
    };
    // What was typed into a row that was restored is not another's, whatever its place is now.
    let show = StoredValue::new(show);
    let fields = move |at: Row| {
        let show = show.get_value();
        if at.index < first + spare {
            return show(at);
        }
        view! { <Provider value=state.without_returned()>{show(at)}</Provider> }.into_any()
    };
    let one = move |key: usize| {
        let at = Row { index: key, prefix, place: place(key).into() };
        view! {
            <div class="repeat-row" role="group" aria-label=move || format!("Baris {}", at.number().get())>
                <div class="repeat-fields">{fields(at)}</div>
                <Show when=move || alive.get() && (!required || keys.with(Vec::len) > 1)>
                    <button
                        type="button"
                        class=format!("{} btn-sm repeat-remove", Variant::Ghost.class())
                        aria-label=move || format!("Hapus baris {}", at.number().get())
                        on:click=move |_| remove(key)
                    >
                        "Hapus"
                    </button>
                </Show>
            </div>
        }
        .into_any()
    };
    let one = StoredValue::new(Arc::new(one) as Arc<dyn Fn(usize) -> AnyView + Send + Sync>);
    let list = move |spare_rows: bool| {
        view! {
            <For
                each=move || {
                    keys.get().into_iter().filter(|key| (first..first + spare).contains(key) == spare_rows).collect::<Vec<_>>()
                }
                key=|key| *key
                children=move |key| one.get_value()(key)
            />
        }
    };
    let one_more = move || {
        let key = next.get_value();
        next.set_value(key + 1);
        keys.update(|keys| keys.push(key));
    };
    let add = move |_| {
        state.touch();
        one_more();
        #[cfg(feature = "hydrate")]
        super::repeat_paste::focus_last(fieldset);
    };
    let refused = RwSignal::new(None::<String>);
    #[cfg(feature = "hydrate")]
    if let Some(table) = table {
        let lines = super::repeat_paste::Lines { name, table, fieldset, keys, refused };
        lines.take_given(given, one_more);
        lines.take_pasted(one_more);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = given;
    let heads = table.map(|table| {
        let head = |column: &RowColumn| view! { <span>{column.head}</span> };
        view! { <div class="repeat-heads" aria-hidden="true">{table.columns.iter().map(head).collect_view()}</div> }
    });
    let class = table.map_or("repeat".to_owned(), |table| format!("repeat repeat-table {}", table.class));
    view! {
        <fieldset
            node_ref=fieldset
            class=class
            id=state.id(name)
            tabindex="-1"
            aria-invalid=move || state.complaint(name).map(|_| "true")
        >
            <legend class="field-label">{legend}{super::field::mark(required)}</legend>
            {hint.map(|hint| view! { <p class="field-hint">{hint}</p> })}
            {move || state.complaint(name).map(|text| view! { <Alert tone=Tone::Danger>{text}</Alert> })}
            {move || refused.get().map(|text| view! { <Alert tone=Tone::Danger urgent=true>{text}</Alert> })}
            {heads}
            {list(false)}
            <Show when=move || kept.get() && (spare > 0)>
                <details class="repeat-spare" node_ref=spares>
                    <summary class="btn btn-secondary-quiet">"+ Tambah"</summary>
                    {list(true)}
                </details>
            </Show>
            <Show when=move || alive.get()>
                <button type="button" class=Variant::Secondary.class() id=format!("{}-tambah", slug(name)) on:click=add>
                    "+ Tambah"
                </button>
            </Show>
        </fieldset>
    }
    .into_any()
}

/// Whether somebody has typed into the spare rows already.
#[cfg(feature = "hydrate")]
fn filled(details: &web_sys::HtmlDetailsElement) -> bool {
    use leptos::wasm_bindgen::JsCast as _;
    let selector = "input:not([type=hidden], [type=checkbox], [type=radio]), textarea";
    let Ok(fields) = details.query_selector_all(selector) else { return false };
    (0..fields.length()).filter_map(|at| fields.item(at)).any(|node| {
        let text = match node.dyn_ref::<web_sys::HtmlInputElement>() {
            Some(input) => input.value(),
            None => node
                .dyn_ref::<web_sys::HtmlTextAreaElement>()
                .map(web_sys::HtmlTextAreaElement::value)
                .unwrap_or_default(),
        };
        !text.trim().is_empty()
    })
}
