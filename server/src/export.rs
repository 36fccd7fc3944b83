//! Lists as files: as filtered, all rows. `csv`, `xlsx` and `pdf` write them; `source` reads a list from its query and
//! columns, which `plans`, `officials`, `clocks` and `activity` name. `paper` is what is printed of a selection.
//!
//! A file is one reading of the database: all its rows are read in one transaction, from one moment. It is noted in the
//! activity log before the first of it is sent.

mod activity;
mod clocks;
mod csv;
mod officials;
pub mod paper;
pub mod pdf;
mod plans;
mod source;
mod xlsx;

use std::time::Duration;

use app::{api::context::unexpected, error::AppError};
use axum::{
    body::Body,
    extract::{Query, Request, State, rejection::QueryRejection},
    response::{IntoResponse as _, Response},
};
use domain::{
    activity::Activity,
    attachment::FileType,
    calendar::{jakarta_day, moment},
    identity::Actor,
    record::{RecordKind, RecordRef},
};
use http::{
    StatusCode,
    header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
};
use store::Tx;
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    task::spawn_blocking,
    time::timeout,
};
use tower_sessions::Session;

use self::source::{Cell, Head, Kind, Reading, Rows, Source};
pub use self::{activity::Log, clocks::Clocks, officials::Officials, plans::Plans};
use crate::{AppState, answer::Answer, files::who, request};

/// A PDF of more rows than this is for no printer; one and a worksheet are long to make, and held as a whole.
const MOST_ROWS: usize = 20_000;
/// Each export holds a connection that reads for as long as it lasts; the others are for the pages.
const AT_ONCE: usize = 4;
/// How long one more waits for one of them to end.
const WAIT: Duration = Duration::from_secs(10);

static PLACES: Semaphore = Semaphore::const_new(AT_ONCE);

/// `GET …/ekspor.csv`
pub async fn as_csv<S: Source>(
    State(state): State<AppState>,
    filter: Result<Query<S::Filter>, QueryRejection>,
    session: Session,
    request: Request,
) -> Response {
    let answer = Answer::to(&state, &request);
    let address = request::known(&request).address;
    let sent = match Export::<S>::begin(&state, &session, filter, address).await {
        Ok(export) => export.csv(&state).await,
        Err(error) => Err(error),
    };
    sent.unwrap_or_else(|error| refused(&answer, error))
}

/// `GET …/ekspor.pdf`
pub async fn as_pdf<S: Source>(
    State(state): State<AppState>,
    filter: Result<Query<S::Filter>, QueryRejection>,
    session: Session,
    request: Request,
) -> Response {
    let answer = Answer::to(&state, &request);
    let address = request::known(&request).address;
    let sent = match Export::<S>::begin(&state, &session, filter, address).await {
        Ok(export) => export.pdf(&state).await,
        Err(error) => Err(error),
    };
    sent.unwrap_or_else(|error| refused(&answer, error))
}

/// `GET …/ekspor.xlsx`
pub async fn as_xlsx<S: Source>(
    State(state): State<AppState>,
    filter: Result<Query<S::Filter>, QueryRejection>,
    session: Session,
    request: Request,
) -> Response {
    let answer = Answer::to(&state, &request);
    let address = request::known(&request).address;
    let sent = match Export::<S>::begin(&state, &session, filter, address).await {
        Ok(export) => export.xlsx(&state).await,
        Err(error) => Err(error),
    };
    sent.unwrap_or_else(|error| refused(&answer, error))
}

/// A filter that cannot be read stands in the address: that is a bad request, and no form with fields.
fn refused(answer: &Answer, error: AppError) -> Response {
    if matches!(error, AppError::Invalid(_)) {
        return answer.error_with(StatusCode::BAD_REQUEST, error);
    }
    answer.error(error)
}

/// A list on its way into a file.
struct Export<S: Source> {
    list: Reading<S>,
    /// One moment of the database.
    tx: Tx,
    person: Actor,
    /// From where they ask.
    address: String,
    permit: SemaphorePermit<'static>,
}

impl<S: Source> Export<S> {
    async fn begin(
        state: &AppState,
        session: &Session,
        filter: Result<Query<S::Filter>, QueryRejection>,
        address: String,
    ) -> Result<Self, AppError> {
        let person = who::required(state, session).await?;
        let Query(filter) = filter.map_err(|error| AppError::Malformed(error.body_text()))?;
        let mut list = Reading::begin(&person, &filter, state.now())?;
        let permit = place().await?;
        let mut tx = state.services.db.read().await?;
        list.put_into_words(&mut tx, &person, &filter).await?;
        Ok(Self { list, tx, person, address, permit })
    }

    /// Sends the rows as they are read, so that a list of any length takes no more memory than a page of it.
    async fn csv(mut self, state: &AppState) -> Result<Response, AppError> {
        let first = self.list.next(&mut self.tx).await?;
        self.note(state, "CSV").await?;
        let headers = [
            (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (CONTENT_DISPOSITION, attachment(S::NAME, "csv", state)),
            (CACHE_CONTROL, "no-store".to_owned()),
        ];
        let rows = csv::stream(self.list, self.tx, first, self.permit);
        Ok((headers, Body::from_stream(rows)).into_response())
    }

    async fn pdf(mut self, state: &AppState) -> Result<Response, AppError> {
        let rows = self.all().await?;
        self.note(state, "PDF").await?;
        let Self { list, tx, person, permit, .. } = self;
        drop(tx);
        let filter = Some(list.note()).filter(|note| !note.is_empty());
        let mut notes: Vec<String> = filter.map(|filter| format!("Filter: {filter}.")).into_iter().collect();
        notes.push(format!("Dicetak {} oleh {}.", moment(state.now()), person.name));
        let body = &state.settings().body;
        let footer = format!("SIJAPTI · {} ({})", body.name, body.short_name);
        let written = spawn_blocking(move || {
            let _permit = permit;
            let number = pdf::Column { head: "No", share: 0.4, align: pdf::Align::Right, whole: false };
            let others = list.heads().map(|Head { text: head, share, kind }| {
                let whole = kind == Kind::Digits;
                pdf::Column { head, share, align: pdf::Align::Left, whole }
            });
            let columns: Vec<_> = std::iter::once(number).chain(others).collect();
            let printed = pdf::List { title: S::TITLE, notes: &notes, columns: &columns, footer: &footer };
            let numbered = |(at, row): (usize, Vec<Cell>)| {
                std::iter::once((at + 1).to_string()).chain(row.into_iter().map(Cell::text)).collect()
            };
            pdf::write(&printed, rows.into_iter().enumerate().map(numbered))
        });
        let file = written.await.map_err(broken)?.map_err(broken)?;
        Ok(sent(file, FileType::Pdf, attachment(S::NAME, "pdf", state)))
    }

    async fn xlsx(mut self, state: &AppState) -> Result<Response, AppError> {
        let rows = self.all().await?;
        self.note(state, "XLSX").await?;
        let Self { list, tx, permit, .. } = self;
        drop(tx);
        let heads: Vec<Head> = list.heads().collect();
        let written = spawn_blocking(move || {
            let _permit = permit;
            xlsx::write(S::TITLE, &heads, rows)
        });
        let file = written.await.map_err(broken)?.map_err(broken)?;
        Ok(sent(file, FileType::Xlsx, attachment(S::NAME, "xlsx", state)))
    }

    /// Every row, of as many as a file that is made as a whole may have.
    async fn all(&mut self) -> Result<Rows, AppError> {
        let mut rows = Rows::new();
        while let Some(more) = self.list.next(&mut self.tx).await? {
            rows.extend(more);
            if rows.len() > MOST_ROWS {
                return Err(AppError::Refused(
                    "Daftar ini lebih dari 20.000 baris. Persempit dengan filter, atau gunakan Export Csv."
                        .to_owned(),
                ));
            }
        }
        Ok(rows)
    }

    /// Says in the activity log who takes which list along.
    async fn note(&self, state: &AppState, kind: &str) -> Result<(), AppError> {
        let filter = Some(self.list.note()).filter(|note| !note.is_empty()).unwrap_or("tidak ada");
        let after = serde_json::json!({ "daftar": S::TITLE, "berkas": kind, "filter": filter });
        let line = Activity {
            address: self.address.clone(),
            institution: self.person.institution,
            after: Some(after.to_string()),
            ..Activity::by(&self.person, S::ACT, RecordRef::only(RecordKind::System), state.now())
        };
        let mut tx = state.services.db.begin().await?;
        store::activity::record(&mut tx, &line).await?;
        Ok(tx.commit().await?)
    }
}

/// A place among those who make a file.
async fn place() -> Result<SemaphorePermit<'static>, AppError> {
    timeout(WAIT, PLACES.acquire()).await.map_err(|_| busy())?.map_err(broken)
}

/// A file that was made as a whole.
fn sent(file: Vec<u8>, kind: FileType, disposition: String) -> Response {
    let headers = [
        (CONTENT_TYPE, kind.media_type().to_owned()),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, file).into_response()
}

fn busy() -> AppError {
    AppError::Throttled("Beberapa ekspor lain sedang dibuat. Tunggu sebentar, lalu coba lagi.".to_owned())
}

fn attachment(name: &str, kind: &str, state: &AppState) -> String {
    format!("attachment; filename=\"{name}-{}.{kind}\"", jakarta_day(state.now()))
}

fn broken(error: impl std::fmt::Display) -> AppError {
    unexpected(&format!("export: {error}"))
}
