//! SIJAPTI's web server: configuration, router, sessions, attachments, live updates.
//!
//! The order in which a request passes through is written down in [`router`].

mod answer;
mod api;
pub mod bench;
mod bodies;
pub mod command;
pub mod config;
pub mod demo;
pub mod edge;
mod export;
mod files;
mod forms;
mod headers;
pub mod jobs;
pub mod key;
pub mod live;
pub mod logging;
mod origin;
mod pages;
mod panic;
pub mod private;
mod request;
mod router;
pub mod session_store;
pub mod sheet;
pub mod shutdown;
mod site;
pub mod start;
pub mod state;
mod templates;

pub use config::Config;
pub use files::sweep as sweep_uploads;
pub use router::router;
pub use state::AppState;

/// Whatever keeps the program from going on, told to the person who started it.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;
