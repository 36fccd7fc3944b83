//! SIJAPTI's pages, components and server functions, for server and browser alike.

pub mod api;
pub mod components;
pub mod document;
pub mod error;
#[cfg(feature = "hydrate")]
mod farewell;
pub mod forms;
pub mod json;
#[cfg(feature = "hydrate")]
mod kept_here;
pub mod limits;
mod live;
pub mod pages;
mod query;
mod shell;
pub mod zone;

#[cfg(feature = "ssr")]
pub mod ports;

pub use pages::App;
