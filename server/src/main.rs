//! `sijapti`: serves; with a word after it, measures.

use std::process::ExitCode;

use server::{Config, Fault, bench, logging, shutdown, start};

const USAGE: &str = "\
sijapti                          serves, as the environment says (docs/operations.md)
sijapti bench-commit <dir> <n>   measures n bare commits in a database in <dir>
sijapti demo-bench               fills the database with something to measure, and prints how to ask for it
sijapti demo-bench-country       the same with as much as the whole country has";

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words[..] {
        [] | ["serve"] => serve().await,
        ["bench-commit", dir, count] => bench::commit(dir.as_ref(), count).await,
        ["demo-bench"] => demo_bench().await,
        ["demo-bench-country"] => demo_bench_country().await,
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{}", told(&*fault));
            ExitCode::FAILURE
        }
    }
}

async fn serve() -> Result<(), Fault> {
    let config = Config::from_env()?;
    logging::start(config.log);
    start::serve(config, shutdown::asked()).await
}

async fn demo_bench() -> Result<(), Fault> {
    bench::demo(&Config::from_env()?).await
}

async fn demo_bench_country() -> Result<(), Fault> {
    bench::country(&Config::from_env()?).await
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
