//! For measuring: what the database alone costs.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use chrono::NaiveDate;

use crate::{Result, Tx, writer};

/// The country's institutions, besides those of the demo.
const INSTITUTIONS: i64 = 702;
const POSITIONS: i64 = 15_000;
const PLANS: i64 = 5_000;
/// Plans of a nation over decades, and for how many of them a clock runs.
const ALL_PLANS: i64 = 1_000_000;
const CLOCKS: i64 = 5_000;
/// Years of work by all of them.
const LINES: i64 = 1_000_000;

/// Fills a SQLite database that holds the demo with as much as the whole country has: 702 institutions, 15,000
/// posts and office holders, 5,000 plans and 1,000,000 lines of the log.
///
/// # Errors
/// When the database fails.
pub async fn fill_country(tx: &mut Tx) -> Result<()> {
    db!(
        tx,
        execute,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) \
         INSERT INTO institution (name, name_key, unique_key, kind, region, province, regency, email) \
         SELECT 'Institusi ' || i, 'institusi ' || i, 'institusi ' || i, CASE WHEN i <= 34 THEN 'ministry' WHEN i <= 65 THEN 'agency' \
         WHEN i <= 150 THEN 'non_structural' WHEN i <= 188 THEN 'province' ELSE 'regency' END, '', '', '', '' FROM n",
        INSTITUTIONS,
    )?;
    db!(
        tx,
        execute,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) \
         INSERT INTO position (institution_id, unit, title, unit_key, title_key, level, technical, socio_cultural, status, \
         created_at) SELECT 1 + i % $2, 'Dinas ' || i, 'Kepala Dinas ' || i, 'dinas ' || i, 'kepala dinas ' || i, 'junior', '', '', 'approved', \
         '2016-08-10T08:00:00+00:00' FROM n",
        POSITIONS,
        INSTITUTIONS,
    )?;
    db!(
        tx,
        execute,
        "INSERT INTO official (institution_id, position_id, name, nip, rank, decree, start_on, end_on, appointment, \
         filling_plan, former, created_at, name_key, decree_key) SELECT institution_id, id, 'Pejabat ' || id, '', '', \
         'SK', '2016-08-10', '2021-08-10', 'open_selection', 'open_selection', FALSE, \
         '2016-08-10T08:00:00+00:00', 'pejabat ' || id, 'sk' \
         FROM position WHERE title LIKE 'Kepala Dinas %' AND technical = ''",
    )?;
    fill_plans(tx, PLANS, INSTITUTIONS).await?;
    db!(
        tx,
        execute,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) \
         INSERT INTO activity (account_id, name, at, address, act, record_kind, record_id, institution_id, before_data, \
         after_data) SELECT 1 + i % 6, 'Petugas ' || (1 + i % 6), \
         strftime('%Y-%m-%dT%H:%M:%S+00:00', 1470816000 + i * 300, 'unixepoch'), '203.0.113.7', \
         CASE i % 3 WHEN 0 THEN 'save_score' WHEN 1 THEN 'edit_plan' ELSE 'log_in' END, \
         CASE i % 3 WHEN 0 THEN 'applicant' WHEN 1 THEN 'plan' ELSE 'user' END, 1 + i % 5000, 1 + i % $2, \
         '{\"skor\":\"7\"}', '{\"skor\":\"7,5\"}' FROM n",
        LINES,
        INSTITUTIONS,
    )?;
    Ok(())
}

async fn fill_plans(tx: &mut Tx, plans: i64, institutions: i64) -> Result<()> {
    db!(
        tx,
        execute,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) \
         INSERT INTO plan (institution_id, version, phase, letter_number, created_by_id, created_by_name, created_at, \
         updated_by_id, updated_by_name, updated_at, sent_at, state, form, letter_key) \
         SELECT 1 + i % $2, 1, CASE i % 3 WHEN 0 THEN 'draft' WHEN 1 THEN 'submitted' ELSE 'rejected' END, '800/' || i, \
         1, 'Admin', strftime('%Y-%m-%dT%H:%M:%S+00:00', 1470816000 + i * 60000, 'unixepoch'), 1, 'Admin', \
         strftime('%Y-%m-%dT%H:%M:%S+00:00', 1470816000 + i * 60000, 'unixepoch'), \
         strftime('%Y-%m-%dT%H:%M:%S+00:00', 1470816000 + i * 60000, 'unixepoch'), '{}', '{}', '800/' || i FROM n",
        plans,
        institutions,
    )?;
    Ok(())
}

/// A working day after which the clocks of [`fill_clocks`] were begun.
pub const DECREED: NaiveDate = match NaiveDate::from_ymd_opt(2026, 8, 20) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// Fills a SQLite database that holds the demo with 1,000,000 plans; for 5,000 of them a clock runs.
///
/// # Errors
/// When the database fails.
pub async fn fill_clocks(tx: &mut Tx) -> Result<()> {
    fill_plans(tx, ALL_PLANS, 1).await?;
    db!(
        tx,
        execute,
        "INSERT INTO clock (record_kind, record_id, kind, institution_id, history, reckoning, begun_at, due, late_from) \
         SELECT 'plan', id, 'plan_review', institution_id, \
         '{\"v\":1,\"begun\":\"2026-08-14T03:00:00Z\",\"pauses\":[],\"stand\":{\"is\":\"running\"}}', \
         '{\"v\":1,\"limit\":5,\"exempt\":false,\"stand\":{\"is\":\"running\"},\"used\":0,\"due\":{\"on\":\"2026-08-24\"},\
\"late_from\":\"2026-08-26\",\"days\":[],\"on\":\"2026-08-14\"}', \
         '2026-08-14T03:00:00+00:00', '2026-08-24', '2026-08-26' FROM plan WHERE phase = 'submitted' ORDER BY id LIMIT $1",
        CLOCKS,
    )?;
    db!(
        tx,
        execute,
        "UPDATE plan SET due = '2026-08-24' WHERE id IN (SELECT record_id FROM clock WHERE record_kind = 'plan')"
    )?;
    Ok(())
}

/// A small save.
///
/// # Errors
/// When the database fails.
pub async fn save_something(tx: &mut Tx) -> Result<()> {
    db!(tx, execute, "UPDATE job_title SET name = name WHERE id = 1").map(drop)
}

/// How long each of `n` bare commits takes on this machine's disk: a transaction of one row of
/// about 100 bytes, in a SQLite file opened exactly as [`crate::Db`] opens its own.
///
/// # Errors
/// When the file cannot be written.
pub async fn bare_commits(path: &Path, n: usize) -> Result<Vec<Duration>> {
    let pool = writer::pool(path).await?;
    sqlx::query("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, line TEXT NOT NULL)")
        .execute(&pool)
        .await?;
    let line = "x".repeat(100);
    let mut times = Vec::with_capacity(n);
    for _ in 0..n {
        let start = Instant::now();
        let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query("INSERT INTO bare (line) VALUES ($1)").bind(&line).execute(&mut *tx).await?;
        tx.commit().await?;
        times.push(start.elapsed());
    }
    pool.close().await;
    Ok(times)
}
