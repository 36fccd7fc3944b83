//! What somebody types and has not saved yet is not lost: the browser keeps it at once, and the server after a while,
//! where it keeps drafts. It is shown again wherever its form is opened next in this browser: after the page was loaded
//! again or left by Back, after the tab was closed, after the session ended.

use std::{pin::Pin, sync::Arc};

use chrono::{DateTime, Utc};
use domain::{attachment::Attachment, calendar};
use leptos::{prelude::*, web_sys::FormData};
use serde::{Deserialize, Serialize};

use super::{Alert, Button, Toaster, Tone, use_toast};
use crate::{error::AppError, zone};

/// What the server has kept.
#[derive(Clone, Debug)]
pub struct Saved {
    /// The record's version from now on.
    pub version: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// The form's own address from now on.
    pub address: String,
    /// What the window shows as its address: the same page, that the router knows.
    pub shown: String,
}

/// Has the server keep what stands in a form.
pub type Send = Arc<dyn Fn(FormData) -> Answer + std::marker::Send + Sync>;
/// What comes of it.
pub type Answer = Pin<Box<dyn Future<Output = Result<Saved, AppError>>>>;

/// What was typed into a form before it was left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Left {
    /// When it was typed last, in milliseconds since 1970, by the browser's clock.
    pub at: f64,
    /// Its fields as they would have been sent.
    pub values: Vec<(String, String)>,
    /// The files among them.
    pub files: Vec<Attachment>,
}

/// Where what was typed stands.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser keeps anything"))]
enum Keeping {
    /// Nothing was typed.
    #[default]
    Idle,
    /// In this browser alone, so far.
    Here,
    /// On its way to the server.
    Sending,
    /// The server has it all.
    Kept(DateTime<Utc>),
    /// The server does not take it, and why; the browser has it.
    Failed(String),
}

/// Keeps what is typed into one form. Make it outside of the form, and the form inside of [`Kept`].
#[derive(Clone, Copy)]
pub struct Keeper {
    /// The address of the form, under which the browser keeps it.
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser keeps anything"))]
    address: RwSignal<String>,
    /// Of whom.
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser keeps anything"))]
    user: StoredValue<String>,
    send: StoredValue<Option<Send>>,
    keeping: RwSignal<Keeping>,
    left: RwSignal<Option<Left>>,
    /// How often the form was begun anew.
    begun: RwSignal<u32>,
    /// Whether what was left may still be thrown away.
    offered: RwSignal<bool>,
    /// Whether there is no record yet.
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser keeps anything"))]
    fresh: StoredValue<bool>,
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser keeps anything"))]
    toast: Toaster,
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser keeps anything"))]
    work: browser::Work,
}

impl std::fmt::Debug for Keeper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keeper").finish_non_exhaustive()
    }
}

impl Keeper {
    /// For the form at an address, of this person; `send` where the server keeps drafts of it, and `fresh` where there
    /// is no record yet.
    #[must_use]
    pub fn new(address: &str, user: &str, fresh: bool, send: Option<Send>) -> Self {
        let keeper = Self {
            address: RwSignal::new(address.to_owned()),
            user: StoredValue::new(user.to_owned()),
            send: StoredValue::new(send),
            keeping: RwSignal::new(Keeping::Idle),
            left: RwSignal::new(None),
            begun: RwSignal::new(0),
            offered: RwSignal::new(false),
            fresh: StoredValue::new(fresh),
            toast: use_toast(),
            work: browser::Work::new(),
        };
        #[cfg(feature = "hydrate")]
        keeper.keep_on_leaving();
        keeper
    }

    /// Whether something was typed here that is not the record's.
    #[must_use]
    pub fn holds_something(&self) -> bool {
        self.keeping.with_untracked(|keeping| *keeping != Keeping::Idle)
    }

    /// What the form begins with instead of its record.
    pub(crate) fn begins_with(&self) -> Option<Left> {
        self.left.get_untracked()
    }
}

fn failed(why: &str) -> String {
    format!("Belum tersimpan; isian diingat oleh peramban ini. {why}")
}

/// The form of a keeper: another one, with fields and listeners of its own, once what was left is to be shown again, or no
/// longer.
#[component]
pub fn Kept<V: IntoView + 'static>(
    /// Keeps what is typed into it.
    keeper: Keeper,
    /// The form.
    form: impl Fn() -> V + Clone + std::marker::Send + Sync + 'static,
) -> impl IntoView {
    let begun = move || [keeper.begun.get()];
    view! { <For each=begun key=|begun| *begun children=move |_| form()/> }
}

/// That the form shows what was left, and the way back to the record.
#[component]
pub fn Restored(keeper: Keeper) -> impl IntoView {
    move || {
        let left = keeper.left.get().filter(|_| keeper.offered.get())?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "milliseconds since 1970 are far below the limit"
        )]
        let at = DateTime::from_timestamp_millis(left.at as i64).map(zone::moment);
        let drop = move |_| keeper.forget();
        Some(view! {
            <Alert tone=Tone::Info title="Isian yang belum tersimpan ditampilkan kembali">
                <p>"Diketik terakhir: " {at} ". Periksa, lalu simpan atau kirim."</p>
                <p class="actions"><Button small=true on_click=drop>"Buang isian ini"</Button></p>
            </Alert>
        })
    }
}

/// `Tersimpan 09.11`, or what keeps it from being saved; stands beside the form's buttons.
#[component]
pub fn KeptNote(keeper: Keeper) -> impl IntoView {
    let told = move || match keeper.keeping.get() {
        Keeping::Idle => (String::new(), false),
        Keeping::Here if keeper.send.with_value(Option::is_some) => ("Belum tersimpan".to_owned(), false),
        Keeping::Here => ("Isian diingat oleh peramban ini".to_owned(), false),
        Keeping::Sending => ("Menyimpan…".to_owned(), false),
        Keeping::Kept(at) => (format!("Tersimpan {}", calendar::time(at, zone::own())), false),
        Keeping::Failed(why) => (failed(&why), true),
    };
    view! {
        <p class="kept" class:field-error=move || told().1 role="status">{move || told().0}</p>
    }
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    /// Nothing is kept on the server's side.
    #[derive(Clone, Copy)]
    pub(super) struct Work;

    impl Work {
        pub(super) fn new() -> Self {
            Self
        }
    }

    impl super::Keeper {
        /// Forgets what was typed.
        pub fn forget(&self) {}
    }
}

#[cfg(feature = "hydrate")]
pub(super) mod browser;
