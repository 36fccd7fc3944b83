//! What is kept as JSON. Each document says which version of its shape it has, so that a shape can change without
//! anybody rewriting what is stored, and a rule that is tightened leaves what was kept before it readable: reading
//! a document checks no input.
//!
//! The golden files of `store/tests/golden` hold one of each version that was ever written.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use sqlx::types::Json;

use crate::{Result, StoreError};

/// Something that is kept as a document. Public, in a private module, for traits that build on it.
pub trait Document: Serialize + DeserializeOwned {
    /// Where it stands, for whoever finds one that cannot be read.
    const PLACE: &'static str;
    /// The version that is written.
    const VERSION: u32 = 1;

    /// Reads a version; nothing when it is none that ever was.
    ///
    /// # Errors
    /// When it has another shape.
    fn read(version: u32, text: &str) -> serde_json::Result<Option<Self>> {
        if version == Self::VERSION { serde_json::from_str(text).map(Some) } else { Ok(None) }
    }
}

/// The column of a document as it is read from the database.
pub(crate) type Raw = Json<Box<RawValue>>;

/// A document with its version beside its fields.
#[derive(Serialize)]
pub(crate) struct Stamped<'a, D> {
    v: u32,
    #[serde(flatten)]
    document: &'a D,
}

/// A document as it is written.
pub(crate) fn stamped<D: Document>(document: &D) -> Json<Stamped<'_, D>> {
    Json(Stamped { v: D::VERSION, document })
}

/// Reads a document of whatever version.
///
/// # Errors
/// [`StoreError::Corrupt`] when it says no version, one that this program does not know, or has not its shape.
pub(crate) fn unpack<D: Document>(raw: &Raw) -> Result<D> {
    #[derive(serde::Deserialize)]
    struct Stamp {
        v: u32,
    }
    let text = raw.0.get();
    let corrupt = |error: serde_json::Error| StoreError::Corrupt(format!("{}: {error}", D::PLACE));
    let Stamp { v } = serde_json::from_str(text).map_err(corrupt)?;
    D::read(v, text)
        .map_err(corrupt)?
        .ok_or_else(|| StoreError::Corrupt(format!("{}: version {v} is not known to this program", D::PLACE)))
}
