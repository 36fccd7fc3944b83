//! Spreadsheets among the attachments.

use app::server::{SheetFault, Sheets};
use domain::sheet::Sheet;
use object_store::{ObjectStoreExt as _, path::Path};
use tokio::task::spawn_blocking;

use super::{Limits, SheetRefused, read};
use crate::state::Files;

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

    async fn rows(&self, key: String) -> Result<Sheet, SheetFault> {
        let limits = Limits::default();
        let broken = |error: object_store::Error| SheetFault::Broken(format!("attachment: {error}"));
        let file = self.files.get(&Path::from(key)).await.map_err(broken)?;
        if usize::try_from(file.meta.size).unwrap_or(usize::MAX) > limits.unpacked {
            return Err(SheetFault::Refused(SheetRefused::TooLarge.sentence()));
        }
        let bytes = file.bytes().await.map_err(broken)?;
        spawn_blocking(move || read(&bytes, limits))
            .await
            .map_err(|error| SheetFault::Broken(format!("reading a spreadsheet: {error}")))?
            .map_err(|refused| SheetFault::Refused(refused.sentence()))
    }
}

impl Sheets for StoredSheets {
    fn read(
        &self,
        key: String,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<Sheet, SheetFault>> + Send + '_>> {
        Box::pin(self.rows(key))
    }
}
