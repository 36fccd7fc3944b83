//! What is printed of a vacancy, to be filled in and signed: score sheets, the recap, and the minutes of the three
//! highest. `score_sheet`, `recap` and `minutes` say what stands on each, `common` what stands on all.
//!
//! Whoever may see the vacancy's page may print. As with lists, a line in the log comes before the first byte.

mod common;
mod minutes;
mod recap;
mod score_sheet;
#[cfg(test)]
mod tests;

use app::{
    api::selection::paper::{VacancyPaper, of_vacancy},
    error::AppError,
};
use axum::{
    extract::{Path, Request, State},
    response::Response,
};
use domain::{
    activity::{Act, Activity},
    attachment::FileType,
    calendar::moment,
    id::{PlanId, VacancyId},
    identity::Actor,
    selection::Stage,
};
use tokio::task::spawn_blocking;
use tower_sessions::Session;

use super::{
    attachment, broken,
    pdf::document::{Document, write},
    place, sent,
};
use crate::{AppState, answer::Answer, files::who, request};

/// `GET …/cetak/lembar-nilai/{stage}.pdf`
pub async fn score_sheet(
    State(state): State<AppState>,
    Path((plan, vacancy, stage)): Path<(String, String, String)>,
    session: Session,
    request: Request,
) -> Response {
    let stage = stage.strip_suffix(".pdf").and_then(Stage::from_code);
    let name = stage.map(|stage| format!("lembar-penilaian-{}", stage.code().replace('_', "-")));
    let document = |vacancy: &VacancyPaper| score_sheet::document(vacancy, stage.ok_or(AppError::NotFound)?);
    Asked::of(&state, &request, plan, vacancy).answer(&session, &name.unwrap_or_default(), document).await
}

/// `GET …/cetak/rekap.pdf`
pub async fn recap(
    State(state): State<AppState>,
    Path((plan, vacancy)): Path<(String, String)>,
    session: Session,
    request: Request,
) -> Response {
    let asked = Asked::of(&state, &request, plan, vacancy);
    asked.answer(&session, "rekap-nilai", recap::document).await
}

/// `GET …/cetak/berita-acara.pdf`
pub async fn minutes(
    State(state): State<AppState>,
    Path((plan, vacancy)): Path<(String, String)>,
    session: Session,
    request: Request,
) -> Response {
    let asked = Asked::of(&state, &request, plan, vacancy);
    asked.answer(&session, "berita-acara-tiga-besar", minutes::document).await
}

/// What was asked for, and from where.
struct Asked {
    state: AppState,
    answer: Answer,
    address: String,
    plan: String,
    vacancy: String,
}

impl Asked {
    fn of(state: &AppState, request: &Request, plan: String, vacancy: String) -> Self {
        let answer = Answer::to(state, request);
        Self { state: state.clone(), answer, address: request::known(request).address, plan, vacancy }
    }

    async fn answer(
        self,
        session: &Session,
        name: &str,
        document: impl FnOnce(&VacancyPaper) -> Result<Document, AppError>,
    ) -> Response {
        let file = self.print(session, name, document).await;
        file.unwrap_or_else(|error| self.answer.error(error))
    }

    async fn print(
        &self,
        session: &Session,
        name: &str,
        document: impl FnOnce(&VacancyPaper) -> Result<Document, AppError>,
    ) -> Result<Response, AppError> {
        let state = &self.state;
        let person = who::required(state, session).await?;
        let plan: PlanId = self.plan.parse().map_err(|_| AppError::NotFound)?;
        let vacancy: VacancyId = self.vacancy.parse().map_err(|_| AppError::NotFound)?;
        let permit = place().await?;
        let mut tx = state.services.db.read().await?;
        let paper = of_vacancy(&mut tx, &person, plan, vacancy).await?;
        drop(tx);
        let mut document = document(&paper)?;
        self.note(&person, &paper, &document.title).await?;
        let printed = moment(state.now());
        document.footer =
            format!("Dicetak {printed} oleh {} · {} · {}", person.name, document.title, paper.title);
        let written = spawn_blocking(move || {
            let _permit = permit;
            write(&document)
        });
        let file = written.await.map_err(broken)?.map_err(broken)?;
        Ok(sent(file, FileType::Pdf, attachment(&format!("{name}-{vacancy}"), "pdf", state)))
    }

    /// Says in the activity log who takes what along.
    async fn note(&self, person: &Actor, paper: &VacancyPaper, title: &str) -> Result<(), AppError> {
        let after = serde_json::json!({ "dokumen": title, "berkas": "PDF" });
        let line = Activity {
            address: self.address.clone(),
            institution: Some(paper.institution_id),
            after: Some(after.to_string()),
            ..Activity::by(person, Act::PrintSelection, paper.id, self.state.now())
        };
        let mut tx = self.state.services.db.begin().await?;
        store::activity::record(&mut tx, &line).await?;
        Ok(tx.commit().await?)
    }
}
