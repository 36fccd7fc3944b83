//! Proses Seleksi: applicants, stage by stage.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    activity::Act,
    id::{ApplicantId, VacancyId},
    number::Score,
    record::RecordRef,
    rich_text::CleanText,
    selection::{
        Outcome, Scheme, Verdict,
        access::PlanAction,
        applicant::{Applicant, TrackRecordForm},
        forms::{CountForm, ReasonForm, check_room},
        monitoring::MonitoringForm,
        progress::Decision,
        shortlist::{SHORTLIST, Standings},
    },
};
use serde_json::{Value, json};

use super::{Tale, legal};
use crate::{
    Result,
    demo::{courses::Share, making::Line, people::mixed, words},
    identity::User,
    selection::{
        monitoring,
        process::{self, VacancyRecord},
    },
};

/// Seconds between two applicants' rows.
const BETWEEN: i64 = 20;
/// Where applicants work now.
const AGENCIES: [&str; 9] = [
    "Dinas Sosial",
    "Dinas Kesehatan",
    "Dinas Pendidikan",
    "Dinas Perhubungan",
    "Dinas Pariwisata",
    "Sekretariat Daerah",
    "Sekretariat DPRD",
    "Inspektorat",
    "Bappeda",
];
/// Which of a vacancy's applicants fails a stage that is passed or failed.
const FAILS: usize = 2;

impl Tale<'_, '_> {
    pub(super) async fn vacancies(&mut self) -> Result<Vec<VacancyRecord>> {
        let id = self.plan();
        process::vacancies(self.making.tx, id).await
    }

    pub(super) fn scheme(&self) -> Result<Scheme> {
        Ok(self.record.details()?.scheme.clone())
    }

    pub(super) async fn applicants(&mut self, vacancy: VacancyId) -> Result<Vec<Applicant>> {
        let scheme = self.scheme()?;
        process::applicants(self.making.tx, vacancy, &scheme).await
    }

    pub(super) async fn enter(&mut self) -> Result<()> {
        let (who, (count, eligible)) = (self.operator.clone(), self.plot.applicants);
        self.check(&who, PlanAction::RunProcess)?;
        for mut vacancy in self.vacancies().await? {
            let count = legal(CountForm { count: count.to_string() }.validate(0))?;
            vacancy.applicant_count = Some(count);
            process::save_vacancy(self.making.tx, &mut vacancy, &who.person(), self.at).await?;
            let (before, after) = (json!({ "jumlah_pelamar": null }), json!({ "jumlah_pelamar": count }));
            self.line(&who, self.at, Act::RecordApplicantCount, vacancy.id, Some(before), after).await?;

            let mut people = Vec::with_capacity(eligible);
            for number in 0..eligible {
                let chance = mixed(number, usize::try_from(vacancy.id.get()).unwrap_or_default());
                let unit = AGENCIES[chance % AGENCIES.len()];
                let agency = match self.land.kind.has_province() {
                    true => format!("{unit} {}", self.land.whereabouts()),
                    false => self.land.whereabouts().to_owned(),
                };
                people.push(self.making.people.next(&self.land.place.province)?.applies(agency));
            }
            legal(check_room("name", vacancy.applicant_count, 0, people.len()))?;
            process::insert_applicants(self.making.tx, vacancy.id, &people, self.at).await?;
            let after = json!({ "pelamar": people });
            self.line(&who, self.at, Act::AddApplicants, vacancy.id, None, after).await?;
        }
        Ok(())
    }

    /// Whoever may go on goes on.
    pub(super) async fn advance(&mut self) -> Result<()> {
        let (who, scheme) = (self.operator.clone(), self.scheme()?);
        self.check(&who, PlanAction::RunProcess)?;
        for vacancy in self.vacancies().await? {
            for mut applicant in self.applicants(vacancy.id).await? {
                let Some(next) = applicant.progress.next_stage(&scheme) else { continue };
                if applicant.progress.failed().is_some() {
                    continue;
                }
                applicant.progress = legal(applicant.progress.advance(&scheme))?;
                let after = json!({ "tahapan": scheme.label(next) });
                self.write(&who, self.at, &mut applicant, Act::AdvanceApplicants, None, after).await?;
            }
        }
        Ok(())
    }

    /// Whoever takes part in the stage reached last gets a score or result, or the first half of them do.
    pub(super) async fn score(&mut self, share: Share) -> Result<()> {
        let (who, scheme) = (self.operator.clone(), self.scheme()?);
        self.check(&who, PlanAction::RunProcess)?;
        for vacancy in self.vacancies().await? {
            let applicants = self.applicants(vacancy.id).await?;
            let some = applicants.len().div_ceil(2);
            let some = if share == Share::Half { some } else { applicants.len() };
            for (number, mut applicant) in applicants.into_iter().enumerate().take(some) {
                let reached = applicant.progress.reached();
                // Whoever failed stays where they are.
                if applicant.progress.outcomes().len() == reached {
                    continue;
                }
                let stage = reached.checked_sub(1).and_then(|index| scheme.stages().get(index));
                let Some(stage) = stage.filter(|stage| applicant.progress.takes_part(&scheme, stage.stage()))
                else {
                    continue;
                };
                let outcome = match stage.weight() {
                    Some(_) => Outcome::Score(given(applicant.id, reached)?),
                    None if number == FAILS => Verdict::Failed.into(),
                    None => Verdict::Passed.into(),
                };
                let progress = applicant.progress.clone();
                let (progress, change) = legal(progress.save_score(&scheme, stage.stage(), outcome, None))?;
                applicant.progress = progress;
                let at = self.at + TimeDelta::seconds(BETWEEN * i64::try_from(number).unwrap_or_default());
                process::record_score(self.making.tx, applicant.id, &change, &who.person(), at).await?;
                let (words, field) = (stage.label(), stage.outcome_words().1);
                let act = if stage.weight().is_some() { Act::SaveScore } else { Act::SaveVerdict };
                let before = json!({ "tahapan": words, field: null });
                let after = json!({ "tahapan": words, field: outcome.to_string(), "alasan": null });
                self.write(&who, at, &mut applicant, act, Some(before), after).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn monitor(&mut self, text: &str) -> Result<()> {
        let (who, scheme) = (self.officer.clone(), self.scheme()?);
        self.check(&who, PlanAction::Monitor)?;
        let day = domain::calendar::jakarta_day(self.at);
        for vacancy in self.vacancies().await? {
            let applicants = self.applicants(vacancy.id).await?;
            let reached = applicants.iter().map(|applicant| applicant.progress.reached()).max();
            let stage = scheme.stage(reached.unwrap_or_default().saturating_sub(1));
            let form = MonitoringForm {
                day: domain::calendar::short_date(day),
                stage: stage.map(|stage| stage.code().to_owned()).unwrap_or_default(),
                findings: CleanText::from_text(text),
                files: Vec::new(),
            };
            let noted = legal(form.validate(&scheme, day))?;
            monitoring::insert(self.making.tx, vacancy.id, &noted, &who.person(), self.at).await?;
            let after = json!({
                "day": noted.day,
                "tahapan": noted.stage_label(&scheme),
                "findings": noted.findings,
                "berkas_laporan": noted.files,
            });
            self.line(&who, self.at, Act::Monitor, vacancy.id, None, after).await?;
        }
        Ok(())
    }

    pub(super) async fn describe(&mut self) -> Result<()> {
        let (who, scheme) = (self.operator.clone(), self.scheme()?);
        self.check(&who, PlanAction::RunProcess)?;
        for vacancy in self.vacancies().await? {
            for (number, applicant) in self.applicants(vacancy.id).await?.into_iter().enumerate() {
                if !applicant.progress.takes_part(&scheme, scheme.described_in()) {
                    continue;
                }
                let text = CleanText::from_text(words::DESCRIBED[number % words::DESCRIBED.len()]);
                let record = legal(TrackRecordForm { text, files: Vec::new() }.validate())?;
                let mut applicant = legal(applicant.describe(&scheme, record))?;
                let after = json!(applicant.track_record);
                let act = Act::DescribeTrackRecord;
                self.write(&who, self.at, &mut applicant, act, Some(Value::Null), after).await?;
            }
        }
        Ok(())
    }

    /// Accepts the three best, or as many as there are, and turns the others down.
    pub(super) async fn decide(&mut self) -> Result<()> {
        let (who, scheme) = (self.operator.clone(), self.scheme()?);
        self.check(&who, PlanAction::RunProcess)?;
        for mut vacancy in self.vacancies().await? {
            let ranked = Standings::of(&scheme, &self.applicants(vacancy.id).await?);
            for (place, standing) in ranked.all().iter().enumerate() {
                // What was decided a moment ago counts for the next one.
                let applicants = self.applicants(vacancy.id).await?;
                let standings = Standings::of(&scheme, &applicants);
                let Some(applicant) = applicants.into_iter().find(|one| one.id == standing.applicant) else {
                    continue;
                };
                let accepted = place < SHORTLIST;
                let needed = accepted && standings.ground(applicant.id).is_some();
                let reason = if needed { words::ACCEPTED_BETWEEN_EQUALS } else { "" };
                let reason = legal(ReasonForm { reason: reason.to_owned() }.optional())?;
                let decision = Decision { accepted, reason: reason.clone(), by: who.id, at: self.at };
                let (mut applicant, act) = if accepted {
                    (legal(applicant.accept(&scheme, &standings, decision))?, Act::AcceptApplicant)
                } else {
                    (legal(applicant.reject(&scheme, decision))?, Act::RejectApplicant)
                };
                let after = json!({
                    "peringkat": standings.rank(applicant.id),
                    "total": applicant.progress.total(&scheme).map(|total| total.to_string()),
                    "alasan": reason,
                });
                self.write(&who, self.at, &mut applicant, act, None, after).await?;
            }
            if ranked.all().len() < SHORTLIST {
                let reason = legal(ReasonForm { reason: words::FEWER_THAN_THREE.to_owned() }.required())?;
                vacancy.shortlist_note = Some(reason.clone());
                process::save_vacancy(self.making.tx, &mut vacancy, &who.person(), self.at).await?;
                let (before, after) = (json!({ "alasan": null }), json!({ "alasan": reason }));
                self.line(&who, self.at, Act::ExplainShortlist, vacancy.id, Some(before), after).await?;
            }
        }
        Ok(())
    }

    /// Saves an applicant's row, with its line.
    async fn write(
        &mut self,
        who: &User,
        at: DateTime<Utc>,
        applicant: &mut Applicant,
        act: Act,
        before: Option<Value>,
        after: Value,
    ) -> Result<()> {
        process::save_applicant(self.making.tx, applicant, &who.person(), at).await?;
        self.line(who, at, act, applicant.id, before, after).await
    }

    /// A line about something that lies in the plan.
    pub(super) async fn line(
        &mut self,
        who: &User,
        at: DateTime<Utc>,
        act: Act,
        record: impl Into<RecordRef>,
        before: Option<Value>,
        after: Value,
    ) -> Result<()> {
        let (record, institution) = (record.into(), Some(self.land.id));
        self.making.log(who, at, Line { act, record, institution, before, after: Some(after) }).await
    }
}

/// From 5,50 to 9,45, in twentieths as people give them.
fn given(applicant: ApplicantId, stage: usize) -> Result<Score> {
    let chance = mixed(usize::try_from(applicant.get()).unwrap_or_default(), 40 + stage) % 80;
    legal(Score::from_hundredths(550 + u16::try_from(chance * 5).unwrap_or_default()))
}
