//! Daftar Pejabat (Gambar 19, 51).

use app::{
    api::{
        filter::check_places,
        official::{OfficialFilter, OfficialRow, query},
    },
    error::AppError,
};
use chrono::{DateTime, Utc};
use domain::{
    access::Guarded, activity::Act, calendar::short_date, identity::Actor, official::OfficialsAction,
};
use store::{
    Tx,
    official::{OfficialQuery, list},
};

use super::source::{Head, Rows, STEP, Source, filter_note, quoted};

/// Daftar Pejabat as filtered.
#[derive(Debug)]
pub struct Officials {
    now: DateTime<Utc>,
    /// Sees of which region each is.
    commission: bool,
    query: OfficialQuery,
    ended: bool,
}

impl Source for Officials {
    type Filter = OfficialFilter;

    const TITLE: &'static str = "Daftar Pejabat";
    const NAME: &'static str = "daftar-pejabat";

    const ACT: Act = Act::ExportOfficials;

    fn begin(person: &Actor, filter: OfficialFilter, now: DateTime<Utc>) -> Result<Self, AppError> {
        domain::official::Officials.decide(person, OfficialsAction::List)?;
        check_places([&*filter.sesudah, &filter.sebelum])?;
        let query = query::from_filter(&filter, person)?;
        let query = OfficialQuery { limit: STEP, after: None, before: None, ..query };
        Ok(Self { now, commission: person.role.is_commission(), query, ended: false })
    }

    fn columns(&self) -> Vec<Head> {
        let mut columns =
            vec![("Nama", 1.8), ("NIP", 1.3), ("SK", 1.4), ("Unit Kerja", 1.5), ("Jabatan", 1.7)];
        if self.commission {
            columns.push(("Wilayah", 1.2));
        }
        columns.extend([("Awal Periode", 0.9), ("Akhir Periode", 0.9), ("Lama Menjabat", 1.2)]);
        columns
    }

    fn notes(&self) -> Vec<String> {
        filter_note([("kata kunci", quoted(&self.query.text))])
    }

    async fn next(&mut self, tx: &mut Tx) -> Result<Option<Rows>, AppError> {
        if self.ended {
            return Ok(None);
        }
        let page = list(tx, &self.query).await?;
        self.ended = page.next.is_none();
        self.query.after = page.next;
        let rows = page.rows.into_iter().map(|row| self.cells(OfficialRow::of(row, self.now)));
        Ok(Some(rows.collect()))
    }
}

impl Officials {
    fn cells(&self, row: OfficialRow) -> Vec<String> {
        let mut cells = vec![row.name, row.nip, row.decree, row.unit, row.title];
        if self.commission {
            cells.push(row.region);
        }
        cells.extend([short_date(row.start), short_date(row.end), row.time_in_office]);
        cells
    }
}
