//! The layout of every page, and the pages that say what went wrong.

mod errors;
mod layout;
pub mod shortcuts;

pub use errors::{ErrorPage, NotFoundPage};
pub use layout::{Layout, PlainLayout};
