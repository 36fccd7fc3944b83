//! Pilih petugas yang menangani: of one plan, or of several at once.

use domain::{
    id::PlanId,
    selection::forms::{AssignForm, AssignManyForm},
};
use leptos::prelude::*;

use crate::error::{AppError, Done};

/// Pilih petugas yang menangani.
#[server(endpoint = "selection/assign_officer")]
pub async fn assign_officer(
    plan: PlanId,
    version: i64,
    #[server(default)] form: AssignForm,
) -> Result<Done, AppError> {
    use domain::selection::access::PlanAction;

    use super::load;
    use crate::api::context::caller;

    let caller = caller().await?;
    let mut tx = caller.begin().await?;
    let mut record = load::plan_at(&mut tx, &caller, plan, version, PlanAction::AssignOfficer).await?;
    let officer = verb::officer(&mut tx, form.validate()?).await?;
    verb::hand_over(&mut tx, &caller, &mut record, &officer).await?;
    tx.commit().await?;
    Ok(Done::stay(format!("{} kini menangani rencana ini.", officer.name)))
}

/// Tetapkan: one officer for several plans, in one transaction. A plan that somebody else changed meanwhile, or whose
/// officer can no longer be chosen, stays as it is and is named.
#[server(endpoint = "selection/assign_officers")]
pub async fn assign_officers(#[server(default)] form: AssignManyForm) -> Result<Done, AppError> {
    verb::many(form).await
}

#[cfg(feature = "ssr")]
mod verb {
    use domain::{
        access::Guarded,
        activity::Act,
        event::Change,
        field::FieldErrors,
        id::UserId,
        identity::Person,
        selection::{
            access::{PlanAction, Plans, PlansAction},
            forms::AssignManyForm,
        },
    };
    use serde_json::json;
    use store::{
        Tx, clock, identity,
        selection::plan::{self, PlanRecord},
    };

    use crate::{
        api::{
            context::{Caller, caller},
            selection::load,
            tail::Line,
        },
        error::{AppError, Done},
    };

    /// Whom the commission may choose.
    pub(super) async fn officer(tx: &mut Tx, chosen: UserId) -> Result<Person, AppError> {
        let officers = identity::officers(tx).await?;
        let officer = officers.into_iter().find(|person| person.id == chosen);
        officer.ok_or_else(|| FieldErrors::of("officer", "Pilih Petugas KASN dari daftar.").into())
    }

    /// The plan, and its clocks, are the officer's from now on.
    pub(super) async fn hand_over(
        tx: &mut Tx,
        caller: &Caller,
        record: &mut PlanRecord,
        officer: &Person,
    ) -> Result<(), AppError> {
        let before = record.state.officer().map(|person| person.name.clone());
        record.state = record.state.clone().assign(officer.clone())?;
        plan::save(tx, record, &caller.person(), caller.now).await?;
        clock::hand_over(tx, record.id.into(), officer.id).await?;
        let line = Line::of(record, Act::AssignOfficer)
            .before(json!({ "petugas": before }))
            .after(json!({ "petugas": officer.name }));
        caller.change(tx, record, line, Change::Saved).await
    }

    pub(super) async fn many(form: AssignManyForm) -> Result<Done, AppError> {
        let caller = caller().await?;
        caller.may(&Plans, PlansAction::Assign)?;
        let (mut chosen, officer_id) = form.validate()?;
        // Everybody takes them in the same order, so that nobody waits for somebody who waits for them.
        chosen.sort_unstable();
        let mut tx = caller.begin().await?;
        let officer = officer(&mut tx, officer_id).await?;
        let (mut done, mut left, mut ended) = (0, Vec::new(), Vec::new());
        for (id, version) in chosen {
            let mut record = load::plan(&mut tx, &caller, id, PlanAction::View).await?;
            let may = record.subject().decide(&caller.actor, PlanAction::AssignOfficer).is_ok();
            if may && record.version == version {
                hand_over(&mut tx, &caller, &mut record, &officer).await?;
                done += 1;
            } else if may {
                left.push(name(&mut tx, &record).await?);
            } else {
                ended.push(name(&mut tx, &record).await?);
            }
        }
        let told = [told(CHANGED, &left), told(ENDED, &ended)];
        let rest = told.into_iter().flatten().collect::<Vec<_>>().join(" ");
        if done == 0 {
            return Err(AppError::Refused(rest));
        }
        tx.commit().await?;
        let said = format!("{} kini menangani {done} rencana. {rest}", officer.name);
        Ok(Done::stay(said.trim_end()))
    }

    /// A plan in a sentence: its posts, and whose they are.
    async fn name(tx: &mut Tx, record: &PlanRecord) -> Result<String, AppError> {
        let wanted: Vec<_> = record.form.position_ids().collect();
        let posts = store::position::of_institution(tx, record.institution.id, &wanted).await?;
        let titles: Vec<_> = posts.into_iter().map(|post| post.title).collect();
        Ok(format!("{} ({})", titles.join(", "), record.institution.name))
    }

    /// What was left as it is, and why.
    const CHANGED: (&str, &str) = (
        "Berubah sementara itu, sehingga tidak ditetapkan:",
        "Periksa, lalu pilih kembali bila masih perlu.",
    );
    const ENDED: (&str, &str) = ("Sudah berakhir, sehingga petugasnya tetap:", "");

    fn told((why, then): (&str, &str), left: &[String]) -> Option<String> {
        (!left.is_empty()).then(|| format!("{why} {}. {then}", left.join("; ")).trim_end().to_owned())
    }
}
