//! Plans that are simply there, for tests of what stands around them.

use domain::{
    event::{Change, Event},
    id::{AttachmentId, PlanId},
    selection::plan::PlanForm,
};
use server::start::clock;
use store::{
    attachment, identity,
    selection::plan::{self, NewPlan},
};

use super::Server;

impl Server {
    /// A draft of this operator's institution.
    pub async fn draft_of(&self, username: &str) -> PlanId {
        let mut tx = self.db.begin().await.unwrap();
        let user = identity::find_by_username(&mut tx, username).await.unwrap().unwrap();
        let institution = user.institution.as_ref().unwrap().id;
        let new = NewPlan { institution, form: PlanForm::default(), by: &user.person(), at: clock() };
        let plan = plan::insert(&mut tx, new).await.unwrap();
        tx.commit().await.unwrap();
        plan
    }

    /// Sends a draft to the commission.
    pub async fn submit(&self, plan: PlanId) {
        let mut tx = self.db.begin().await.unwrap();
        let mut record = plan::load(&mut tx, plan).await.unwrap().unwrap();
        record.state = record.state.clone().submit(clock()).unwrap();
        let by = record.updated.by.clone();
        plan::save(&mut tx, &mut record, &by, clock()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Binds this person's file to a plan.
    pub async fn claim(&self, username: &str, file: &str, plan: PlanId) {
        let mut tx = self.db.begin().await.unwrap();
        let user = identity::find_by_username(&mut tx, username).await.unwrap().unwrap();
        let file: AttachmentId = file.parse().unwrap();
        assert!(attachment::claim(&mut tx, &[file], plan, "files", user.id).await.unwrap());
        tx.commit().await.unwrap();
    }

    /// Commits an event; or takes it back.
    pub async fn emit(&self, plan: PlanId, change: Change, commit: bool) {
        let mut tx = self.db.begin().await.unwrap();
        let institution = plan::load(&mut tx, plan).await.unwrap().unwrap().institution.id;
        tx.emit(Event { about: plan.into(), within: Vec::new(), institution: Some(institution), change })
            .await
            .unwrap();
        if commit {
            tx.commit().await.unwrap();
        }
    }
}
