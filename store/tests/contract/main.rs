//! What every function of the store promises, on both databases.
//!
//! SQLite needs nothing. For PostgreSQL `TEST_DATABASE_URL` names a server on which databases may be created; without
//! one, those tests fail.

#![expect(clippy::unwrap_used, reason = "what a test cannot get past is its failure")]

#[macro_use]
mod harness;

mod activity;
mod activity_list;
mod applicants;
mod attachment;
mod attempts;
mod clock;
mod country;
mod dashboard;
mod demo;
mod events;
mod explain;
mod folded;
mod holiday;
mod identity;
mod institutions;
mod job;
mod official;
mod outage;
mod paging;
mod people;
mod plan;
mod plan_list;
mod plan_queue;
#[path = "../support/prepared.rs"]
mod prepared;
mod registration;
mod report;
mod review;
mod second_factor;
mod sent_form;
mod session;
mod sqlite;
mod transactions;
mod two_roles;
mod upgrade;
mod vacancies;
mod world;
