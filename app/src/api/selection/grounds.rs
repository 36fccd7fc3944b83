//! Who was accepted although others have more, or as one of several equals of whom not all could be: with the
//! reason, and the names of those who have the same total.

use std::collections::HashMap;

use domain::{
    id::PlanId,
    selection::{
        Scheme,
        applicant::Applicant,
        shortlist::{SHORTLIST, Standing, Standings},
    },
};
use store::{
    Tx,
    selection::{plan, process},
};

use super::views::{AcceptedView, GroundView, ThreeView};
use crate::error::AppError;

/// Of one vacancy.
pub(super) fn of_vacancy(scheme: &Scheme, applicants: &[Applicant]) -> Vec<GroundView> {
    let standings = Standings::of(scheme, applicants);
    standings
        .accepted()
        .filter_map(|row| {
            Some(GroundView {
                post: String::new(),
                name: row.name.clone(),
                ground: standings.ground(row.applicant)?,
                equals: standings.names_of_equals(row.applicant),
                reason: row.reason.clone().unwrap_or_default(),
            })
        })
        .collect()
}

/// The accepted of one vacancy, highest total first.
pub(super) fn three(
    post: String,
    note: Option<String>,
    scheme: &Scheme,
    applicants: &[Applicant],
) -> ThreeView {
    let standings = Standings::of(scheme, applicants);
    let person = |row: &Standing| {
        let person = &applicants.iter().find(|applicant| applicant.id == row.applicant)?.person;
        Some(AcceptedView {
            name: person.name.clone(),
            nip: person.nip.clone(),
            agency: person.agency.clone(),
            total: row.total.to_string(),
            rank: row.rank,
            reason: row.reason.clone(),
        })
    };
    let people: Vec<_> = standings.accepted().filter_map(person).collect();
    ThreeView { post, note: note.filter(|_| people.len() < SHORTLIST), people }
}

/// Of these plans, for a list's file: a text for each that has any.
///
/// # Errors
/// When the database fails.
pub async fn of_plans(tx: &mut Tx, plans: &[PlanId]) -> Result<HashMap<PlanId, String>, AppError> {
    let mut texts = HashMap::<PlanId, String>::new();
    for vacancy in process::reasoned_vacancies(tx, plans).await? {
        let Some(scheme) =
            plan::load(tx, vacancy.plan).await?.and_then(|plan| Some(plan.details().ok()?.scheme.clone()))
        else {
            continue;
        };
        let applicants = process::applicants(tx, vacancy.id, &scheme).await?;
        for ground in of_vacancy(&scheme, &applicants) {
            let text = texts.entry(vacancy.plan).or_default();
            if !text.is_empty() {
                text.push_str("; ");
            }
            text.push_str(&vacancy.title);
            text.push_str(": ");
            text.push_str(&ground.text());
        }
    }
    Ok(texts)
}
