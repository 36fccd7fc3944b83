//! Pelantikan of one vacancy, and Tambah Pejabat after it (Gambar 48 to 52).

mod appointment;
mod documents;
mod form;

pub use appointment::AppointmentPage;

use domain::{
    access::Control,
    event::{Change, Event},
    id::{PlanId, VacancyId},
    selection::Step,
    selection::access::PlanAction,
};
use leptos::prelude::*;

use crate::{
    api::selection::{inauguration::get_inauguration, views::InaugurationView},
    components::{NextBox, PageTitle, Steps},
    error::AppError,
    json::resource,
    live::{LiveStatus, use_live},
    pages::{Loaded, number_in_address, selection},
};

/// `/seleksi/:plan/lowongan/:vacancy/pelantikan`
#[component]
pub fn InaugurationPage() -> impl IntoView {
    let plan = number_in_address::<PlanId>("plan");
    let vacancy = number_in_address::<VacancyId>("vacancy");
    let answer = resource(
        move || (plan.get(), vacancy.get()),
        |(plan, vacancy)| async move {
            let view = get_inauguration(vacancy.ok_or(AppError::NotFound)?).await?;
            if Some(view.plan) == plan { Ok(view) } else { Err(AppError::NotFound) }
        },
    );
    use_live(
        move || plan.get(),
        move |heard| {
            let shows = |event: &Event| match event.change {
                Change::Saved => Some(event.about) == plan.get_untracked().map(Into::into),
                Change::Report | Change::Inauguration => true,
                Change::Draft | Change::Message | Change::Progress => false,
            };
            if heard.may_be(shows) {
                answer.refetch();
            }
        },
    );
    view! {
        <Loaded resource=answer let:view>
            {page(view)}
        </Loaded>
    }
}

fn page(view: Signal<InaugurationView>) -> impl IntoView {
    let control = Memo::new(move |_| view.with(|view| view.rights.control(PlanAction::Inaugurate)));
    let plan = view.with_untracked(|view| view.plan);
    let crumbs = vec![selection::list_crumb(), ("Rencana Seleksi".to_owned(), format!("/seleksi/{plan}"))];
    let title = Signal::derive(move || view.with(|view| format!("Pelantikan: {}", view.label)));
    let documented = Memo::new(move |_| view.with(|view| view.documented));
    let writable = Memo::new(move |_| control.with(Control::is_enabled) && !view.with(|view| view.filled));
    // Who is filling the form in goes on doing so when somebody else records the documents first:
    // then saving tells both versions.
    let begun = view.with_untracked(|view| !view.documented);
    let new = Memo::new(move |_| writable.get() && (begun || !documented.get()));
    view! {
        <PageTitle title crumbs/>
        <p>{move || view.with(|view| view.institution.clone())}</p>
        {steps(view)}
        <NextBox onward=Signal::derive(move || view.with(selection::onward::of_inauguration))/>
        <LiveStatus/>
        <div class="stack">
            {selection::three::threes(Signal::derive(move || view.with(|view| vec![view.three.clone()])))}
            <Show when=move || documented.get()>{documents::section(view, writable, begun)}</Show>
            <Show when=move || new.get()>{form::new(view)}</Show>
        </div>
    }
}

fn steps(view: Signal<InaugurationView>) -> impl IntoView {
    let links = Memo::new(move |_| {
        view.with(|view| {
            let plan = format!("/seleksi/{}", view.plan);
            let begun = |step| view.phase.step() >= step;
            vec![
                Some(plan.clone()),
                begun(Step::Process).then(|| format!("{plan}/lowongan/{}", view.vacancy)),
                begun(Step::Report).then(|| format!("{plan}/pelaporan")),
                None,
            ]
        })
    });
    let current = Signal::derive(move || view.with(|view| selection::step(view.phase)));
    move || view! { <Steps current links=links.get()/> }
}
