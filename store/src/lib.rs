//! SIJAPTI's data, on SQLite and on PostgreSQL.
//!
//! A command opens one [`Tx`] with [`Db::begin`], reads and writes through the functions of the
//! areas, and commits; dropping the [`Tx`] takes everything back. A page reads in a [`Db::read`].
//! The SQL is written once and runs on both databases; what truly differs stands in `db.rs`, `tx.rs` and
//! in the migrations. Nothing here decides: rules are `domain`'s.

#[macro_use]
mod macros;

pub mod activity;
pub mod attachment;
pub mod bench;
pub mod clock;
mod convert;
pub mod dashboard;
mod db;
pub mod demo;
mod document;
mod error;
mod health;
pub mod holiday;
mod hub;
pub mod identity;
pub mod institution;
pub mod job;
pub mod list;
mod listen;
pub mod message;
mod migrations;
pub mod official;
pub mod position;
pub mod postgres;
pub mod record;
pub mod saved_view;
pub mod seen;
pub mod selection;
pub mod sent_form;
pub mod session;
pub mod setting;
pub mod sqlite;
mod statement;
mod tx;
mod upkeep;
mod writer;

pub use db::Db;
pub use error::StoreError;
pub use hub::Sessions;
#[doc(hidden)]
pub use migrations::until as migrations_until;
pub use tx::Tx;

/// What the store answers.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
