//! Attachments: taken, kept and handed out.

mod download;
mod keep;
mod paced;
mod sniff;
mod upload;
pub mod who;

pub use download::download;
pub use keep::{Keeper, Refused};
pub use paced::paced;
pub use upload::upload;
