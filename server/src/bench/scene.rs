//! One approved plan with one vacancy, whose applicants all take part in the first stage.

use chrono::{DateTime, Utc};
use domain::{
    id::{ApplicantId, PlanId, UserId, VacancyId},
    number::Score,
    selection::{
        Stage,
        applicant::{Person as NewApplicant, parse_nip},
        plan::{MemberForm, PlanForm, ScheduleForm, WeightsForm},
        review::Recommendation,
    },
};
use store::{
    Db, Tx,
    identity::User,
    selection::plan::NewPlan,
    selection::{plan, process},
};

use super::Save;
use crate::Fault;

const APPLICANTS: usize = 200;
/// Each score is saved once and then corrected so often.
const CORRECTIONS: usize = 3;

/// What was made.
#[derive(Debug)]
pub struct Scene {
    pub operator: UserId,
    /// The commission's officer of the plan.
    pub officer: UserId,
    pub plan: PlanId,
    pub vacancy: VacancyId,
    /// With the version each is at.
    applicants: Vec<(ApplicantId, i64)>,
}

/// Makes it all, in one transaction.
pub async fn set(db: &Db, now: DateTime<Utc>) -> Result<Scene, Fault> {
    let mut tx = db.begin().await?;
    let operator = user(&mut tx, "jaksel").await?;
    let plan = approved_plan(&mut tx, &operator, now).await?;
    let record = plan::load(&mut tx, plan).await?.ok_or("the plan is gone")?;
    let scheme = record.details()?.scheme.clone();
    let mut vacancy =
        process::vacancies(&mut tx, plan).await?.into_iter().next().ok_or("the plan has no vacancy")?;
    vacancy.applicant_count = u32::try_from(APPLICANTS).ok();
    process::save_vacancy(&mut tx, &mut vacancy, &operator.person(), now).await?;

    let people = (0..APPLICANTS).map(applicant).collect::<Result<Vec<_>, _>>()?;
    process::insert_applicants(&mut tx, vacancy.id, &people, now).await?;
    let mut applicants = Vec::with_capacity(APPLICANTS);
    for mut applicant in process::applicants(&mut tx, vacancy.id, &scheme).await? {
        applicant.progress = applicant.progress.advance(&scheme)?;
        process::save_applicant(&mut tx, &mut applicant, &operator.person(), now).await?;
        applicants.push((applicant.id, applicant.version));
    }
    tx.commit().await?;
    let officer = record.state.officer().ok_or("the plan has no officer")?.id;
    Ok(Scene { operator: operator.id, officer, plan, vacancy: vacancy.id, applicants })
}

async fn user(tx: &mut Tx, name: &str) -> Result<User, Fault> {
    Ok(store::identity::find_by_username(tx, name)
        .await?
        .ok_or_else(|| format!("there is no account {name}"))?)
}

async fn approved_plan(tx: &mut Tx, operator: &User, now: DateTime<Utc>) -> Result<PlanId, Fault> {
    let by = operator.person();
    let officer = user(tx, "asisten1").await?.person();
    let institution = operator.institution.as_ref().ok_or("the operator has no institution")?.id;
    let position =
        store::position::approved(tx, institution).await?.first().ok_or("there is no position")?.id;
    let form = form(position.to_string());
    let id = plan::insert(tx, NewPlan { institution, form, by: &by, at: now }).await?;
    let mut record = plan::load(tx, id).await?.ok_or("the plan is gone")?;
    let recommendation = Recommendation {
        by: officer.clone(),
        at: now,
        text: "<p>Rencana memenuhi syarat.</p>".to_owned(),
        letter: Vec::new(),
    };
    let draft = record.state.clone();
    let reviewed = draft.submit(now)?.assign(officer.clone())?.recommend(recommendation)?;
    record.state = reviewed.approve(officer.clone(), now)?;
    record.sent = record.form.validate().ok();
    plan::save(tx, &mut record, &officer, now).await?;
    plan::set_vacancies(tx, &record, &[position]).await?;
    Ok(id)
}

/// The weights of Gambar 34 to 37.
fn form(position: String) -> PlanForm {
    let text = str::to_owned;
    PlanForm {
        positions: vec![position],
        letter_number: text("800/1/BKD/2016"),
        filling_method: text("open_selection"),
        reason: text("term_exceeded"),
        methods: vec![text("assessment_centre")],
        weights: WeightsForm {
            managerial: text("40"),
            paper: text("20"),
            interview: text("30"),
            track_record: text("10"),
        },
        committee: vec![MemberForm {
            name: text("Dr. Ratna"),
            element: text("expert"),
            ..MemberForm::default()
        }],
        schedule: vec![ScheduleForm {
            activity: text("Pengumuman"),
            start: text("01/08/2016"),
            end: text("15/08/2016"),
        }],
        ..PlanForm::default()
    }
}

fn applicant(number: usize) -> Result<NewApplicant, String> {
    let day = 1 + number % 28;
    let nip = format!("197503{day:02}200501{}{:03}", 1 + number % 2, number + 1);
    Ok(NewApplicant {
        name: format!("Kandidat {:03}", number + 1),
        nip: parse_nip(&nip)?,
        agency: "Dinas Sosial Jakarta Selatan".to_owned(),
    })
}

impl Scene {
    /// First every score, then its corrections, each from the version that the one before leaves.
    pub fn saves(&self) -> Vec<Save> {
        (0..=CORRECTIONS)
            .flat_map(|round| {
                self.applicants.iter().enumerate().map(move |(place, (applicant, version))| {
                    let reason = if round == 0 { "" } else { "Salah baca lembar penilaian." };
                    save(*applicant, version + round as i64, &score(place, round), reason)
                })
            })
            .collect()
    }
}

/// From 5,00 upwards; never what was saved before.
fn score(place: usize, round: usize) -> String {
    let hundredths = u16::try_from(500 + (place * 7 + round * 101) % 500).unwrap_or(500);
    Score::from_hundredths(hundredths).map(|score| score.to_string()).unwrap_or_default()
}

fn save(applicant: ApplicantId, version: i64, score: &str, reason: &str) -> Save {
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("applicant", &applicant.to_string())
        .append_pair("version", &version.to_string())
        .append_pair("stage", Stage::Managerial.code())
        .append_pair("form[score]", score)
        .append_pair("form[reason]", reason)
        .finish();
    Save { url: "/api/selection/save_score", body }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_applicant_has_a_nip_of_their_own() {
        let mut nips: Vec<String> = (0..APPLICANTS).map(|number| applicant(number).unwrap().nip).collect();
        nips.sort_unstable();
        nips.dedup();
        assert_eq!(nips.len(), APPLICANTS);
    }

    #[test]
    fn no_correction_saves_what_is_saved() {
        for place in 0..APPLICANTS {
            for round in 0..CORRECTIONS {
                assert_ne!(score(place, round), score(place, round + 1));
            }
        }
    }

    #[test]
    fn the_plan_is_one_that_may_be_sent() {
        assert!(form("1".to_owned()).validate().is_ok());
    }
}
