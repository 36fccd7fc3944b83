//! Views of Daftar Seleksi that somebody saves for themselves.

use domain::saved_view::SavedViewForm;
use leptos::prelude::*;

use crate::error::{AppError, Done};

/// The list that they are of, in the database.
#[cfg(feature = "ssr")]
pub(super) const LIST: &str = "/seleksi";

/// Simpan tampilan: the list's filter as it stands, under a name.
#[server(endpoint = "selection/save_view")]
pub async fn save_view(#[server(default)] form: SavedViewForm) -> Result<Done, AppError> {
    use domain::{
        saved_view::{SavedView, check_room},
        selection::access::{Plans, PlansAction},
    };

    use crate::{
        api::{context::caller, list::Filter as _, selection::views::PlanFilter},
        query::Query,
    };

    let caller = caller().await?;
    caller.may(&Plans, PlansAction::List)?;
    let SavedView { name, query } = form.validate()?;
    // Whatever was sent, a view leads to this list and to no page of it.
    let filter = PlanFilter::of(&Query::read(&query));
    let query =
        filter.address(LIST, None).split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default();
    let view = SavedView { name, query };
    let mut tx = caller.begin().await?;
    let known = store::saved_view::list(&mut tx, caller.actor.user, LIST).await?;
    check_room(&known, &view)?;
    store::saved_view::save(&mut tx, caller.actor.user, LIST, &view).await?;
    tx.commit().await?;
    Ok(Done::stay(format!("Tampilan “{}” tersimpan.", view.name)))
}

/// Takes a view away.
#[server(endpoint = "selection/remove_view")]
pub async fn remove_view(name: String) -> Result<Done, AppError> {
    use crate::api::context::caller;

    let caller = caller().await?;
    let mut tx = caller.begin().await?;
    if !store::saved_view::remove(&mut tx, caller.actor.user, LIST, &name).await? {
        return Err(AppError::NotFound);
    }
    tx.commit().await?;
    Ok(Done::stay(format!("Tampilan “{name}” dihapus.")))
}
