//! Daftar Pejabat (Gambar 19, 51).

use app::{
    api::official::{OfficialFilter, OfficialRow, query},
    error::AppError,
};
use chrono::{DateTime, Utc};
use domain::{access::Guarded, activity::Act, identity::Actor, official::OfficialsAction};
use store::{
    Tx,
    official::{OfficialListRow, OfficialQuery},
};

use super::source::{Column, Note, Source, column, day, digits, quoted};

/// Daftar Pejabat as filtered.
#[derive(Debug)]
pub struct Officials;

impl Source for Officials {
    type Filter = OfficialFilter;
    type Query = OfficialQuery;
    type Row = OfficialRow;

    const TITLE: &'static str = "Daftar Pejabat";
    const NAME: &'static str = "daftar-pejabat";
    const ACT: Act = Act::ExportOfficials;

    fn may(person: &Actor) -> Result<(), AppError> {
        Ok(domain::official::Officials.decide(person, OfficialsAction::List)?)
    }

    fn query(filter: &OfficialFilter, person: &Actor, _: DateTime<Utc>) -> Result<OfficialQuery, AppError> {
        Ok(query::from_filter(filter, person)?)
    }

    fn columns(person: &Actor) -> Vec<Column<OfficialRow>> {
        let mut columns = vec![
            column("Nama", 1.8, |row: &OfficialRow| row.name.clone()),
            digits("NIP", 1.3, |row| row.nip.clone()),
            column("SK", 1.4, |row| row.decree.clone()),
            column("Unit Kerja", 1.5, |row| row.unit.clone()),
            column("Jabatan", 1.7, |row| row.title.clone()),
        ];
        // An institution is of one region.
        if person.role.is_commission() {
            columns.push(column("Wilayah", 1.2, |row| row.region.clone()));
        }
        columns.extend([
            day("Awal Periode", 0.9, |row: &OfficialRow| Some(row.start)),
            day("Akhir Periode", 0.9, |row| Some(row.end)),
            column("Lama Menjabat", 1.2, |row| row.time_in_office.clone()),
        ]);
        columns
    }

    async fn note(_: &mut Tx, _: &Actor, filter: &OfficialFilter) -> Result<Note, AppError> {
        Ok(vec![("kata kunci", quoted(&filter.text))])
    }

    async fn rows(
        _: &mut Tx,
        found: Vec<OfficialListRow>,
        now: DateTime<Utc>,
    ) -> Result<Vec<OfficialRow>, AppError> {
        Ok(found.into_iter().map(|row| OfficialRow::of(row, now)).collect())
    }
}
