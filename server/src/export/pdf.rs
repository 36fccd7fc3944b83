//! A list as a PDF file: A4 landscape, the head of the table again on every page.
//!
//! `wrap` parts texts into lines, `layout` and `flow` put the lines onto sheets, `draw` and `pen` draw the sheets. The
//! text stays text: it can be searched and copied, and `tags` tells screen readers what is a heading and what a cell.
//!
//! `document` sets what is no list, from the same letters and lines: letterheads, forms and minutes to be signed.

pub mod document;
mod draw;
mod flow;
mod font;
mod layout;
mod pen;
mod tags;
#[cfg(test)]
mod tests;
mod widths;
mod wrap;

use krilla::{configure::Configuration, error::KrillaError};

/// What stands around the rows.
#[derive(Debug, Clone, Copy)]
pub struct List<'a> {
    /// The heading, and the title of the document.
    pub title: &'a str,
    /// Lines below the title: the filter in words, the institution, when it was printed.
    pub notes: &'a [String],
    /// The columns from left to right.
    pub columns: &'a [Column<'a>],
    /// The line at the foot of every page, left of the page's number. What does not fit is left out.
    pub footer: &'a str,
}

/// A column of a [`List`].
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    /// What its head says.
    pub head: &'a str,
    /// Its share of the width, relative to the shares of the others.
    pub share: f32,
    /// Where its texts stand.
    pub align: Align,
    /// Whether its words are never parted, as numbers of people: then it is as wide as they are.
    pub whole: bool,
}

/// Where a text stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left edge, as texts do.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right edge, as numbers do.
    Right,
}

/// Why a list could not be written. None of these depends on what the rows say.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A font that comes with the program cannot be read.
    #[error("the font {0} cannot be read")]
    Font(&'static str),
    /// The size of a page is none.
    #[error("the page has no size")]
    Page,
    /// The file could not be put together.
    #[error("the PDF cannot be written: {0}")]
    Write(#[from] KrillaError),
}

/// Writes the list with these rows, whose cells are in the order of the columns. A row with fewer cells than columns
/// is filled up with empty ones, and cells without a column are left out. Line breaks in a cell are kept.
///
/// This computes: 15,000 rows take about a second, ten times that in a build for development. A server calls it where
/// it may block. All rows are held until the file is written, because every page says how many there are.
///
/// # Errors
///
/// [`PdfError`], which is a mistake of the program and not of the rows.
pub fn write(list: &List<'_>, rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, PdfError> {
    let faces = font::Faces::read()?;
    let plan = layout::plan(list, rows, &faces);
    draw::file(list, &plan, Configuration::default())
}
