//! Attachments: taken, kept and handed out.

mod bucket;
mod download;
mod fault;
mod judge;
mod keep;
mod paced;
mod place;
mod scan;
mod spool;
mod sweep;
mod under_way;
mod upload;
pub mod who;

pub use bucket::{Bucket, Patience, Secret};
pub use download::download;
pub use fault::FilesError;
pub use keep::{Keeper, Refused};
pub use paced::paced;
pub use place::Files;
pub use sweep::sweep;
pub use upload::upload;
