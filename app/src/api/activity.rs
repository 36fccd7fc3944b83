//! Daftar Log Aktivitas: who did what, when, from where, on which record.

use chrono::{DateTime, Utc};
use domain::field::{FieldChange, FieldErrors};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::Choice;
use crate::error::AppError;

/// The filter, as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityFilter {
    /// Words in a person's name or user name.
    pub q: String,
    /// An institution's number; for the commission only.
    pub institusi: String,
    /// The code of an act.
    pub kegiatan: String,
    /// The code of a kind of record.
    pub jenis: String,
    /// A record's number; with a kind only.
    pub nomor: String,
    /// The first day, as `2016-08-10` or `10/08/2016`.
    pub dari: String,
    /// The last day.
    pub sampai: String,
    /// The place after which the page begins.
    pub sesudah: String,
    /// The place before which the page ends.
    pub sebelum: String,
}

/// A page of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityList {
    /// The lines, newest first.
    pub rows: Vec<ActivityLine>,
    /// Place to begin the next page after.
    pub next: Option<String>,
    /// Place to end the previous page before.
    pub previous: Option<String>,
    /// What was not understood in the filter, by field; then nothing is listed.
    pub complaints: FieldErrors,
    /// What must be known of the list, to be said above it.
    pub notes: Vec<String>,
    /// The institutions that may be chosen; none for an institution's own people.
    pub institutions: Vec<Choice>,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityLine {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, by the name of that time.
    pub name: String,
    /// From where.
    pub address: String,
    /// What.
    pub act: String,
    /// On which record: `Rencana Seleksi nomor 12`.
    pub record: String,
    /// Where the record can be seen.
    pub link: Option<String>,
    /// What it changed.
    pub changes: Vec<FieldChange>,
}

/// A page of the log: one's own people's lines and the commission's acts on one's records, or all for the
/// commission.
#[server(endpoint = "activity/list")]
pub async fn list_activity(#[server(default)] filter: ActivityFilter) -> Result<ActivityList, AppError> {
    use domain::activity::{Log, LogAction};
    use store::activity::{ActivityPage, PEOPLE, list};

    use super::context::caller;

    let caller = caller().await?;
    caller.may(&Log, LogAction::View)?;
    let mut tx = caller.read().await?;
    let (page, complaints) = match query::from_filter(&filter, &caller.actor) {
        Ok(query) => (list(&mut tx, &query).await?, FieldErrors::new()),
        Err(complaints) => (ActivityPage::default(), complaints),
    };
    let mut notes = Vec::new();
    if page.more_people {
        notes.push(format!(
            "Lebih dari {PEOPLE} orang cocok dengan “{}”, sehingga tidak semua kegiatannya ditampilkan. \
             Ketik nama yang lebih lengkap.",
            filter.q.trim()
        ));
    }
    let institutions = if caller.actor.role.is_commission() {
        let all = store::institution::list(&mut tx).await?;
        let label = |i: &domain::institution::Institution| format!("{} ({})", i.name, i.kind.label());
        all.iter().map(|institution| Choice::new(institution.id.to_string(), label(institution))).collect()
    } else {
        Vec::new()
    };
    Ok(ActivityList {
        rows: page.rows.into_iter().map(ActivityLine::of).collect(),
        next: page.next,
        previous: page.previous,
        complaints,
        notes,
        institutions,
    })
}

#[cfg(feature = "ssr")]
impl ActivityLine {
    /// A line in words.
    #[must_use]
    pub fn of(line: store::activity::ActivityRecord) -> Self {
        use domain::{
            activity::{Act, diff},
            record::RecordKind,
        };

        // Codes that this version does not know are shown as they are.
        let kind = RecordKind::from_code(&line.record);
        let label = kind.map_or(line.record.clone(), |kind| kind.label().to_owned());
        let act = Act::from_code(&line.act).map_or(line.act.clone(), |act| act.label().to_owned());
        Self {
            id: line.id,
            at: line.at,
            name: line.name,
            address: line.address,
            act,
            record: if line.record_id > 0 { format!("{label} nomor {}", line.record_id) } else { label },
            link: (kind == Some(RecordKind::Plan)).then(|| format!("/seleksi/{}", line.record_id)),
            changes: diff(line.before.as_ref(), line.after.as_ref()),
        }
    }
}

/// What the list asks the database; its export asks the same.
#[cfg(feature = "ssr")]
pub mod query {
    use domain::{activity::Act, field::FieldErrors, identity::Actor, record::RecordKind};
    use store::activity::ActivityQuery;

    use super::ActivityFilter;
    use crate::api::{
        PAGE,
        filter::{Reading, place},
    };

    /// The query. Nobody widens it beyond their own institution, and what an institution does with a draft is
    /// its own affair.
    ///
    /// # Errors
    /// What was not understood, by field.
    pub fn from_filter(filter: &ActivityFilter, actor: &Actor) -> Result<ActivityQuery, FieldErrors> {
        let mut reading = Reading::default();
        let (from, to) = reading
            .period(("dari", "Dari tanggal", &filter.dari), ("sampai", "Sampai tanggal", &filter.sampai));
        let record = reading.choice("jenis", "Jenis data", &filter.jenis, RecordKind::from_code);
        let record_id = reading.number("nomor", "Nomor data", &filter.nomor);
        if record_id.is_some() && record.is_none() {
            reading.complain("jenis", "Pilih Jenis data untuk mencari menurut nomornya.");
        }
        // Whoever is of an institution is asked for none.
        let institution = match actor.institution {
            Some(own) => Some(own),
            None => reading
                .choice("institusi", "Institusi", &filter.institusi, |text| text.parse::<i64>().ok())
                .map(Into::into),
        };
        let query = ActivityQuery {
            institution,
            see_drafts: actor.institution.is_some(),
            user: None,
            text: reading.words("q", "Pengguna", &filter.q),
            act: reading.choice("kegiatan", "Kegiatan", &filter.kegiatan, Act::from_code),
            record,
            record_id,
            from,
            to,
            after: place(&filter.sesudah),
            before: place(&filter.sebelum),
            limit: PAGE,
        };
        reading.finish(query)
    }
}
