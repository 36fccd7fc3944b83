//! What the web server gives to server functions and pages, and what it knows of passwords and sessions.

mod current_user;
mod device;
mod handout;
mod password;
mod recovery;
mod sender;
mod session;
mod totp;
mod trouble;
mod vault;
pub mod work;

pub use current_user::{CurrentUser, current_user, current_user_quietly, second_factor_required, still_open};
pub use device::{Device, place_hash};
pub use handout::{FreshHandout, HandoutSeed};
pub use password::{
    hash_password, hash_recovery_codes, one_time_password, recovery_hashes_of, verify_password,
};
pub use recovery::{FreshCodes, older_recovery_hash};
pub use sender::Sender;
pub use session::{
    HalfSignIn, SessionFault, SessionLimits, SignIn, begin_enrolment, current_session, half_sign_in,
    half_signed_in, is_enrolling, session_backend, session_key, sign_in, sign_out, signed_in, stored_key,
};
pub use totp::{Enrolment, compare, new_secret, newest_step};
pub use trouble::{busy, out_of_order, out_of_order_sentence, request, services, unexpected};
pub use vault::{KEY_BYTES, SEALED, Vault, WrongKey, unhex};

mod sheets;

pub use sheets::{NoSheets, SheetFault, Sheets};

use std::{fmt, sync::Arc};

use chrono::{DateTime, Utc};

/// The password of every demo account; shown on the login page, in demo mode only.
pub const DEMO_PASSWORD: &str = "SijaptiDemo2016!";

/// What every request can use; given as context.
#[derive(Clone)]
pub struct Services {
    /// The database.
    pub db: store::Db,
    /// What time it is. Rules never read a clock themselves.
    pub clock: fn() -> DateTime<Utc>,
    /// How this installation is set up.
    pub settings: Arc<Settings>,
    /// Seals what the database must keep and its reader must not know.
    pub vault: Vault,
    /// Uploaded spreadsheets.
    pub sheets: Arc<dyn Sheets>,
    /// Where heavy work waits for its turn.
    pub work: Arc<work::Budgets>,
}

impl fmt::Debug for Services {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Services").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// How this installation is set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Shows the demo accounts on the login page.
    pub demo: bool,
    /// The body that supervises; its duties have moved before, so it is data.
    pub body: SupervisingBody,
    /// The largest file that is taken, in bytes.
    pub max_file_bytes: u64,
    /// How long a login lasts.
    pub session: SessionLimits,
    /// Where browsers reach this installation, as in `https://sijapti.go.id`; nothing when it was not said.
    pub public_url: Option<String>,
    /// Where a virus scanner (clamd) listens: `host:port`, or the path of its socket; nothing when there is none.
    pub virus_scanner: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            demo: false,
            body: SupervisingBody::default(),
            max_file_bytes: domain::attachment::MAX_BYTES,
            session: SessionLimits::default(),
            public_url: None,
            virus_scanner: None,
        }
    }
}

impl Settings {
    /// Whether browsers come over HTTPS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}

/// The body that supervises selections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupervisingBody {
    /// Its name.
    pub name: String,
    /// Its name in short.
    pub short_name: String,
}

impl Default for SupervisingBody {
    fn default() -> Self {
        Self { name: "Komisi Aparatur Sipil Negara".to_owned(), short_name: "KASN".to_owned() }
    }
}

/// What is known of one request; given as context.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestInfo {
    /// The network address it came from.
    pub address: String,
    /// What the browser calls itself, cut to a length that is kept.
    pub agent: String,
    /// The number under which the log has it.
    pub request_id: String,
}
