//! What every handler can reach.

use std::{path::Path, sync::Arc};

use app::{
    document::Assets,
    ports::{Services, Settings},
};
use chrono::{DateTime, Utc};
use tokio::sync::watch;

pub use crate::files::Files;
use crate::{bodies::LargeForms, edge::Limits, live::Seats};

/// What every handler can reach. Each layer that a request passes clones it, so its parts are shared.
#[derive(Clone, Debug)]
pub struct AppState {
    /// Database, clock and settings, as server functions see them.
    pub services: Services,
    /// Where attachments are kept.
    pub files: Files,
    /// The built files' addresses.
    pub assets: Arc<Assets>,
    /// The folder they are in.
    pub site: Arc<Path>,
    /// Whether a proxy on this machine is believed.
    pub trust_proxy: bool,
    /// Names this start of the server, when pages are to load again after the next one.
    pub boot: Option<Arc<str>>,
    /// How much may be asked of the server at once, and how long that may take.
    pub limits: Limits,
    /// Who listens to live streams.
    pub seats: Seats,
    /// The large forms that are on their way.
    pub large_forms: LargeForms,
    /// Turns true when the server is about to stop.
    pub stopping: watch::Receiver<bool>,
}

impl AppState {
    /// What time it is.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.services.clock)()
    }

    /// How this installation is set up.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.services.settings
    }
}
