//! Daftar Seleksi (Gambar 24).

use app::{
    api::selection::{grounds::of_plans, plan::query::from_filter, views::PlanFilter},
    error::AppError,
};
use domain::{
    access::{Action, Subject, decide},
    calendar::{jakarta_day, short_date},
    selection::{FillingMethod, Phase, Reason},
};
use store::{
    Db,
    selection::plan::{PlanListRow, PlanQuery, list},
};
use tower_sessions::Session;

use super::source::{Head, STEP, Source, filter_note, quoted};
use crate::{AppState, files::who};

/// Daftar Seleksi as filtered.
#[derive(Debug)]
pub struct Plans {
    db: Db,
    filter: PlanFilter,
    query: PlanQuery,
    ended: bool,
}

impl Source for Plans {
    type Filter = PlanFilter;

    const TITLE: &'static str = "Daftar Seleksi";
    const NAME: &'static str = "daftar-seleksi";

    async fn begin(state: &AppState, session: &Session, filter: PlanFilter) -> Result<Self, AppError> {
        let person = who::required(state, session).await?;
        decide(&person, Action::ListPlans, &Subject::Everything)?;
        let filter = PlanFilter { sesudah: String::new(), sebelum: String::new(), ..filter };
        let query = PlanQuery { limit: STEP, ..from_filter(&filter, &person) };
        Ok(Self { db: state.services.db.clone(), filter, query, ended: false })
    }

    fn columns(&self) -> Vec<Head> {
        vec![
            ("Nama Jabatan", 2.6),
            ("Cara Pengisian JPT", 1.2),
            ("Institusi", 1.8),
            ("Alasan", 1.8),
            ("Status", 1.0),
            ("Terakhir Berubah", 0.9),
            ("Alasan Pilihan", 1.6),
        ]
    }

    fn notes(&self) -> Vec<String> {
        let code = |text: &String| text.trim().to_owned();
        let label = |label: Option<&str>| label.unwrap_or_default().to_owned();
        filter_note([
            ("status", label(Phase::from_code(&code(&self.filter.status)).map(Phase::label))),
            ("alasan", label(Reason::from_code(&code(&self.filter.alasan)).map(Reason::label))),
            ("cara", label(FillingMethod::from_code(&code(&self.filter.cara)).map(FillingMethod::label))),
            ("kata kunci", quoted(&self.filter.q)),
        ])
    }

    async fn next(&mut self) -> Result<Option<Vec<Vec<String>>>, AppError> {
        if self.ended {
            return Ok(None);
        }
        let mut tx = self.db.read().await?;
        let page = list(&mut tx, &self.query).await?;
        self.ended = page.next.is_none();
        self.query.after = page.next;
        let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
        let mut grounds = of_plans(&mut tx, &ids).await?;
        Ok(Some(
            page.rows.iter().map(|row| cells(row, grounds.remove(&row.id).unwrap_or_default())).collect(),
        ))
    }
}

fn cells(row: &PlanListRow, grounds: String) -> Vec<String> {
    vec![
        row.titles.join(", "),
        row.filling_method.map_or("", FillingMethod::label).to_owned(),
        row.institution_name.clone(),
        row.reason.map_or("", Reason::label).to_owned(),
        row.phase.label().to_owned(),
        short_date(jakarta_day(row.updated_at)),
        grounds,
    ]
}
