//! Uploaded spreadsheets, as server functions read them. The web server keeps the files and knows their formats.

use domain::sheet::Sheet;

/// Why a stored file gave no rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetFault {
    /// The file is at fault: a sentence for whoever chose it.
    Refused(String),
    /// The place where files are kept cannot be used just now: a word for the log.
    OutOfOrder(String),
    /// Something else is at fault: a word for the log.
    Broken(String),
}

/// Reads stored spreadsheets.
pub trait Sheets: Send + Sync {
    /// The table with these heads in the file that is stored under this key. This blocks, and takes as long as
    /// computing does; `is_void` says that nobody waits any more.
    ///
    /// # Errors
    /// Why there are no rows.
    fn read(&self, key: &str, heads: &[&str], is_void: &dyn Fn() -> bool) -> Result<Sheet, SheetFault>;
}

/// Where no files are kept.
#[derive(Clone, Copy, Debug)]
pub struct NoSheets;

impl Sheets for NoSheets {
    fn read(&self, key: &str, _heads: &[&str], _is_void: &dyn Fn() -> bool) -> Result<Sheet, SheetFault> {
        Err(SheetFault::Broken(format!("no files are kept here: {key}")))
    }
}
