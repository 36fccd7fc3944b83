//! What the browser keeps of forms that are not saved: where, and when it is forgotten.

use std::cell::Cell;

use leptos::prelude::window;
use web_sys::Storage;

/// Everything kept in the browser stands under names that begin so.
pub(crate) const PREFIX: &str = "sijapti-isian ";

thread_local! {
    /// Somebody logs out: what they typed is not to come back.
    static LEAVING: Cell<bool> = const { Cell::new(false) };
}

pub(crate) fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// The names under which anything is kept.
pub(crate) fn ours(storage: &Storage) -> Vec<String> {
    let names = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    names.filter(|name| name.starts_with(PREFIX)).collect()
}

/// Whether nothing is to be kept any more.
pub(crate) fn is_leaving() -> bool {
    LEAVING.get()
}

/// Whoever logs out, here or in another tab, leaves nothing behind.
pub(crate) fn forget_all() {
    LEAVING.set(true);
    let Some(storage) = storage() else { return };
    for name in ours(&storage) {
        _ = storage.remove_item(&name);
    }
}
