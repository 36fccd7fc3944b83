//! The little that rows need of the browser: focus, dialogs, ticks. Never runs on the server.

#[cfg(feature = "hydrate")]
use domain::number::Score;
use leptos::{
    ev::{KeyboardEvent, MouseEvent, SubmitEvent},
    prelude::*,
    wasm_bindgen::JsCast as _,
    web_sys::{Element, Event, HtmlDialogElement, HtmlElement, HtmlInputElement},
};

#[cfg(feature = "hydrate")]
use super::leftover::same;

/// Marks the input of a score.
pub(super) const SCORE_INPUT: &str = "input[data-skor]:not([readonly])";

/// The pressed button's name and value.
pub(super) fn submitter(event: &SubmitEvent) -> Option<(String, String)> {
    let button = event.submitter()?;
    Some((button.get_attribute("name")?, button.get_attribute("value")?))
}

/// Opens a dialog.
pub(super) fn show_dialog(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && let Ok(dialog) = element.dyn_into::<HtmlDialogElement>()
        && !dialog.open()
    {
        _ = dialog.show_modal();
    }
}

/// The form of a submit event.
pub(super) fn form_of(event: &SubmitEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The button or input that has the focus or was pressed.
pub(super) fn trigger(event: &SubmitEvent) -> Option<Element> {
    event.submitter().map(Into::into)
}

/// What was clicked.
pub(super) fn pressed(event: &MouseEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// All elements that fit.
#[cfg(feature = "hydrate")]
fn all(within: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

#[cfg(not(feature = "hydrate"))]
fn all(_: &Element, _: &str) -> Vec<Element> {
    Vec::new()
}

/// Puts the focus on the next row's score; after the last one, on the first that is still empty.
pub(super) fn focus_next_score(form: &Element) {
    let Ok(Some(table)) = form.closest("table") else { return };
    let inputs = all(&table, SCORE_INPUT);
    let here = inputs.iter().position(|input| form.contains(Some(input))).unwrap_or(0);
    let next = inputs.iter().skip(here + 1).chain(inputs.iter().take(here)).next();
    if let Some(next) = next {
        focus(next);
    }
}

/// The inputs of the page's scores that are not saved yet.
fn score_inputs() -> Vec<HtmlInputElement> {
    let Some(root) = document().document_element() else { return Vec::new() };
    all(&root, SCORE_INPUT).into_iter().filter_map(|element| element.dyn_into().ok()).collect()
}

/// Puts the focus into the first empty score, or else on the table.
pub(super) fn focus_first_score() {
    let inputs = score_inputs();
    if let Some(first) = inputs.iter().find(|input| input.value().is_empty()).or(inputs.first()) {
        _ = first.focus();
    } else if let Ok(Some(region)) = document().query_selector("main .table-region") {
        focus(&region);
    }
}

/// Marks what comes after the last score of a table.
pub(super) const ONWARD: &str = "data-lanjut";

/// Puts the focus on what comes after the last score, from wherever it is in a table, or lost with the row that changed.
pub(super) fn focus_onward() {
    let inside = !in_score_input()
        && document().active_element().is_none_or(|active| {
            active.tag_name() == "BODY"
                || active.closest(".table-region").is_ok_and(|region| region.is_some())
        });
    if let (true, Ok(Some(onward))) = (inside, document().query_selector(&format!("[{ONWARD}]"))) {
        focus(&onward);
    }
}

/// Arrow keys go from score to score.
pub(super) fn move_between_scores(event: &KeyboardEvent) {
    let step = match &*event.key() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key() {
        return;
    }
    let inputs = score_inputs();
    let Some(here) = inputs.iter().position(|input| has_focus(input)) else { return };
    event.prevent_default();
    if let Some(next) = here.checked_add_signed(step).and_then(|at| inputs.get(at)) {
        _ = next.focus();
        next.select();
    }
}

/// Fills a pasted column of scores downwards, from the row with the focus on, one row a line; nothing of it when one of
/// them is none, there are more than rows, or somebody has another score already. What is wrong, if anything is.
#[cfg(feature = "hydrate")]
pub(super) fn paste_column(event: &Event) -> Option<String> {
    let event = event.dyn_ref::<web_sys::ClipboardEvent>()?;
    let text = event.clipboard_data()?.get_data("text").ok()?;
    let lines: Vec<&str> =
        text.lines().map(|line| line.split('\t').next().unwrap_or_default().trim()).collect();
    let lines = lines.strip_suffix(&[""]).unwrap_or(&lines);
    if lines.len() < 2 {
        return None;
    }
    event.prevent_default();
    let here = document().active_element()?.closest("tr").ok()??;
    let rows: Vec<Element> = std::iter::successors(Some(here), Element::next_element_sibling).collect();
    if lines.len() > rows.len() {
        return Some(format!(
            "Ada {} skor yang ditempel, sedangkan dari baris ini tersisa {} pelamar. Tidak ada yang diisi.",
            lines.len(),
            rows.len()
        ));
    }
    let mut filled = Vec::new();
    for (at, (line, row)) in lines.iter().zip(&rows).enumerate() {
        let refused = |told: String| Some(format!("Baris {}: {told} Tidak ada yang diisi.", at + 1));
        if let Err(error) = line.parse::<Score>() {
            return refused(format!("“{line}”. {error}"));
        }
        let Some(input) =
            all(row, SCORE_INPUT).into_iter().find_map(|input| input.dyn_into::<HtmlInputElement>().ok())
        else {
            // Whoever has a score keeps it: the others' would else slide to the next person.
            let saved = text_of(row.query_selector("[data-label^=Skor]").ok()?.as_deref());
            if same(line, &saved) {
                continue;
            }
            let name = row.query_selector(".who").ok()?.and_then(|cell| cell.first_child());
            return refused(format!(
                "{} sudah bernilai {saved}; ubah dengan Koreksi.",
                text_of(name.as_ref())
            ));
        };
        filled.push((input, line));
    }
    for (input, line) in filled {
        input.set_value(line);
        if let Ok(event) = Event::new("input") {
            _ = input.dispatch_event(&event);
        }
    }
    None
}

#[cfg(feature = "hydrate")]
fn text_of(node: Option<&web_sys::Node>) -> String {
    node.and_then(web_sys::Node::text_content).unwrap_or_default().trim().to_owned()
}

#[cfg(not(feature = "hydrate"))]
pub(super) fn paste_column(_: &Event) -> Option<String> {
    None
}

/// Sends every score that is typed; how many there are.
pub(super) fn send_typed() -> usize {
    let typed: Vec<_> = score_inputs().into_iter().filter(|input| !input.value().trim().is_empty()).collect();
    for input in &typed {
        if let Some(form) = input.form() {
            _ = form.request_submit();
        }
    }
    typed.len()
}

/// Puts the focus somewhere.
pub(super) fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        _ = element.focus();
    }
}

/// Whether an element has the focus.
pub(super) fn has_focus(element: &Element) -> bool {
    document().active_element().is_some_and(|active| active == *element)
}

/// Whether the focus is in the input of a score.
pub(super) fn in_score_input() -> bool {
    document().active_element().is_some_and(|active| active.has_attribute("data-skor"))
}

/// The boxes that belong to a form, wherever they stand.
fn ticks(form: &str) -> Vec<HtmlInputElement> {
    let Some(root) = document().document_element() else { return Vec::new() };
    let boxes = all(&root, &format!("input[type=checkbox][form={form}]"));
    boxes.into_iter().filter_map(|element| element.dyn_into().ok()).collect()
}

/// Whether some box of a form is ticked.
pub(super) fn some_ticked(form: &str) -> bool {
    ticks(form).iter().any(HtmlInputElement::checked)
}

/// Ticks all boxes of a form, or none when all are ticked already.
pub(super) fn toggle_ticks(form: &str) {
    let boxes = ticks(form);
    let ticked = !boxes.iter().all(HtmlInputElement::checked);
    for tick in boxes {
        tick.set_checked(ticked);
    }
}

/// Scores typed before the page came alive: tell their rows.
pub(super) fn repeat_input() {
    let Some(root) = document().document_element() else { return };
    for element in all(&root, SCORE_INPUT) {
        let typed = element.dyn_ref::<HtmlInputElement>().is_some_and(|input| !input.value().is_empty());
        if let (true, Ok(event)) = (typed, Event::new("input")) {
            _ = element.dispatch_event(&event);
        }
    }
}

/// The row of a table around an element, with the table's region.
pub(super) fn row_around(element: &Element) -> Option<(Element, Element)> {
    let row = element.closest("tr").ok()??;
    let region = element.closest(".table-region").ok()??;
    Some((row, region))
}

/// When the focused control went away with its row's change: back into the row, or else to its table.
pub(super) fn refocus((row, region): &(Element, Element)) {
    let lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
    if !lost {
        return;
    }
    if !row.is_connected() {
        focus(region);
        return;
    }
    // Never on a button: whoever is typing or pressing Enter without looking must not set anything off.
    if let Some(input) = all(row, SCORE_INPUT).first() {
        focus(input);
    } else {
        _ = row.set_attribute("tabindex", "-1");
        focus(row);
    }
}
