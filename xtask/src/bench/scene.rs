//! What a measurement needs around it: a copy of the site folder, a filled database, and the server.

use std::collections::BTreeSet;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use super::client::Request;
use super::report::Commit;
use crate::process;
use crate::project::{Mode, Project};
use crate::server::Server;
use crate::stamp::source_files;

const COPY: &str = "/scoring-page.html";

/// Who asks, for what, and what there is to save: as `sijapti demo-bench` prints it.
#[derive(Debug)]
pub struct Story {
    pub cookie: String,
    pub scoring_path: String,
    saves: Vec<(String, String)>,
}

impl Story {
    fn read(text: &str) -> Result<Self> {
        let all: Value = serde_json::from_str(text).context("demo-bench printed no JSON")?;
        let word = |value: &Value, key: &str| -> Result<String> {
            value[key].as_str().map(str::to_owned).with_context(|| format!("demo-bench named no {key}"))
        };
        let saves = all["saves"].as_array().context("demo-bench named no saves")?;
        let saves = saves.iter().map(|save| Ok((word(save, "url")?, word(save, "body")?)));
        Ok(Self {
            cookie: word(&all, "cookie")?,
            scoring_path: word(&all, "scoring_path")?,
            saves: saves.collect::<Result<_>>()?,
        })
    }
}

/// A folder below the target folder, so that the database lies on the disk that is worked on.
#[derive(Debug)]
pub struct Scene {
    folder: PathBuf,
    program: PathBuf,
    pub port: u16,
    pub story: Story,
}

impl Scene {
    /// Copies the site, and lets the server's own program fill a database.
    pub fn set(project: &Project) -> Result<Self> {
        let folder = project.target("bench");
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot clear {}", folder.display()))?;
        }
        copy(&project.site(), &folder.join("site"))?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).context("no port is free")?;
        let port = listener.local_addr()?.port();
        let program = project.server_program(Mode::Release);
        let story = Story { cookie: String::new(), scoring_path: String::new(), saves: Vec::new() };
        let mut scene = Self { folder, program, port, story };
        scene.story = Story::read(&process::read(scene.command().arg("demo-bench"), "sijapti demo-bench")?)?;
        Ok(scene)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .current_dir(&self.folder)
            .env("DATABASE_URL", format!("sqlite:{}", self.folder.join("bench.db").display()))
            .env("SIJAPTI_ADDR", format!("127.0.0.1:{}", self.port))
            .env("SIJAPTI_DEMO", "1")
            .env("SIJAPTI_FILES", self.folder.join("files"))
            .env("SIJAPTI_SITE", self.folder.join("site"))
            .env_remove("SIJAPTI_RELOAD");
        command
    }

    /// What a commit costs without SIJAPTI around it: the same database, settings and disk.
    pub fn bare_commit(&self, count: u32) -> Result<Commit> {
        let folder = self.folder.join("commit");
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let mut command = self.command();
        command.arg("bench-commit").arg(&folder).arg(count.to_string());
        let text = process::read(&mut command, "sijapti bench-commit")?;
        commit(&text).with_context(|| format!("bench-commit printed {text:?}"))
    }

    /// Starts the server; what it logs goes to a file.
    pub fn start(&self) -> Result<Server> {
        let log = fs::File::create(self.folder.join("server.log")).context("cannot make the server's log")?;
        let mut command = self.command();
        command.stdout(log.try_clone()?).stderr(log);
        Server::start(&mut command, self.port)
            .with_context(|| format!("see {}", self.folder.join("server.log").display()))
    }

    /// Puts a page's bytes into the site as a file; returns its address.
    pub fn keep_as_file(&self, page: &[u8]) -> Result<&'static str> {
        let file = self.folder.join("site").join(COPY.trim_start_matches('/'));
        fs::write(&file, page).with_context(|| format!("cannot write {}", file.display()))?;
        Ok(COPY)
    }

    /// Every save, as a request.
    pub fn saves(&self) -> Vec<Request> {
        let request =
            |(url, body): &(String, String)| Request::post(self.port, url, &self.story.cookie, body);
        self.story.saves.iter().map(request).collect()
    }

    /// The file of an entry of `assets.json`.
    pub fn asset(&self, key: &str) -> Result<PathBuf> {
        let list = self.assets()?;
        let address = list[key].as_str().with_context(|| format!("assets.json has no {key}"))?;
        Ok(self.file(address))
    }

    /// The files of every part of the bundle that is loaded later, each once.
    pub fn parts(&self) -> Result<BTreeSet<PathBuf>> {
        let list = self.assets()?;
        let parts = list["parts"].as_object().context("assets.json has no parts")?;
        let files = parts.values().filter_map(Value::as_array).flatten().filter_map(Value::as_str);
        Ok(files.map(|address| self.file(address)).collect())
    }

    fn assets(&self) -> Result<Value> {
        let list = self.folder.join("site/assets.json");
        let list = fs::read_to_string(list).context("the site has no assets.json")?;
        serde_json::from_str(&list).context("assets.json is no JSON")
    }

    fn file(&self, address: &str) -> PathBuf {
        self.folder.join("site").join(address.trim_start_matches('/'))
    }

    /// Removes the folder; after a failure it stays, for a look at the log.
    pub fn clear(&self) -> Result<()> {
        fs::remove_dir_all(&self.folder).with_context(|| format!("cannot remove {}", self.folder.display()))
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in source_files(from)? {
        let place = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(place.parent().context("a file without a folder")?)?;
        fs::copy(&file, &place).with_context(|| format!("cannot copy {}", file.display()))?;
    }
    Ok(())
}

/// Reads `p50_us=… p99_us=…`.
fn commit(text: &str) -> Option<Commit> {
    let value = |name: &str| -> Option<Duration> {
        let word = text.split_whitespace().find_map(|word| word.strip_prefix(name)?.strip_prefix('='))?;
        word.parse::<f64>().ok().map(|micros| Duration::from_secs_f64(micros / 1e6))
    };
    Some(Commit { p50: value("p50_us")?, p99: value("p99_us")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_bench_commit_prints() {
        let read = commit("p50_us=120 p99_us=900.5\n").unwrap();
        assert_eq!(read.p50, Duration::from_micros(120));
        assert!(commit("p50_us=120").is_none());
    }

    #[test]
    fn reads_what_demo_bench_prints() {
        let text = r#"{"cookie":"a=b","scoring_path":"/s","saves":[{"url":"/api/x","body":"score=7,5"}]}"#;
        let story = Story::read(text).unwrap();
        assert_eq!(story.saves, [("/api/x".to_owned(), "score=7,5".to_owned())]);
        assert!(Story::read("{}").is_err());
    }
}
