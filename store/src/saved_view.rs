//! Views of lists that people save for themselves. A list is told apart by its path.

use domain::{id::UserId, saved_view::SavedView};

use crate::{Result, Tx};

/// Somebody's views of a list, by name.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, user: UserId, list: &str) -> Result<Vec<SavedView>> {
    let sql = "SELECT name, query FROM saved_view WHERE account_id = $1 AND list = $2 ORDER BY name";
    let rows = db!(tx, fetch_all as (String, String), sql, user.get(), list)?;
    Ok(rows.into_iter().map(|(name, query)| SavedView { name, query }).collect())
}

/// Saves a view; one of the same name becomes this.
///
/// # Errors
/// When the database fails.
pub async fn save(tx: &mut Tx, user: UserId, list: &str, view: &SavedView) -> Result<()> {
    db!(
        tx,
        execute,
        "INSERT INTO saved_view (account_id, list, name, query) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (account_id, list, name) DO UPDATE SET query = excluded.query",
        user.get(),
        list,
        &view.name,
        &view.query,
    )?;
    Ok(())
}

/// Takes a view away; whether there was one.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &mut Tx, user: UserId, list: &str, name: &str) -> Result<bool> {
    let sql = "DELETE FROM saved_view WHERE account_id = $1 AND list = $2 AND name = $3";
    Ok(db!(tx, execute, sql, user.get(), list, name)? > 0)
}
