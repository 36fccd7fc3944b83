//! A nation's plans with their due dates, and a calendar that changes while people save.

use std::{
    sync::Arc,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use app::api::clock::recompute;
use domain::{holiday::Holiday, holiday::HolidayKind, job::JobKind};
use serde::Serialize;
use store::{
    Db,
    bench::{DECREED, fill_clocks, save_something},
    holiday,
    job::{self, RecomputeClocks},
};
use tokio::time::sleep;

use super::session;
use crate::{Config, Fault, demo, start};

/// A saver comes back after so long.
const PAUSE: Duration = Duration::from_millis(5);

/// What was measured, and how to ask for the pages.
#[derive(Debug, Serialize)]
struct Story {
    cookie: String,
    due_first_path: &'static str,
    /// Before the end of all days: the page that ends the list.
    due_last_path: &'static str,
    /// How long all open clocks took to be computed anew, in milliseconds.
    recompute: u128,
    /// The longest that anybody waited for a save meanwhile, in milliseconds.
    longest_save: u128,
}

/// Fills the configured SQLite database, changes its calendar, and prints what that took and how to ask for the list, as
/// one line of JSON.
///
/// # Errors
/// When the database fails, or was filled before.
pub async fn clocks(config: &Config) -> Result<(), Fault> {
    let db = Db::connect(&config.database).await?;
    db.migrate().await?;
    let now = start::clock();
    demo::fill(&db, now).await?;
    let mut tx = db.begin().await?;
    let person =
        store::identity::find_by_username(&mut tx, "komisioner").await?.ok_or("there is no komisioner")?;
    fill_clocks(&mut tx).await?;
    tx.commit().await?;

    let mut tx = db.begin().await?;
    let decreed = Holiday {
        date: DECREED,
        name: "Cuti bersama tambahan".to_owned(),
        kind: HolidayKind::JointLeave,
        decree: "SKB".to_owned(),
        province: None,
    };
    holiday::insert(&mut tx, &[decreed], None).await?;
    job::enqueue(&mut tx, &RecomputeClocks { changed_at: now }, now, now).await?;
    let claimed = job::claim(&mut tx, &[JobKind::RecomputeClocks], "bench", 1, now).await?;
    let claimed = claimed.into_iter().next().ok_or("the job was not found")?;
    tx.commit().await?;

    let done = Arc::new(AtomicBool::new(false));
    let saver = tokio::spawn(save_on_and_on(db.clone(), Arc::clone(&done)));
    let begun = Instant::now();
    recompute(&db, start::clock, &claimed.claim).await?;
    let recompute = begun.elapsed().as_millis();
    done.store(true, Ordering::Relaxed);
    let longest_save = saver.await??.as_millis();

    let story = Story {
        cookie: session::log_in(&db, person.id, config.settings.is_https()).await?,
        due_first_path: "/seleksi?urut=tenggat",
        due_last_path: "/seleksi?urut=tenggat&sebelum=due~3652059.9223372036854775807",
        recompute,
        longest_save,
    };
    println!("{}", serde_json::to_string(&story)?);
    db.close().await;
    Ok(())
}

/// The longest that a save took.
async fn save_on_and_on(db: Db, done: Arc<AtomicBool>) -> Result<Duration, store::StoreError> {
    let mut longest = Duration::ZERO;
    while !done.load(Ordering::Relaxed) {
        let begun = Instant::now();
        let mut tx = db.begin().await?;
        save_something(&mut tx).await?;
        tx.commit().await?;
        longest = longest.max(begun.elapsed());
        sleep(PAUSE).await;
    }
    Ok(longest)
}
