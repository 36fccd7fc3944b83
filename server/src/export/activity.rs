//! Daftar Log Aktivitas.

use app::{
    api::activity::{ActivityFilter, ActivityLine, query},
    error::AppError,
};
use chrono::{DateTime, Utc};
use domain::{
    access::Guarded,
    activity::{Act, LogAction},
    calendar::{moment, parse_date, short_date},
    field::FieldChange,
    identity::Actor,
    record::RecordKind,
};
use store::{
    Tx,
    activity::{ActivityQuery, ActivityRecord},
};

use super::source::{Column, Note, Source, column, quoted};

/// The log as filtered.
#[derive(Debug)]
pub struct Log;

impl Source for Log {
    type Filter = ActivityFilter;
    type Query = ActivityQuery;
    type Row = (ActivityLine, Extent);

    const TITLE: &'static str = "Daftar Log Aktivitas";
    const NAME: &'static str = "log-aktivitas";
    const ACT: Act = Act::ExportActivity;

    fn may(person: &Actor) -> Result<(), AppError> {
        Ok(domain::activity::Log.decide(person, LogAction::View)?)
    }

    fn query(filter: &ActivityFilter, person: &Actor, _: DateTime<Utc>) -> Result<ActivityQuery, AppError> {
        Ok(query::from_filter(filter, person)?)
    }

    fn columns(_: &Actor) -> Vec<Column<Self::Row>> {
        vec![
            column("Nomor", 0.6, |(line, _): &Self::Row| line.id.to_string()),
            column("Waktu", 1.6, |(line, _)| moment(line.at)),
            column("Pengguna", 1.2, |(line, _)| line.name.clone()),
            column("Alamat", 1.0, |(line, _)| line.address.clone()),
            column("Kegiatan", 1.3, |(line, _)| line.act.clone()),
            column("Data", 1.2, |(line, _)| line.record.clone()),
            column("Perubahan", 3.0, |(line, extent)| {
                line.changes.iter().map(|change| extent.told(change)).collect::<Vec<_>>().join("\n")
            }),
        ]
    }

    async fn note(tx: &mut Tx, person: &Actor, filter: &ActivityFilter) -> Result<Note, AppError> {
        // Nobody else is asked for one.
        let institution = match filter.institution.trim() {
            "" => String::new(),
            _ if person.institution.is_some() => String::new(),
            number => institution(tx, number).await?.unwrap_or_else(|| format!("nomor {number}")),
        };
        let act = Act::from_code(filter.act.trim()).map_or("", Act::label);
        let record = RecordKind::from_code(filter.kind.trim()).map_or("", RecordKind::label);
        Ok(vec![
            ("pengguna", quoted(&filter.text)),
            ("kegiatan", act.to_owned()),
            ("data", record.to_owned()),
            ("nomor", filter.number.trim().to_owned()),
            ("institusi", institution),
            ("dari", typed_day(&filter.from)),
            ("sampai", typed_day(&filter.to)),
        ])
    }

    async fn rows(
        tx: &mut Tx,
        found: Vec<ActivityRecord>,
        _: DateTime<Utc>,
    ) -> Result<Vec<Self::Row>, AppError> {
        let names = store::activity::names(tx, &found).await?;
        let told = |line: ActivityRecord| {
            let extent = Extent::of(&line);
            (ActivityLine::of(line, &names), extent)
        };
        Ok(found.into_iter().map(told).collect())
    }
}

async fn institution(tx: &mut Tx, number: &str) -> Result<Option<String>, AppError> {
    let Ok(number) = number.parse::<i64>() else { return Ok(None) };
    Ok(store::institution::find(tx, number.into()).await?.map(|found| found.name))
}

/// A day as people write it, however it stands in the address.
fn typed_day(text: &str) -> String {
    parse_date("", text).map_or_else(|_| text.trim().to_owned(), short_date)
}

/// What a line tells of its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All that it has from now on.
    New,
    /// What became of it.
    Changed,
    /// All that it had.
    Gone,
}

impl Extent {
    fn of(line: &ActivityRecord) -> Self {
        match (&line.before, &line.after) {
            (None, _) => Self::New,
            (Some(_), Some(_)) => Self::Changed,
            (Some(_), None) => Self::Gone,
        }
    }

    /// `Skor: 8 → 7,5`, `Alasan: - → Sakit.`, of what is new `Alasan: Sakit.`, of what is gone `Nama: Ani (dihapus)`.
    fn told(self, change: &FieldChange) -> String {
        let FieldChange { label, before, after } = change;
        let dash = |text: &str| if text.trim().is_empty() { "-".to_owned() } else { text.to_owned() };
        match self {
            Self::New => format!("{label}: {}", dash(after)),
            Self::Gone => format!("{label}: {} (dihapus)", dash(before)),
            // What says of what the others are told.
            Self::Changed if before == after => format!("{label}: {after}"),
            Self::Changed => format!("{label}: {} → {}", dash(before), dash(after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_and_what_is_gone_reads_unlike_what_was_changed() {
        let change = |before: &str, after: &str| FieldChange {
            label: "Alasan".to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
        };
        assert_eq!(Extent::New.told(&change("", "Sakit.")), "Alasan: Sakit.");
        assert_eq!(Extent::Changed.told(&change("", "Sakit.")), "Alasan: - → Sakit.");
        assert_eq!(Extent::Changed.told(&change("Sakit.", " ")), "Alasan: Sakit. → -");
        assert_eq!(Extent::Changed.told(&change("Sakit.", "Sakit.")), "Alasan: Sakit.");
        assert_eq!(Extent::Gone.told(&change("Sakit.", "")), "Alasan: Sakit. (dihapus)");
        assert_eq!(typed_day(" 2026-11-01 "), "01/11/2026");
        assert_eq!(typed_day("01/11/2026"), "01/11/2026");
    }
}
