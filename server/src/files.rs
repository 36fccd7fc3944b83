//! Attachments: taken, kept and handed out.

mod download;
mod keep;
mod sniff;
mod upload;
pub mod who;

pub use download::download;
pub use keep::{Kept, Keeper, Refused};
pub use upload::upload;
