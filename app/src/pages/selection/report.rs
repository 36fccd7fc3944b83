//! Pelaporan of a plan and its review (Gambar 43 to 47).

mod review;
mod rounds;
mod send;
mod vacancies;

use domain::{access::Control, id::PlanId, selection::Step, selection::access::PlanAction};
use leptos::prelude::*;

use crate::{
    api::selection::{report::get_report, views::ReportView},
    components::{Badge, NextBox, PageTitle, Steps},
    error::{AppError, Done},
    json::resource,
    live::{LiveStatus, use_live},
    pages::{Loaded, number_in_address, selection, selection::clocks::Clocks},
};

/// `/seleksi/:plan/pelaporan`
#[component]
pub fn ReportPage() -> impl IntoView {
    let plan = number_in_address::<PlanId>("plan");
    let answer =
        resource(move || plan.get(), |plan| async move { get_report(plan.ok_or(AppError::NotFound)?).await });
    use_live(move || plan.get(), move |_| answer.refetch());
    view! {
        <Loaded resource=answer let:view>
            {page(Report { view, done: Callback::new(move |_| answer.refetch()) })}
        </Loaded>
    }
}

/// The page of one plan's report. Cheap to hand around.
#[derive(Clone, Copy)]
struct Report {
    view: Signal<ReportView>,
    /// Runs after each command.
    done: Callback<Done>,
}

impl Report {
    /// How to show the control of an action. Reactive.
    fn control(self, action: PlanAction) -> Memo<Control> {
        Memo::new(move |_| self.view.with(|view| view.rights.control(action)))
    }

    /// The plan's version. Reactive.
    fn version(self) -> Signal<i64> {
        Signal::derive(move || self.view.with(|view| view.version))
    }

    /// The plan's number, for hidden fields.
    fn plan(self) -> String {
        self.view.with_untracked(|view| view.plan.to_string())
    }

    /// The plan's own page.
    fn plan_path(self) -> String {
        format!("/seleksi/{}", self.plan())
    }
}

fn page(report: Report) -> impl IntoView {
    let phase = Memo::new(move |_| report.view.with(|view| view.phase));
    let crumbs = vec![selection::list_crumb(), ("Rencana Seleksi".to_owned(), report.plan_path())];
    view! {
        <PageTitle title="Pelaporan" crumbs/>
        <p class="flex flex-wrap items-center gap-3">
            {move || report.view.with(|view| view.institution.clone())}
            <Badge
                label=Signal::derive(move || phase.get().label().to_owned())
                tone=Signal::derive(move || selection::tone(phase.get()))
            />
        </p>
        {steps(report)}
        <NextBox onward=Signal::derive(move || report.view.with(selection::onward::of_report))/>
        <Clocks clocks=Memo::new(move |_| report.view.with(|view| view.clocks.clone()))/>
        <LiveStatus/>
        <div class="stack">
            {vacancies::section(report)}
            {selection::three::threes(Signal::derive(move || report.view.with(|view| view.threes.clone())))}
            {vacancies::grounds(report)}
            {send::section(report)}
            {rounds::list(report)}
            {review::dialogs(report)}
        </div>
    }
}

fn steps(report: Report) -> impl IntoView {
    let links = Memo::new(move |_| {
        report.view.with(|view| {
            // With several vacancies the list below leads to each.
            let single = match view.vacancies.as_slice() {
                [only] => Some(format!("/seleksi/{}/lowongan/{}", view.plan, only.id)),
                _ => None,
            };
            vec![
                Some(format!("/seleksi/{}", view.plan)),
                single.clone().filter(|_| view.phase.step() >= Step::Process),
                None,
                single
                    .filter(|_| view.phase.step() == Step::Inauguration)
                    .map(|path| format!("{path}/pelantikan")),
            ]
        })
    });
    let current = Signal::derive(move || report.view.with(|view| selection::step(view.phase)));
    move || view! { <Steps current links=links.get()/> }
}
