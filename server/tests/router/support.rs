//! A server as it runs, on a fresh database, and people who use it.
//!
//! ```ignore
//! both!(a_draft_is_kept);
//!
//! async fn a_draft_is_kept(server: Server) {
//!     let jaksel = server.client("jaksel").await;
//!     let reply = jaksel.post("/api/selection/save_plan", &[("plan", ""), ("intent", "draft")]).await;
//!     assert_eq!(reply.status, 200, "{}", reply.text);
//! }
//! ```
//!
//! Each test runs on SQLite, and on PostgreSQL when `TEST_DATABASE_URL` names a server on which databases may
//! be created.

mod client;
#[macro_use]
pub mod database;
pub mod multipart;
pub mod pdf;
mod people;
mod place;
mod plans;
mod reply;
pub mod samples;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use app::{
    api::activity::ActivityLine,
    ports::{Services, Settings, Vault, work::Budgets},
};
use axum::Router;
use chrono::{DateTime, Utc};
use server::{
    AppState, demo,
    edge::Limits,
    jobs::{Duties, Worker},
    start,
};
use store::Db;
use tokio::sync::watch;

pub use client::Client;
pub use place::{Place, named};
pub use reply::Reply;

/// The address that browsers use.
pub const HOST: &str = "sijapti.test";
/// The largest file, small so that tests are quick.
pub const MAX_FILE: u64 = 1024 * 1024;

/// Every server of a test has the same key.
fn vault() -> Vault {
    Vault::new([7; 32])
}

/// So many live streams one login may hold, and one account.
pub const LINES_OF_A_LOGIN: usize = 6;
pub const LINES_OF_AN_ACCOUNT: usize = 8;

fn limits() -> Limits {
    Limits {
        streams_per_session: LINES_OF_A_LOGIN,
        streams_per_account: LINES_OF_AN_ACCOUNT,
        ..Limits::default()
    }
}

type Cookies = HashMap<String, String>;

/// A server, with everything it needs, for the length of one test.
pub struct Server {
    /// The router under test.
    pub router: Router,
    /// Its database, to look into.
    pub db: Db,
    /// Where its heavy work waits.
    pub work: Arc<Budgets>,
    /// Where it is, when it is a PostgreSQL.
    pub postgres: Option<String>,
    /// Where it is, when it is a file.
    pub sqlite: Option<std::path::PathBuf>,
    /// What its server functions work with.
    pub services: Services,
    /// Where its attachments lie.
    pub place: Place,
    stopper: watch::Sender<bool>,
    logged_in: Mutex<HashMap<String, Cookies>>,
}

impl Server {
    /// As on a developer's machine: plain HTTP, and a database with the demo's people.
    pub fn on(db: Db) -> Self {
        Self::in_place(db, Place::folder())
    }

    /// The same, with the attachments there.
    pub fn in_place(db: Db, place: Place) -> Self {
        Self::build(db, place, Settings { demo: true, ..Settings::default() }, start::clock)
    }

    /// Another process on the same database and files, set up otherwise.
    pub fn beside(&self, settings: Settings) -> Self {
        Self::build(self.db.clone(), self.place.clone(), settings, start::clock)
    }

    /// Another process with both.
    pub fn beside_at(&self, settings: Settings, clock: fn() -> DateTime<Utc>) -> Self {
        Self::build(self.db.clone(), self.place.clone(), settings, clock)
    }

    /// Another process whose clock says something else.
    pub fn at(&self, clock: fn() -> DateTime<Utc>) -> Self {
        Self::build(self.db.clone(), self.place.clone(), Settings::default(), clock)
    }

    /// Another process that takes less, or waits less long.
    pub fn with_limits(&self, limits: Limits) -> Self {
        let settings = Settings { max_file_bytes: MAX_FILE, ..Settings::default() };
        Self::build_with(self.db.clone(), self.place.clone(), settings, start::clock, limits)
    }

    /// Another process that takes files as large as is usual, and keeps them there.
    pub fn with_room(&self, place: Place) -> Self {
        Self::build_with(self.db.clone(), place, Settings::default(), start::clock, limits())
    }

    fn build(db: Db, place: Place, settings: Settings, clock: fn() -> DateTime<Utc>) -> Self {
        let settings = Settings { max_file_bytes: MAX_FILE, ..settings };
        Self::build_with(db, place, settings, clock, limits())
    }

    fn build_with(
        db: Db,
        place: Place,
        settings: Settings,
        clock: fn() -> DateTime<Utc>,
        limits: Limits,
    ) -> Self {
        let (stopper, stopping) = watch::channel(false);
        let files = place.files();
        let sheets = Arc::new(server::sheet::StoredSheets::new(files.clone()));
        let work = Arc::<Budgets>::default();
        let services = Services {
            db: db.clone(),
            clock,
            settings: Arc::new(settings),
            vault: vault(),
            sheets,
            work: Arc::clone(&work),
        };
        let router = server::router(AppState {
            services: services.clone(),
            files,
            assets: Arc::default(),
            site: std::path::Path::new("there-is-no-site").into(),
            trust_proxy: true,
            boot: None,
            limits,
            seats: Default::default(),
            large_forms: Default::default(),
            stopping,
        });
        Self {
            router,
            db,
            work,
            postgres: None,
            sqlite: None,
            services,
            place,
            stopper,
            logged_in: Mutex::default(),
        }
    }

    /// Somebody who is not logged in.
    pub fn visitor(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// Somebody of the demo who is logged in, through the real login; once per name.
    pub async fn client(&self, username: &str) -> Client {
        let client = self.visitor();
        let known = self.logged_in().get(username).cloned();
        if let Some(cookies) = known {
            return client.with_cookies(cookies);
        }
        let reply = client.log_in(username, demo::PASSWORD).await;
        assert_eq!(reply.status, 200, "{username} cannot log in: {}", reply.text);
        self.logged_in().insert(username.to_owned(), client.cookies());
        client
    }

    fn logged_in(&self) -> std::sync::MutexGuard<'_, HashMap<String, Cookies>> {
        self.logged_in.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What happens when the process is told to end.
    pub fn stop(&self) {
        self.stopper.send_replace(true);
    }

    /// How many attachments are stored, whole or in part.
    pub fn stored_files(&self) -> usize {
        self.place.count()
    }

    /// Removes uploads that nobody used, as the server does every hour; how many.
    pub async fn sweep(&self, now: DateTime<Utc>) -> usize {
        server::sweep_uploads(&self.db, &self.place.files(), now).await.unwrap()
    }

    /// Who works off this server's jobs.
    pub fn worker(&self) -> Worker {
        self.worker_with(self.services.clone())
    }

    /// The same, set up otherwise.
    pub fn worker_with(&self, services: Services) -> Worker {
        Worker::new(services, Arc::new(Duties::new(self.place.files())))
    }

    /// Does all that is to be done by now, as the server does in the background; how many jobs.
    pub async fn work_off(&self) -> usize {
        self.worker().do_due().await.unwrap()
    }

    /// The activity log's codes, newest first.
    pub async fn acts(&self) -> Vec<String> {
        let mut tx = self.db.read().await.unwrap();
        let lines = store::activity::recent(&mut tx, 100).await.unwrap();
        lines.into_iter().map(|line| line.act).collect()
    }

    /// Whatever the log says it says with the labels of the screen, which begin in capitals, and not with names of
    /// fields.
    pub async fn every_line_has_its_words(&self) {
        let mut tx = self.db.read().await.unwrap();
        let lines = store::activity::recent(&mut tx, 1000).await.unwrap();
        let names = store::activity::names(&mut tx, &lines).await.unwrap();
        let lines: Vec<_> = lines.into_iter().map(|line| ActivityLine::of(line, &names)).collect();
        assert!(lines.iter().any(|line| !line.changes.is_empty()), "nothing was changed");
        for line in &lines {
            for change in &line.changes {
                let fields = change.label.split(" › ").all(|words| words.starts_with(char::is_uppercase));
                assert!(fields, "{}, {}: {change:?}", line.act, line.record);
                let moment = |text: &String| text.parse::<DateTime<Utc>>().is_ok();
                assert!(![&change.before, &change.after].into_iter().any(moment), "{}: {change:?}", line.act);
            }
        }
    }
}
