//! `cargo xtask attack`: what a stranger can make heavy, sent to a release build, while somebody else logs in.
//!
//! Bounded in time. It fails when the server's memory passes its limit, when the other person's login takes too
//! long, or when anything is answered with 500. Nothing of it is a test of what the answers say; those are in
//! `server/tests`.

mod bystander;
mod flood;
mod inputs;
mod report;
mod workbook;

use anyhow::{Context, Result, bail};

use crate::bench::client::{Client, Request};
use crate::bench::memory;
use crate::bench::scene::Scene;
use crate::build;
use crate::process;
use crate::project::{Mode, Project};
use crate::setup;
use bystander::Bystander;
use flood::Tally;
use report::{Row, Table};

/// One kind of attack.
struct Assault {
    name: &'static str,
    run: fn(&Target) -> Result<Tally>,
}

const ASSAULTS: [Assault; 12] = [
    Assault { name: "nothing, for comparison", run: |_| flood::wait() },
    Assault { name: "rich text: formatting in every paragraph", run: inputs::formatting },
    Assault { name: "rich text: elements within elements", run: inputs::depth },
    Assault { name: "rich text: the most that is taken", run: inputs::most },
    Assault { name: "rich text: references, and lines within a table", run: inputs::lookups },
    Assault { name: "130,000 pasted applicants", run: inputs::lines },
    Assault { name: "12 imports of one spreadsheet", run: inputs::sheets },
    Assault { name: "400 half heads, 400 half bodies", run: inputs::halves },
    Assault { name: "60 bodies of 4 MiB before login", run: inputs::bodies },
    Assault { name: "filters of 60,000 bytes, %00", run: inputs::filters },
    Assault { name: "cursors out of range", run: inputs::cursors },
    Assault { name: "33,000 numbers in a form, 4,000,000,000 rows", run: inputs::numbers },
];

/// Where the attack goes, and with whose session.
#[derive(Debug)]
struct Target {
    port: u16,
    cookie: String,
    plan: String,
    vacancy: String,
}

impl Target {
    fn of(scene: &Scene) -> Result<Self> {
        let mut parts = scene.story.scoring_path.split('/').skip(2).step_by(2).map(str::to_owned);
        let mut part = || parts.next().context("the scoring page has no such address");
        Ok(Self { port: scene.port, cookie: scene.story.cookie.clone(), plan: part()?, vacancy: part()? })
    }

    fn get(&self, path: &str) -> Request {
        Request::get(self.port, path, &self.cookie)
    }

    fn post(&self, path: &str, body: &str) -> Request {
        Request::post(self.port, path, &self.cookie, body)
    }
}

/// Builds, attacks, prints; an error if a limit is passed. A development build is only looked at: its times and
/// its memory mean nothing.
pub fn attack(project: &Project, mode: Mode) -> Result<()> {
    if mode == Mode::Release {
        let toolchain = setup::for_running(project)?;
        build::build(project, &toolchain, mode)?;
    }
    let scene = Scene::set_for(project, "attack", mode)?;
    let mut server = scene.start()?;
    let target = Target::of(&scene)?;
    let mut table = Table::default();
    for assault in &ASSAULTS {
        process::stop_if_interrupted()?;
        eprintln!("… {}", assault.name);
        memory::forget_peak(server.id());
        let bystander = Bystander::begin(target.port);
        let tally = (assault.run)(&target);
        let seen = bystander.end();
        if server.has_ended()? {
            bail!("the server ended during: {}; see the log in its folder", assault.name);
        }
        let peak = memory::peak(server.id())?;
        table.add(Row { name: assault.name, tally: tally?, seen, peak, alive: is_alive(target.port) });
    }
    server.stop()?;
    table.print();
    if mode == Mode::Dev {
        eprintln!("A development build: times and memory are only shown.");
    }
    if !table.holds(mode == Mode::Release) {
        bail!("the attack got through somewhere");
    }
    scene.clear()
}

fn is_alive(port: u16) -> bool {
    let asked = Client::connect(port).and_then(|mut client| client.send(&Request::get(port, "/healthz", "")));
    asked.is_ok_and(|answer| answer.status == 200)
}
