//! The whole router, as browsers and scripts meet it. What the server does around the server functions
//! is tested here; each area's server functions have a file of their own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[macro_use]
mod support;

mod activity;
mod around;
mod assign;
mod bounds;
mod call;
mod clock;
mod dashboard;
mod dialogs;
mod edge;
mod exports;
#[path = "../bucket/fake.rs"]
mod fake_bucket;
mod files;
mod forms;
mod holiday;
mod jobs;
mod kept;
mod lists;
mod live;
mod login;
mod matrix;
mod own_stages;
mod page_weight;
mod papers;
mod pass_fail;
mod people;
#[path = "../../../store/tests/support/prepared.rs"]
mod prepared;
mod profile;
mod refusals;
mod registration;
mod routes;
mod scene;
mod search;
mod second_factor;
mod secrets;
mod security_log;
mod selection_job;
mod sent_twice;
mod session;
mod settings;
mod typed;
mod ways_back;
