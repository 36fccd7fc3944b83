//! Lists as files: as filtered, all rows. `csv` and `pdf` write them; `plans` and `officials` say what stands in them.

mod activity;
mod csv;
mod officials;
pub mod pdf;
mod plans;
mod source;

use app::{api::context::unexpected, error::AppError};
use axum::{
    body::Body,
    extract::{Query, Request, State},
    response::{IntoResponse as _, Response},
};
use domain::calendar::{jakarta_day, moment};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use tokio::task::spawn_blocking;
use tower_sessions::Session;

use self::source::Source;
pub use self::{activity::Log, officials::Officials, plans::Plans};
use crate::{AppState, answer::Answer, files::who};

/// A PDF of more rows than this is for no printer, and long to make.
const PDF_ROWS: usize = 20_000;

/// `GET …/ekspor.csv`
pub async fn as_csv<S: Source>(
    State(state): State<AppState>,
    Query(filter): Query<S::Filter>,
    session: Session,
    request: Request,
) -> Response {
    let answer = Answer::to(&state, &request);
    let source = S::begin(&state, &session, filter).await;
    csv_of(source, &state).await.unwrap_or_else(|error| answer.error(error))
}

/// `GET …/ekspor.pdf`
pub async fn as_pdf<S: Source>(
    State(state): State<AppState>,
    Query(filter): Query<S::Filter>,
    session: Session,
    request: Request,
) -> Response {
    let answer = Answer::to(&state, &request);
    let source = S::begin(&state, &session, filter).await;
    pdf_of(source, &state, &session).await.unwrap_or_else(|error| answer.error(error))
}

/// Sends the rows as they are read, so that a list of any length takes no more memory than a page of it.
async fn csv_of<S: Source>(source: Result<S, AppError>, state: &AppState) -> Result<Response, AppError> {
    let mut source = source?;
    let first = source.next().await?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, attachment(S::NAME, "csv", state)),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(csv::stream(source, first))).into_response())
}

async fn pdf_of<S: Source>(
    source: Result<S, AppError>,
    state: &AppState,
    session: &Session,
) -> Result<Response, AppError> {
    let mut source = source?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    while let Some(more) = source.next().await? {
        for row in more {
            rows.push([vec![(rows.len() + 1).to_string()], row].concat());
        }
        if rows.len() > PDF_ROWS {
            return Err(AppError::Refused(
                "Daftar ini lebih dari 20.000 baris. Persempit dengan filter, atau gunakan Export Csv."
                    .to_owned(),
            ));
        }
    }
    let person = who::required(state, session).await?;
    let mut notes = source.notes();
    notes.push(format!("Dicetak {} oleh {}.", moment(state.now()), person.name));
    let body = &state.settings().body;
    let footer = format!("SIJAPTI · {} ({})", body.name, body.short_name);
    let written = spawn_blocking(move || {
        let number = pdf::Column { head: "No", share: 0.4, align: pdf::Align::Right };
        let others = source.columns();
        let others =
            others.iter().map(|(head, share)| pdf::Column { head, share: *share, align: pdf::Align::Left });
        let columns: Vec<_> = std::iter::once(number).chain(others).collect();
        pdf::write(&pdf::List { title: S::TITLE, notes: &notes, columns: &columns, footer: &footer }, rows)
    });
    let file = written.await.map_err(broken)?.map_err(broken)?;
    let headers = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (CONTENT_DISPOSITION, attachment(S::NAME, "pdf", state)),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, file).into_response())
}

fn attachment(name: &str, kind: &str, state: &AppState) -> String {
    format!("attachment; filename=\"{name}-{}.{kind}\"", jakarta_day(state.now()))
}

fn broken(error: impl std::fmt::Display) -> AppError {
    unexpected(&format!("export: {error}"))
}
