//! Jadwal (Gambar 23).

use domain::selection::{
    plan::{MAX_ROWS, PlanForm},
    plan_paste,
};
use leptos::{html, prelude::*, task::spawn_local};

use super::register_rows;
use crate::{
    api::selection::usual_schedule::usual_schedule,
    components::{Button, Cells, DateField, Repeat, RowColumn, RowTable, TextField, use_alive},
    error::AppError,
};

const TABLE: RowTable = RowTable {
    class: "schedule-rows",
    columns: &[
        RowColumn {
            field: "activity",
            head: "Kegiatan",
            read: Some(|cell| plan_paste::Column::Text.read(cell)),
        },
        RowColumn {
            field: "start",
            head: "Tanggal mulai",
            read: Some(|cell| plan_paste::Column::Day.read(cell)),
        },
        RowColumn {
            field: "end",
            head: "Tanggal akhir",
            read: Some(|cell| plan_paste::Column::Day.read(cell)),
        },
    ],
    most: MAX_ROWS,
};

#[component]
pub(super) fn Schedule(form: PlanForm) -> impl IntoView {
    let lines = form.schedule;
    let given = RwSignal::new(None);
    register_rows("form[schedule]", &["activity", "start", "end"]);
    view! {
        <Usual given/>
        <Repeat
            name="form[schedule]"
            legend="Jadwal"
            required=true
            count=lines.len()
            hint="Baris yang kosong tidak disimpan. Baris dari spreadsheet (Kegiatan, Tanggal mulai, Tanggal akhir) dapat ditempel pada kolom Kegiatan."
            table=TABLE
            given
            row=move |row| {
                let line = lines.get(row.index).cloned().unwrap_or_default();
                view! {
                    <TextField name=row.name("activity") label="Kegiatan" value=line.activity hide_label=true/>
                    <DateField name=row.name("start") label="Tanggal mulai" value=line.start hide_label=true/>
                    <DateField name=row.name("end") label="Tanggal akhir" value=line.end hide_label=true/>
                }
            }
        />
    }
}

/// Asked before rows that somebody typed are replaced.
const REPLACES: &str = "Jadwal sudah terisi. Ganti semua barisnya dengan jadwal baku?";

/// Whether a line of Jadwal is filled in.
fn has_rows() -> bool {
    #[cfg(feature = "hydrate")]
    if let Ok(fields) = document().query_selector_all("input[name^='form[schedule]']") {
        use leptos::wasm_bindgen::JsCast as _;
        return (0..fields.length())
            .filter_map(|at| fields.item(at)?.dyn_into::<web_sys::HtmlInputElement>().ok())
            .any(|input| !input.value().trim().is_empty());
    }
    false
}

/// `Isi jadwal baku`: the usual lines from a first day on. Without a script Tambah Seleksi asks for the day above its
/// form.
#[component]
fn Usual(given: RwSignal<Option<Cells>>) -> impl IntoView {
    let alive = use_alive();
    let day = NodeRef::<html::Div>::new();
    let wrong = RwSignal::new(None::<String>);
    let pending = RwSignal::new(false);
    let fill = move |()| {
        if pending.get_untracked() {
            return;
        }
        if has_rows() && !window().confirm_with_message(REPLACES).unwrap_or(true) {
            return;
        }
        let first = day.get_untracked().map(|day| first_day(&day)).unwrap_or_default();
        pending.set(true);
        spawn_local(async move {
            let answer = usual_schedule(first).await;
            if pending.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(lines) => {
                    wrong.set(None);
                    let row = |line: domain::selection::plan::ScheduleForm| {
                        vec![line.activity, line.start, line.end]
                    };
                    given.set(Some(lines.into_iter().map(row).collect()));
                }
                Err(AppError::Invalid(errors)) => wrong.set(errors.get("first").map(str::to_owned)),
                Err(error) => wrong.set(Some(error.sentence())),
            }
        });
    };
    view! {
        <Show when=move || alive.get()>
            // The day is no answer: it is not sent, and does not mark the form as edited.
            <div class="usual" node_ref=day on:input=|event| event.stop_propagation() on:change=|event| event.stop_propagation()>
                <DateField name="" label="Hari pertama pengumuman"/>
                <Button pending on_click=fill>"Isi jadwal baku"</Button>
                <p class="field-hint">"Kegiatan yang lazim, pada hari kerja di daerah Anda; sesuaikan bila perlu."</p>
                {move || wrong.get().map(|text| view! { <p class="field-error" role="alert">{text}</p> })}
            </div>
        </Show>
    }
}

#[cfg(feature = "hydrate")]
fn first_day(around: &web_sys::HtmlDivElement) -> String {
    use leptos::wasm_bindgen::JsCast as _;
    let input = around.query_selector("input.input-date").ok().flatten();
    let input = input.and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok());
    input.map(|input| input.value()).unwrap_or_default()
}

#[cfg(not(feature = "hydrate"))]
fn first_day(_: &leptos::web_sys::HtmlDivElement) -> String {
    String::new()
}
