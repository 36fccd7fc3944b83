//! The clocks of what was sent before there were any, as the log tells it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    activity::Act,
    calendar::jakarta_day,
    clock::{ClockHistory, ClockKind, Reckoning, Stand, Step},
    record::{RecordKind, RecordRef},
    selection::Phase,
};

use super::{ClockRecord, days, place_of, save};
use crate::{Result, Tx, convert::code, statement::Statement};

/// Plans read at a time.
const STEP: i64 = 200;

/// Begins, pauses and ends clocks as the log says. Where what it says does not lead to how the plan stands, nobody knows
/// what happened, and no clock is made up.
///
/// # Errors
/// When the database fails.
pub(crate) async fn begin_from_log(tx: &mut Tx) -> Result<()> {
    let days = days(tx).await?;
    let mut last = 0;
    loop {
        let sql = "SELECT p.id, p.institution_id, p.officer_id, p.phase, i.province, i.remote_decree FROM plan p \
                   LEFT JOIN institution i ON i.id = p.institution_id WHERE p.id > $1 AND p.phase <> 'draft' \
                   ORDER BY p.id LIMIT $2";
        let plans = db!(tx, fetch_all as (i64, i64, Option<i64>, String, String, String), sql, last, STEP)?;
        let Some((id, ..)) = plans.last() else { return Ok(()) };
        last = *id;
        let mut told = told(tx, plans.iter().map(|(id, ..)| *id)).await?;
        for (id, institution, officer, phase, province, remote_decree) in plans {
            let phase = code("plan.phase", &phase, Phase::from_code)?;
            let place = place_of(province, &remote_decree);
            for (kind, history) in told.remove(&id).unwrap_or_default() {
                let Some(history) = history.filter(|history| leads_to(kind, history, phase)) else {
                    tracing::warn!(
                        plan = id,
                        kind = kind.code(),
                        "the log does not tell the whole of a review"
                    );
                    continue;
                };
                // Nothing that is asked for of it depends on the day.
                let day_0 = jakarta_day(history.begun());
                if !days.has_list(day_0) {
                    // From before the lists that come along: it would wait for one for ever.
                    continue;
                }
                let clock = ClockRecord {
                    about: RecordRef::new(RecordKind::Plan, id),
                    kind,
                    institution: institution.into(),
                    place: place.clone(),
                    officer: officer.map(Into::into),
                    kept: Reckoning::of(kind, &history, &days, &place, day_0),
                    history,
                };
                save(tx, &clock).await?;
            }
        }
    }
}

/// What the log says of each plan; nothing of a clock whose acts do not follow on each other.
type Told = HashMap<i64, Vec<(ClockKind, Option<ClockHistory>)>>;

async fn told(tx: &mut Tx, plans: impl Iterator<Item = i64>) -> Result<Told> {
    let acts = Act::ALL.into_iter().filter(|act| Step::of(*act).is_some()).map(Act::code);
    let mut statement = Statement::new(
        "SELECT record_id, act, at FROM activity WHERE record_kind = 'plan' AND record_id IN ",
    );
    statement.bind_list(plans).push(" AND act IN ").bind_list(acts).push(" ORDER BY record_id, id");
    let mut told = Told::new();
    for (plan, act, at) in statement.fetch_all::<(i64, String, DateTime<Utc>)>(tx).await? {
        let Some((kind, step)) = Step::of(code("activity.act", &act, Act::from_code)?) else { continue };
        let clocks = told.entry(plan).or_default();
        match clocks.iter_mut().find(|(known, _)| *known == kind) {
            None => clocks.push((kind, step.take(None, at).ok().flatten())),
            Some((_, history)) => {
                if let Some(so_far) = history.take() {
                    *history = step.take(Some(so_far), at).ok().flatten();
                }
            }
        }
    }
    Ok(told)
}

/// Whether a history ends where the plan stands.
const fn leads_to(kind: ClockKind, history: &ClockHistory, phase: Phase) -> bool {
    let (running, paused) = match kind {
        ClockKind::PlanReview => (
            matches!(phase, Phase::Submitted | Phase::InReview | Phase::Recommended),
            matches!(phase, Phase::Correction),
        ),
        ClockKind::ReportReview => (matches!(phase, Phase::Reported), matches!(phase, Phase::ReportReturned)),
    };
    match history.stand() {
        Stand::Running => running,
        Stand::Paused { .. } => paused,
        Stand::Ended { .. } => !running && !paused,
    }
}
