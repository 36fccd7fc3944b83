//! Reads an uploaded spreadsheet, whatever it claims to be: .xlsx, .xls or .csv.
//!
//! The bytes are strangers'. What a few kilobytes can unfold to is bounded before a
//! library sees it: `unpack` and `strip` for .xlsx, `biff` for .xls. A panic down there is a
//! broken file, not a broken request.

mod biff;
mod binary;
mod csv;
mod gather;
mod gauge;
mod refused;
mod stored;
mod strip;
mod template;
mod unpack;
mod value;
mod workbook;
mod xlsx;

use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
};

use domain::sheet::{Disguise, Sheet};

pub use refused::SheetRefused;
pub use stored::StoredSheets;
pub use template::template;

const ZIP: &[u8] = b"PK\x03\x04";
const OLE2: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// How much one sheet may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The last row that may be filled, counted from 1, the heads included.
    pub rows: u32,
    /// The last column that may be filled, counted from 1.
    pub columns: u32,
    /// The most characters in one cell.
    pub cell_chars: usize,
    /// The most bytes, of the file itself, of what it unfolds to, and of all texts together.
    pub unpacked: usize,
}

impl Default for Limits {
    /// 20,000 rows of 50 columns, cells as long as Excel allows, 64 MiB.
    fn default() -> Self {
        Self { rows: 20_000, columns: 50, cell_chars: 32_767, unpacked: 64 * 1024 * 1024 }
    }
}

/// What is wanted of a file.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// How much it may hold.
    pub limits: Limits,
    /// The heads of the table that is looked for: of several worksheets, the one that has them is read.
    pub heads: &'a [&'a str],
    /// Whether nobody waits for the result any more.
    pub is_void: &'a dyn Fn() -> bool,
}

impl fmt::Debug for Ask<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ask")
            .field("limits", &self.limits)
            .field("heads", &self.heads)
            .finish_non_exhaustive()
    }
}

impl Ask<'_> {
    /// Stops the work once nobody waits for it.
    fn check(&self) -> Result<(), SheetRefused> {
        if (self.is_void)() { Err(SheetRefused::TookTooLong) } else { Ok(()) }
    }
}

/// So many visible worksheets are looked at.
const MAX_SHEETS: usize = 10;
/// So many rows of each, to see which is meant.
const PEEK: u32 = 100;

/// Reads the first visible worksheet that is not empty. What the file is, its content tells.
///
/// This takes as long as computing does: call it where it may block.
///
/// # Errors
/// A refusal, in a sentence for the person who chose the file.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Sheet, SheetRefused> {
    read_table(bytes, &Ask { limits, heads: &[], is_void: &|| false })
}

/// As [`read`], of the visible worksheet that has the heads that are asked for, or most of them.
///
/// # Errors
/// As [`read`].
pub fn read_table(bytes: &[u8], ask: &Ask<'_>) -> Result<Sheet, SheetRefused> {
    if bytes.len() > ask.limits.unpacked {
        return Err(SheetRefused::TooLarge);
    }
    if let Some(what) = Disguise::of(bytes) {
        return Err(SheetRefused::Disguised(what));
    }
    let sheet = if bytes.starts_with(ZIP) {
        guarded(|| xlsx::read(bytes, ask))?
    } else if bytes.starts_with(OLE2) {
        guarded(|| binary::read(bytes, ask))?
    } else {
        csv::read(bytes, ask)?
    };
    if sheet.rows.is_empty() { Err(SheetRefused::Empty) } else { Ok(sheet) }
}

/// Which of several worksheets is meant, by their first rows: the first with all heads, or the one with most of
/// them, or the first that is not empty.
fn choose(ask: &Ask<'_>, tops: impl IntoIterator<Item = Sheet>) -> usize {
    let worth = |sheet: Sheet| usize::from(!sheet.rows.is_empty()) + sheet.heads_found(ask.heads);
    let mut best = (0, 0);
    for (at, worth) in tops.into_iter().map(worth).enumerate() {
        if worth > best.1 {
            best = (at, worth);
        }
    }
    best.0
}

/// Libraries may stumble over bytes made to trip them.
fn guarded(read: impl FnOnce() -> Result<Sheet, SheetRefused>) -> Result<Sheet, SheetRefused> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(SheetRefused::Broken))
}

#[cfg(test)]
mod tests;
