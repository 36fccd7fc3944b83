//! Berita Acara Tiga Besar: in sentences, whom the committee established.

use app::{api::selection::paper::VacancyPaper, error::AppError};
use domain::selection::minutes::{BLANK, CLOSING, Minutes, check};

use super::common::{column, letterhead, signatures};
use crate::export::pdf::{
    Align,
    document::{Cell, Document, Part, Table},
};

/// As high a row is at least.
const ROW: f32 = 24.0;

/// A paragraph that ends as a sentence does.
fn sentence(text: &str) -> Part {
    let text = text.trim();
    let end = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    Part::Paragraph(format!("{text}{end}"))
}

pub(super) fn document(vacancy: &VacancyPaper) -> Result<Document, AppError> {
    let people = &vacancy.three.people;
    check(people.len(), &vacancy.obstacles)?;
    // Whoever resigned had a place in the rank, as the scores show.
    let resigned: Vec<_> = vacancy
        .applicants
        .iter()
        .filter_map(|person| Some((person, person.total.as_ref()?, person.withdrawal.as_ref()?)))
        .collect();
    let said = Minutes {
        institution: &vacancy.institution,
        title: &vacancy.title,
        unit: &vacancy.unit,
        scheme: &vacancy.scheme,
        accepted: people.len(),
        // Nobody with a higher total was turned down or has left, and nobody was chosen for a reason.
        by_rank: vacancy.grounds.is_empty()
            && resigned.is_empty()
            && people.iter().enumerate().all(|(at, person)| person.rank <= at + 1 && person.reason.is_none()),
        note: vacancy.note.as_deref(),
    };
    let columns = vec![
        column("No", 0.3, Align::Center),
        column("Nama", 2.4, Align::Left),
        column("NIP", 1.0, Align::Center),
        column("Instansi", 2.2, Align::Left),
        column("Total Nilai", 0.6, Align::Right),
        column("Peringkat", 0.5, Align::Center),
    ];
    let rows = people.iter().enumerate().map(|(at, person)| {
        let (number, rank) = ((at + 1).to_string(), person.rank.to_string());
        let texts = [&number, &person.name, &person.nip, &person.agency, &person.total, &rank];
        texts.map(|text| Cell::Text(text.clone())).to_vec()
    });
    let mut parts = vec![
        letterhead(vacancy),
        Part::Heading(vec![
            "BERITA ACARA".to_owned(),
            "PENETAPAN TIGA BESAR HASIL SELEKSI TERBUKA".to_owned(),
            format!("Nomor: {BLANK}{BLANK}"),
        ]),
        Part::Paragraph(said.opening()),
        Part::Paragraph(said.finding()),
        Part::Table(Table { columns, rows: rows.collect(), row_height: ROW, small: false }),
    ];
    // Whoever signs signs the reasons as well.
    for ground in &vacancy.grounds {
        parts.push(sentence(&format!("Alasan penetapan {}: {}", ground.who(), ground.reason())));
    }
    // A reason stays one, also where others have left since and it would not be asked for any more.
    for person in people {
        let told = vacancy.grounds.iter().any(|ground| ground.name == person.name);
        if let Some(reason) = person.reason.as_ref().filter(|_| !told) {
            parts.push(sentence(&format!("Alasan penetapan {}: {reason}", person.name)));
        }
    }
    for (person, total, told) in resigned {
        let text = format!("{}, total nilai {total}, tidak diperingkat. {told}", person.name);
        parts.push(sentence(&text));
    }
    parts.extend(said.fewer().map(Part::Paragraph));
    parts.push(Part::Paragraph(CLOSING.to_owned()));
    parts.push(signatures(vacancy, false));
    Ok(Document { title: "Berita Acara Tiga Besar".to_owned(), parts, ..Document::default() })
}
