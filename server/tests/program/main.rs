//! The program itself: started, told what to do, killed, on files of its own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod accounts;
mod backup;
mod bucket;
mod crash;
#[expect(dead_code, reason = "the router's tests ask more of it")]
#[path = "../bucket/fake.rs"]
mod fake_bucket;
mod files;
mod house;
mod jobs;
mod key;
mod outage;
mod restore;
mod saving;
mod serving;
mod terminal;
