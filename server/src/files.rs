//! Attachments: taken, kept and handed out.

mod download;
mod judge;
mod keep;
mod paced;
mod scan;
mod spool;
mod sweep;
mod upload;
pub mod who;

pub use download::download;
pub use keep::{Keeper, Refused};
pub use paced::paced;
pub use sweep::sweep;
pub use upload::upload;
