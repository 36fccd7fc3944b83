//! What SIJAPTI knows about its field: types, states, rules and validation.
//!
//! Nothing here reads a clock, a file or a database; the caller hands in what a
//! rule needs. The area names are the same in `store` and `app`.

pub mod access;
pub mod activity;
pub mod attachment;
pub mod bounds;
pub mod calendar;
pub mod clock;
pub mod coded;
pub mod dashboard;
pub mod dialogue;
pub mod event;
pub mod field;
pub mod fold;
pub mod holiday;
pub mod id;
pub mod identity;
pub mod inside;
pub mod institution;
pub mod job;
pub mod number;
pub mod official;
pub mod position;
pub mod record;
pub mod refusal;
pub mod region;
pub mod rich_text;
pub mod saved_view;
pub mod secret;
pub mod selection;
pub mod setting;
pub mod sheet;
