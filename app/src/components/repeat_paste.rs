//! Rows that come from a spreadsheet, or from the page itself, into a [`RowTable`].

use domain::selection::plan_paste::{cells, without_heads};
use leptos::{
    html,
    prelude::*,
    wasm_bindgen::{JsCast as _, closure::Closure},
};
use web_sys::{ClipboardEvent, Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement};

use super::repeat::{Cells, RowTable};

/// The rows of one table.
#[derive(Clone, Copy)]
pub(super) struct Lines {
    pub name: &'static str,
    pub table: RowTable,
    pub fieldset: NodeRef<html::Fieldset>,
    pub keys: RwSignal<Vec<usize>>,
    pub refused: RwSignal<Option<String>>,
}

impl Lines {
    /// Rows that the page gives take the place of all.
    pub fn take_given(self, given: Option<RwSignal<Option<Cells>>>, one_more: impl Fn() + Copy + 'static) {
        let Some(given) = given else { return };
        Effect::new(move |_| {
            let Some(rows) = given.get() else { return };
            given.set(None);
            self.refused.set(None);
            self.keys.update(Vec::clear);
            for _ in &rows {
                one_more();
            }
            self.write(0, 0, rows);
        });
    }

    /// Rows of a spreadsheet, from the field with the focus on; none of them when one cannot be taken.
    pub fn take_pasted(self, one_more: impl Fn() + Copy + 'static) {
        let paste = move |event: Event| {
            self.refused.set(None);
            let Some((at, column, rows)) = self.pasted(&event) else { return };
            event.prevent_default();
            match rows {
                Err(sentence) => self.refused.set(Some(sentence)),
                Ok(rows) => {
                    let there = self.keys.with_untracked(Vec::len);
                    for _ in there..at + rows.len() {
                        one_more();
                    }
                    self.write(at, column, rows);
                }
            }
        };
        Effect::new(move |_| {
            if let Some(fieldset) = self.fieldset.get() {
                let heard = Closure::<dyn Fn(Event)>::new(paste);
                _ = fieldset.add_event_listener_with_callback("paste", heard.as_ref().unchecked_ref());
                // As long as the fieldset, which hears nothing once it is gone.
                heard.forget();
            }
        });
    }

    /// The place of the field that was pasted into, and what its rows become; nothing when it is an ordinary text.
    fn pasted(self, event: &Event) -> Option<(usize, usize, Result<Cells, String>)> {
        let text = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?.get_data("text").ok()?;
        let rows = cells(&text)?;
        let field = event.target()?.dyn_into::<Element>().ok()?.get_attribute("name")?;
        let (row, rest) = field.strip_prefix(self.name)?.strip_prefix('[')?.split_once("][")?;
        let (at, field) = (row.parse::<usize>().ok()?, rest.trim_end_matches(']'));
        let column = self.columns().position(|column| column.field == field)?;
        let heads: Vec<_> = self.columns().skip(column).map(|column| column.head).collect();
        Some((at, column, self.read(at, column, without_heads(&rows, &heads))))
    }

    fn columns(self) -> impl Iterator<Item = &'static super::repeat::RowColumn> {
        self.table.columns.iter().filter(|column| column.read.is_some())
    }

    fn read(self, at: usize, column: usize, rows: &[Vec<String>]) -> Result<Cells, String> {
        const NOTHING: &str = "Tidak ada yang diisi.";
        let most = self.table.most;
        if at + rows.len() > most {
            return Err(format!(
                "Ada {} baris yang ditempel; paling banyak {most} baris. {NOTHING}",
                rows.len()
            ));
        }
        let wide = self.columns().count() - column;
        let one = |(line, row): (usize, &Vec<String>)| {
            if row.len() > wide {
                let heads: Vec<_> = self.columns().skip(column).map(|column| column.head).collect();
                return Err(format!(
                    "Baris {} yang ditempel berisi {} kolom, sedangkan di sini ada {wide}: {}. {NOTHING}",
                    line + 1,
                    row.len(),
                    heads.join(", ")
                ));
            }
            let reads = self.columns().skip(column).filter_map(|column| column.read);
            let read = reads.zip(row).map(|(read, cell)| read(cell));
            read.collect::<Result<Vec<_>, _>>()
                .map_err(|told| format!("Baris {}: {told} {NOTHING}", line + 1))
        };
        rows.iter().enumerate().map(one).collect()
    }

    /// Once the rows are drawn.
    fn write(self, at: usize, column: usize, rows: Cells) {
        after_drawing(move || {
            let Some(fieldset) = self.fieldset.get_untracked() else { return };
            for (line, row) in rows.iter().enumerate() {
                for (known, text) in self.columns().skip(column).zip(row) {
                    let field = format!("[name='{}[{}][{}]']", self.name, at + line, known.field);
                    if let Ok(Some(field)) = fieldset.query_selector(&field) {
                        set(&field, text);
                    }
                }
            }
            tell_form(self.fieldset);
        });
    }
}

fn set(field: &Element, text: &str) {
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        input.set_value(text);
    } else if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
        select.set_value(text);
    }
}

/// Signals are drawn in the next turn, and rows in them.
fn after_drawing(act: impl FnOnce() + 'static) {
    request_animation_frame(move || request_animation_frame(act));
}

/// The form's content is another now.
pub(super) fn tell_form(fieldset: NodeRef<html::Fieldset>) {
    after_drawing(move || {
        let init = web_sys::EventInit::new();
        init.set_bubbles(true);
        if let (Some(fieldset), Ok(event)) =
            (fieldset.try_get_untracked().flatten(), Event::new_with_event_init_dict("input", &init))
        {
            _ = fieldset.dispatch_event(&event);
        }
    });
}

/// The row with the focus has gone: on to what adds another.
pub(super) fn focus_add(fieldset: NodeRef<html::Fieldset>) {
    after_drawing(move || {
        let Some(fieldset) = fieldset.try_get_untracked().flatten() else { return };
        let lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
        if let (true, Ok(Some(add))) = (lost, fieldset.query_selector("button[id$='-tambah']"))
            && let Ok(add) = add.dyn_into::<HtmlElement>()
        {
            _ = add.focus();
        }
    });
}

/// Whoever adds a row goes on typing in it.
pub(super) fn focus_last(fieldset: NodeRef<html::Fieldset>) {
    after_drawing(move || {
        let Some(fieldset) = fieldset.try_get_untracked().flatten() else { return };
        let Ok(rows) = fieldset.query_selector_all(".repeat-row") else { return };
        let last = rows.length().checked_sub(1).and_then(|at| rows.item(at)?.dyn_into::<Element>().ok());
        let field =
            last.and_then(|row| row.query_selector("input:not([type=hidden]), select").ok().flatten());
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            _ = field.focus();
        }
    });
}
