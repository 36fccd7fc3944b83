//! `cargo xtask bench`: a bounded measurement of a release build on this machine, against its targets.

pub mod client;
mod country;
mod lighthouse;
mod load;
pub mod memory;
mod place;
mod report;
pub mod scene;
mod watched;

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::build;
use crate::process;
use crate::project::{Mode, Project};
use crate::setup;
use client::{Client, Request};
use load::{Limits, Measured};
use report::{FirstVisit, Results};
use scene::Scene;

/// How many commits the bare database does for comparison.
const COMMITS: usize = 500;
/// So many scores are saved while others look on, or nobody does.
const ONLOOKED: usize = 80;
/// In so many turns, with as many of the saves they are compared with.
const TURNS: usize = 5;

/// Builds, measures, prints; an error if a target is missed.
pub fn bench(project: &Project, lighthouse_only: bool) -> Result<()> {
    let toolchain = setup::for_running(project)?;
    build::build(project, &toolchain, Mode::Release)?;
    eprintln!("Measuring for some minutes; the numbers mean most on a machine that does nothing else.");
    let scene = Scene::set(project)?;
    let pages = lighthouse::measure(project, &scene)?;
    report::print_pages(&pages);
    let fine = lighthouse_only || load(project, scene)?;
    if !fine || !report::all_met(&report::of_pages(&pages)) {
        bail!("a target is missed");
    }
    Ok(())
}

/// Measures the server under load, and prints; whether every target is met.
fn load(project: &Project, scene: Scene) -> Result<bool> {
    let server = scene.start()?;
    let memory_idle = memory::now(server.id())?;

    let page = Request::get(scene.port, &scene.story.scoring_path, &scene.story.cookie);
    let copy = Request::get(scene.port, scene.keep_as_file(&fetch(&scene, &page)?)?, &scene.story.cookie);
    let list = Request::get(scene.port, "/seleksi", &scene.story.cookie);
    let saves = scene.saves();
    memory::forget_peak(server.id());

    let file = pages(&scene, "the page as a file", &copy)?;
    let scoring = pages(&scene, "the scoring page", &page)?;
    let list = pages(&scene, "the list", &list)?;
    // Every save is used once: a second one would be refused as out of date, or change nothing.
    let warm = (saves.len() / 10).min(20);
    let alone = warm + (saves.len() - warm) / 2;
    let together = saves.len() - ONLOOKED;
    if warm > 0 {
        once(&scene, "warming up", &saves[..warm], 1)?;
    }
    let (save, commit) = saves_and_commits(&scene, &saves[warm..alone])?;
    let saves_together =
        once(&scene, "saves, side by side", &saves[alone..together], Limits::default().connections)?;

    let results = Results {
        commit,
        file,
        scoring,
        list,
        save,
        saves_together,
        memory_idle,
        memory_peak: memory::peak(server.id())?,
        first_visit: first_visit(&scene)?,
        watched: None,
        country: None,
    };
    server.stop()?;
    let results = Results { watched: Some(watched::measure(&scene, &saves[together..])?), ..results };
    scene.clear()?;
    let results = Results { country: Some(country::measure(project)?), ..results };
    results.print();
    Ok(report::all_met(&results.targets()))
}

/// One request, which has to be answered with a page.
fn fetch(scene: &Scene, request: &Request) -> Result<Vec<u8>> {
    let mut client = Client::connect(scene.port)?;
    let answer = client.send(request)?;
    if answer.status != 200 {
        bail!("{} was answered with {}", request.path(), answer.status);
    }
    Ok(client.body().to_vec())
}

/// The same page again and again.
fn pages(scene: &Scene, what: &str, request: &Request) -> Result<Measured> {
    let requests = std::slice::from_ref(request);
    process::stop_if_interrupted()?;
    load::measure(scene.port, requests, Limits::warm_up())?;
    let limits = Limits::default();
    load::measure(scene.port, requests, limits)?.all_fine(what)
}

/// Saves one after the other, and bare commits. A machine may be twice as slow from one second to the next, so
/// they take turns.
fn saves_and_commits(scene: &Scene, saves: &[Request]) -> Result<(Measured, Measured)> {
    let (mut measured, mut commits) = (Measured::default(), Measured::default());
    for turn in saves.chunks(saves.len().div_ceil(TURNS).max(1)) {
        measured = measured.and(once(scene, "saves, one after the other", turn, 1)?);
        commits = commits.and(scene.bare_commits(COMMITS / TURNS)?);
    }
    Ok((measured, commits))
}

/// Each request once.
fn once(scene: &Scene, what: &str, requests: &[Request], connections: usize) -> Result<Measured> {
    process::stop_if_interrupted()?;
    let default = Limits::default();
    let limits = Limits { connections, requests: requests.len().min(default.requests), ..default };
    load::measure(scene.port, requests, limits)?.all_fine(what)
}

/// What the first page of a visitor loads, as it goes over the wire to a browser that takes brotli.
fn first_visit(scene: &Scene) -> Result<FirstVisit> {
    let size = |key: &str| -> Result<u64> { compressed(&scene.asset(key)?) };
    let mut client = Client::connect(scene.port)?;
    let mut path = "/".to_owned();
    for _ in 0..4 {
        let answer = client.send(&Request::first_visit(scene.port, &path))?;
        match (answer.status, answer.location) {
            (200, _) => {
                let html = client.body().len() as u64;
                let (js, wasm) = (size("js")? + size("join")?, size("wasm")?);
                let later = scene.parts()?.iter().map(|file| compressed(file)).sum::<Result<u64>>()?;
                return Ok(FirstVisit { html, css: size("css")?, font: scene.fonts()?, js, wasm, later });
            }
            (300..=399, Some(next)) => path = next,
            (status, _) => bail!("{path} was answered with {status}"),
        }
    }
    bail!("/ leads from one redirect to the next")
}

/// The bytes of a file's brotli copy.
fn compressed(file: &Path) -> Result<u64> {
    let small = format!("{}.br", file.display());
    let about = std::fs::metadata(&small).with_context(|| format!("{small} is missing"))?;
    Ok(about.len())
}
