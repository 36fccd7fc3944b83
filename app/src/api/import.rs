//! Many records at once, from a spreadsheet: read once, checked and shown; stored when the caller has seen it.

#[cfg(feature = "ssr")]
mod read;

use domain::{id::AttachmentId, sheet::CellFault};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
pub use read::{Import, check, own_sheet, rows};

/// What a spreadsheet would bring in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    /// The uploaded file.
    pub file: AttachmentId,
    /// How many rows can be stored.
    pub good: usize,
    /// The first of them, cell by cell.
    pub sample: Vec<Vec<String>>,
    /// How many cells cannot be taken.
    pub bad_cells: usize,
    /// The first of them.
    pub faults: Vec<CellFault>,
    /// Rows beyond the most that are read.
    pub left_over: usize,
    /// Rows that are hidden in the spreadsheet and read all the same.
    pub hidden: usize,
}
