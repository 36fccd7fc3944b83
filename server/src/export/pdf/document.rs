//! A document that is no list, on A4: a letterhead, headings, sentences, tables with lines around their cells, and
//! places to sign.
//!
//! `set` puts its parts onto sheets, `table` and `signatures` two of the kinds, `draw` draws them and `tags` tells
//! screen readers what is what.

mod draw;
mod set;
mod signatures;
mod table;
mod tags;
#[cfg(test)]
mod tests;

use krilla::configure::Configuration;

use super::{Align, PdfError, font};

/// A document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// What it is called in a window's title and in the bookmarks.
    pub title: String,
    /// Whether it lies on its long side.
    pub wide: bool,
    /// What stands on it, from top to bottom.
    pub parts: Vec<Part>,
    /// The line at the foot of every page, left of the page's number. What does not fit is left out.
    pub footer: String,
}

/// One after the other.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Whose document it is: a large line, another, and smaller ones, above a double rule.
    Letterhead(Vec<String>),
    /// What it is: a line, and smaller ones below.
    Heading(Vec<String>),
    /// Facts with their labels.
    Facts(Vec<(String, String)>),
    /// Sentences.
    Paragraph(String),
    /// Rows and columns.
    Table(Table),
    /// Who signs.
    Signatures(Signatures),
}

/// A table, the head of which stands on every page that has a part of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// From left to right.
    pub columns: Vec<Column>,
    /// A row's cells are in the order of the columns; those that are missing are empty.
    pub rows: Vec<Vec<Cell>>,
    /// Rows are at least so high, in points: what is filled in by hand needs room.
    pub row_height: f32,
    /// Whether letters are small, since there are many columns.
    pub small: bool,
}

/// A column of a [`Table`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Column {
    /// What its head says.
    pub head: String,
    /// Its share of the width, relative to the shares of the others. No word in it is parted as long as there is room.
    pub share: f32,
    /// Where its texts stand.
    pub align: Align,
    /// What is filled in by hand needs so much room, in points.
    pub least: f32,
}

/// What stands in a row of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words, or nothing where a hand writes.
    Text(String),
    /// A box to tick.
    Tick,
}

/// Places to sign: the day, for whom, and a line for each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signatures {
    /// Place and day, with dots where they are filled in; none where the text above says them.
    pub day: Option<String>,
    /// As what they sign.
    pub heading: String,
    /// Who, with what they are.
    pub people: Vec<(String, String)>,
}

impl Document {
    /// Every word on it in reading order, a line for each part, row or name; for tests of what is said.
    #[cfg(test)]
    pub fn words(&self) -> String {
        let mut lines = Vec::new();
        for part in &self.parts {
            match part {
                Part::Letterhead(texts) | Part::Heading(texts) => lines.extend(texts.iter().cloned()),
                Part::Facts(facts) => {
                    lines.extend(facts.iter().map(|(label, fact)| format!("{label}: {fact}")));
                }
                Part::Paragraph(text) => lines.push(text.clone()),
                Part::Table(table) => {
                    let heads: Vec<&str> = table.columns.iter().map(|column| column.head.as_str()).collect();
                    lines.push(heads.join(" | "));
                    let cell = |cell: &Cell| match cell {
                        Cell::Text(text) => text.clone(),
                        Cell::Tick => "[ ]".to_owned(),
                    };
                    let row = |row: &Vec<Cell>| row.iter().map(cell).collect::<Vec<_>>().join(" | ");
                    lines.extend(table.rows.iter().map(row));
                }
                Part::Signatures(signatures) => {
                    lines.extend(signatures.day.clone());
                    lines.push(signatures.heading.clone());
                    lines.extend(signatures.people.iter().map(|(name, what)| format!("{name} ({what})")));
                }
            }
        }
        lines.join("\n")
    }
}

/// Writes the document. This computes: a server calls it where it may block.
///
/// # Errors
///
/// [`PdfError`], which is a mistake of the program and not of what the document says.
pub fn write(document: &Document) -> Result<Vec<u8>, PdfError> {
    let faces = font::Faces::read()?;
    draw::file(document, &set::set(document, &faces), Configuration::default())
}
