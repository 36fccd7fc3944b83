//! Spreadsheets among the attachments.

use app::server::{SheetFault, Sheets};
use domain::sheet::Sheet;
use object_store::{ObjectStoreExt as _, path::Path};
use tokio::runtime::Handle;

use super::{Ask, Limits, SheetRefused, read_table};
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

    async fn bytes(&self, key: &str, limits: Limits) -> Result<bytes::Bytes, SheetFault> {
        let broken = |error: object_store::Error| SheetFault::Broken(format!("attachment: {error}"));
        let file = self.files.get(&Path::from(key)).await.map_err(broken)?;
        if usize::try_from(file.meta.size).unwrap_or(usize::MAX) > limits.unpacked {
            return Err(SheetFault::Refused(SheetRefused::TooLarge.sentence()));
        }
        file.bytes().await.map_err(broken)
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
