//! Attachments: what is taken, who may have it, and where it lies.

mod bucket;
mod left;
mod refused;
mod scanned;
mod sealed;
mod seen;
mod taken;

use crate::support::multipart::Multipart;

fn one(name: &str, content: &[u8]) -> Multipart {
    Multipart::default().file("file", name, content)
}
