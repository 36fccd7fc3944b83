//! The program itself: started, told what to do, killed, on files of its own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod accounts;
mod crash;
mod house;
mod saving;
mod serving;
