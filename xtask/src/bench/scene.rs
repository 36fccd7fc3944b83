//! What a measurement needs around it: a copy of the site folder, a filled database, and the server.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use super::client::Request;
use super::load::Measured;
use super::place::Place;
use crate::process;
use crate::project::{Mode, Project};
use crate::server::Server;

const COPY: &str = "/scoring-page.html";

/// Who asks, for what, and what there is to save: as `sijapti demo-bench` prints it.
#[derive(Debug)]
pub struct Story {
    pub cookie: String,
    pub scoring_path: String,
    saves: Vec<(String, String)>,
    /// What a page that looks on follows.
    pub about: String,
    /// What it asks for whenever something has happened.
    pub shown: (String, String),
    /// Cookies of those who look on.
    pub onlookers: Vec<String>,
}

impl Story {
    fn read(text: &str) -> Result<Self> {
        let all: Value = serde_json::from_str(text).context("demo-bench printed no JSON")?;
        let word = |value: &Value, key: &str| -> Result<String> {
            value[key].as_str().map(str::to_owned).with_context(|| format!("demo-bench named no {key}"))
        };
        let saves = all["saves"].as_array().context("demo-bench named no saves")?;
        let request = |value: &Value| Ok((word(value, "url")?, word(value, "body")?));
        let onlookers = all["onlookers"].as_array().context("demo-bench named no onlookers")?;
        let cookie =
            |value: &Value| value.as_str().map(str::to_owned).context("an onlooker without a cookie");
        Ok(Self {
            cookie: word(&all, "cookie")?,
            scoring_path: word(&all, "scoring_path")?,
            saves: saves.iter().map(request).collect::<Result<_>>()?,
            about: word(&all, "about")?,
            shown: request(&all["shown"])?,
            onlookers: onlookers.iter().map(cookie).collect::<Result<_>>()?,
        })
    }
}

/// The vacancy that is scored, and where the server that shows it works.
#[derive(Debug)]
pub struct Scene {
    place: Place,
    pub port: u16,
    pub story: Story,
}

impl Scene {
    /// Copies the site, and lets the server's own program fill a database.
    pub fn set(project: &Project) -> Result<Self> {
        Self::set_for(project, "bench", Mode::Release)
    }

    /// The same in a folder of another name, for a server that is built otherwise.
    pub fn set_for(project: &Project, name: &str, mode: Mode) -> Result<Self> {
        let place = Place::make_for(project, name, mode)?;
        let story = Story::read(&process::read(place.command().arg("demo-bench"), "sijapti demo-bench")?)?;
        Ok(Self { port: place.port, place, story })
    }

    /// What commits cost without SIJAPTI around them: the same database, settings and disk.
    pub fn bare_commits(&self, count: usize) -> Result<Measured> {
        let folder = self.place.folder.join("commit");
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let mut command = self.place.command();
        command.arg("bench-commit").arg(&folder).arg(count.to_string());
        let text = process::read(&mut command, "sijapti bench-commit")?;
        let times = times(&text).with_context(|| format!("bench-commit printed {text:?}"))?;
        Ok(Measured::of(times))
    }

    /// Starts the server.
    pub fn start(&self) -> Result<Server> {
        self.place.start()
    }

    /// Starts a server that writes down each statement it sends to the database.
    pub fn start_telling_statements(&self) -> Result<Server> {
        self.place.start_with("RUST_LOG", "warn,sqlx::query=debug")
    }

    /// How many statements such a server has written down.
    pub fn statements(&self) -> Result<usize> {
        let log = fs::read(self.place.folder.join("server.log")).context("the server's log is gone")?;
        Ok(String::from_utf8_lossy(&log).lines().filter(|line| line.contains("sqlx::query")).count())
    }

    /// Puts a page's bytes into the site as a file; returns its address.
    pub fn keep_as_file(&self, page: &[u8]) -> Result<&'static str> {
        let file = self.place.folder.join("site").join(COPY.trim_start_matches('/'));
        fs::write(&file, page).with_context(|| format!("cannot write {}", file.display()))?;
        Ok(COPY)
    }

    /// Every save, as a request.
    pub fn saves(&self) -> Vec<Request> {
        let request =
            |(url, body): &(String, String)| Request::post(self.port, url, &self.story.cookie, body);
        self.story.saves.iter().map(request).collect()
    }

    /// The file of an entry of `assets.json`, of the bundle or beside it.
    pub fn asset(&self, key: &str) -> Result<PathBuf> {
        let list = self.assets()?;
        let entry = list.get(key).unwrap_or(&list["bundle"][key]);
        let address = entry.as_str().with_context(|| format!("assets.json has no {key}"))?;
        Ok(self.file(address))
    }

    /// The files of every part of the bundle that is loaded later, each once.
    pub fn parts(&self) -> Result<BTreeSet<PathBuf>> {
        let list = self.assets()?;
        let parts = list["bundle"]["parts"].as_object().context("assets.json has no parts")?;
        let files = parts.values().filter_map(Value::as_array).flatten().filter_map(Value::as_str);
        Ok(files.map(|address| self.file(address)).collect())
    }

    /// The bytes of the fonts, which every page asks for.
    pub fn fonts(&self) -> Result<u64> {
        let folder = self.place.folder.join("site/fonts");
        let files = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        let fonts = files.map(|file| Ok(file?)).filter(|file: &Result<fs::DirEntry>| {
            file.as_ref().is_ok_and(|file| file.path().extension().is_some_and(|ending| ending == "woff2"))
        });
        fonts.map(|file| Ok(file?.metadata()?.len())).sum()
    }

    fn assets(&self) -> Result<Value> {
        let list = self.place.folder.join("site/assets.json");
        let list = fs::read_to_string(list).context("the site has no assets.json")?;
        serde_json::from_str(&list).context("assets.json is no JSON")
    }

    fn file(&self, address: &str) -> PathBuf {
        self.place.folder.join("site").join(address.trim_start_matches('/'))
    }

    /// Removes the folder; after a failure it stays, for a look at the log.
    pub fn clear(&self) -> Result<()> {
        self.place.clear()
    }
}

/// Reads a number of nanoseconds from each line.
fn times(text: &str) -> Option<Vec<Duration>> {
    text.lines().map(|line| line.parse().ok().map(Duration::from_nanos)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_bench_commit_prints() {
        assert_eq!(times("120000\n900\n").unwrap(), [120_000, 900].map(Duration::from_nanos));
        assert!(times("120000\np50_us=120").is_none());
    }

    #[test]
    fn reads_what_demo_bench_prints() {
        let text = r#"{"cookie":"a=b","scoring_path":"/s","saves":[{"url":"/api/x","body":"score=7,5"}],
            "about":"vacancy:1","shown":{"url":"/api/y","body":"vacancy=1"},"onlookers":["c=d"]}"#;
        let story = Story::read(text).unwrap();
        assert_eq!(story.saves, [("/api/x".to_owned(), "score=7,5".to_owned())]);
        assert_eq!((story.about.as_str(), story.onlookers.len()), ("vacancy:1", 1));
        assert!(Story::read("{}").is_err());
    }
}
