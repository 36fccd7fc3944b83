//! Pelaporan, and what the commission says to it.

use domain::{
    activity::Act,
    rich_text::CleanText,
    selection::{
        access::PlanAction,
        report::ReportForm,
        review::{PlanState, ReportState},
        shortlist::Standings,
    },
};
use serde_json::json;

use super::{Tale, dialogue::said, legal};
use crate::{Result, StoreError, demo::words, selection::report};

impl Tale<'_, '_> {
    pub(super) async fn report(&mut self) -> Result<()> {
        let (who, plan, at) = (self.operator.clone(), self.plan(), self.at);
        self.check(&who, PlanAction::SendReport)?;
        let mut files = Vec::new();
        for (field, name) in [
            ("cover_files", "Surat pengantar laporan.pdf"),
            ("stage_files", "Laporan setiap tahapan.pdf"),
            ("minutes_files", "Berita acara panitia seleksi.pdf"),
        ] {
            files.push(vec![self.making.paper(&who, plan, field, name, at).await?.to_string()]);
        }
        let mut files = files.into_iter();
        let form = ReportForm {
            note: CleanText::from_text(words::REPORT_NOTE),
            cover_files: files.next().unwrap_or_default(),
            stage_files: files.next().unwrap_or_default(),
            minutes: CleanText::from_text(words::REPORT_MINUTES),
            minutes_files: files.next().unwrap_or_default(),
        };
        let content = legal(form.validate())?;
        let obstacles = self.obstacles().await?;
        self.record.state = legal(self.record.state.clone().send_report(at, &obstacles))?;
        self.record.sent_at = at;
        let round = round_of(&self.record.state)?;
        report::insert(self.making.tx, plan, round, &content, &who.person(), at).await?;
        self.save(&who).await?;
        self.follow(Act::SendReport).await?;
        self.log(&who, Act::SendReport, None, json!({ "putaran": round, "laporan": content })).await
    }

    /// What keeps the plan from being reported.
    async fn obstacles(&mut self) -> Result<Vec<String>> {
        let (scheme, mut obstacles) = (self.scheme()?, Vec::new());
        for vacancy in self.vacancies().await? {
            let standings = Standings::of(&scheme, &self.applicants(vacancy.id).await?);
            obstacles.extend(standings.obstacles(vacancy.shortlist_note.as_deref()));
        }
        Ok(obstacles)
    }

    pub(super) async fn review_report(&mut self, text: &str, passed: bool) -> Result<()> {
        let (who, message) = (self.officer.clone(), said(text)?);
        self.check(&who, PlanAction::ReviewReport)?;
        let (round, state) = (round_of(&self.record.state)?, self.record.state.clone());
        self.record.state = legal(if passed {
            state.pass_report(who.person(), self.at)
        } else {
            state.return_report(self.at)
        })?;
        let plan = self.plan();
        report::review(self.making.tx, plan, round, passed, &who.person(), self.at, &message).await?;
        self.save(&who).await?;
        let act = if passed { Act::PassReport } else { Act::ReturnReport };
        self.follow(act).await?;
        let key = if passed { "rekomendasi" } else { "alasan_perbaikan" };
        self.log(&who, act, None, json!({ "putaran": round, key: message.text })).await
    }
}

/// The round that is with the commission.
fn round_of(state: &PlanState) -> Result<u32> {
    match state {
        PlanState::Approved { report: ReportState::Sent { round, .. }, .. } => Ok(*round),
        _ => Err(StoreError::corrupt("no report round in this state")),
    }
}
