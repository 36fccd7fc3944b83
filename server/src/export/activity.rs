//! Daftar Log Aktivitas.

use app::{
    api::{
        activity::{ActivityFilter, ActivityLine, query},
        filter::check_places,
    },
    error::AppError,
};
use chrono::{DateTime, Utc};
use domain::{
    access::Guarded,
    activity::{Act, LogAction},
    calendar::moment,
    field::FieldChange,
    identity::Actor,
    record::RecordKind,
};
use store::{
    Tx,
    activity::{ActivityQuery, Export},
};

use super::source::{Head, Rows, STEP, Source, filter_note, quoted};

/// The log as filtered.
#[derive(Debug)]
pub struct Log {
    filter: ActivityFilter,
    export: Export,
}

impl Source for Log {
    type Filter = ActivityFilter;

    const TITLE: &'static str = "Daftar Log Aktivitas";
    const NAME: &'static str = "log-aktivitas";
    const ACT: Act = Act::ExportActivity;

    fn begin(person: &Actor, filter: ActivityFilter, _: DateTime<Utc>) -> Result<Self, AppError> {
        domain::activity::Log.decide(person, LogAction::View)?;
        check_places([&*filter.sesudah, &filter.sebelum])?;
        let query = query::from_filter(&filter, person)?;
        let export = Export::new(ActivityQuery { limit: STEP, ..query });
        Ok(Self { filter, export })
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
            ("nomor", self.filter.nomor.trim().to_owned()),
            ("institusi nomor", self.filter.institusi.trim().to_owned()),
            ("dari", self.filter.dari.trim().to_owned()),
            ("sampai", self.filter.sampai.trim().to_owned()),
        ])
    }

    async fn next(&mut self, tx: &mut Tx) -> Result<Option<Rows>, AppError> {
        let lines = self.export.next(tx).await?;
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
