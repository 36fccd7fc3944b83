//! Spreadsheets among the attachments.

use app::ports::{SheetFault, Sheets};
use domain::sheet::Sheet;
use tokio::runtime::Handle;

use super::{Ask, Limits, SheetRefused, read_table};
use crate::{files::FilesError, state::Files};

/// Reads spreadsheets from where attachments are kept.
#[derive(Clone, Debug)]
pub struct StoredSheets {
    files: Files,
}

impl StoredSheets {
    /// Those in this store.
    #[must_use]
    pub fn new(files: Files) -> Self {
        Self { files }
    }

    async fn bytes(&self, key: &str, limits: Limits) -> Result<bytes::Bytes, SheetFault> {
        let file = self.files.get(key).await.map_err(fault)?;
        if usize::try_from(file.meta.size).unwrap_or(usize::MAX) > limits.unpacked {
            return Err(SheetFault::Refused(SheetRefused::TooLarge.sentence()));
        }
        file.bytes().await.map_err(|error| fault(self.files.fault(&error)))
    }
}

fn fault(error: FilesError) -> SheetFault {
    match &error {
        FilesError::OutOfOrder(_) => SheetFault::OutOfOrder(error.to_string()),
        FilesError::Missing(_) | FilesError::Broken(_) => SheetFault::Broken(error.to_string()),
    }
}

impl Sheets for StoredSheets {
    fn read(&self, key: &str, heads: &[&str], is_void: &dyn Fn() -> bool) -> Result<Sheet, SheetFault> {
        let limits = Limits::default();
        let bytes = Handle::current().block_on(self.bytes(key, limits))?;
        read_table(&bytes, &Ask { limits, heads, is_void })
            .map_err(|refused| SheetFault::Refused(refused.sentence()))
    }
}
