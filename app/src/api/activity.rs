//! Daftar Log Aktivitas: who did what, when, from where, on which record.

use chrono::{DateTime, Utc};
use domain::field::FieldChange;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Choice,
    list::{List, filter},
};
use crate::error::AppError;

filter! {
    /// The log's filter, as it stands in the address.
    pub struct ActivityFilter {
        /// Words in a person's name or user name.
        text: "q", "Pengguna";
        /// An institution's number; for the commission only.
        institution: "institusi", "Institusi";
        /// The code of an act.
        act: "kegiatan", "Kegiatan";
        /// The code of a kind of record.
        kind: "jenis", "Jenis data";
        /// A record's number; with a kind only.
        number: "nomor", "Nomor data";
        /// The first day, as `2016-08-10` or `10/08/2016`.
        from: "dari", "Dari tanggal";
        /// The last day.
        to: "sampai", "Sampai tanggal";
    }
}

/// A page of the log: newest first, or with `urut=terlama` oldest first.
pub type ActivityList = List<ActivityLine, ActivityAside>;

/// What the log shows besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityAside {
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
    /// On which record: `Pelamar Ani Lestari (nomor 12)`.
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
    use store::activity::PEOPLE;

    use super::{context::caller, list};

    let caller = caller().await?;
    caller.may(&Log, LogAction::View)?;
    let mut tx = caller.read().await?;
    let list = list::page(&mut tx, &filter, query::from_filter(&filter, &caller.actor)).await?;
    let mut notes = Vec::new();
    if list.aside.more_people {
        notes.push(format!(
            "Lebih dari {PEOPLE} orang cocok dengan “{}”, sehingga tidak semua kegiatannya ditampilkan. \
             Ketik nama yang lebih lengkap.",
            filter.text.trim()
        ));
    }
    let institutions = if caller.actor.role.is_commission() {
        let all = store::institution::list(&mut tx).await?;
        let label = |i: &domain::institution::Institution| format!("{} ({})", i.name, i.kind.label());
        all.iter().map(|institution| Choice::new(institution.id.to_string(), label(institution))).collect()
    } else {
        Vec::new()
    };
    let names = store::activity::names(&mut tx, &list.rows).await?;
    Ok(list.map(|line| ActivityLine::of(line, &names)).beside(ActivityAside { notes, institutions }))
}

#[cfg(feature = "ssr")]
impl ActivityLine {
    /// A line in words, with the names that it needs.
    #[must_use]
    pub fn of(line: store::activity::ActivityRecord, names: &store::activity::LineNames) -> Self {
        use domain::{
            activity::{Act, diff},
            record::RecordKind,
        };

        // Codes that this version does not know are shown as they are.
        let kind = RecordKind::from_code(&line.record);
        let label = kind.map_or(line.record.clone(), |kind| kind.label().to_owned());
        let act = Act::from_code(&line.act).map_or(line.act.clone(), |act| act.label().to_owned());
        let record = match (names.record(&line), line.record_id) {
            // Its number is that of the account.
            (Some(name), _) if kind == Some(RecordKind::Session) => format!("Sesi akun {name}"),
            (None, number) if kind == Some(RecordKind::Session) => format!("Sesi akun nomor {number}"),
            (Some(name), number) => format!("{label} {name} (nomor {number})"),
            (None, 1..) => format!("{label} nomor {}", line.record_id),
            (None, _) => label,
        };
        let changes = diff(kind, line.before.as_ref(), line.after.as_ref(), &names.within(&line));
        Self {
            id: line.id,
            at: line.at,
            name: line.name,
            address: line.address,
            act,
            record,
            link: (kind == Some(RecordKind::Plan)).then(|| format!("/seleksi/{}", line.record_id)),
            changes,
        }
    }
}

/// What the list asks the database; its export asks the same.
#[cfg(feature = "ssr")]
pub mod query {
    use domain::{activity::Act, field::FieldErrors, identity::Actor, record::RecordKind};
    use store::activity::{ActivityOrder, ActivityQuery};

    use super::ActivityFilter;
    use crate::api::filter::{Reading, order};

    /// The query. Nobody widens it beyond their own institution, and what an institution does with a draft is
    /// its own affair.
    ///
    /// # Errors
    /// What was not understood, by field.
    pub fn from_filter(filter: &ActivityFilter, actor: &Actor) -> Result<ActivityQuery, FieldErrors> {
        let mut reading = Reading::of(filter);
        let (from, to) = reading.period(ActivityFilter::from(), ActivityFilter::to());
        let record = reading.choice(ActivityFilter::kind(), RecordKind::from_code);
        let record_id = reading.number(ActivityFilter::number());
        if record_id.is_some() && record.is_none() {
            reading.complain(ActivityFilter::kind().name, "Pilih Jenis data untuk mencari menurut nomornya.");
        }
        // Whoever is of an institution is asked for none.
        let institution = match actor.institution {
            Some(own) => Some(own),
            None => {
                reading.choice(ActivityFilter::institution(), |text| text.parse::<i64>().ok()).map(Into::into)
            }
        };
        let query = ActivityQuery {
            institution,
            see_drafts: actor.institution.is_some(),
            text: reading.words(ActivityFilter::text()),
            act: reading.choice(ActivityFilter::act(), Act::from_code),
            record,
            record_id,
            from,
            to,
            order: order(filter, &[("terlama", ActivityOrder::Oldest)]),
            ..ActivityQuery::default()
        };
        reading.finish(query)
    }
}
