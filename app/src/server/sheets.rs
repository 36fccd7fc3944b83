//! Uploaded spreadsheets, as server functions read them. The web server keeps the files and knows their formats.

use std::{future::Future, pin::Pin};

use domain::sheet::Sheet;

/// Why a stored file gave no rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetFault {
    /// The file is at fault: a sentence for whoever chose it.
    Refused(String),
    /// Something else is: a word for the log.
    Broken(String),
}

/// What comes of reading a spreadsheet.
pub type Reading<'a> = Pin<Box<dyn Future<Output = Result<Sheet, SheetFault>> + Send + 'a>>;

/// Reads stored spreadsheets.
pub trait Sheets: Send + Sync {
    /// The rows of the file that is stored under this key.
    fn read(&self, key: String) -> Reading<'_>;
}

/// Where no files are kept.
#[derive(Clone, Copy, Debug)]
pub struct NoSheets;

impl Sheets for NoSheets {
    fn read(&self, key: String) -> Reading<'_> {
        Box::pin(async move { Err(SheetFault::Broken(format!("no files are kept here: {key}"))) })
    }
}
