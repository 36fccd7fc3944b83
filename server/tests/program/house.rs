//! A folder with all that a server needs, and the program in it.

use std::{
    io::Write as _,
    path::PathBuf,
    process::{Command, ExitStatus, Output, Stdio},
};

use store::Db;
use tempfile::TempDir;

/// The program's files, removed with this value.
pub struct House {
    pub folder: TempDir,
    /// The database, its folder made when it is.
    pub database: PathBuf,
    /// The attachments.
    pub files: PathBuf,
    /// What else its environment says; of a bucket, for one.
    pub environment: Vec<(&'static str, String)>,
}

impl House {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        std::fs::create_dir(&site).unwrap();
        let assets = serde_json::json!({
            "bundle": { "js": "/pkg/a.js", "wasm": "/pkg/a.wasm", "join": "/pkg/b.js", "parts": {} },
            "css": "/pkg/a.css", "trix_js": "", "trix_css": ""
        });
        std::fs::write(site.join("assets.json"), assets.to_string()).unwrap();
        let (database, files) = (folder.path().join("data/sijapti.db"), folder.path().join("data/files"));
        Self { folder, database, files, environment: Vec::new() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program, set up for this house.
    pub fn sijapti(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sijapti"));
        command.args(words);
        command.env("DATABASE_URL", format!("sqlite:{}", self.database.display()));
        command.env("SIJAPTI_SITE", self.path("site")).env("SIJAPTI_FILES", &self.files);
        command.env_remove("SIJAPTI_PUBLIC_URL").env_remove("SIJAPTI_DEMO");
        command.envs(self.environment.iter().cloned());
        command
    }

    /// Runs it to its end, with nobody at a terminal.
    pub fn run(&self, words: &[&str], input: &str) -> Ended {
        Ended::of(self.sijapti(words), input)
    }

    pub async fn db(&self) -> Db {
        Db::open(&self.database).await.unwrap()
    }
}

/// How a run of the program ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    /// As the system tells it; of a program that was killed, by which signal.
    pub status: ExitStatus,
    pub output: String,
    pub errors: String,
}

impl Ended {
    pub fn of(mut command: Command, input: &str) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        // Whoever refuses before reading has closed it already.
        _ = process.stdin.take().unwrap().write_all(input.as_bytes());
        let Output { status, stdout, stderr } = process.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: status.code(), status, output: text(stdout), errors: text(stderr) }
    }

    /// What it printed, when all went well.
    #[track_caller]
    pub fn done(self) -> String {
        assert!(self.status.success(), "{self:?}");
        self.output
    }

    /// The sentence it refused with.
    #[track_caller]
    pub fn refused(self) -> String {
        assert_eq!(self.code, Some(1), "{self:?}");
        assert!(self.output.is_empty(), "{self:?}");
        assert_eq!(self.errors.lines().count(), 1, "{self:?}");
        self.errors.trim().to_owned()
    }
}
