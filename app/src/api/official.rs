//! Daftar Pejabat (Gambar 19, 51).

use chrono::NaiveDate;
use domain::id::OfficialId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// The filter, as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OfficialFilter {
    /// Words in a name, decree, unit, post or region.
    pub q: String,
    /// The place after which the page begins.
    pub sesudah: String,
    /// The place before which the page ends.
    pub sebelum: String,
}

/// A page of Daftar Pejabat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficialList {
    /// The rows, latest term first.
    pub rows: Vec<OfficialRow>,
    /// Place to begin the next page after.
    pub next: Option<String>,
    /// Place to end the previous page before.
    pub previous: Option<String>,
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
    use domain::{
        access::{Action, Subject},
        calendar::{jakarta_day, time_in_office},
    };
    use store::official::{OfficialQuery, list};

    use super::context::caller;

    let caller = caller().await?;
    caller.may(Action::ListOfficials, &Subject::Everything)?;
    let mut tx = caller.read().await?;
    let place = |text: String| (!text.trim().is_empty()).then_some(text);
    let query = OfficialQuery {
        institution: caller.actor.institution,
        text: filter.q.trim().to_owned(),
        after: place(filter.sesudah),
        before: place(filter.sebelum),
        limit: super::PAGE,
    };
    let page = list(&mut tx, &query).await?;
    let today = jakarta_day(caller.now);
    let rows = page
        .rows
        .into_iter()
        .map(|row| OfficialRow {
            id: row.id,
            name: row.name,
            nip: row.nip,
            decree: row.decree,
            unit: row.unit,
            title: row.title,
            region: row.region,
            start: row.start,
            end: row.end,
            time_in_office: time_in_office(row.start, if row.former { row.end } else { today }).to_string(),
            former: row.former,
        })
        .collect();
    Ok(OfficialList {
        rows,
        next: page.next,
        previous: page.previous,
        commission: caller.actor.role.is_commission(),
    })
}
