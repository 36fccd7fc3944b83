//! The browser bundle: `frontend` as WebAssembly, with the JavaScript that starts it. The pages of a selection
//! are parted from the rest and loaded when somebody comes to them (docs/adr/0008).

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use crate::npm;
use crate::process;
use crate::project::{Mode, Project};
use crate::stamp::{Inputs, Stamp};
use crate::step::Outcome;
use crate::toolchain::{TARGET, Toolchain};

/// The bundle's files are called this, before their content's hash is added.
pub const NAME: &str = "sijapti";
/// What joins the parts: imported by the bundle's script, whose neighbour it must be.
pub const JOIN: &str = "__wasm_split.js";
/// Which files each part is in.
pub const PARTS: &str = "parts.json";
const SHRINK: &str = "style/node_modules/binaryen/bin/wasm-opt";
/// Smaller modules are left as they are, in bytes: to start binaryen takes longer than their few hundred bytes are worth,
/// and most parts are small.
const WORTH_SHRINKING: u64 = 8 * 1024;
/// What every browser that SIJAPTI supports can run, and rustc uses.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The folder with the finished bundle: `sijapti.js`, `sijapti_bg.wasm`, the parts that are loaded later, what
/// joins them, `parts.json` and perhaps `snippets/`.
pub fn bundle(project: &Project, mode: Mode) -> PathBuf {
    project.target("bundle").join(mode.name())
}

/// Whether the bundle is the one that would be built now.
pub fn is_current(project: &Project, toolchain: &Toolchain, mode: Mode) -> Result<bool> {
    Ok(stamp(project, toolchain, mode)?.is_current())
}

fn stamp(project: &Project, toolchain: &Toolchain, mode: Mode) -> Result<Stamp> {
    let bundle = bundle(project, mode);
    let outputs = vec![bundle.join(format!("{NAME}.js")), module(&bundle)];
    Ok(Stamp::new(project, &format!("wasm-{}", mode.name()), inputs(project, toolchain)?, outputs))
}

fn module(bundle: &Path) -> PathBuf {
    bundle.join(format!("{NAME}_bg.wasm"))
}

/// Compiles, binds and (for release) shrinks the bundle.
pub fn build(project: &Project, toolchain: &Toolchain, mode: Mode) -> Result<Outcome> {
    let stamp = stamp(project, toolchain, mode)?;
    if stamp.is_current() {
        return Ok(Outcome::UpToDate);
    }
    let bundle = bundle(project, mode);
    let module = module(&bundle);
    let mut cargo = toolchain.cargo(project, "build");
    cargo.args(["--package", "frontend", "--lib", "--profile", mode.wasm_profile()]);
    // The server is compiled at the same time, and one progress bar is enough.
    cargo.env("CARGO_TERM_PROGRESS_WHEN", "never");
    process::run(&mut cargo, "compiling the browser bundle")?;

    let compiled = project.target(&format!("wasm/{TARGET}/{}/frontend.wasm", mode.wasm_profile()));
    if bundle.exists() {
        fs::remove_dir_all(&bundle).with_context(|| format!("cannot clear {}", bundle.display()))?;
    }
    let parts = part(&compiled, &bundle)?;
    bind(&main_part(&compiled), &bundle, mode)?;
    if mode == Mode::Release {
        for module in parts.iter().chain([&module]) {
            if fs::metadata(module)?.len() >= WORTH_SHRINKING {
                shrink(project, module)?;
            }
        }
    }
    stamp.write()?;
    let kilobytes = |path: &PathBuf| fs::metadata(path).map(|about| about.len() / 1000);
    let later = parts.iter().map(kilobytes).sum::<Result<u64, _>>()?;
    Ok(Outcome::did(format!("built the browser bundle, {} kB and {later} kB for later", kilobytes(&module)?)))
}

/// Where the part that is loaded first waits for its bindings.
fn main_part(compiled: &Path) -> PathBuf {
    compiled.with_file_name("frontend_main.wasm")
}

/// Takes the marked functions, and what only they need, out of the module; returns the parts' files.
fn part(compiled: &Path, bundle: &Path) -> Result<Vec<PathBuf>> {
    let whole = fs::read(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let (main, start, join) = (main_part(compiled), format!("./{NAME}.js"), format!("./{JOIN}"));
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = bundle;
    options.main_out_path = &main;
    options.main_module = &start;
    options.link_name = &join;
    let parts = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("cannot part {}: {error:#}", compiled.display()))?;
    let list = serde_json::to_vec_pretty(&parts.prefetch_map)?;
    fs::write(bundle.join(PARTS), list).context("cannot write the list of parts")?;
    Ok(parts.split_modules)
}

fn inputs(project: &Project, toolchain: &Toolchain) -> Result<Inputs> {
    let mut inputs = Inputs::default().text(include_str!("wasm.rs")).text(toolchain.describe());
    for part in ["Cargo.toml", "Cargo.lock", ".cargo/config.toml", "domain", "app", "frontend"] {
        inputs = inputs.folder(&project.path(part))?;
    }
    Ok(inputs)
}

/// Writes the JavaScript between the page and the module.
fn bind(compiled: &Path, bundle: &Path, mode: Mode) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(compiled).out_name(NAME).typescript(false).omit_default_module_path(false);
    // The parts find what they share with the first one by the linker's names.
    bindgen.keep_lld_exports(true).demangle(false);
    bindgen.remove_name_section(mode == Mode::Release).remove_producers_section(mode == Mode::Release);
    bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(bundle))
        .with_context(|| format!("cannot write the bindings of {}", compiled.display()))
}

/// Lets binaryen make the module smaller.
fn shrink(project: &Project, module: &Path) -> Result<()> {
    let smaller = module.with_extension("smaller");
    let mut command = npm::program(project, SHRINK);
    // Taken apart and put together again, it is one percent smaller; what the first pass leaves, the second finds.
    command
        .args(["--flatten", "--rereloop", "-Oz", "-Oz"])
        .args(FEATURES)
        .arg(module)
        .arg("-o")
        .arg(&smaller);
    process::run_quietly(&mut command, "wasm-opt")?;
    fs::rename(&smaller, module).context("cannot replace the module by the smaller one")
}
