//! `sijapti`: serves; with a word after it, does something else.

use std::process::ExitCode;

use clap::Parser as _;
use server::command;

#[tokio::main]
async fn main() -> ExitCode {
    server::private::from_now_on();
    match command::run(command::Words::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{}", command::told(&*fault));
            ExitCode::FAILURE
        }
    }
}
