//! From draft to approval: what is sent, asked, returned and decided.

use std::collections::HashMap;

use chrono::TimeDelta;
use domain::{
    activity::Act,
    calendar::{parse_date, short_date},
    dialogue::{Message, MessageForm, MessageKind},
    field::FieldChange,
    identity::Person,
    rich_text::{CleanText, to_text},
    selection::{
        CommitteeElement, Phase,
        access::PlanAction,
        plan::{MemberForm, PlanForm, ScheduleForm},
        plan_diff::{self, Names},
        review::Recommendation,
    },
};
use serde_json::json;

use super::{Tale, legal};
use crate::{
    Result, clock,
    demo::{courses::Repair, words},
    identity::User,
    message::{self, NewMessage},
    selection::{plan, review},
};

impl Tale<'_, '_> {
    pub(super) async fn send(&mut self) -> Result<()> {
        let (who, plan) = (self.operator.clone(), self.plan());
        let scan = self.making.paper(&who, plan, "letter_scan", "Surat pengantar.pdf", self.at).await?;
        let mut form = self.record.form.clone();
        form.letter_scan = vec![scan.to_string()];
        self.submit(form).await
    }

    pub(super) async fn resend(&mut self, repair: Repair) -> Result<()> {
        let mut form = self.record.form.clone();
        match repair {
            Repair::Committee => {
                let name = self.making.people.next("")?.name;
                let element = CommitteeElement::Expert.code().to_owned();
                let note = "Anggota, dosen psikologi industri dan organisasi".to_owned();
                form.committee.push(MemberForm { name, note, element, ..MemberForm::default() });
            }
            Repair::Weights => {
                form.weights.managerial = "40".to_owned();
                form.weights.interview = "30".to_owned();
            }
            Repair::Schedule => {
                for ScheduleForm { start, end, .. } in &mut form.schedule {
                    (*start, *end) = (week_later(start)?, week_later(end)?);
                }
            }
            Repair::Reason => {
                let text = format!("{}\n\n{}", self.reason_as_text(), words::REASON_REPAIRED);
                form.reason_text = CleanText::from_text(&text);
            }
        }
        self.submit(form).await
    }

    fn reason_as_text(&self) -> String {
        to_text(self.record.form.reason_text.as_str())
    }

    /// Sends the plan, for the first time or again.
    async fn submit(&mut self, form: PlanForm) -> Result<()> {
        let who = self.operator.clone();
        self.check(&who, PlanAction::Submit)?;
        let (before, was) = (std::mem::replace(&mut self.record.form, form), self.record.state.phase());
        self.record.sent = Some(legal(self.record.form.validate())?);
        self.record.state = legal(self.record.state.clone().submit(self.at))?;
        self.record.sent_at = self.at;
        self.save(&who).await?;
        let positions: Vec<_> = self.record.form.position_ids().collect();
        plan::set_vacancies(self.making.tx, &self.record, &positions).await?;
        self.follow(Act::SubmitPlan).await?;
        let before = json!({ "status": was.label(), "form": before });
        let after = json!({ "status": self.record.state.phase().label(), "form": self.record.form });
        self.log(&who, Act::SubmitPlan, Some(before), after).await?;
        let earlier = review::last_snapshot(self.making.tx, self.plan()).await?;
        let changes = earlier.map(|earlier| plan_diff::changes(&earlier, &self.record.form, &self.names()));
        let author = who.person();
        let changes = changes.unwrap_or_default();
        let new = self.message(MessageKind::Submission, &author, false, CleanText::default(), changes);
        review::insert_submission(self.making.tx, &new, &self.record.form).await?;
        plan::touch(self.making.tx, self.record.id, &author, self.at).await
    }

    pub(super) async fn assign(&mut self) -> Result<()> {
        let who = self.commissioner.clone();
        self.check(&who, PlanAction::AssignOfficer)?;
        let before = self.record.state.officer().map(|person| person.name.clone());
        let officer = self.officer.person();
        self.record.state = legal(self.record.state.clone().assign(officer.clone()))?;
        self.save(&who).await?;
        clock::hand_over(self.making.tx, self.plan().into(), officer.id).await?;
        let before = json!({ "petugas": before });
        self.log(&who, Act::AssignOfficer, Some(before), json!({ "petugas": officer.name })).await
    }

    /// Writes in the dialogue.
    pub(super) async fn note(&mut self, who: User, text: &str) -> Result<()> {
        self.check(&who, PlanAction::PostMessage)?;
        let (was, text) = (self.record.state.phase(), said(text)?.text);
        self.say(&who, MessageKind::Note, text.clone()).await?;
        self.tell_status(&who, Act::PostMessage, was, json!({ "pesan": text })).await
    }

    pub(super) async fn return_plan(&mut self, text: &str) -> Result<()> {
        let (who, message) = (self.officer.clone(), said(text)?);
        self.check(&who, PlanAction::RequestCorrection)?;
        let was = self.record.state.phase();
        self.record.state = legal(self.record.state.clone().request_correction(self.at))?;
        self.decided(&who, Act::RequestCorrection, MessageKind::Correction, was, message).await
    }

    pub(super) async fn recommend(&mut self) -> Result<()> {
        let (who, message) = (self.officer.clone(), said(words::RECOMMENDED)?);
        self.check(&who, PlanAction::Recommend)?;
        let was = self.record.state.phase();
        let recommendation = Recommendation {
            by: who.person(),
            at: self.at,
            text: message.text.to_string(),
            letter: message.files.clone(),
        };
        self.record.state = legal(self.record.state.clone().recommend(recommendation))?;
        self.decided(&who, Act::RecommendPlan, MessageKind::Recommendation, was, message).await
    }

    pub(super) async fn reject(&mut self, text: &str) -> Result<()> {
        let (who, message) = (self.officer.clone(), said(text)?);
        self.check(&who, PlanAction::Reject)?;
        let was = self.record.state.phase();
        let state = self.record.state.clone();
        self.record.state = legal(state.reject(who.person(), self.at, message.text.to_string()))?;
        self.decided(&who, Act::RejectPlan, MessageKind::Rejection, was, message).await
    }

    pub(super) async fn approve(&mut self) -> Result<()> {
        let who = self.commissioner.clone();
        self.check(&who, PlanAction::Approve)?;
        let was = self.record.state.phase();
        self.record.state = legal(self.record.state.clone().approve(who.person(), self.at))?;
        self.save(&who).await?;
        self.follow(Act::ApprovePlan).await?;
        self.say(&who, MessageKind::Approval, CleanText::default()).await?;
        self.tell_status(&who, Act::ApprovePlan, was, json!({})).await
    }

    /// What a verb of the review with a text writes.
    async fn decided(
        &mut self,
        who: &User,
        act: Act,
        kind: MessageKind,
        was: Phase,
        message: Message,
    ) -> Result<()> {
        self.save(who).await?;
        self.follow(act).await?;
        self.say(who, kind, message.text.clone()).await?;
        let key = match act {
            Act::RequestCorrection => "alasan_perbaikan",
            Act::RejectPlan => "alasan_penolakan",
            _ => "rekomendasi",
        };
        self.tell_status(who, act, was, json!({ key: message.text })).await
    }

    async fn say(&mut self, who: &User, kind: MessageKind, text: CleanText) -> Result<()> {
        let author = who.person();
        let new = self.message(kind, &author, who.role.is_commission(), text, Vec::new());
        message::insert(self.making.tx, &new).await?;
        plan::touch(self.making.tx, self.record.id, &author, self.at).await
    }

    fn message<'m>(
        &self,
        kind: MessageKind,
        author: &'m Person,
        commission: bool,
        text: CleanText,
        changes: Vec<FieldChange>,
    ) -> NewMessage<'m> {
        let (about, at) = (self.record.id.into(), self.at);
        NewMessage { about, kind, author, commission, text, files: Vec::new(), changes, at }
    }

    async fn tell_status(
        &mut self,
        who: &User,
        act: Act,
        was: Phase,
        mut after: serde_json::Value,
    ) -> Result<()> {
        after["status"] = json!(self.record.state.phase().label());
        self.log(who, act, Some(json!({ "status": was.label() })), after).await
    }

    fn names(&self) -> Posts {
        Posts(self.land.posts.iter().map(|post| (post.id.to_string(), post.label())).collect())
    }
}

fn week_later(day: &str) -> Result<String> {
    Ok(short_date(legal(parse_date("Tanggal", day))? + TimeDelta::days(7)))
}

/// What somebody writes, as its form takes it.
pub(super) fn said(text: &str) -> Result<Message> {
    let form = MessageForm { text: CleanText::from_text(text), files: Vec::new() };
    legal(form.validate("Isi"))
}

/// The institution's posts by their numbers. Its only file is the letter's scan.
struct Posts(HashMap<String, String>);

impl Names for Posts {
    fn position(&self, id: &str) -> String {
        self.0.get(id.trim()).cloned().unwrap_or_default()
    }
    fn file(&self, _id: &str) -> String {
        "Surat pengantar.pdf".to_owned()
    }
    fn content(&self, id: &str) -> String {
        id.to_owned()
    }
}
