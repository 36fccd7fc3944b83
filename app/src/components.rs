//! The design system: every page is put together from these.

mod alert;
mod attachments;
mod badge;
mod button;
mod card;
mod choice;
mod date_field;
mod definition;
mod dialog;
mod empty;
mod field;
mod file_field;
mod filter_bar;
mod form;
mod form_alert;
mod form_footer;
mod icon;
pub mod keep;
mod listing;
mod next_box;
mod page_title;
mod pager;
mod plot;
mod repeat;
#[cfg(feature = "hydrate")]
mod repeat_paste;
mod rich_text;
mod rich_view;
mod steps;
mod table;
mod tabs;
mod timeline;
mod toast;
#[cfg(feature = "hydrate")]
mod trix;
#[cfg(feature = "hydrate")]
mod upload;

pub use alert::{Alert, Changes};
pub use attachments::Attachments;
pub use badge::{Badge, Count, Tone};
pub use button::{Button, ButtonLink, SubmitButton, Variant};
pub use card::{Card, Section};
pub use choice::{Checkbox, CheckboxGroup, RadioGroup, Select};
pub use date_field::DateField;
pub use definition::{Changed, Definition, DefinitionList};
pub use dialog::{Dialog, DialogButton, DialogFooter, DialogForm};
pub use empty::Empty;
pub(crate) use field::escape;
pub use field::{NumberField, TextArea, TextField};
pub use file_field::FileField;
pub use filter_bar::FilterBar;
pub(crate) use form::page_field;
pub use form::{AGAIN_FIELD, ALL_TICKED, Form, Hidden, PAGE_FIELD};
pub use form_footer::{EnterSaves, FormFooter};
pub use icon::{Icon, icon};
pub use keep::{Keeper, Kept, KeptNote, Restored, Saved};
pub use listing::{InAddress, ListPage, ListTable, Shown, SortedHead};
pub use next_box::{NextBox, Onward, Way};
pub use page_title::{Crumb, PageTitle};
pub use pager::Pager;
pub use plot::{AsTable, Bar, BarPlot, Column, ColumnPlot};
pub use repeat::{Cells, Repeat, Row, RowColumn, RowTable};
pub use rich_text::RichText;
pub use rich_view::RichView;
pub use steps::Steps;
pub use table::DataTable;
pub use tabs::{Tab, Tabs};
pub use timeline::{Message, Side, Timeline};
pub use toast::{Flash, Toaster, Toasts, provide_toasts, use_toast};

use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::prelude::{Effect, ReadSignal, Set as _, signal};

/// An `id` that no other element has. The server's and the browser's never meet, and an element
/// that is hydrated keeps the server's.
fn unique_id(kind: &str) -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let side = if cfg!(feature = "ssr") { 's' } else { 'c' };
    format!("{kind}-{side}{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Turns true in the browser once the page is alive; false on the server and while hydrating.
pub(crate) fn use_alive() -> ReadSignal<bool> {
    let (alive, set_alive) = signal(false);
    Effect::new(move |_| set_alive.set(true));
    alive
}
