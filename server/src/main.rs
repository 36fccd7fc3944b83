//! `sijapti`: serves; with a word after it, does something else.

use std::process::ExitCode;

use clap::Parser as _;
use server::{command, memory};

fn main() -> ExitCode {
    // Before there are threads.
    memory::give_back_large_pieces();
    run()
}

#[tokio::main]
async fn run() -> ExitCode {
    server::private::from_now_on();
    match command::run(command::Words::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{}", command::told(&*fault));
            ExitCode::FAILURE
        }
    }
}
