//! The parts of the page, one at a time: administration, each stage, and all of it together. Which is shown stands in
//! the address (`?tahap=`); where it does not, the one that somebody has to go on with.

use domain::{
    id::{PlanId, VacancyId},
    selection::{Phase, Scheme, Stage},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{dom, state::Process};
use crate::{
    api::selection::views::VacancyView,
    components::{Tab, Tabs},
    query::use_query,
};

/// The name in the address.
pub(super) const ASKED: &str = "tahap";
const ADMINISTRATION: &str = "administrasi";
const RECAP: &str = "rekap";

/// What the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Daftar pelamar yang memenuhi syarat administrasi.
    Administration,
    /// Those who take part in the stage at this place.
    Stage(usize),
    /// Everybody with every NILAI.
    Recap,
}

impl Part {
    /// Its name in the address.
    pub fn code(self, scheme: &Scheme) -> &'static str {
        match self {
            Self::Administration => ADMINISTRATION,
            Self::Stage(at) => scheme.stages().get(at).map_or(RECAP, |stage| stage.stage().code()),
            Self::Recap => RECAP,
        }
    }

    fn read(code: &str, scheme: &Scheme) -> Option<Self> {
        match code {
            ADMINISTRATION => Some(Self::Administration),
            RECAP => Some(Self::Recap),
            code => scheme.index(Stage::from_code(code)?).map(Self::Stage),
        }
    }

    /// The part that somebody has to go on with.
    fn due(view: &VacancyView) -> Self {
        let accepted = view.applicants.iter().any(|person| person.accepted == Some(true));
        let chosen = accepted && view.obstacles.is_empty();
        if chosen || !matches!(view.phase, Phase::Process | Phase::ReportReturned) {
            return Self::Recap;
        }
        let stages = view.scheme.stages().len();
        let unscored = (0..stages).find(|at| {
            view.applicants.iter().any(|person| person.takes_part(*at) && person.scores.len() <= *at)
        });
        // Else from the last one that was scored one moves on, or decides.
        let last = view.applicants.iter().map(|person| person.scores.len()).max().unwrap_or_default();
        match unscored.or(last.checked_sub(1)) {
            Some(at) => Self::Stage(at),
            None => Self::Administration,
        }
    }
}

/// What the page shows. It does not change by itself under somebody's hands.
pub(super) fn shown(view: Signal<VacancyView>) -> Memo<Part> {
    let query = use_query();
    let (due, scheme) = view.with_untracked(|view| (Part::due(view), StoredValue::new(view.scheme.clone())));
    Memo::new(move |_| {
        let asked = query.with(|query| query.get(ASKED));
        asked.and_then(|code| scheme.with_value(|scheme| Part::read(&code, scheme))).unwrap_or(due)
    })
}

/// The way to another part, by its address.
pub(super) fn go_to(plan: PlanId, vacancy: VacancyId, scheme: Scheme) -> Callback<Part> {
    let navigate = use_navigate();
    Callback::new(move |part: Part| {
        let address = format!("/seleksi/{plan}/lowongan/{vacancy}?{ASKED}={}", part.code(&scheme));
        navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    })
}

/// Puts the focus into the first empty score, once its row is there.
pub(super) fn focus_first(process: Process) {
    Effect::new(move |_| {
        let Part::Stage(at) = process.part.get() else { return };
        let waits = process.any(|person| person.takes_part(at) && person.scores.len() <= at);
        if waits && process.focus_first.get() {
            process.focus_first.set(false);
            request_animation_frame(dom::focus_first_score);
        }
    });
}

/// Once this person has saved the last score of a part, on to moving everybody on: only from within the table, and never
/// away from another's half-typed score.
pub(super) fn focus_onward(process: Process) {
    let all_scored = Memo::new(move |_| {
        let Part::Stage(at) = process.part.get() else { return (process.part.get(), false) };
        let waits = process.any(|person| person.takes_part(at) && person.scores.len() <= at);
        (Part::Stage(at), !waits && process.any(|person| person.takes_part(at)))
    });
    Effect::watch(
        move || all_scored.get(),
        move |(part, scored), before, _| {
            let now = *scored && before.is_some_and(|(shown, before)| shown == part && !before);
            if now && process.saved_here.get_value() {
                request_animation_frame(dom::focus_onward);
            }
            if now {
                process.saved_here.set_value(false);
            }
        },
        false,
    );
}

/// The tabs, with how many take part in each.
#[component]
pub(super) fn Parts(process: Process) -> impl IntoView {
    let tabs = Signal::derive(move || {
        let now = process.part.get();
        let tab = |part: Part, label: String, count: Option<usize>| Tab {
            label,
            count: count.map(|count| count.to_string()),
            href: process.path_of(part),
            current: now == part,
        };
        let people = process.view.with(|view| view.applicants.len());
        let administration = tab(Part::Administration, "Administrasi".to_owned(), Some(people));
        let stages = process.stages().into_iter().enumerate().map(|(at, stage)| {
            let count = process.people(|person| person.takes_part(at)).len();
            tab(Part::Stage(at), stage.label().into_owned(), Some(count))
        });
        let recap = tab(Part::Recap, "Rekap".to_owned(), None);
        [administration].into_iter().chain(stages).chain([recap]).collect()
    });
    view! { <Tabs label="Tahapan penilaian" tabs/> }
}

#[cfg(test)]
mod tests {
    use domain::{
        number::Weight,
        selection::{PlannedStage, Stage},
    };

    use super::*;

    #[test]
    fn a_part_survives_the_address() {
        let planned = |(stage, percent)| PlannedStage::usual(stage, Weight::new(percent).unwrap());
        let scheme =
            Scheme::new(Stage::USUAL.into_iter().zip([40, 20, 30, 10]).map(planned).collect()).unwrap();
        for part in [Part::Administration, Part::Stage(0), Part::Stage(3), Part::Recap] {
            assert_eq!(Part::read(part.code(&scheme), &scheme), Some(part));
        }
        for rubbish in ["", "own_1", "lain"] {
            assert_eq!(Part::read(rubbish, &scheme), None, "{rubbish}");
        }
    }
}
