//! What stands on every paper: whose it is, who it is about, and who signs.

use app::api::selection::{paper::VacancyPaper, views::ApplicantView};
use domain::selection::minutes::{BLANK, PANEL};

use crate::export::pdf::{
    Align,
    document::{Cell, Column, Part, Signatures},
};

/// Institution, panel and post.
pub(super) fn letterhead(vacancy: &VacancyPaper) -> Part {
    Part::Letterhead(vec![
        vacancy.institution.to_uppercase(),
        PANEL.to_uppercase(),
        format!("Jabatan: {}", vacancy.title),
    ])
}

/// Where the post is.
pub(super) fn facts(vacancy: &VacancyPaper) -> Part {
    Part::Facts(vec![("Unit Kerja".to_owned(), vacancy.unit.clone())])
}

/// A column.
pub(super) fn column(head: impl Into<String>, share: f32, align: Align) -> Column {
    Column { head: head.into(), share, align, least: 0.0 }
}

/// No, Nama, NIP and Instansi.
pub(super) fn who_columns() -> Vec<Column> {
    vec![
        column("No", 0.3, Align::Center),
        column("Nama", 2.4, Align::Left),
        column("NIP", 1.0, Align::Center),
        column("Instansi", 2.2, Align::Left),
    ]
}

/// What stands in them.
pub(super) fn who_cells(at: usize, person: &ApplicantView) -> Vec<Cell> {
    [(at + 1).to_string(), person.name.clone(), person.nip.clone(), person.agency.clone()]
        .map(Cell::Text)
        .to_vec()
}

/// Where nothing stands yet.
pub(super) const fn empty() -> Cell {
    Cell::Text(String::new())
}

/// A line for each of the committee; above, place and day to fill in, where no sentence has them.
pub(super) fn signatures(vacancy: &VacancyPaper, with_day: bool) -> Part {
    let people = vacancy.committee.iter().map(|member| (member.name.clone(), member.note.clone())).collect();
    Part::Signatures(Signatures {
        day: with_day.then(|| format!("{BLANK}, {BLANK}{BLANK}")),
        heading: "Panitia Seleksi,".to_owned(),
        people,
    })
}
