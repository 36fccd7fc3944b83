//! Daftar Log Aktivitas.

use app::{
    api::activity::{ActivityFilter, ActivityLine, query},
    error::AppError,
};
use domain::{
    access::{Action, Subject, decide},
    activity::{Act, RecordKind},
    calendar::moment,
    field::FieldChange,
};
use store::{
    Db,
    activity::{ActivityQuery, Export},
};
use tower_sessions::Session;

use super::source::{Head, STEP, Source, filter_note, quoted};
use crate::{AppState, files::who};

/// The log as filtered.
#[derive(Debug)]
pub struct Log {
    db: Db,
    filter: ActivityFilter,
    export: Export,
}

impl Source for Log {
    type Filter = ActivityFilter;

    const TITLE: &'static str = "Daftar Log Aktivitas";
    const NAME: &'static str = "log-aktivitas";

    async fn begin(state: &AppState, session: &Session, filter: ActivityFilter) -> Result<Self, AppError> {
        let person = who::required(state, session).await?;
        decide(&person, Action::ViewActivity, &Subject::Everything)?;
        let (query, _) = query::from_filter(&filter, &person);
        let export = Export::new(ActivityQuery { limit: STEP, ..query });
        Ok(Self { db: state.services.db.clone(), filter, export })
    }

    fn columns(&self) -> Vec<Head> {
        vec![
            ("Nomor", 0.6),
            ("Waktu", 1.6),
            ("Pengguna", 1.2),
            ("Alamat", 1.0),
            ("Kegiatan", 1.3),
            ("Data", 1.2),
            ("Perubahan", 3.0),
        ]
    }

    fn notes(&self) -> Vec<String> {
        let act = Act::from_code(self.filter.kegiatan.trim()).map_or("", Act::label);
        let record = RecordKind::from_code(self.filter.jenis.trim()).map_or("", RecordKind::label);
        filter_note([
            ("pengguna", quoted(&self.filter.q)),
            ("kegiatan", act.to_owned()),
            ("data", record.to_owned()),
            ("dari", self.filter.dari.trim().to_owned()),
            ("sampai", self.filter.sampai.trim().to_owned()),
        ])
    }

    async fn next(&mut self) -> Result<Option<Vec<Vec<String>>>, AppError> {
        let mut tx = self.db.read().await?;
        let lines = self.export.next(&mut tx).await?;
        if lines.is_empty() {
            return Ok(None);
        }
        Ok(Some(lines.into_iter().map(|line| cells(ActivityLine::of(line))).collect()))
    }
}

fn cells(line: ActivityLine) -> Vec<String> {
    let changes: Vec<String> = line.changes.iter().map(change).collect();
    vec![
        line.id.to_string(),
        moment(line.at),
        line.name,
        line.address,
        line.act,
        line.record,
        changes.join("\n"),
    ]
}

/// `Skor: 8 → 7,5`
fn change(change: &FieldChange) -> String {
    format!("{}: {} → {}", change.label, change.before, change.after)
}
