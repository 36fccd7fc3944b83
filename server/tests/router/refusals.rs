//! What is not taken, and what is said of it.

mod plan;
mod process;
mod rich_text;
mod score;
mod sheet;
