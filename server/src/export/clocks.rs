//! Every clock with its reckoning.

use app::{api::clock::ClockFilter, error::AppError};
use chrono::{DateTime, Utc};
use domain::{
    access::Guarded,
    activity::Act,
    calendar::{jakarta_day, moment},
    clock::{DayRun, Due, Reckoning},
    identity::Actor,
    selection::access::{Plans, PlansAction},
};
use store::{
    Tx,
    clock::{ClockListRow, ClockQuery},
};

use super::source::{Column, Source, column, number};

/// The clocks of the requests that a person may see.
#[derive(Debug)]
pub struct Clocks;

impl Source for Clocks {
    type Filter = ClockFilter;
    type Query = ClockQuery;
    type Row = (ClockListRow, Reckoning);

    const TITLE: &'static str = "Daftar Tenggat";
    const NAME: &'static str = "daftar-tenggat";
    const ACT: Act = Act::ExportClocks;

    fn may(person: &Actor) -> Result<(), AppError> {
        Ok(Plans.decide(person, PlansAction::List)?)
    }

    fn query(_: &ClockFilter, person: &Actor, _: DateTime<Utc>) -> Result<ClockQuery, AppError> {
        Ok(ClockQuery { institution: person.institution, ..ClockQuery::default() })
    }

    fn columns(_: &Actor) -> Vec<Column<Self::Row>> {
        vec![
            column("Institusi", 1.8, |(row, _): &Self::Row| row.institution_name.clone()),
            column("Data", 1.2, |(row, _)| {
                format!("{} nomor {}", row.clock.about.kind.label(), row.clock.about.id)
            }),
            column("Jenis", 1.2, |(row, _)| row.clock.kind.label().to_owned()),
            column("Petugas", 1.4, |(row, _)| row.officer_name.clone().unwrap_or_default()),
            column("Masuk", 1.4, |(row, _)| moment(row.clock.history.begun())),
            column("Status", 0.9, |(_, reckoning)| reckoning.status().label().to_owned()),
            // Nothing while a list of holidays is awaited, or where no limit was promised.
            number("Batas (hari kerja)", 0.6, |(_, reckoning)| {
                (!reckoning.exempt).then_some(reckoning.limit)
            }),
            number("Terpakai (hari kerja)", 0.6, |(_, reckoning)| reckoning.used),
            column("Tenggat", 1.0, |(_, reckoning)| reckoning.due.map_or_else(String::new, Due::text)),
            number("Terlambat (hari kerja)", 0.6, |(_, reckoning)| reckoning.late()),
            column("Perhitungan", 4.0, |(_, reckoning)| {
                reckoning.days.iter().map(DayRun::text).collect::<Vec<_>>().join("; ")
            }),
        ]
    }

    async fn rows(
        tx: &mut Tx,
        found: Vec<ClockListRow>,
        now: DateTime<Utc>,
    ) -> Result<Vec<Self::Row>, AppError> {
        let (days, today) = (store::clock::days(tx).await?, jakarta_day(now));
        let reckoned = |row: ClockListRow| {
            let reckoning = row.clock.on(&days, today);
            (row, reckoning)
        };
        Ok(found.into_iter().map(reckoned).collect())
    }
}
