//! `GET /seleksi/ekspor.csv`: Daftar Seleksi as filtered, all rows.

use app::{
    api::{
        context::unexpected,
        selection::{plan::query::from_filter, views::PlanFilter},
    },
    error::AppError,
};
use axum::{
    extract::{Query, Request, State},
    response::{IntoResponse as _, Response},
};
use domain::{
    access::{Action, Subject, decide},
    calendar::{jakarta_day, short_date},
    selection::{FillingMethod, Reason},
};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use store::selection::plan::{PlanListRow, list};
use tower_sessions::Session;

use crate::{AppState, answer::Answer, files::who};

const HEADS: [&str; 6] =
    ["Nama Jabatan", "Cara Pengisian JPT", "Institusi", "Alasan", "Status", "Terakhir Berubah"];
/// Rows read at a time.
const STEP: u32 = 500;
/// Excel takes a file for UTF-8 only with this in front.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// Sends the list as a CSV file, parted by semicolons as Indonesian spreadsheets expect.
pub async fn plans(
    State(state): State<AppState>,
    Query(filter): Query<PlanFilter>,
    session: Session,
    request: Request,
) -> Response {
    let answer = Answer::to(&state, &request);
    match rows(&state, &session, filter).await {
        Ok(file) => {
            let name = format!("attachment; filename=\"daftar-seleksi-{}.csv\"", jakarta_day(state.now()));
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                (CONTENT_DISPOSITION, name),
                (CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, file).into_response()
        }
        Err(error) => answer.error(error),
    }
}

async fn rows(state: &AppState, session: &Session, filter: PlanFilter) -> Result<Vec<u8>, AppError> {
    let person = who::required(state, session).await?;
    decide(&person, Action::ListPlans, &Subject::Everything)?;
    let filter = PlanFilter { sesudah: String::new(), sebelum: String::new(), ..filter };
    let mut query = from_filter(&filter, &person);
    query.limit = STEP;

    let mut file = csv::WriterBuilder::new().delimiter(b';').from_writer(BOM.to_vec());
    file.write_record(HEADS).map_err(broken)?;
    let mut tx = state.services.db.read().await?;
    loop {
        let page = list(&mut tx, &query).await?;
        for row in page.rows {
            file.write_record(cells(&row).map(|cell| harmless(&cell))).map_err(broken)?;
        }
        query.after = page.next;
        if query.after.is_none() {
            break;
        }
    }
    file.into_inner().map_err(broken)
}

fn cells(row: &PlanListRow) -> [String; 6] {
    [
        row.titles.join(", "),
        row.filling_method.map_or("", FillingMethod::label).to_owned(),
        row.institution_name.clone(),
        row.reason.map_or("", Reason::label).to_owned(),
        row.phase.label().to_owned(),
        short_date(jakarta_day(row.updated_at)),
    ]
}

/// A spreadsheet must not take a name for a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

fn broken(error: impl std::fmt::Display) -> AppError {
    unexpected(&format!("export: {error}"))
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn formulas_are_only_text() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("Kepala Dinas Sosial"), "Kepala Dinas Sosial");
    }
}
