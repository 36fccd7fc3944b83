//! Daftar Pejabat (Gambar 19, 51).

use chrono::NaiveDate;
use domain::id::OfficialId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::list::{List, filter};
use crate::error::AppError;

filter! {
    /// Daftar Pejabat's filter, as it stands in the address.
    pub struct OfficialFilter {
        /// Words in a name, decree, unit, post or region.
        text: "q", "Kata kunci";
    }
}

/// A page of Daftar Pejabat, latest term first.
pub type OfficialList = List<OfficialRow, OfficialsAside>;

/// What Daftar Pejabat shows besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficialsAside {
    /// Whether the caller is of the commission.
    pub commission: bool,
}

/// A row of Daftar Pejabat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficialRow {
    /// The holder.
    pub id: OfficialId,
    /// Nama.
    pub name: String,
    /// NIP.
    pub nip: String,
    /// SK.
    pub decree: String,
    /// Unit Kerja.
    pub unit: String,
    /// Jabatan.
    pub title: String,
    /// Wilayah.
    pub region: String,
    /// Awal Periode.
    pub start: NaiveDate,
    /// Akhir Periode.
    pub end: NaiveDate,
    /// Lama Menjabat: `0 Tahun, 0 Bulan, 9 Hari`.
    pub time_in_office: String,
    /// Whether the term was closed.
    pub former: bool,
}

/// A page of Daftar Pejabat: one's own institution, or all for the commission.
#[server(endpoint = "official/list")]
pub async fn list_officials(#[server(default)] filter: OfficialFilter) -> Result<OfficialList, AppError> {
    use domain::official::{Officials, OfficialsAction};

    use super::{context::caller, list};

    let caller = caller().await?;
    caller.may(&Officials, OfficialsAction::List)?;
    let mut tx = caller.read().await?;
    let list = list::page(&mut tx, &filter, query::from_filter(&filter, &caller.actor)).await?;
    let aside = OfficialsAside { commission: caller.actor.role.is_commission() };
    Ok(list.map(|row| OfficialRow::of(row, caller.now)).beside(aside))
}

#[cfg(feature = "ssr")]
impl OfficialRow {
    /// A row as it is shown at `now`.
    #[must_use]
    pub fn of(row: store::official::OfficialListRow, now: chrono::DateTime<chrono::Utc>) -> Self {
        use domain::calendar::{jakarta_day, time_in_office};

        let until = if row.former { row.end } else { jakarta_day(now) };
        Self {
            id: row.id,
            name: row.name,
            nip: row.nip,
            decree: row.decree,
            unit: row.unit,
            title: row.title,
            region: row.region,
            start: row.start,
            end: row.end,
            time_in_office: time_in_office(row.start, until).to_string(),
            former: row.former,
        }
    }
}

/// What Daftar Pejabat asks the database; its export asks the same.
#[cfg(feature = "ssr")]
pub mod query {
    use domain::{field::FieldErrors, identity::Actor};
    use store::official::OfficialQuery;

    use super::OfficialFilter;
    use crate::api::filter::Reading;

    /// One's own institution, or all for the commission.
    ///
    /// # Errors
    /// What was not understood, by field.
    pub fn from_filter(filter: &OfficialFilter, actor: &Actor) -> Result<OfficialQuery, FieldErrors> {
        let mut reading = Reading::of(filter);
        let query = OfficialQuery {
            institution: actor.institution,
            text: reading.words(OfficialFilter::text()),
            ..OfficialQuery::default()
        };
        reading.finish(query)
    }
}
