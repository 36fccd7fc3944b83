//! `sijapti`: serves; with a word after it, does something else.

use std::process::ExitCode;

use clap::Parser as _;
use server::command;

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

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
