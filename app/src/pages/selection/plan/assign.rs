//! Tetapkan: one officer for the plans that are ticked in Daftar Seleksi.

use leptos::{prelude::*, server_fn::ServerFn as _};

use crate::{
    api::selection::{
        assign::AssignOfficers,
        views::{OfficerLoad, PlanFilter, PlanList, PlanRow},
    },
    components::{ALL_TICKED, Form, InAddress, Select, SubmitButton, Variant},
    error::{AppError, Done},
    forms::FormState,
    pages::Answer,
    query::use_query,
};

const FORM: &str = "tetapkan-petugas";
const TICKS: &str = "form[plans][]";

/// Petugas, `Tetapkan` and `Pilih semua`, above the table in whose rows the ticks stand. It stays while rows come and go.
#[component]
pub(super) fn AssignMany(
    view: Signal<PlanList>,
    page: Answer<PlanList>,
    at: InAddress<PlanFilter>,
) -> impl IntoView {
    let action = ServerAction::<AssignOfficers>::new();
    let options = Signal::derive(move || {
        let choice = |officer: &OfficerLoad| (officer.id.clone(), officer.text());
        view.with(|view| view.aside.officers.iter().map(choice).collect())
    });
    let done = Callback::new(move |_: Done| page.refetch());
    // Nothing was done because all had changed: what is ticked next is what stands there now.
    Effect::watch(
        move || action.value().get(),
        move |answer, _, _| {
            if matches!(answer, Some(Err(AppError::Refused(_)))) {
                page.refetch();
            }
        },
        false,
    );
    let validate = Callback::new(|call: AssignOfficers| call.form.validate().map(drop));
    let none = move || view.with(|view| view.rows.is_empty());
    let everything = move || {
        let here = at.here();
        format!("{here}{}{ALL_TICKED}=1", if here.contains('?') { '&' } else { '?' })
    };
    view! {
        <div hidden=none>
            <Form action id=FORM class="bulk" on_done=done validate=validate>
                <Select
                    name="form[officer]"
                    label="Petugas untuk rencana yang dipilih"
                    options
                    placeholder="-- Pilih Petugas --"
                />
                <div class="actions">
                    <a
                        class=Variant::Ghost.class()
                        href=everything
                        rel="external"
                        on:click=|event| {
                            event.prevent_default();
                            toggle();
                        }
                    >
                        "Pilih semua"
                    </a>
                    <SubmitButton variant=Variant::Primary>"Tetapkan"</SubmitButton>
                </div>
            </Form>
        </div>
    }
}

/// Which rows are ticked when the page comes: all, if that was asked for without a script, or those of a form that was
/// handed back.
#[derive(Clone, Debug)]
pub(super) struct Ticked {
    all: bool,
    returned: Vec<String>,
}

impl Ticked {
    pub(super) fn of_page() -> Self {
        let all = use_query().with_untracked(|query| query.get(ALL_TICKED).is_some());
        let (form, _) =
            FormState::new(AssignOfficers::url(), None, Signal::stored(None), Signal::stored(false));
        Self { all, returned: form.returned_values(TICKS).unwrap_or_default() }
    }
}

/// A row's tick; nothing for a plan that has ended, whose officer stays.
pub(super) fn tick(row: &PlanRow, name: &str, ticked: &Ticked) -> AnyView {
    if !row.phase.is_open() {
        return view! { <td class="tick"></td> }.into_any();
    }
    let value = format!("{}:{}", row.id, row.version);
    let all = ticked.all || ticked.returned.contains(&value);
    view! {
        <td class="tick" data-label="Pilih">
            <input
                type="checkbox"
                class="checkbox"
                form=FORM
                name=TICKS
                value=value
                checked=all
                aria-label=format!("Pilih {name}, {}", row.institution)
                autocomplete="off"
            />
        </td>
    }
    .into_any()
}

/// Ticks all rows; if all are ticked, none.
#[cfg(feature = "hydrate")]
fn toggle() {
    use leptos::{wasm_bindgen::JsCast as _, web_sys::HtmlInputElement};

    let Ok(found) = document().query_selector_all(&format!("input[form={FORM}][name=\"{TICKS}\"]")) else {
        return;
    };
    let ticks: Vec<HtmlInputElement> =
        (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect();
    let all = ticks.iter().all(HtmlInputElement::checked);
    for tick in ticks {
        tick.set_checked(!all);
    }
}

#[cfg(not(feature = "hydrate"))]
fn toggle() {}
