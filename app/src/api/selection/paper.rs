//! What is printed of a vacancy: the very texts of its page.

use domain::{
    id::{InstitutionId, PlanId, VacancyId},
    identity::Actor,
    selection::{Scheme, access::PlanAction, plan::Member, shortlist::Standings},
};
use store::Tx;

use super::{
    grounds, load, show,
    views::{ApplicantView, GroundView, ThreeView},
};
use crate::error::AppError;

/// A vacancy, as its papers show it.
#[derive(Clone, Debug)]
pub struct VacancyPaper {
    /// The vacancy.
    pub id: VacancyId,
    /// Whose it is.
    pub institution_id: InstitutionId,
    /// What it is called now, as in a letterhead.
    pub institution: String,
    /// The post, as in `Kepala Dinas Sosial`.
    pub title: String,
    /// Where it is, as in `Dinas Sosial`.
    pub unit: String,
    /// The stages in the plan's order, with their weights.
    pub scheme: Scheme,
    /// Every applicant, in the order they were entered.
    pub applicants: Vec<ApplicantView>,
    /// The accepted, highest total first.
    pub three: ThreeView,
    /// Why some of them were accepted, where that was a choice.
    pub grounds: Vec<GroundView>,
    /// What still keeps the vacancy from being reported.
    pub obstacles: Vec<String>,
    /// The reason for fewer than three, once recorded.
    pub note: Option<String>,
    /// Panitia Seleksi.
    pub committee: Vec<Member>,
}

/// The vacancy of a plan, for whoever may see its page.
///
/// # Errors
/// As the page: when there is none, or this person may not see it; when the database fails.
pub async fn of_vacancy(
    tx: &mut Tx,
    actor: &Actor,
    plan: PlanId,
    vacancy: VacancyId,
) -> Result<VacancyPaper, AppError> {
    let case = load::vacancy_for(tx, actor, vacancy, PlanAction::View).await?;
    if case.plan.id != plan {
        return Err(AppError::NotFound);
    }
    let applicants = case.applicants(tx).await?;
    let standings = Standings::of(&case.scheme, &applicants);
    let summary = show::summary(case.plan.state.phase(), &case.vacancy, Some(&case.scheme), &applicants);
    let scheme = case.scheme;
    Ok(VacancyPaper {
        id: vacancy,
        institution_id: case.plan.institution.id,
        institution: case.plan.institution.name.clone(),
        applicants: applicants.iter().map(|a| show::applicant(a, &scheme, &standings)).collect(),
        three: grounds::three(summary.label, summary.note, &scheme, &applicants),
        grounds: grounds::of_vacancy(&scheme, &applicants),
        obstacles: summary.obstacles,
        note: case.vacancy.shortlist_note,
        title: case.vacancy.position.title,
        unit: case.vacancy.position.unit,
        committee: case.plan.details()?.committee.clone(),
        scheme,
    })
}
