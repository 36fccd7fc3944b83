//! Daftar Pejabat (Gambar 19, 51).

use app::{
    api::official::{OfficialFilter, OfficialRow, query},
    error::AppError,
};
use chrono::{DateTime, Utc};
use domain::{
    access::{Action, Subject, decide},
    calendar::short_date,
};
use store::{
    Db,
    official::{OfficialQuery, list},
};
use tower_sessions::Session;

use super::source::{Head, STEP, Source, filter_note, quoted};
use crate::{AppState, files::who};

/// Daftar Pejabat as filtered.
#[derive(Debug)]
pub struct Officials {
    db: Db,
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

    async fn begin(state: &AppState, session: &Session, filter: OfficialFilter) -> Result<Self, AppError> {
        let person = who::required(state, session).await?;
        decide(&person, Action::ListOfficials, &Subject::Everything)?;
        let filter = OfficialFilter { sesudah: String::new(), sebelum: String::new(), ..filter };
        let query = OfficialQuery { limit: STEP, ..query::from_filter(&filter, &person) };
        let commission = person.role.is_commission();
        Ok(Self { db: state.services.db.clone(), now: state.now(), commission, query, ended: false })
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

    async fn next(&mut self) -> Result<Option<Vec<Vec<String>>>, AppError> {
        if self.ended {
            return Ok(None);
        }
        let mut tx = self.db.read().await?;
        let page = list(&mut tx, &self.query).await?;
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
