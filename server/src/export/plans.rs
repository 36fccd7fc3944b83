//! Daftar Seleksi (Gambar 24).

use app::{
    api::{
        filter::check_places,
        selection::{grounds::of_plans, plan::query::from_filter, views::PlanFilter},
    },
    error::AppError,
};
use chrono::{DateTime, Utc};
use domain::{
    access::Guarded,
    activity::Act,
    calendar::{jakarta_day, short_date},
    identity::Actor,
    selection::access::PlansAction,
    selection::{FillingMethod, Phase, Reason},
};
use store::{
    Tx,
    selection::plan::{PlanListRow, PlanQuery, list},
};

use super::source::{Head, Rows, STEP, Source, filter_note, quoted};

/// Daftar Seleksi as filtered.
#[derive(Debug)]
pub struct Plans {
    filter: PlanFilter,
    query: PlanQuery,
    ended: bool,
}

impl Source for Plans {
    type Filter = PlanFilter;

    const TITLE: &'static str = "Daftar Seleksi";
    const NAME: &'static str = "daftar-seleksi";

    const ACT: Act = Act::ExportPlans;

    fn begin(person: &Actor, filter: PlanFilter, _: DateTime<Utc>) -> Result<Self, AppError> {
        domain::selection::access::Plans.decide(person, PlansAction::List)?;
        check_places([&*filter.sesudah, &filter.sebelum])?;
        let query = from_filter(&filter, person)?;
        let query = PlanQuery { limit: STEP, after: None, before: None, ..query };
        Ok(Self { filter, query, ended: false })
    }

    fn columns(&self) -> Vec<Head> {
        vec![
            ("Nama Jabatan", 2.6),
            ("Cara Pengisian JPT", 1.2),
            ("Institusi", 1.8),
            ("Alasan", 1.8),
            ("Status", 1.0),
            ("Terakhir Berubah (WIB)", 0.9),
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

    async fn next(&mut self, tx: &mut Tx) -> Result<Option<Rows>, AppError> {
        if self.ended {
            return Ok(None);
        }
        let page = list(tx, &self.query).await?;
        self.ended = page.next.is_none();
        self.query.after = page.next;
        let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
        let mut grounds = of_plans(tx, &ids).await?;
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
