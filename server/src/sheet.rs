//! Reads an uploaded spreadsheet, whatever it claims to be: .xlsx, .xls or .csv.
//!
//! The bytes are strangers'. What a few kilobytes can unfold to is bounded before a
//! library sees it: `unpack` for .xlsx, `sift` for .xls. A panic down there is a
//! broken file, not a broken request.

mod binary;
mod csv;
mod gather;
mod refused;
mod sift;
mod stored;
mod template;
mod unpack;
mod value;
mod xlsx;

use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::sheet::Sheet;

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

/// Reads the first visible worksheet. What the file is, its content tells.
///
/// This takes as long as computing does: call it where it may block.
///
/// # Errors
/// A refusal, in a sentence for the person who chose the file.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Sheet, SheetRefused> {
    if bytes.len() > limits.unpacked {
        return Err(SheetRefused::TooLarge);
    }
    let sheet = if bytes.starts_with(ZIP) {
        guarded(|| xlsx::read(bytes, limits))?
    } else if bytes.starts_with(OLE2) {
        guarded(|| binary::read(bytes, limits))?
    } else {
        csv::read(bytes, limits)?
    };
    if sheet.rows.is_empty() { Err(SheetRefused::Empty) } else { Ok(sheet) }
}

/// Libraries may stumble over bytes made to trip them.
fn guarded(read: impl FnOnce() -> Result<Sheet, SheetRefused>) -> Result<Sheet, SheetRefused> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(SheetRefused::Broken))
}

#[cfg(test)]
mod tests;
