//! Rekap Nilai: everybody with the NILAI of each stage, TOTAL NILAI and PERINGKAT, as the page has it.

use app::{
    api::selection::{
        paper::VacancyPaper,
        views::{ApplicantView, told_head},
    },
    error::AppError,
};

use super::common::{column, facts, letterhead, signatures, who_cells, who_columns};
use crate::export::pdf::{
    Align,
    document::{Cell, Document, Part, Table},
};

/// With more stages than these it lies on its long side, and its letters are small.
const UPRIGHT: usize = 2;
const LARGE: usize = 4;

pub(super) fn document(vacancy: &VacancyPaper) -> Result<Document, AppError> {
    if vacancy.applicants.is_empty() {
        return Err(AppError::Refused(
            "Belum ada data pelamar, sehingga belum ada rekap untuk dicetak.".to_owned(),
        ));
    }
    let stages = vacancy.scheme.stages();
    let mut columns = who_columns();
    for stage in stages {
        columns.push(column(told_head(stage.label(), stage.weight().is_some()), 0.8, Align::Right));
    }
    columns.push(column("Total Nilai", 0.8, Align::Right));
    columns.push(column("Peringkat", 0.5, Align::Center));

    let mut people: Vec<&ApplicantView> = vacancy.applicants.iter().collect();
    people.sort_by_key(|person| person.recap_order());
    let or_dash = |text: Option<&str>| Cell::Text(text.unwrap_or("-").to_owned());
    let row = |(at, person): (usize, &ApplicantView)| {
        let mut cells = who_cells(at, person);
        if let (false, Some(Cell::Text(name))) = (person.is_present(), cells.get_mut(1)) {
            name.push_str(" (mengundurkan diri)");
        }
        let told = stages.iter().enumerate();
        cells.extend(told.map(|(at, stage)| or_dash(person.told(at, stage.weight().is_some()))));
        cells.push(or_dash(person.total.as_deref()));
        cells.push(or_dash(person.rank.map(|rank| rank.to_string()).as_deref()));
        cells
    };
    let rows = people.into_iter().enumerate().map(row).collect();
    Ok(Document {
        title: "Rekap Nilai".to_owned(),
        wide: stages.len() > UPRIGHT,
        parts: vec![
            letterhead(vacancy),
            Part::Heading(vec!["REKAP NILAI".to_owned()]),
            facts(vacancy),
            Part::Table(Table { columns, rows, row_height: 0.0, small: stages.len() > LARGE }),
            signatures(vacancy, true),
        ],
        ..Document::default()
    })
}
