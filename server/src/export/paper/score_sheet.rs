//! Lembar Penilaian of one stage, to be filled in by hand: those who take part in it, each with an empty box.

use app::{api::selection::paper::VacancyPaper, error::AppError};
use domain::selection::Stage;

use super::common::{column, empty, facts, letterhead, signatures, who_cells, who_columns};
use crate::export::pdf::{
    Align,
    document::{Cell, Column, Document, Part, Table},
};

/// Room for a figure written by hand, and for a remark.
const BOXES: (f32, f32) = (44.0, 76.0);
/// As high a row is at least.
const ROW: f32 = 28.0;

pub(super) fn document(vacancy: &VacancyPaper, stage: Stage) -> Result<Document, AppError> {
    let scheme = &vacancy.scheme;
    let (Some(at), Some(planned)) = (scheme.index(stage), scheme.find(stage)) else {
        return Err(AppError::NotFound);
    };
    let people: Vec<_> =
        vacancy.applicants.iter().filter(|person| person.is_present() && person.takes_part(at)).collect();
    if people.is_empty() {
        let stage = planned.in_sentence();
        return Err(AppError::Refused(format!(
            "Belum ada pelamar yang mengikuti {stage}, sehingga belum ada lembar penilaian untuk dicetak."
        )));
    }
    let mut columns = who_columns();
    let label = planned.label().to_uppercase();
    let (boxes, heading) = match planned.weight() {
        Some(weight) => {
            columns.push(Column { least: BOXES.0, ..column("Skor (1–10)", 0.5, Align::Center) });
            (vec![empty()], format!("{label} (BOBOT {})", weight.get()))
        }
        None => {
            for head in ["Lulus", "Gugur"] {
                columns.push(Column { least: BOXES.0, ..column(head, 0.4, Align::Center) });
            }
            (vec![Cell::Tick, Cell::Tick], label)
        }
    };
    columns.push(Column { least: BOXES.1, ..column("Catatan", 1.6, Align::Left) });
    let row = |(at, person)| [who_cells(at, person), boxes.clone(), vec![empty()]].concat();
    let rows = people.into_iter().enumerate().map(row).collect();
    let small = planned.weight().is_none();
    Ok(Document {
        title: format!("Lembar Penilaian {}", planned.label()),
        parts: vec![
            letterhead(vacancy),
            Part::Heading(vec!["LEMBAR PENILAIAN".to_owned(), heading]),
            facts(vacancy),
            Part::Table(Table { columns, rows, row_height: ROW, small }),
            signatures(vacancy, true),
        ],
        ..Document::default()
    })
}
