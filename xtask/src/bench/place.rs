//! Where a server that is measured works: a folder of its own, a copy of the site, a free port.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::project::{Mode, Project};
use crate::server::Server;
use crate::stamp::source_files;

/// A folder below the target folder, so that the database lies on the disk that is worked on.
#[derive(Debug)]
pub struct Place {
    pub folder: PathBuf,
    program: PathBuf,
    pub port: u16,
}

impl Place {
    /// Makes the folder anew, with a copy of the site.
    pub fn make(project: &Project, name: &str) -> Result<Self> {
        Self::make_for(project, name, Mode::Release)
    }

    /// The same for a server that is built otherwise.
    pub fn make_for(project: &Project, name: &str, mode: Mode) -> Result<Self> {
        let folder = project.target(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot clear {}", folder.display()))?;
        }
        copy(&project.site(mode), &folder.join("site"))?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).context("no port is free")?;
        let port = listener.local_addr()?.port();
        Ok(Self { folder, program: project.server_program(mode), port })
    }

    /// The server's program, told where it works.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .current_dir(&self.folder)
            .env("DATABASE_URL", format!("sqlite:{}", self.folder.join("bench.db").display()))
            .env("SIJAPTI_ADDR", format!("127.0.0.1:{}", self.port))
            .env("SIJAPTI_DEMO", "small")
            .env("SIJAPTI_FILES", self.folder.join("files"))
            .env("SIJAPTI_SITE", self.folder.join("site"))
            .env_remove("SIJAPTI_RELOAD");
        command
    }

    /// Starts the server; what it logs goes to a file.
    pub fn start(&self) -> Result<Server> {
        self.start_from(self.command())
    }

    /// The same with one more setting.
    pub fn start_with(&self, name: &str, value: &str) -> Result<Server> {
        let mut command = self.command();
        command.env(name, value);
        self.start_from(command)
    }

    fn start_from(&self, mut command: Command) -> Result<Server> {
        let log = fs::File::create(self.folder.join("server.log")).context("cannot make the server's log")?;
        command.stdout(log.try_clone()?).stderr(log);
        Server::start(&mut command, self.port)
            .with_context(|| format!("see {}", self.folder.join("server.log").display()))
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
