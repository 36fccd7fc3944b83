//! The page of a plan, where it is reviewed (Gambar 26). It follows what others do to it.

use std::{collections::HashMap, time::Duration};

use domain::{
    event::Change,
    id::{PlanId, VacancyId},
    record::RecordKind,
    selection::Phase,
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    corrected::Corrected, dialogs::Dialogs, dialogue::Dialogue, facts::Facts, queue::Queue, toolbar::Toolbar,
    vacancies::Vacancies,
};
use crate::{
    api::selection::{
        plan::get_plan,
        process::get_vacancy_summary,
        views::{PlanView, VacancySummary},
    },
    components::{
        Alert, Badge, Definition, DefinitionList, NextBox, PageTitle, RichView, Section, Steps, Tone,
        use_toast,
    },
    error::{AppError, Done},
    json::resource,
    live::{Heard, LiveStatus, use_live},
    pages::{
        Answer, Loaded, number_in_address, page_of, selection,
        selection::{clocks::Clocks, onward},
    },
};

/// How long one's own command may take to be heard of twice.
const ECHO: Duration = Duration::from_secs(5);
/// How long a change waits for the answer of the command that caused it.
const SETTLE: Duration = Duration::from_secs(1);

/// `/seleksi/:plan`.
#[component]
pub fn PlanPage() -> impl IntoView {
    page_of(number_in_address("plan"), |plan: Option<PlanId>| view! { <Plan plan/> })
}

#[component]
fn Plan(plan: Option<PlanId>) -> impl IntoView {
    let came_from = StoredValue::new(selection::came_from());
    let page = resource(
        || (),
        move |()| async move {
            let (from, place) = came_from.get_value();
            let plan = plan.ok_or(AppError::NotFound)?;
            get_plan(plan, from, place).await
        },
    );
    let one = OneVacancy::of(page);
    use_live(
        move || plan,
        move |heard| match in_vacancy(&heard) {
            // What happens in a vacancy shows in its line alone.
            Some(vacancy) => one.load(vacancy),
            None => page.refetch(),
        },
    );
    view! {
        <Loaded resource=page let:view>
            <Content view page/>
        </Loaded>
        <LiveStatus/>
    }
}

/// The vacancy in whose line of the list this shows, and nowhere else.
fn in_vacancy(heard: &Heard) -> Option<VacancyId> {
    let Heard::Event(event) = heard else { return None };
    let vacancy = event.of_kind(RecordKind::Vacancy)?;
    matches!(event.change, Change::Saved | Change::Progress).then(|| vacancy.id.into())
}

/// Loads lines of the list of vacancies again, each at most once at a time.
#[derive(Clone, Copy)]
struct OneVacancy {
    page: Answer<PlanView>,
    /// Those that are being loaded, and whether something happened meanwhile.
    under_way: StoredValue<HashMap<VacancyId, bool>>,
}

impl OneVacancy {
    fn of(page: Answer<PlanView>) -> Self {
        Self { page, under_way: StoredValue::default() }
    }

    fn load(self, vacancy: VacancyId) {
        let waits = self.under_way.try_update_value(|under_way| match under_way.get_mut(&vacancy) {
            Some(again) => {
                *again = true;
                true
            }
            None => {
                under_way.insert(vacancy, false);
                false
            }
        });
        if waits != Some(false) {
            return;
        }
        spawn_local(async move {
            let loaded = get_vacancy_summary(vacancy).await;
            let again = self.under_way.try_update_value(|under_way| under_way.remove(&vacancy));
            let Some(again) = again else { return };
            match loaded {
                Ok(summary) => self.show(summary),
                // Whatever it is, the page as a whole says it.
                Err(_) => self.page.refetch(),
            }
            if again == Some(true) {
                self.load(vacancy);
            }
        });
    }

    fn show(self, summary: VacancySummary) {
        self.page.update(|page| {
            let Some(Ok(view)) = page else { return };
            if let Some(line) = view.vacancies.iter_mut().find(|line| line.id == summary.id) {
                *line = summary;
            }
        });
    }
}

#[component]
fn Content(view: Signal<PlanView>, page: Answer<PlanView>) -> impl IntoView {
    let phase = Memo::new(move |_| view.with(|view| view.phase));
    let own = StoredValue::new(false);
    let done = Callback::new(move |_: Done| {
        own.set_value(true);
        set_timeout(move || _ = own.try_set_value(false), ECHO);
        page.refetch();
    });
    tell_others_changes(phase, own);

    let title = Memo::new(move |_| view.with(|view| heading(&view.positions)));
    let officer =
        move || view.with(|view| view.officer.clone()).unwrap_or_else(|| "Belum dipilih".to_owned());
    let clocks = Memo::new(move |_| view.with(|view| view.clocks.clone()));
    view! {
        <Queue view/>
        <PageTitle title crumbs=vec![selection::list_crumb()]/>
        <p class="flex flex-wrap items-center gap-3">
            {move || view.with(|view| view.institution.clone())}
            <Badge
                label=Signal::derive(move || phase.get().label().to_owned())
                tone=Signal::derive(move || selection::tone(phase.get()))
            />
        </p>
        <Progress view/>
        <NextBox onward=Signal::derive(move || view.with(onward::of_plan))/>
        <Rejection view/>
        <div class="split">
            <div class="split-side stack">
                <Section title="Status">
                    <DefinitionList>
                        <Definition label="Status">{move || phase.get().label()}</Definition>
                        <Definition label="Petugas">{officer}</Definition>
                    </DefinitionList>
                    <Clocks clocks/>
                </Section>
                <Toolbar view/>
                <Dialogue view done/>
            </div>
            <div class="split-main stack">
                <Corrected view/>
                <Vacancies view/>
                <Facts view/>
            </div>
        </div>
        <Dialogs view done/>
    }
}

/// The heading names the first post and counts the others.
fn heading(positions: &[String]) -> String {
    match positions {
        [] => "Rencana Seleksi".to_owned(),
        [only] => format!("Rencana Seleksi: {only}"),
        [first, others @ ..] => format!("Rencana Seleksi: {first} dan {} jabatan lain", others.len()),
    }
}

/// The four steps, with links to those that can be opened.
#[component]
fn Progress(view: Signal<PlanView>) -> impl IntoView {
    let links = Memo::new(move |_| {
        view.with(|view| {
            let plan = format!("/seleksi/{}", view.id);
            let at = selection::step(view.phase);
            // With several vacancies the list below leads to each.
            let single = match view.vacancies.as_slice() {
                [only] => Some(format!("{plan}/lowongan/{}", only.id)),
                _ => None,
            };
            vec![
                Some(plan.clone()),
                single.clone().filter(|_| at >= 1),
                (at >= 2).then(|| format!("{plan}/pelaporan")),
                single.filter(|_| at >= 3).map(|vacancy| format!("{vacancy}/pelantikan")),
            ]
        })
    });
    let current = Signal::derive(move || view.with(|view| selection::step(view.phase)));
    move || view! { <Steps current links=links.get()/> }
}

/// Why it was rejected.
#[component]
fn Rejection(view: Signal<PlanView>) -> impl IntoView {
    let reason = Memo::new(move |_| view.with(|view| view.rejection.clone()));
    move || {
        reason.get().map(|reason| {
            view! {
                <Alert tone=Tone::Danger title="Alasan penolakan">
                    <RichView html=reason/>
                </Alert>
            }
        })
    }
}

/// Says so when the status changes without one's own doing.
fn tell_others_changes(phase: Memo<Phase>, own: StoredValue<bool>) {
    let toast = use_toast();
    Effect::watch(
        move || phase.get().label(),
        move |label, before, _| {
            let label = *label;
            if before.is_none_or(|before| *before == label) {
                return;
            }
            set_timeout(
                move || {
                    if own.try_get_value() == Some(false) {
                        toast.ok(format!("Status rencana ini berubah menjadi {label}."));
                    }
                },
                SETTLE,
            );
        },
        false,
    );
}

#[cfg(test)]
mod tests {
    use super::heading;

    #[test]
    fn the_heading_names_the_posts() {
        let posts =
            |names: &[&str]| heading(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(posts(&[]), "Rencana Seleksi");
        assert_eq!(posts(&["Kepala Dinas Sosial"]), "Rencana Seleksi: Kepala Dinas Sosial");
        assert_eq!(posts(&["A", "B", "C"]), "Rencana Seleksi: A dan 2 jabatan lain");
    }
}
