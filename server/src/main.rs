//! `sijapti`: serves; with a word after it, does something else.

use std::process::ExitCode;

use clap::Parser as _;
use server::command;

#[tokio::main]
async fn main() -> ExitCode {
    match command::run(command::Words::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{}", told(&*fault));
            ExitCode::FAILURE
        }
    }
}

/// The fault and what caused it, on one line.
fn told(fault: &dyn std::error::Error) -> String {
    let mut text = fault.to_string();
    let mut cause = fault.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
