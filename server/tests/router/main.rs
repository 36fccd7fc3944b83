//! The whole router, as browsers and scripts meet it. What the server does around the server functions
//! is tested here; each area's server functions have a file of their own.

#[macro_use]
mod support;

mod around;
mod files;
mod forms;
mod live;
mod login;
mod session;
