//! The weights and the order of the stages (Gambar 22), and stages with names of their own.

use domain::{
    bounds,
    selection::{
        Stage,
        plan::{OwnStageForm, PlanForm},
        plan_stages::{gradings, places},
        proposal::WEIGHTS_BASIS,
    },
};
use leptos::{html, prelude::*};

use super::register_rows;
use crate::{
    components::{Alert, NumberField, Repeat, Row, Select, TextField, Tone, use_alive},
    forms::FormState,
};

/// Under this name stands what is wrong with all four together.
const NAME: &str = "form[weights]";

fn name_of(stage: Stage) -> String {
    format!("{NAME}[{}]", stage.code())
}

/// Every field that holds a weight, of the four stages and of the plan's own.
#[cfg(feature = "hydrate")]
const WEIGHTS: &str = "input[name^='form[weights]'], input[name^='form[stages]'][name$='[weight]']";

#[component]
pub(super) fn Weights(form: PlanForm) -> impl IntoView {
    let state = FormState::current();
    state.register(NAME);
    let sum = RwSignal::new(None);
    let around = NodeRef::<html::Div>::new();
    let count = move || {
        #[cfg(feature = "hydrate")]
        sum.set(around.get_untracked().map(|around| typed(&around)));
    };
    Effect::new(move |_| {
        around.track();
        count();
    });
    let fields = Stage::USUAL.iter().map(|stage| pair(*stage, &form)).collect_view();
    view! {
        <div
            class="stages-form"
            node_ref=around
            // A row or a weight that was taken away is gone with the next picture.
            on:input=move |_| request_animation_frame(count)
            on:click=move |_| request_animation_frame(count)
        >
            <fieldset
                class="repeat"
                id=state.id(NAME)
                tabindex="-1"
                aria-invalid=move || state.complaint(NAME).map(|_| "true")
            >
                <legend class="field-label">"Bobot dan urutan tahapan"</legend>
                {move || state.complaint(NAME).map(|text| view! { <Alert tone=Tone::Danger>{text}</Alert> })}
                <p class="field-hint">{WEIGHTS_BASIS}</p>
                <div class="repeat-heads weights-row" aria-hidden="true">
                    <span>"Tahapan"</span>
                    <span>"Bobot (10–100)"</span>
                    <span>"Urutan"</span>
                </div>
                {fields}
                <output class="font-semibold">{move || sum.get().map(verdict)}</output>
            </fieldset>
            <OwnStages rows=form.stages/>
        </div>
    }
}

/// Tahapan lain: those with names of their own.
#[component]
fn OwnStages(rows: Vec<OwnStageForm>) -> impl IntoView {
    register_rows("form[stages]", &["name", "grading", "weight", "after"]);
    view! {
        <Repeat
            name="form[stages]"
            legend="Tahapan lain"
            count=rows.len()
            spare=2
            hint="Hanya bila seleksi ini menilai tahapan lain, misalnya Tes Kesehatan. Bobotnya ikut dijumlahkan; tahapan gugur/lulus tidak berbobot."
            row=move |row| own_stage(row, rows.get(row.index).cloned().unwrap_or_default())
        />
    }
}

fn own_stage(row: Row, stage: OwnStageForm) -> AnyView {
    let grading = RwSignal::new(String::new());
    let alive = use_alive();
    // Without a script both are there, and the answer says so when both are filled in.
    let weighted = move || !alive.get() || grading.with(String::is_empty);
    let weight = StoredValue::new(stage.weight);
    view! {
        <TextField name=row.name("name") label="Nama tahapan" value=stage.name max=bounds::NAME/>
        <Select
            name=row.name("grading")
            label="Penilaian"
            options=gradings()
            value=stage.grading
            placeholder="Dengan bobot"
            chosen=grading
        />
        <Show when=weighted>
            <NumberField
                name=row.name("weight")
                label="Bobot Penilaian"
                value=weight.get_value()
                whole=true
                hint="10–100; kosong bila gugur/lulus"
            />
        </Show>
        <Select
            name=row.name("after")
            label="Letak"
            options=places()
            value=stage.after
            placeholder="Di akhir"
        />
    }
    .into_any()
}

/// One stage: its weight and its place.
fn pair(stage: Stage, form: &PlanForm) -> AnyView {
    let places: Vec<_> =
        (1..=Stage::USUAL.len()).map(|place| (place.to_string(), place.to_string())).collect();
    view! {
        <div class="weights-row" role="group" aria-label=stage.label()>
            <span>{stage.label()} <span class="field-mark">" *"</span></span>
            <NumberField
                name=name_of(stage)
                label=format!("Bobot Penilaian {}", stage.label())
                value=form.weights.get(stage).to_owned()
                required=true
                whole=true
                hide_label=true
            />
            <Select
                name=format!("form[order][{}]", stage.code())
                label=format!("Urutan {}", stage.label())
                options=places
                value=form.order.get(stage).to_owned()
                placeholder="-- Pilih Urutan --"
                required=true
                hide_label=true
            />
        </div>
    }
    .into_any()
}

/// The sum of what stands in the fields now; fields keep their own text.
#[cfg(feature = "hydrate")]
fn typed(around: &web_sys::HtmlDivElement) -> u32 {
    use leptos::wasm_bindgen::JsCast as _;
    let Ok(fields) = around.query_selector_all(WEIGHTS) else { return 0 };
    (0..fields.length())
        .filter_map(|at| fields.item(at)?.dyn_into::<web_sys::HtmlInputElement>().ok())
        .filter_map(|input| input.value().trim().parse::<u16>().ok())
        .map(u32::from)
        .sum()
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
