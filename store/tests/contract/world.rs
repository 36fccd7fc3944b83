//! People, institutions, positions and a plan to test with: the demo's.

use chrono::{DateTime, Duration, Utc};
use domain::{
    id::{PlanId, VacancyId},
    institution::Institution,
    position::Position,
    selection::{
        Scheme, applicant,
        plan::{MemberForm, PlanForm, ScheduleForm, WeightsForm},
        review::{Person, PlanState},
    },
};
use store::{
    Tx, demo, identity, institution, position,
    selection::{
        plan::{self, NewPlan, PlanRecord},
        process::{self, VacancyRecord},
    },
};

use crate::harness::Site;

pub struct World {
    pub now: DateTime<Utc>,
    pub jaksel: Institution,
    pub bandung: Institution,
    pub operator: Person,
    pub stranger: Person,
    pub commissioner: Person,
    pub officer: Person,
    /// Kehutanan, Kesehatan, Sosial.
    pub positions: Vec<Position>,
}

pub async fn world(site: &Site) -> World {
    let now = "2016-08-10T08:00:00.123456Z".parse().unwrap();
    let mut tx = site.db.begin().await.unwrap();
    assert!(demo::fill(&mut tx, "$argon2id$demo", now).await.unwrap());
    let mut institutions = institution::list(&mut tx).await.unwrap();
    let jaksel = institutions.pop().unwrap();
    let bandung = institutions.pop().unwrap();
    let world = World {
        now,
        operator: somebody(&mut tx, "jaksel").await,
        stranger: somebody(&mut tx, "bandung").await,
        commissioner: somebody(&mut tx, "komisioner").await,
        officer: somebody(&mut tx, "asisten1").await,
        positions: position::approved(&mut tx, jaksel.id).await.unwrap(),
        jaksel,
        bandung,
    };
    tx.commit().await.unwrap();
    world
}

async fn somebody(tx: &mut Tx, username: &str) -> Person {
    identity::find_by_username(tx, username).await.unwrap().unwrap().person()
}

impl World {
    pub fn later(&self, seconds: i64) -> DateTime<Utc> {
        self.now + Duration::seconds(seconds)
    }

    /// A form that may be sent, for these of the positions.
    pub fn form(&self, positions: &[usize]) -> PlanForm {
        PlanForm {
            positions: positions.iter().map(|index| self.positions[*index].id.to_string()).collect(),
            letter_number: "800/123/BKD/2016".into(),
            filling_method: "open_selection".into(),
            reason: "term_exceeded".into(),
            weights: WeightsForm {
                managerial: "40".into(),
                paper: "20".into(),
                interview: "30".into(),
                track_record: "10".into(),
            },
            committee: vec![MemberForm {
                name: "Dr. Ratna".into(),
                element: "expert".into(),
                ..MemberForm::default()
            }],
            schedule: vec![ScheduleForm {
                activity: "Pengumuman".into(),
                start: "01/08/2016".into(),
                end: "15/08/2016".into(),
            }],
            ..PlanForm::default()
        }
    }

    pub fn scheme(&self) -> Scheme {
        self.form(&[0]).validate().unwrap().scheme
    }

    /// A draft with its vacancies.
    pub async fn draft(&self, tx: &mut Tx, positions: &[usize], at: DateTime<Utc>) -> PlanRecord {
        let form = self.form(positions);
        let new = NewPlan { institution: self.jaksel.id, form, by: &self.operator, at };
        let id = plan::insert(tx, new).await.unwrap();
        let record = load(tx, id).await;
        let positions: Vec<_> = positions.iter().map(|index| self.positions[*index].id).collect();
        plan::set_vacancies(tx, &record, &positions).await.unwrap();
        load(tx, id).await
    }

    /// A plan that was sent, with its vacancies; committed.
    pub async fn submitted(&self, site: &Site, positions: &[usize]) -> PlanRecord {
        let mut tx = site.db.begin().await.unwrap();
        let record = self.submitted_in(&mut tx, positions).await;
        tx.commit().await.unwrap();
        record
    }

    /// A plan that was sent, with its vacancies.
    pub async fn submitted_in(&self, tx: &mut Tx, positions: &[usize]) -> PlanRecord {
        let mut record = self.draft(tx, positions, self.now).await;
        record.state = PlanState::Submitted { at: self.now };
        record.sent = record.form.validate().ok();
        plan::save(tx, &mut record, &self.operator, self.now).await.unwrap();
        record
    }

    /// The one vacancy of a plan that was sent.
    pub async fn vacancy(&self, site: &Site) -> VacancyId {
        let record = self.submitted(site, &[0]).await;
        vacancies(&mut site.db.read().await.unwrap(), record.id).await[0].id
    }
}

pub async fn load(tx: &mut Tx, id: PlanId) -> PlanRecord {
    plan::load(tx, id).await.unwrap().unwrap()
}

/// The vacancies of a plan.
pub async fn vacancies(tx: &mut Tx, id: PlanId) -> Vec<VacancyRecord> {
    process::vacancies(tx, id).await.unwrap()
}

/// Somebody who applies, told apart by a number up to 999.
pub fn applicant(number: usize) -> applicant::Person {
    applicant::Person {
        name: format!("Kandidat {number}"),
        nip: format!("197803152005011{number:03}"),
        agency: "Dinas Kesehatan".into(),
    }
}
