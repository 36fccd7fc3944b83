//! One plan from its beginning on: each step with the domain's own transition, and with what the command of that step
//! writes.

mod dialogue;
mod inauguration;
mod process;
mod report;

use chrono::{DateTime, Utc};
use domain::{
    access::Guarded as _,
    activity::Act,
    calendar::jakarta_day,
    clock::{Reckoning, Step as ClockStep},
    id::PlanId,
    selection::{access::PlanAction, plan::PlanForm},
};
use serde_json::{Value, json};

use super::{
    courses::Step,
    making::{Land, Line, Making, legal, made},
    plots::Plot,
};
use crate::{
    Result,
    clock::{self, ClockRecord},
    identity::User,
    record::Record as _,
    seen,
    selection::plan::{self, NewPlan, PlanRecord},
};

/// Minutes between two steps, so that those of one day follow each other.
const BETWEEN: i64 = 15;
/// Whoever has something to do with it has seen what is older than so many days.
const SEEN: i64 = 6;

/// A plan on its way.
pub(super) struct Tale<'t, 'a> {
    making: &'t mut Making<'a>,
    land: &'t Land,
    plot: &'t Plot,
    operator: User,
    officer: User,
    commissioner: User,
    record: PlanRecord,
    /// When the step happens that is told.
    at: DateTime<Utc>,
}

impl<'t, 'a> Tale<'t, 'a> {
    /// Begins the plan as a draft.
    pub(super) async fn begin(
        making: &'t mut Making<'a>,
        land: &'t Land,
        plot: &'t Plot,
        operator: User,
        officer: User,
        form: PlanForm,
    ) -> Result<Self> {
        let at = making.moments.at(plot.begun, 0)?;
        legal(form.validate_draft())?;
        let by = operator.person();
        let new = NewPlan { institution: land.id, form: form.clone(), by: &by, at };
        let id = plan::insert(making.tx, new).await?;
        let line = Line {
            act: Act::CreatePlan,
            record: id.into(),
            institution: Some(land.id),
            before: None,
            after: Some(json!(form)),
        };
        making.log(&operator, at, line).await?;
        let record = made(plan::load(making.tx, id).await?)?;
        let positions: Vec<_> = record.form.position_ids().collect();
        plan::set_vacancies(making.tx, &record, &positions).await?;
        let commissioner = making.commission.commissioner.clone();
        Ok(Self { making, land, plot, operator, officer, commissioner, record, at })
    }

    /// Tells all that happened.
    pub(super) async fn tell(mut self) -> Result<()> {
        let mut last = self.plot.begun;
        let steps = self.plot.course.iter().flat_map(|part| part.iter().copied());
        for ((day, step), number) in steps.zip(1..) {
            last = self.plot.begun - day;
            self.at = self.making.moments.at(last, number * BETWEEN)?;
            self.step(step).await?;
        }
        if last > SEEN {
            for who in [self.commissioner.id, self.officer.id, self.operator.id] {
                seen::mark(self.making.tx, who, self.record.id, self.at).await?;
            }
        }
        Ok(())
    }

    async fn step(&mut self, step: Step) -> Result<()> {
        match step {
            Step::Send => self.send().await,
            Step::Assign => self.assign().await,
            Step::Ask(text) => self.note(self.officer.clone(), text).await,
            Step::Answer(text) => self.note(self.operator.clone(), text).await,
            Step::Return(text) => self.return_plan(text).await,
            Step::Resend(repair) => self.resend(repair).await,
            Step::Recommend => self.recommend().await,
            Step::Approve => self.approve().await,
            Step::Reject(text) => self.reject(text).await,
            Step::Enter => self.enter().await,
            Step::Advance => self.advance().await,
            Step::Score(share) => self.score(share).await,
            Step::Monitor(text) => self.monitor(text).await,
            Step::Describe => self.describe().await,
            Step::Decide => self.decide().await,
            Step::Report => self.report().await,
            Step::ReturnReport(text) => self.review_report(text, false).await,
            Step::PassReport => self.review_report(super::words::PASSED, true).await,
            Step::Document => self.document().await,
            Step::Appoint => self.appoint().await,
        }
    }

    /// Whether somebody may do that now.
    fn check(&self, who: &User, action: PlanAction) -> Result<()> {
        legal(self.record.subject().decide(&who.actor(), action))
    }

    fn plan(&self) -> PlanId {
        self.record.id
    }

    /// Saves the plan as somebody has changed it.
    async fn save(&mut self, who: &User) -> Result<()> {
        plan::save(self.making.tx, &mut self.record, &who.person(), self.at).await
    }

    /// A line about the plan.
    async fn log(&mut self, who: &User, act: Act, before: Option<Value>, after: Value) -> Result<()> {
        let record = self.record.about();
        let line = Line { act, record, institution: Some(self.land.id), before, after: Some(after) };
        self.making.log(who, self.at, line).await
    }

    /// What the act does to the plan's clocks.
    async fn follow(&mut self, act: Act) -> Result<()> {
        let Some((kind, step)) = ClockStep::of(act) else { return Ok(()) };
        let (about, institution) = (self.record.about(), self.land.id);
        let known = clock::find(self.making.tx, about, kind).await?;
        let Some(history) = legal(step.take(known.map(|clock| clock.history), self.at))? else {
            return Ok(());
        };
        let place = clock::place(self.making.tx, institution).await?;
        let kept = Reckoning::of(kind, &history, &self.making.moments.days, &place, jakarta_day(self.at));
        let officer = self.record.state.officer().map(|officer| officer.id);
        let clock = ClockRecord { about, kind, institution, place, officer, history, kept };
        clock::save(self.making.tx, &clock).await
    }
}
