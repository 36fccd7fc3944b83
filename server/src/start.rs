//! From the configuration to a server that serves, and back.

use std::{future::Future, io, sync::Arc, time::Duration};

use app::ports::Services;
use chrono::{DateTime, Utc};
use store::Db;
use tokio::{
    net::TcpListener,
    sync::watch,
    time::{sleep, timeout},
};

use crate::{
    AppState, Config, Fault,
    bodies::LargeForms,
    config::Place,
    demo::{self, Scene},
    edge::{self, Limits},
    files::Bucket,
    jobs::{Duties, Worker},
    key,
    live::Seats,
    panic, private, request, router,
    sheet::StoredSheets,
    site,
    state::Files,
};

/// How long requests may go on once the server was asked to stop.
const FAREWELL: Duration = Duration::from_secs(20);
/// And jobs, which are given back before.
const JOBS_FAREWELL: Duration = Duration::from_secs(10);
/// How Linux names a file system that lies in memory.
const TMPFS: rustix::fs::FsWord = 0x0102_1994;

/// The one place that reads the clock.
#[must_use]
pub fn clock() -> DateTime<Utc> {
    #[expect(clippy::disallowed_methods, reason = "the clock that everything else is handed")]
    Utc::now()
}

/// Opens the database and brings its tables up to date; fills it in demo mode.
///
/// # Errors
/// When it cannot be reached, or is newer than this program.
async fn database(config: &Config, files: &Files) -> Result<Db, Fault> {
    let db = Db::connect(&config.database).await?;
    db.migrate().await?;
    if let Some((then, now)) = db.outdated_order().await? {
        tracing::warn!(
            then,
            now,
            "the database's order of texts is another than when its indexes were built: run REINDEX DATABASE, then \
             ALTER DATABASE … REFRESH COLLATION VERSION"
        );
    }
    match config.demo {
        Some(Scene::Small) => demo::fill(&db, clock()).await?,
        Some(Scene::Country) => demo::fill_country(&db, files, clock()).await?,
        None => {}
    }
    Ok(db)
}

/// Serves until `stop` comes, and then until the requests that are under way are answered.
///
/// # Errors
/// When something that it needs is missing.
pub async fn serve(config: Config, stop: impl Future<Output = ()> + Send + 'static) -> Result<(), Fault> {
    panic::log();
    let assets = site::assets(&config.site, config.reload)?;
    if store::postgres::is_exposed(&config.database)? {
        tracing::warn!(
            "the line to PostgreSQL leaves this machine, and the other side's certificate is not looked at: whoever is \
             between can read and change everything; set sslmode=verify-full in DATABASE_URL"
        );
    }
    let files = attachments(&config.files).await?;
    let db = database(&config, &files).await?;
    if let Err(error) =
        private::tighten(store::sqlite::file(&config.database)?.as_deref(), config.files.folder())
    {
        tracing::warn!(%error, "others on this machine may read what is stored");
    }
    let vault = key::open(&config.key, &db).await?;
    let listener = TcpListener::bind(config.address)
        .await
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", config.address)))?;
    let (stopper, stopping) = watch::channel(false);
    let limits = edge::within_open_files(Limits::default());
    let state = AppState {
        services: Services {
            db,
            clock,
            settings: Arc::new(config.settings),
            vault,
            sheets: Arc::new(StoredSheets::new(files.clone())),
            work: Arc::default(),
        },
        files,
        assets: Arc::new(assets),
        site: config.site.into(),
        trust_proxy: config.trust_proxy,
        boot: config.reload.then(|| request::new_id().into()),
        limits,
        seats: Seats::default(),
        large_forms: LargeForms::default(),
        stopping: stopping.clone(),
    };
    if !state.settings().is_https() && !config.address.ip().is_loopback() {
        tracing::warn!(
            "SIJAPTI_PUBLIC_URL names no https address: passwords and sessions travel in the open"
        );
    }
    let duties = Arc::new(Duties::new(state.files.clone()));
    let worker = tokio::spawn(Worker::new(state.services.clone(), duties).run(stopping.clone()));
    tracing::info!(address = %listener.local_addr()?, demo = state.settings().demo, "serving");

    let stop = async move {
        stop.await;
        tracing::info!("stopping");
        _ = stopper.send(true);
    };
    let files = state.files.clone();
    let served = async {
        edge::serve(listener, router(state), limits, stop).await;
        // Who sent a file may have left before it is written.
        files.until_written().await;
    };
    tokio::select! {
        () = served => {}
        () = overdue(stopping) => tracing::warn!("some requests or uploads did not end in time"),
    }
    match timeout(JOBS_FAREWELL, worker).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!(%error, "who works off jobs ended by a fault of its own"),
        Err(_) => tracing::warn!("some jobs were not given back in time; their leases end by themselves"),
    }
    Ok(())
}

async fn attachments(place: &Place) -> Result<Files, Fault> {
    match place {
        Place::Folder(folder) => {
            std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            // Uploads are set aside on the disk that is to keep them: the usual folder is often in memory.
            _ = tempfile::env::override_temp_dir(folder);
            Files::folder(folder)
        }
        Place::Bucket(bucket) => in_bucket(bucket).await,
    }
}

/// Nobody is let in before it is known that the bucket takes files, hands them out and removes them.
async fn in_bucket(bucket: &Bucket) -> Result<Files, Fault> {
    let aside = tempfile::env::temp_dir();
    tempfile::tempfile().map_err(|error| {
        format!("{}: uploads cannot be set aside there: {error}; see TMPDIR", aside.display())
    })?;
    if rustix::fs::statfs(&aside).is_ok_and(|about| about.f_type == TMPFS) {
        tracing::warn!(
            folder = %aside.display(),
            "uploads are set aside in memory until the bucket has them: name a folder on a disk in TMPDIR"
        );
    }
    let files = Files::bucket(bucket)?;
    files.check().await.map_err(|error| {
        let at = bucket.endpoint.as_deref().unwrap_or("Amazon's address");
        format!(
            "SIJAPTI_FILES: the bucket {} at {at} in the region {} cannot be used: {error}; docs/operations.md has what \
             it takes",
            bucket.name, bucket.region
        )
    })?;
    Ok(files)
}

async fn overdue(mut stopping: watch::Receiver<bool>) {
    _ = stopping.wait_for(|stopping| *stopping).await;
    sleep(FAREWELL).await;
}
