//! Attachments: taken, kept and handed out.

mod download;
mod keep;
mod paced;
mod sniff;
mod sweep;
mod upload;
pub mod who;

pub use download::download;
pub use keep::{Keeper, Refused};
pub use paced::paced;
pub use sweep::sweep;
pub use upload::upload;
