//! Rencana Seleksi: the list, the page, the form, and saving it.

use domain::{id::PlanId, rich_text::TypedText, selection::plan::PlanForm};
use leptos::prelude::*;

use super::views::{PlanEditor, PlanFilter, PlanList, PlanStart, PlanView};
use crate::error::{AppError, Done};

/// A page of Daftar Seleksi: one's own institution, or all that was sent for the commission.
#[server(endpoint = "selection/list_plans")]
pub async fn list_plans(#[server(default)] filter: PlanFilter) -> Result<PlanList, AppError> {
    use domain::{
        access::Guarded,
        calendar::jakarta_day,
        selection::access::{Plans, PlansAction},
    };
    use store::selection::plan::PlanQuery;

    use super::{
        queue,
        views::{CHANGES_COUNTED, PlanRow, PlansAside, Total},
    };
    use crate::api::{context::caller, list};

    let caller = caller().await?;
    caller.may(&Plans, PlansAction::List)?;
    let mut tx = caller.read().await?;
    let today = jakarta_day(caller.now);
    let query = query::from_filter(&filter, &caller.actor, today);
    let query = query.map(|query| PlanQuery { now: Some(caller.now), ..query });
    let asked = query.clone();
    let list = list::page(&mut tx, &filter, query).await?;
    let total = match asked {
        // What is on one page need not be looked for twice.
        _ if list.next.is_none() && list.previous.is_none() => Total::of_page(list.rows.len()),
        Ok(query) => queue::total(&mut tx, &query).await?,
        Err(_) => Total::default(),
    };
    let aside = PlansAside {
        changed: list.aside.changed.min(CHANGES_COUNTED),
        commission: caller.actor.role.is_commission(),
        can_create: Plans.decide(&caller.actor, PlansAction::Create).is_ok(),
        can_assign: Plans.decide(&caller.actor, PlansAction::Assign).is_ok(),
        tabs: queue::tabs(&mut tx, &caller.actor, today).await?,
        total,
        officers: queue::officers(&mut tx, &caller.actor).await?,
        views: store::saved_view::list(&mut tx, caller.actor.user, super::saved_view::LIST).await?,
    };
    let days = store::clock::days(&mut tx).await?;
    Ok(list.map(|row| PlanRow::of(row, &days, today)).beside(aside))
}

/// A plan, whole; from then on what is new of it counts as seen. `from` is the list that one came from, and `place`
/// where the plan stood in it.
#[server(endpoint = "selection/get_plan")]
pub async fn get_plan(
    plan: PlanId,
    #[server(default)] from: PlanFilter,
    #[server(default)] place: String,
) -> Result<PlanView, AppError> {
    page::view(plan, &from, &place).await
}

/// The form of a new plan, or of a plan that may be changed.
#[server(endpoint = "selection/edit_plan_form")]
pub async fn edit_plan_form(
    #[server(default)] plan: Option<PlanId>,
    #[server(default)] start: PlanStart,
) -> Result<PlanEditor, AppError> {
    super::plan_editor::editor(plan, start).await
}

/// Saves a plan: as a draft (`intent=draft`), or sent to the commission (`intent=send`).
#[server(endpoint = "selection/save_plan")]
pub async fn save_plan(
    #[server(default)] plan: String,
    #[server(default)] version: i64,
    intent: String,
    #[server(default)] form: PlanForm<TypedText>,
    #[server(default)] asked_letter: String,
) -> Result<Done, AppError> {
    super::plan_save::save(&plan, version, &intent, form, &asked_letter).await
}

/// Discards a draft.
#[server(endpoint = "selection/discard_plan")]
pub async fn discard_plan(plan: PlanId, version: i64) -> Result<Done, AppError> {
    use domain::{
        activity::Act,
        event::Change,
        selection::{Phase, access::PlanAction},
    };

    use super::{load, plan_save};
    use crate::api::{context::caller, tail::Line};

    let caller = caller().await?;
    let mut tx = caller.begin().await?;
    let mut record = load::plan_at(&mut tx, &caller, plan, version, PlanAction::Edit).await?;
    if record.state.phase() != Phase::Draft {
        return Err(AppError::Refused("Hanya draf yang dapat dihapus.".to_owned()));
    }
    store::selection::plan::delete(&mut tx, plan, caller.now).await?;
    plan_save::tell_kept_by_another(&mut tx, &caller, &mut record).await?;
    let line = Line::of(&record, Act::DiscardPlan).before(&record.form);
    caller.change(&mut tx, &record, line, Change::Draft).await?;
    tx.commit().await?;
    Ok(Done::go("Draf telah dihapus.", "/seleksi"))
}

/// What Daftar Seleksi asks the database; its export asks the same.
#[cfg(feature = "ssr")]
pub mod query {
    use chrono::NaiveDate;
    use domain::{
        field::FieldErrors,
        identity::Actor,
        selection::{FillingMethod, Phase, PlanTab, Reason},
    };
    use store::selection::plan::{PlanOrder, PlanQuery};

    use super::{
        super::{plans_of, queue},
        PlanFilter,
    };
    use crate::api::filter::Reading;

    /// The orders by their names in the address.
    const ORDERS: [(&str, PlanOrder); 4] = [
        ("terbaru", PlanOrder::Latest),
        ("tenggat", PlanOrder::Due),
        ("dikirim", PlanOrder::Sent),
        ("dikirim-terbaru", PlanOrder::SentLatest),
    ];

    /// What the list asks the database. `direviu` stands for both review phases.
    ///
    /// # Errors
    /// What was not understood, by field.
    pub fn from_filter(
        filter: &PlanFilter,
        actor: &Actor,
        today: NaiveDate,
    ) -> Result<PlanQuery, FieldErrors> {
        let mut reading = Reading::of(filter);
        let tab = reading.choice(PlanFilter::tab(), PlanTab::from_code).unwrap_or(PlanTab::All);
        let order = ORDERS.iter().find(|(name, _)| *name == filter.order_shown());
        let phases = match reading.choice(PlanFilter::phase(), Phase::from_code) {
            Some(Phase::InReview | Phase::Recommended) => {
                vec![Phase::InReview, Phase::Recommended]
            }
            Some(phase) => vec![phase],
            None => Vec::new(),
        };
        let query = PlanQuery {
            text: reading.words(PlanFilter::text()),
            phases,
            reason: reading.choice(PlanFilter::reason(), Reason::from_code),
            filling_method: reading.choice(PlanFilter::filling_method(), FillingMethod::from_code),
            officer: reading.number(PlanFilter::officer()).map(Into::into),
            institution_text: reading.words(PlanFilter::institution()),
            order: order.map(|(_, order)| *order).unwrap_or_default(),
            ..queue::of_tab(plans_of(actor), tab, actor, today)
        };
        reading.finish(query)
    }
}

#[cfg(feature = "ssr")]
mod page {
    use std::time::Duration;

    use domain::{
        access::Rights,
        id::PlanId,
        selection::{
            access::PlanAction,
            review::{MessageKind, PlanState},
        },
    };

    use super::super::{
        load, queue,
        show::{self, Files},
        views::{PlanFilter, PlanView, RecommendationView},
    };
    use crate::{
        api::{
            Choice,
            clock::ClockView,
            context::{Caller, quiet_caller},
        },
        error::AppError,
    };

    /// How long a page waits for its being seen to be noted, so that whoever counts next counts rightly.
    const NOTING: Duration = Duration::from_secs(1);

    pub(super) async fn view(id: PlanId, from: &PlanFilter, place: &str) -> Result<PlanView, AppError> {
        let caller = quiet_caller().await?;
        let mut tx = caller.read().await?;
        let plan = load::plan(&mut tx, &caller, id, PlanAction::View).await?;
        let messages = store::message::list(&mut tx, id).await?;
        let recommendation = plan.state.recommendation().cloned();
        let files = Files::load(
            &mut tx,
            id,
            plan.form
                .attachments()
                .chain(messages.iter().flat_map(|message| message.files.iter().copied()))
                .chain(
                    recommendation.iter().flat_map(|recommendation| recommendation.letter.iter().copied()),
                ),
        )
        .await?;
        let vacancies =
            show::summaries(&mut tx, &plan).await?.into_iter().map(|(summary, _)| summary).collect();
        let positions: Vec<_> = plan.form.position_ids().collect();
        let named = store::position::of_institution(&mut tx, plan.institution.id, &positions).await?;
        let rights = Rights::of(&caller.actor, &plan.subject());
        let kept_by = if rights.may(PlanAction::TakeBack) {
            super::super::take_back::kept_by(&mut tx, &plan).await?
        } else {
            None
        };
        let officers = if rights.may(PlanAction::AssignOfficer) {
            let people = store::identity::officers(&mut tx).await?;
            queue::with_loads(&mut tx, people)
                .await?
                .into_iter()
                .map(|person| Choice::new(person.id.clone(), person.text()))
                .collect()
        } else {
            Vec::new()
        };
        let clocks = ClockView::of_record(&mut tx, id.into(), caller.now).await?;
        let queue = queue::around(&mut tx, &caller, id, from, place).await?;
        // Reading writes nothing, but that there was something new to read.
        let unread = store::selection::plan::is_unread(&mut tx, caller.actor.user, id).await?;
        drop(tx);
        if unread {
            note_seen(&caller, id).await;
        }

        let corrected = messages.iter().any(|message| message.kind == MessageKind::Correction);
        Ok(PlanView {
            id,
            kept_by,
            corrected,
            version: plan.version,
            institution: plan.institution_name(),
            phase: plan.state.phase(),
            positions: positions
                .iter()
                .filter_map(|id| named.iter().find(|position| position.id == *id))
                .map(domain::position::Position::label)
                .collect(),
            files: files.all(),
            officer: plan.state.officer().map(|officer| officer.name.clone()),
            officer_id: plan.state.officer().map(|officer| officer.id.to_string()),
            officers,
            messages: messages.into_iter().map(|message| show::message(message, &files)).collect(),
            vacancies,
            created_at: plan.created.at,
            updated_at: plan.updated.at,
            recommendation: recommendation.map(|recommendation| RecommendationView {
                by: recommendation.by.name,
                at: recommendation.at,
                files: files.pick(&recommendation.letter),
                text: recommendation.text,
            }),
            rejection: match &plan.state {
                PlanState::Rejected { reason, .. } => Some(reason.clone()),
                _ => None,
            },
            clocks,
            queue,
            form: plan.form,
            commission: caller.actor.role.is_commission(),
            rights,
        })
    }

    /// Notes that the caller has seen the plan; the page does not wait long for that, and is shown without it.
    async fn note_seen(caller: &Caller, plan: PlanId) {
        let (db, user, now) = (caller.services.db.clone(), caller.actor.user, caller.now);
        let noting = tokio::spawn(async move {
            let noted = async {
                let mut tx = db.begin().await?;
                store::seen::mark(&mut tx, user, plan, now).await?;
                tx.commit().await
            };
            if let Err(error) = noted.await {
                tracing::warn!(%error, "that a plan was seen was not noted");
            }
        });
        _ = tokio::time::timeout(NOTING, noting).await;
    }
}
