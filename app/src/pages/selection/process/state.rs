//! What every part of Proses Seleksi shares: the view, its rows, and the way to load it again.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use domain::{
    field::FieldErrors,
    id::{ApplicantId, PlanId, VacancyId},
    number::Weight,
    selection::access::PlanAction,
    selection::{
        PlannedStage, Scheme, Stage,
        shortlist::{SHORTLIST, in_a_sentence},
    },
};
use leptos::prelude::*;

use super::{
    draft::{Sending, Typing},
    leftover::Typed,
    part::{self, ASKED, Part},
    pick::Pick,
    returned::ReturnedScore,
    rows::Rows,
};
use crate::{
    api::selection::{
        process::SaveScore,
        views::{ApplicantView, VacancyView},
    },
    components::{Toaster, use_toast},
};

/// Applicants by number, which is the order they were entered in.
type People = BTreeMap<ApplicantId, Arc<ApplicantView>>;

/// One applicant, as a row follows them; changes only when something about them changed.
pub(super) type Row = Memo<Arc<ApplicantView>>;

/// The page of one vacancy. Cheap to hand around.
#[derive(Clone, Copy)]
pub(super) struct Process {
    pub plan: PlanId,
    pub vacancy: VacancyId,
    pub view: Signal<VacancyView>,
    /// Whether this person enters the process now.
    pub may: Memo<bool>,
    /// Whether three are accepted.
    pub full: Memo<bool>,
    pub version: Signal<i64>,
    pub toast: Toaster,
    /// Which row's dialog is open.
    pub picked: RwSignal<Option<Pick>>,
    /// What of the page is shown.
    pub part: Memo<Part>,
    /// How many rows of it.
    pub rows: Rows,
    /// Shows another part of the page.
    pub go_to: Callback<Part>,
    /// The focus goes into the first empty score, once its row is there.
    pub focus_first: RwSignal<bool>,
    /// Read out by screen readers.
    pub said: RwSignal<String>,
    pub returned: StoredValue<Option<ReturnedScore>>,
    /// Scores that are typed and not saved; they outlive their rows.
    pub typed: StoredValue<Typed>,
    /// What stands in rows' inputs, and how far sending it has come: it outlives its rows, which come and go with parts.
    drafts: StoredValue<HashMap<(ApplicantId, usize), Typing>>,
    /// Whose signals those are: the page's.
    owner: StoredValue<Owner>,
    /// Whether this person has just saved a score here.
    pub saved_here: StoredValue<bool>,
    /// A row into which nobody has typed.
    pub blank: Typing,
    people: Memo<People>,
    reload: Callback<()>,
    scheme: StoredValue<Scheme>,
}

/// A stage of this plan. Cheap to hand around.
#[derive(Clone, Copy)]
pub(super) struct Here {
    pub stage: Stage,
    /// Nothing where it is passed or failed.
    pub weight: Option<Weight>,
    scheme: StoredValue<Scheme>,
}

impl Here {
    /// The words on the screen.
    pub fn label(self) -> Cow<'static, str> {
        self.words(Stage::label, |scheme| scheme.label(self.stage))
    }

    /// The words inside a sentence.
    pub fn in_sentence(self) -> Cow<'static, str> {
        self.words(Stage::in_sentence, |scheme| scheme.in_sentence(self.stage))
    }

    fn words(self, usual: fn(Stage) -> &'static str, own: impl FnOnce(&Scheme) -> &str) -> Cow<'static, str> {
        match self.stage {
            Stage::Own(_) => self.scheme.with_value(|scheme| Cow::Owned(own(scheme).to_owned())),
            stage => Cow::Borrowed(usual(stage)),
        }
    }
}

impl Process {
    /// Follows `view`; `reload` asks the server again.
    pub fn new(view: Signal<VacancyView>, reload: Callback<()>) -> Self {
        let (plan, vacancy, scheme) = view.with_untracked(|view| (view.plan, view.id, view.scheme.clone()));
        let returned = ReturnedScore::take();
        Self {
            plan,
            vacancy,
            view,
            may: Memo::new(move |_| view.with(|view| view.rights.may(PlanAction::RunProcess))),
            full: Memo::new(move |_| view.with(|view| view.shortlist.len() >= SHORTLIST)),
            version: Signal::derive(move || view.with(|view| view.version)),
            toast: use_toast(),
            part: part::shown(view),
            rows: Rows::asked(view, returned.is_some()),
            go_to: part::go_to(plan, vacancy, scheme.clone()),
            focus_first: RwSignal::new(false),
            picked: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            returned: StoredValue::new(returned),
            typed: StoredValue::new(Typed::new()),
            drafts: StoredValue::default(),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            saved_here: StoredValue::new(false),
            blank: Typing::of(None),
            people: Memo::new(move |before: Option<&People>| view.with(|view| people(view, before))),
            reload,
            scheme: StoredValue::new(scheme),
        }
    }

    /// Asks the server again, unless the page was left meanwhile.
    pub fn reload(self) {
        _ = self.reload.try_run(());
    }

    /// What stands in a row's input and was not saved from it; nothing where nobody began.
    pub fn draft_of(self, applicant: ApplicantId, at: usize) -> Option<Typing> {
        let known = self.drafts.with_value(|drafts| drafts.get(&(applicant, at)).copied())?;
        let begun = !matches!(known.sending.get_untracked(), Sending::Stored(_))
            && known.text.with_untracked(|text| !text.trim().is_empty());
        begun.then_some(known)
    }

    /// Begins what stands in a row's input.
    pub fn begin_draft(self, applicant: ApplicantId, at: usize, returned: Option<ReturnedScore>) -> Typing {
        let typing = self.owner.with_value(|owner| owner.with(|| Typing::of(returned)));
        self.drafts.update_value(|drafts| _ = drafts.insert((applicant, at), typing));
        typing
    }

    /// The page's path.
    pub fn path(self) -> String {
        format!("/seleksi/{}/lowongan/{}", self.plan, self.vacancy)
    }

    /// The address of a part of it.
    pub fn path_of(self, part: Part) -> String {
        format!("{}?{ASKED}={}", self.path(), self.code_of(part))
    }

    /// The address of what is shown. Not reactive.
    pub fn path_here(self) -> String {
        self.path_of(self.part.get_untracked()) + &self.rows.in_address()
    }

    /// A part's name in the address.
    pub fn code_of(self, part: Part) -> &'static str {
        self.scheme.with_value(|scheme| part.code(scheme))
    }

    /// The stage at a place, from 0.
    pub fn stage(self, at: usize) -> Option<Here> {
        let Self { scheme, .. } = self;
        let here = |planned: &PlannedStage| Here { stage: planned.stage(), weight: planned.weight(), scheme };
        scheme.with_value(|all| all.stages().get(at).map(here))
    }

    /// The stages in the plan's order.
    pub fn stages(self) -> Vec<Here> {
        (0..).map_while(|at| self.stage(at)).collect()
    }

    /// Whether some stage is passed or failed.
    pub fn has_verdicts(self) -> bool {
        self.scheme.with_value(|scheme| scheme.stages().iter().any(|stage| stage.weight().is_none()))
    }

    /// What is wrong with a score or result that is about to be sent.
    pub fn check(self, call: &SaveScore) -> Result<(), FieldErrors> {
        self.scheme.with_value(|scheme| call.form.validate(scheme, &call.stage)).map(drop)
    }

    /// In which stage track records are described.
    pub fn described_in(self) -> Stage {
        self.scheme.with_value(Scheme::described_in)
    }

    /// The place of a stage.
    pub fn place(self, stage: Stage) -> Option<usize> {
        self.scheme.with_value(|scheme| scheme.index(stage))
    }

    /// Applicants that fit, in the order they were entered. Reactive.
    pub fn people(self, fits: impl Fn(&ApplicantView) -> bool) -> Vec<Arc<ApplicantView>> {
        self.people.with(|people| people.values().filter(|person| fits(person)).cloned().collect())
    }

    /// Whether some applicant fits. Reactive.
    pub fn any(self, fits: impl Fn(&ApplicantView) -> bool) -> bool {
        self.people.with(|people| people.values().any(|person| fits(person)))
    }

    /// An applicant as they are now. Not reactive.
    pub fn find(self, id: ApplicantId) -> Option<Arc<ApplicantView>> {
        self.people.with_untracked(|people| people.get(&id).cloned())
    }

    /// The names of those who have the same total, for sentences. Reactive.
    pub fn equals_of(self, person: &ApplicantView) -> String {
        self.people.with(|people| {
            let equal = |other: &&Arc<ApplicantView>| other.rank == person.rank && other.id != person.id;
            let others = people.values().filter(|_| person.rank.is_some()).filter(equal);
            in_a_sentence(others.map(|other| other.name.as_str()))
        })
    }

    /// Follows one applicant; keeps what was last known of one who was removed.
    pub fn row(self, first: Arc<ApplicantView>) -> Row {
        Memo::new(move |before: Option<&Arc<ApplicantView>>| {
            let now = self.people.with(|people| people.get(&first.id).cloned());
            now.or_else(|| before.cloned()).unwrap_or_else(|| Arc::clone(&first))
        })
    }
}

/// Rows that did not change stay the very same, so that comparing them later costs nothing.
fn people(view: &VacancyView, before: Option<&People>) -> People {
    let same = |now: &ApplicantView| before?.get(&now.id).filter(|known| known.as_ref() == now).cloned();
    view.applicants.iter().map(|now| (now.id, same(now).unwrap_or_else(|| Arc::new(now.clone())))).collect()
}

/// Whether there is no score or result yet, so that an applicant may still be changed or removed.
pub(super) fn unscored(person: &ApplicantView) -> bool {
    person.scores.is_empty()
}
