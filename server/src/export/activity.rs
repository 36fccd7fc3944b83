//! Daftar Log Aktivitas.

use app::{
    api::activity::{ActivityFilter, ActivityLine, query},
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
    activity::{ActivityQuery, ActivityRecord},
};

use super::source::{Column, Source, column, quoted};

/// The log as filtered.
#[derive(Debug)]
pub struct Log;

impl Source for Log {
    type Filter = ActivityFilter;
    type Query = ActivityQuery;
    type Row = ActivityLine;

    const TITLE: &'static str = "Daftar Log Aktivitas";
    const NAME: &'static str = "log-aktivitas";
    const ACT: Act = Act::ExportActivity;

    fn may(person: &Actor) -> Result<(), AppError> {
        Ok(domain::activity::Log.decide(person, LogAction::View)?)
    }

    fn query(filter: &ActivityFilter, person: &Actor, _: DateTime<Utc>) -> Result<ActivityQuery, AppError> {
        Ok(query::from_filter(filter, person)?)
    }

    fn columns(_: &Actor) -> Vec<Column<ActivityLine>> {
        vec![
            column("Nomor", 0.6, |line: &ActivityLine| line.id.to_string()),
            column("Waktu", 1.6, |line| moment(line.at)),
            column("Pengguna", 1.2, |line| line.name.clone()),
            column("Alamat", 1.0, |line| line.address.clone()),
            column("Kegiatan", 1.3, |line| line.act.clone()),
            column("Data", 1.2, |line| line.record.clone()),
            column("Perubahan", 3.0, |line| line.changes.iter().map(change).collect::<Vec<_>>().join("\n")),
        ]
    }

    fn note(filter: &ActivityFilter) -> Vec<(&'static str, String)> {
        let act = Act::from_code(filter.act.trim()).map_or("", Act::label);
        let record = RecordKind::from_code(filter.kind.trim()).map_or("", RecordKind::label);
        vec![
            ("pengguna", quoted(&filter.text)),
            ("kegiatan", act.to_owned()),
            ("data", record.to_owned()),
            ("nomor", filter.number.trim().to_owned()),
            ("institusi nomor", filter.institution.trim().to_owned()),
            ("dari", filter.from.trim().to_owned()),
            ("sampai", filter.to.trim().to_owned()),
        ]
    }

    async fn rows(
        _: &mut Tx,
        found: Vec<ActivityRecord>,
        _: DateTime<Utc>,
    ) -> Result<Vec<ActivityLine>, AppError> {
        Ok(found.into_iter().map(ActivityLine::of).collect())
    }
}

/// `Skor: 8 → 7,5`
fn change(change: &FieldChange) -> String {
    format!("{}: {} → {}", change.label, change.before, change.after)
}
