//! Whole documents: that every one ends up as a file that can be read out, on as many sheets as it takes, and nothing
//! beside the paper.

use krilla::configure::{Accessibility, ConfigurationBuilder};

use super::{
    Align, Cell, Column, Document, Part, Signatures, Table, draw,
    set::{Item, set},
    write,
};
use crate::export::pdf::{font::Faces, wrap::Wrapped};

const NIP: &str = "197001011995011001";

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn table(rows: usize, name: &str) -> Part {
    let column = |head: &str, share| Column { head: head.to_owned(), share, ..Column::default() };
    let ticked = Column { align: Align::Center, least: 40.0, ..column("Lulus", 1.0) };
    let row = |number: usize| vec![text(&number.to_string()), text(name), text(NIP), Cell::Tick];
    Part::Table(Table {
        columns: vec![column("No", 0.3), column("Nama", 3.0), column("NIP", 0.5), ticked],
        rows: (1..=rows).map(row).collect(),
        row_height: 28.0,
        small: false,
    })
}

fn signatures(people: usize) -> Part {
    let person = |number| (format!("Prof. Dr. Ir. Anggota Ke-{number}, M.Si."), "Ketua".to_owned());
    Part::Signatures(Signatures {
        day: Some("........................, ........................".to_owned()),
        heading: "Panitia Seleksi,".to_owned(),
        people: (1..=people).map(person).collect(),
    })
}

fn document(rows: usize, people: usize, wide: bool) -> Document {
    let letterhead = ["KOTA", "PANITIA SELEKSI", "Kepala Dinas"].map(str::to_owned).to_vec();
    Document {
        title: "Lembar Penilaian".to_owned(),
        wide,
        parts: vec![
            Part::Letterhead(letterhead),
            Part::Heading(vec!["LEMBAR PENILAIAN".to_owned(), "WAWANCARA".to_owned()]),
            Part::Facts(vec![("Bobot".to_owned(), "40".to_owned())]),
            Part::Paragraph("Kalimat. ".repeat(60)),
            table(rows, "Kandidat 1"),
            signatures(people),
        ],
        footer: "Dicetak".to_owned(),
    }
}

/// The sheets, on which everything stands on paper.
fn sheets(document: &Document) -> usize {
    let faces = Faces::read().unwrap();
    let setting = set(document, &faces);
    for item in setting.sheets.iter().flatten() {
        let (top, bottom, left, right) = match item {
            Item::Text { text, lines, style, slot, top, .. } => {
                let bottom = top + lines.len() as f32 * style.leading;
                for (_, width) in lines.clone().filter_map(|line| text.line(line)) {
                    assert!(width <= slot.width + 0.1, "{text:?}");
                }
                (*top, bottom, slot.left, slot.left + slot.width)
            }
            Item::Line { from, to, .. } => (from.1, to.1, from.0, to.0),
            Item::Box { corner, side } => (corner.1, corner.1 + side, corner.0, corner.0 + side),
        };
        assert!(top >= 40.0 && bottom <= setting.size.1 - 50.0, "{top} to {bottom}");
        assert!(left >= 40.0 && right <= setting.size.0 - 40.0, "{left} to {right}");
    }
    setting.sheets.len()
}

#[test]
fn every_document_is_accessible() {
    let faces = Faces::read().unwrap();
    let empty = Document { title: "Kosong".to_owned(), ..Document::default() };
    for document in [document(0, 0, false), document(60, 7, true), empty] {
        let standard = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
        draw::file(&document, &set(&document, &faces), standard.finish().unwrap()).unwrap();
    }
}

#[test]
fn all_of_it_stands_on_paper() {
    assert_eq!(sheets(&document(5, 3, false)), 1);
    assert_eq!(sheets(&document(40, 7, false)), 3);
    for people in 0..=40 {
        sheets(&document(people, people, people % 2 == 0));
    }
    for long in ["A".repeat(5_000), "kata ".repeat(3_000), "\0中文🙂 ".repeat(200)] {
        let mut document = document(2, 2, false);
        document.parts.push(table(3, &long));
        document.footer.clone_from(&long);
        sheets(&document);
        write(&document).unwrap();
    }
}

#[test]
fn a_nip_is_not_parted() {
    let faces = Faces::read().unwrap();
    let document = document(3, 0, false);
    let setting = set(&document, &faces);
    let whole = |text: &Wrapped| text.len() == 1 && text.line(0).is_some_and(|(text, _)| text == NIP);
    let texts = setting.sheets.iter().flatten();
    let found = texts.filter(|item| matches!(item, Item::Text { text, .. } if whole(text))).count();
    assert_eq!(found, 3);
}

#[test]
fn nobody_signs_away_from_what_they_sign_as() {
    let faces = Faces::read().unwrap();
    for rows in 10..40 {
        let document = document(rows, 7, false);
        let setting = set(&document, &faces);
        let last = setting.sheets.last().unwrap();
        let said = |wanted: &str| {
            last.iter().any(|item| match item {
                Item::Text { text, .. } => text.line(0).is_some_and(|(text, _)| text.starts_with(wanted)),
                _ => false,
            })
        };
        // The last row of what is signed stands there as well.
        let last = rows.to_string();
        assert!(
            said("Panitia Seleksi,") && said("Prof. Dr. Ir. Anggota Ke-1,") && said(&last),
            "{rows} rows"
        );
        assert!(said("Prof. Dr. Ir. Anggota Ke-7,"), "{rows} rows");
    }
}

#[test]
fn the_same_document_is_the_same_file() {
    assert_eq!(write(&document(9, 3, true)).unwrap(), write(&document(9, 3, true)).unwrap());
}
