//! Daftar Seleksi (Gambar 24).

use app::{
    api::selection::{
        grounds::of_plans,
        plan::query::from_filter,
        views::{PlanFilter, PlanRow},
    },
    error::AppError,
};
use chrono::{DateTime, Utc};
use domain::{
    access::Guarded,
    activity::Act,
    calendar::jakarta_day,
    identity::Actor,
    selection::{FillingMethod, Phase, PlanTab, Reason, access::PlansAction},
};
use store::{
    Tx,
    selection::plan::{PlanListRow, PlanQuery},
};

use super::source::{Column, Note, Source, column, day, quoted};

/// Daftar Seleksi as filtered.
#[derive(Debug)]
pub struct Plans;

impl Source for Plans {
    type Filter = PlanFilter;
    type Query = PlanQuery;
    /// With why those were accepted of whom it is not plain.
    type Row = (PlanRow, String);

    const TITLE: &'static str = "Daftar Seleksi";
    const NAME: &'static str = "daftar-seleksi";
    const ACT: Act = Act::ExportPlans;

    fn may(person: &Actor) -> Result<(), AppError> {
        Ok(domain::selection::access::Plans.decide(person, PlansAction::List)?)
    }

    fn query(filter: &PlanFilter, person: &Actor, now: DateTime<Utc>) -> Result<PlanQuery, AppError> {
        Ok(from_filter(filter, person, jakarta_day(now))?)
    }

    fn columns(_: &Actor) -> Vec<Column<Self::Row>> {
        vec![
            column("Nama Jabatan", 2.6, |(row, _): &Self::Row| row.titles.join(", ")),
            column("Cara Pengisian JPT", 1.2, |(row, _)| {
                row.filling_method.map_or("", FillingMethod::label).to_owned()
            }),
            column("Institusi", 1.8, |(row, _)| row.institution.clone()),
            column("Alasan", 1.8, |(row, _)| row.reason.map_or("", Reason::label).to_owned()),
            column("Status", 1.0, |(row, _)| row.phase.label().to_owned()),
            column("Petugas", 1.2, |(row, _)| row.officer.clone().unwrap_or_default()),
            day("Dikirim (WIB)", 0.9, |(row, _)| row.sent_at.map(jakarta_day)),
            column("Tenggat", 0.9, |(row, _)| row.clock.as_ref().map_or("", |clock| &clock.due).to_owned()),
            column("Terlambat", 0.8, |(row, _)| {
                row.clock.as_ref().map_or("", |clock| &clock.late).to_owned()
            }),
            day("Terakhir Berubah (WIB)", 0.9, |(row, _)| Some(jakarta_day(row.updated_at))),
            column("Alasan Pilihan", 1.6, |(_, grounds)| grounds.clone()),
        ]
    }

    async fn note(tx: &mut Tx, person: &Actor, filter: &PlanFilter) -> Result<Note, AppError> {
        let label = |label: Option<&str>| label.unwrap_or_default().to_owned();
        let officer = match filter.officer.trim() {
            "" => String::new(),
            number => officer(tx, person, number).await?.unwrap_or_else(|| format!("nomor {number}")),
        };
        Ok(vec![
            ("status", label(Phase::from_code(filter.phase.trim()).map(Phase::label))),
            ("alasan", label(Reason::from_code(filter.reason.trim()).map(Reason::label))),
            ("cara", label(FillingMethod::from_code(filter.filling_method.trim()).map(FillingMethod::label))),
            ("petugas", officer),
            ("institusi", quoted(&filter.institution)),
            (
                "daftar",
                filter.chosen_tab().filter(|tab| *tab != PlanTab::All).map_or("", PlanTab::label).to_owned(),
            ),
            ("kata kunci", quoted(&filter.text)),
        ])
    }

    async fn rows(
        tx: &mut Tx,
        found: Vec<PlanListRow>,
        now: DateTime<Utc>,
    ) -> Result<Vec<Self::Row>, AppError> {
        let ids: Vec<_> = found.iter().map(|row| row.id).collect();
        let mut grounds = of_plans(tx, &ids).await?;
        let (days, today) = (store::clock::days(tx).await?, jakarta_day(now));
        let row = |row: PlanListRow| {
            let grounds = grounds.remove(&row.id).unwrap_or_default();
            (PlanRow::of(row, &days, today), grounds)
        };
        Ok(found.into_iter().map(row).collect())
    }
}

/// The name of one of the commission's people, for the commission.
async fn officer(tx: &mut Tx, person: &Actor, number: &str) -> Result<Option<String>, AppError> {
    if !person.role.is_commission() {
        return Ok(None);
    }
    let people = store::identity::officers(tx).await?;
    Ok(people.into_iter().find(|one| one.id.to_string() == number).map(|one| one.name))
}
