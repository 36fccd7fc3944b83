//! Pelantikan: the documents of a vacancy, and then its new Pejabat.

use chrono::{Months, TimeDelta};
use domain::{
    activity::Act,
    calendar::{jakarta_day, short_date},
    official::AppointmentForm,
    rich_text::CleanText,
    selection::{FillingMethod, access::PlanAction, inauguration::InaugurationForm, shortlist::Standings},
};
use serde_json::json;

use super::{Tale, legal, made};
use crate::{
    Result,
    demo::{posts::decree, words},
    official::{self, NewOfficial},
    selection::process::{self, VacancyRecord},
};

/// Months of a term.
const TERM: u32 = 60;

impl Tale<'_, '_> {
    pub(super) async fn document(&mut self) -> Result<()> {
        let (who, plan, at) = (self.operator.clone(), self.plan(), self.at);
        self.check(&who, PlanAction::Inaugurate)?;
        let vacancies = self.vacancies().await?;
        let is_bare = |vacancy: &VacancyRecord| vacancy.inauguration.documents().is_none();
        let mut vacancy = made(vacancies.into_iter().find(is_bare))?;
        let names = ["Berita acara pelantikan.pdf", "SK pengangkatan.pdf"];
        let minutes_files = self.making.paper(&who, plan, "minutes_files", names[0], at).await?;
        let decree_files = self.making.paper(&who, plan, "decree_files", names[1], at).await?;
        let form = InaugurationForm {
            minutes: CleanText::from_text(words::INAUGURATION_MINUTES),
            minutes_files: vec![minutes_files.to_string()],
            decree: CleanText::from_text(words::DECREE),
            decree_files: vec![decree_files.to_string()],
        };
        let documents = legal(form.validate())?;
        let after = json!(documents);
        vacancy.inauguration = legal(vacancy.inauguration.document(who.person(), at, documents))?;
        process::save_vacancy(self.making.tx, &mut vacancy, &who.person(), at).await?;
        self.line(&who, at, Act::Inaugurate, vacancy.id, None, after).await
    }

    /// Enters the best of the three, closes the term of whoever was there, and ends the plan with its last post.
    pub(super) async fn appoint(&mut self) -> Result<()> {
        let (who, at, scheme) = (self.operator.clone(), self.at, self.scheme()?);
        self.check(&who, PlanAction::Inaugurate)?;
        let mut vacancies = self.vacancies().await?;
        let is_next = |one: &&mut VacancyRecord| {
            one.inauguration.documents().is_some() && !one.inauguration.is_filled()
        };
        let vacancy = made(vacancies.iter_mut().find(is_next))?;
        let applicants = self.applicants(vacancy.id).await?;
        let standings = Standings::of(&scheme, &applicants);
        let best = made(standings.accepted().next())?.applicant;
        let chosen = made(applicants.iter().find(|applicant| applicant.id == best))?;

        let start = jakarta_day(at);
        let number = usize::try_from(vacancy.id.get()).unwrap_or_default() + 200;
        let form = AppointmentForm {
            applicant: best.to_string(),
            rank: "Pembina Utama Muda (IV/c)".to_owned(),
            decree: decree(self.land, number, start),
            start: short_date(start),
            end: short_date(start + Months::new(TERM) - TimeDelta::days(1)),
            appointment: FillingMethod::OpenSelection.code().to_owned(),
            filling_plan: FillingMethod::OpenSelection.code().to_owned(),
        };
        let entry = legal(form.validate())?;
        let new = NewOfficial {
            institution: self.land.id,
            position: vacancy.position.id,
            name: chosen.person.name.clone(),
            nip: chosen.person.nip.clone(),
            rank: entry.rank.clone(),
            decree: entry.decree.clone(),
            start: entry.start,
            end: entry.end,
            appointment: entry.appointment,
            filling_plan: entry.filling_plan,
            vacancy: Some(vacancy.id),
            at,
        };
        let holder = official::insert(self.making.tx, &new).await?;
        let closed = official::close_former(self.making.tx, vacancy.position.id, holder, entry.start).await?;
        let accepted = chosen.progress.is_accepted();
        vacancy.inauguration = legal(vacancy.inauguration.clone().fill(best, accepted, holder))?;
        process::save_vacancy(self.making.tx, vacancy, &who.person(), at).await?;
        let label = vacancy.position.label();
        let after = json!({ "nama": new.name, "nip": new.nip, "jabatan": label, "isi": entry.told() });
        self.line(&who, at, Act::AddOfficial, holder, None, after).await?;
        for former in closed {
            let told = |end| json!({ "nama": former.name, "jabatan": label, "berakhir": end });
            let (before, after) = (told(former.was_to_end), told(former.ends));
            self.line(&who, at, Act::CloseTerm, former.id, Some(before), after).await?;
        }
        self.finish(&vacancies).await
    }

    async fn finish(&mut self, vacancies: &[VacancyRecord]) -> Result<()> {
        let (who, scheme) = (self.operator.clone(), self.scheme()?);
        let mut left = 0;
        for vacancy in vacancies {
            let standings = Standings::of(&scheme, &self.applicants(vacancy.id).await?);
            if standings.accepted().count() > 0 && !vacancy.inauguration.is_filled() {
                left += 1;
            }
        }
        if left > 0 {
            return Ok(());
        }
        let was = json!({ "status": self.record.state.phase().label() });
        self.record.state = legal(self.record.state.clone().finish(self.at, left))?;
        self.save(&who).await?;
        let status = json!({ "status": self.record.state.phase().label() });
        self.log(&who, Act::FinishPlan, Some(was), status).await
    }
}
