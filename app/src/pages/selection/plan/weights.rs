//! The four weights and the order of the stages (Gambar 22).

use domain::selection::{Stage, plan::PlanForm};
use leptos::{prelude::*, wasm_bindgen::JsCast as _, web_sys::HtmlInputElement};

use crate::{
    components::{Alert, NumberField, Select, Tone},
    forms::FormState,
};

/// Under this name stands what is wrong with all four together.
const NAME: &str = "form[weights]";

fn name_of(stage: Stage) -> String {
    format!("{NAME}[{}]", stage.code())
}

#[component]
pub(super) fn Weights(form: PlanForm) -> impl IntoView {
    let state = FormState::current();
    state.register(NAME);
    let sum = RwSignal::new(None);
    let count =
        move || sum.set(Some(Stage::ALL.iter().filter_map(|stage| typed(state, *stage)).sum::<u32>()));
    Effect::new(move |_| count());
    let fields = Stage::ALL.iter().map(|stage| pair(*stage, &form)).collect_view();
    view! {
        <fieldset
            class="repeat"
            id=state.id(NAME)
            tabindex="-1"
            aria-invalid=move || state.complaint(NAME).map(|_| "true")
            on:input=move |_| count()
        >
            <legend class="field-label">"Bobot dan urutan tahapan"</legend>
            {move || state.complaint(NAME).map(|text| view! { <Alert tone=Tone::Danger>{text}</Alert> })}
            {fields}
            <output class="font-semibold">{move || sum.get().map(verdict)}</output>
        </fieldset>
    }
}

/// One stage: its weight and its place.
fn pair(stage: Stage, form: &PlanForm) -> AnyView {
    let places: Vec<_> = (1..=Stage::ALL.len()).map(|place| (place.to_string(), place.to_string())).collect();
    view! {
        <div class="grid-2">
            <NumberField
                name=name_of(stage)
                label=format!("Bobot Penilaian {}", stage.label())
                value=form.weights.get(stage).to_owned()
                required=true
                whole=true
                hint="10–100; jumlah keempatnya 100"
            />
            <Select
                name=format!("form[order][{}]", stage.code())
                label=format!("Urutan {}", stage.label())
                options=places
                value=form.order.get(stage).to_owned()
                placeholder="-- Pilih Urutan --"
                required=true
            />
        </div>
    }
    .into_any()
}

/// What stands in a field now; fields keep their own text.
fn typed(state: FormState, stage: Stage) -> Option<u32> {
    let input =
        document().get_element_by_id(&state.id(&name_of(stage)))?.dyn_into::<HtmlInputElement>().ok()?;
    input.value().trim().parse::<u16>().ok().map(u32::from)
}

fn verdict(sum: u32) -> String {
    match sum {
        100 => "Jumlah bobot: 100.".to_owned(),
        0..100 => format!("Jumlah bobot: {sum}, masih kurang {}.", 100 - sum),
        _ => format!("Jumlah bobot: {sum}, kelebihan {}.", sum - 100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_says_what_is_missing() {
        assert_eq!(verdict(90), "Jumlah bobot: 90, masih kurang 10.");
        assert_eq!(verdict(100), "Jumlah bobot: 100.");
        assert_eq!(verdict(130), "Jumlah bobot: 130, kelebihan 30.");
    }
}
