//! What Lighthouse says of five pages, loaded as a phone on a slow line would.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::place::Place;
use super::scene::Scene;
use crate::browser;
use crate::npm;
use crate::process;
use crate::project::Project;

const FOLDER: &str = "end2end/lighthouse";
/// Who looks at the pages.
const OFFICER: &str = "asisten1";

/// One page's figures.
#[derive(Debug)]
pub struct Page {
    pub name: String,
    /// Performance, from 0 to 100.
    pub performance: f64,
    /// The lowest of accessibility, best practices and SEO, from 0 to 100.
    pub rest: f64,
    /// Largest Contentful Paint, in milliseconds.
    pub lcp: f64,
    /// Total Blocking Time, in milliseconds.
    pub tbt: f64,
    /// Cumulative Layout Shift.
    pub cls: f64,
    /// What went over the wire, in bytes.
    pub bytes: f64,
    /// What keeps the rest from 100.
    pub faults: Vec<String>,
}

/// Login, Dashboard, Daftar Seleksi and a plan of a demo country, and the scoring page of two hundred.
pub fn measure(project: &Project, scene: &Scene) -> Result<Vec<Page>> {
    npm::install(project, FOLDER)?;
    let chromium = browser::find_or_install()?;
    let place = Place::make(project, "bench-lighthouse")?;
    let country = place.start_with("SIJAPTI_DEMO", "1")?;
    let server = scene.start()?;
    let of_country = |name: &str, path: &str| {
        let url = format!("http://127.0.0.1:{}{path}", place.port);
        if path == "/masuk" {
            json!({ "name": name, "url": url })
        } else {
            json!({ "name": name, "url": url, "login": OFFICER })
        }
    };
    let scoring = format!("http://127.0.0.1:{}{}", scene.port, scene.story.scoring_path);
    let pages = [
        of_country("Login", "/masuk"),
        of_country("Dashboard", "/"),
        of_country("Daftar Seleksi", "/seleksi"),
        of_country("a plan", "/seleksi/1"),
        json!({ "name": "scoring, 200 people", "url": scoring, "cookie": scene.story.cookie }),
    ];
    let told = ask(project, &chromium, &pages)?;
    server.stop()?;
    country.stop()?;
    place.clear()?;
    read(&told)
}

fn ask(project: &Project, chromium: &Path, pages: &[Value]) -> Result<String> {
    let mut node = npm::program(project, "end2end/lighthouse/run.mjs");
    node.arg(json!({ "chromium": chromium, "pages": pages }).to_string());
    process::read(&mut node, "Lighthouse")
}

fn read(text: &str) -> Result<Vec<Page>> {
    let all: Value = serde_json::from_str(text).context("Lighthouse printed no JSON")?;
    let page = |value: &Value| {
        let figure = |key: &str| value[key].as_f64().with_context(|| format!("Lighthouse told no {key}"));
        let faults = value["faults"].as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(Page {
            name: value["name"].as_str().context("Lighthouse named no page")?.to_owned(),
            performance: figure("performance")?,
            rest: figure("rest")?,
            lcp: figure("lcp")?,
            tbt: figure("tbt")?,
            cls: figure("cls")?,
            bytes: figure("bytes")?,
            faults: faults.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        })
    };
    all.as_array().context("Lighthouse printed no list")?.iter().map(page).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_lighthouse_says() {
        let text = r#"[{"name":"Login","performance":99,"rest":100,"lcp":1500.5,"tbt":0,"cls":0,"bytes":9,"faults":["seo"]}]"#;
        let page = read(text).unwrap().remove(0);
        assert_eq!((page.name.as_str(), page.rest, page.lcp), ("Login", 100.0, 1500.5));
        assert_eq!(page.faults, ["seo"]);
        assert!(read("{}").is_err() && read(r#"[{"name":"Login"}]"#).is_err());
    }
}
