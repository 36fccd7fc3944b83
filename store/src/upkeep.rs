//! What migrations leave to the program: rows to be filled with what SQL cannot compute the same way on two databases.

use chrono::DateTime;
use domain::{fold::fold, holiday::shipped};

use crate::{Result, Tx, clock, holiday, selection, statement::Statement};

/// Rows read and written at a time.
const STEP: usize = 500;
/// The task of entering the holidays that come along.
const HOLIDAYS: &str = "holidays";
/// The task of filling the columns of folded names.
const FOLD: &str = "fold";
/// The task of keeping what each plan said when it was sent.
const DOCUMENTS: &str = "documents";
/// The task of beginning the clocks of what was sent before there were any.
const CLOCKS: &str = "clocks";

/// A table, with up to two texts of each row and the columns that keep their folds.
struct Folded {
    read: &'static str,
    write: &'static str,
}

macro_rules! folded {
    ($table:literal, $one:literal => $one_key:literal, $two:literal => $two_key:literal) => {
        Folded {
            read: concat!("SELECT id, ", $one, ", ", $two, " FROM ", $table, " WHERE id > "),
            write: concat!(
                " UPDATE ",
                $table,
                " SET ",
                $one_key,
                " = v.one, ",
                $two_key,
                " = v.two FROM v WHERE ",
                $table,
                ".id = v.id"
            ),
        }
    };
    ($table:literal, $one:literal => $one_key:literal) => {
        Folded {
            read: concat!("SELECT id, ", $one, ", '' FROM ", $table, " WHERE id > "),
            write: concat!(
                " UPDATE ",
                $table,
                " SET ",
                $one_key,
                " = v.one FROM v WHERE ",
                $table,
                ".id = v.id"
            ),
        }
    };
}

const FOLDED: [Folded; 6] = [
    folded!("institution", "name" => "name_key", "region" => "region_key"),
    folded!("account", "name" => "name_key"),
    folded!("job_title", "name" => "name_key"),
    folded!("position", "unit" => "unit_key", "title" => "title_key"),
    folded!("plan", "letter_number" => "letter_key"),
    folded!("official", "name" => "name_key", "decree" => "decree_key"),
];

/// Whether anything is still to be done.
///
/// # Errors
/// When the database fails.
pub(crate) async fn is_due(tx: &mut Tx) -> Result<bool> {
    Ok(db!(tx, fetch_optional as (String,), "SELECT task FROM upkeep LIMIT 1")?.is_some())
}

/// Does what is still to be done, all of it or nothing. Another process that comes at the same time waits, and finds
/// it done.
///
/// # Errors
/// When the database fails.
pub(crate) async fn run(tx: &mut Tx) -> Result<()> {
    // First: others may count working days.
    if is_noted(tx, HOLIDAYS).await? {
        let (all, nobody) = (shipped().collect::<Vec<_>>(), "Sistem");
        holiday::insert(tx, &all, nobody, DateTime::UNIX_EPOCH).await?;
        done(tx, HOLIDAYS).await?;
    }
    if is_noted(tx, FOLD).await? {
        fold_names(tx).await?;
        done(tx, FOLD).await?;
    }
    if is_noted(tx, DOCUMENTS).await? {
        selection::plan::keep_what_was_sent(tx).await?;
        done(tx, DOCUMENTS).await?;
    }
    if is_noted(tx, CLOCKS).await? {
        clock::begin_from_log(tx).await?;
        done(tx, CLOCKS).await?;
    }
    Ok(())
}

async fn is_noted(tx: &mut Tx, task: &str) -> Result<bool> {
    let mut noted = Statement::new("SELECT task FROM upkeep WHERE task = ");
    noted.bind(task).lock(tx);
    Ok(!noted.fetch_all::<(String,)>(tx).await?.is_empty())
}

async fn done(tx: &mut Tx, task: &str) -> Result<()> {
    db!(tx, execute, "DELETE FROM upkeep WHERE task = $1", task)?;
    Ok(())
}

async fn fold_names(tx: &mut Tx) -> Result<()> {
    for table in &FOLDED {
        fill(tx, table).await?;
    }
    // Where two had the same name before, the first keeps it; the other is asked for a new one when it is renamed.
    db!(
        tx,
        execute,
        "UPDATE institution SET unique_key = name_key WHERE unique_key IS NULL AND NOT EXISTS ( \
         SELECT 1 FROM institution AS earlier WHERE earlier.kind = institution.kind \
         AND earlier.name_key = institution.name_key AND earlier.id < institution.id)"
    )?;
    Ok(())
}

async fn fill(tx: &mut Tx, table: &Folded) -> Result<()> {
    let mut last = 0;
    loop {
        let mut read = Statement::new(table.read);
        read.bind(last).push(" ORDER BY id LIMIT ").bind(i64::try_from(STEP).unwrap_or(i64::MAX));
        let rows: Vec<(i64, String, String)> = read.fetch_all(tx).await?;
        let Some((id, ..)) = rows.last() else { return Ok(()) };
        last = *id;
        let mut write = Statement::new("WITH v (id, one, two) AS (VALUES ");
        for (at, (id, one, two)) in rows.iter().enumerate() {
            write.push(if at == 0 { "(" } else { ", (" }).bind(*id);
            write.push(", ").bind(fold(one)).push(", ").bind(fold(two)).push(")");
        }
        write.push(")").push(table.write);
        write.execute(tx).await?;
    }
}
