//! Proses Seleksi of one vacancy (Gambar 30 to 42).

mod advance;
mod clash;
mod command;
mod correct;
mod count;
mod decide;
mod describe;
mod dom;
mod draft;
mod eligible;
mod entry;
mod history;
mod leftover;
mod menu;
mod monitoring;
mod part;
mod people;
mod pick;
mod recap;
mod refresh;
mod returned;
mod row;
mod rows;
mod shortlist;
mod stage;
mod state;
mod verdict;
mod withdraw;

pub(super) use shortlist::{minutes_path, sentence};

use domain::{
    event::{Change, Event},
    id::{PlanId, VacancyId},
    record::RecordKind,
    selection::Step,
};
use leptos::prelude::*;

use self::{part::Part, refresh::Refresh, state::Process};
use crate::{
    api::selection::{process::get_vacancy, views::VacancyView},
    components::{NextBox, PageTitle, Steps},
    error::AppError,
    json::resource,
    live::{LiveStatus, use_live},
    pages::{Loaded, number_in_address, selection},
};

/// `/seleksi/:plan/lowongan/:vacancy`
#[component]
pub fn ProcessPage() -> impl IntoView {
    let plan = number_in_address::<PlanId>("plan");
    let vacancy = number_in_address::<VacancyId>("vacancy");
    let answer = resource(
        move || (plan.get(), vacancy.get()),
        |(plan, vacancy)| async move {
            let view = get_vacancy(vacancy.ok_or(AppError::NotFound)?).await?;
            if Some(view.plan) == plan { Ok(view) } else { Err(AppError::NotFound) }
        },
    );
    let refresh = Refresh::of(answer);
    // Whether the others are complete shows here only once this one is.
    let complete = StoredValue::new(false);
    Effect::new(move |_| {
        complete
            .set_value(answer.with(|answer| matches!(answer, Some(Ok(view)) if view.obstacles.is_empty())));
    });
    use_live(
        move || plan.get(),
        move |heard| {
            if heard.may_be(|event| shows(event, vacancy.get_untracked(), complete.get_value())) {
                refresh.ask();
            }
        },
    );
    view! {
        <Loaded resource=answer let:view>
            {one_at_a_time(view, Callback::new(move |()| refresh.ask()))}
        </Loaded>
    }
}

/// Whether an event shows on the page of this vacancy. Of another one only whether it is complete shows, beside
/// this one when it is.
fn shows(event: &Event, here: Option<VacancyId>, complete: bool) -> bool {
    match event.change {
        Change::Report => true,
        Change::Saved | Change::Progress => match event.of_kind(RecordKind::Vacancy) {
            Some(vacancy) => complete || Some(vacancy) == here.map(Into::into),
            None => true,
        },
        Change::Draft | Change::Message | Change::Inauguration => false,
    }
}

/// Another vacancy is another page.
fn one_at_a_time(view: Signal<VacancyView>, reload: Callback<()>) -> AnyView {
    if cfg!(feature = "ssr") {
        return page(Process::new(view, reload)).into_any();
    }
    let vacancy = Memo::new(move |_| view.with(|view| view.id));
    (move || {
        vacancy.track();
        page(Process::new(view, reload))
    })
    .into_any()
}

fn page(process: Process) -> impl IntoView {
    let label = move || process.view.with(|view| view.label.clone());
    let crumbs =
        vec![selection::list_crumb(), ("Rencana Seleksi".to_owned(), format!("/seleksi/{}", process.plan))];
    let last = process.stages().len().saturating_sub(1);
    let table = move || match process.part.get() {
        Part::Administration => view! { <eligible::Eligible process/> }.into_any(),
        Part::Stage(at) => view! { <stage::StageTable process at/> }.into_any(),
        Part::Recap => view! { <recap::Recap process/> }.into_any(),
    };
    // What the three are, and what is missing, where one decides and where one looks at all of it.
    let ends = Memo::new(move |_| match process.part.get() {
        Part::Administration => false,
        Part::Stage(at) => at == last,
        Part::Recap => true,
    });
    part::focus_first(process);
    part::focus_onward(process);
    let focus = refresh::KeepFocus::new(process.view);
    Effect::new(move |_| request_animation_frame(dom::repeat_input));
    view! {
        <PageTitle title=Signal::derive(move || format!("Proses Seleksi: {}", label())) crumbs/>
        {steps(process)}
        <NextBox onward=Signal::derive(move || {
            let part = process.code_of(process.part.get());
            process.view.with(|view| selection::onward::of_vacancy(view, part))
        })/>
        <LiveStatus/>
        <p class="sr-only" role="status" aria-live="polite">{move || process.said.get()}</p>
        <returned::ReturnedCommand/>
        <leftover::Leftovers process/>
        <advance::TickAllForm process/>
        <div class="stack" on:focusin=move |event| focus.moved(&event) on:pointerdown=move |_| focus.forget()>
            <count::Overview process/>
            <pick::Picks process/>
            <part::Parts process/>
            {table}
            <div class="stack" class:hidden=move || !ends.get()>
                <shortlist::Shortlist process/>
                <shortlist::Missing process/>
            </div>
            <div class="stack" class:hidden=move || process.part.get() != Part::Recap>
                <history::Corrections process/>
            </div>
            <monitoring::MonitoringSection process/>
        </div>
    }
}

/// The steps bar; each step that has begun can be opened.
fn steps(process: Process) -> impl IntoView {
    let state = Memo::new(move |_| process.view.with(|view| (view.phase, view.can_report)));
    move || {
        let (phase, can_report) = state.get();
        let links = vec![
            Some(format!("/seleksi/{}", process.plan)),
            None,
            (can_report || phase.step() > Step::Process)
                .then(|| format!("/seleksi/{}/pelaporan", process.plan)),
            (phase.step() == Step::Inauguration).then(|| format!("{}/pelantikan", process.path())),
        ];
        view! { <Steps current=selection::step(phase) links/> }
    }
}
