//! A PostgreSQL for the tests alone: made in a temporary folder, in memory where there is room, on a free port, and
//! gone at the end.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::fs::statvfs;
use rustix::process::Signal;

use crate::apt;
use crate::process::{self, Running};

/// The user PostgreSQL runs as when xtask runs as root, which PostgreSQL refuses.
const ACCOUNT: &str = "postgres";
/// How long a new cluster may take until it answers.
const PATIENCE: Duration = Duration::from_secs(60);
/// Where Linux keeps files in memory. Every test makes and removes a database of some 300 files, and a disk's file
/// system takes as long for those as PostgreSQL itself.
const MEMORY: &str = "/dev/shm";
/// So much of it, in bytes, has to be free; a third of that is used.
const ROOM: u64 = 1 << 30;
/// Quick rather than safe, for data that nobody keeps; many connections, because tests run side by side.
const SETTINGS: [&str; 9] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    // Less to write, and nothing beside the tests.
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "max_connections=300",
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
];

/// The folder that PostgreSQL's programs are in.
#[derive(Debug)]
pub struct Programs {
    folder: PathBuf,
}

impl Programs {
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// Finds PostgreSQL's programs, or installs them.
pub fn find_or_install() -> Result<Programs> {
    if let Some(found) = find() {
        return Ok(found);
    }
    apt::install("PostgreSQL for the tests", &["postgresql"])?;
    find().context("the package postgresql brought no initdb")
}

fn find() -> Option<Programs> {
    if let Some(initdb) = apt::find_program("initdb") {
        return initdb.parent().map(|folder| Programs { folder: folder.to_path_buf() });
    }
    // Debian keeps one folder per version, outside PATH.
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").exists() && bin.join("postgres").exists())
        .collect();
    versions.sort();
    versions.pop().map(|(_, folder)| Programs { folder })
}

/// A running cluster. When this value goes, the server ends and its folder is removed.
#[derive(Debug)]
pub struct Cluster {
    // Dropped before the folder: a field's order is its order of dropping.
    server: Running,
    folder: TemporaryFolder,
    port: u16,
}

impl Cluster {
    /// Makes a cluster and waits until it answers.
    pub fn start(programs: &Programs) -> Result<Self> {
        let folder = TemporaryFolder::make()?;
        let data = folder.0.join("data");
        let mut initdb = as_account(&programs.folder.join("initdb"));
        initdb.arg("-D").arg(&data).args(["-U", "postgres", "--auth=trust", "--no-sync"]);
        // Compares and folds letters as SQLite does: byte by byte, and ASCII only.
        initdb.args(["--encoding=UTF8", "--locale=C"]).current_dir(&folder.0);
        process::run_quietly(&mut initdb, "initdb")?;

        let port = free_port()?;
        let mut postgres = as_account(&programs.folder.join("postgres"));
        postgres.arg("-D").arg(&data).args(["-p", &port.to_string()]).current_dir(&folder.0);
        for setting in SETTINGS {
            postgres.args(["-c", setting]);
        }
        let log = fs::File::create(folder.0.join("log")).context("cannot make PostgreSQL's log")?;
        postgres.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let mut cluster = Self { server: Running::start(&mut postgres)?, folder, port };
        cluster.wait_until_ready(&data)?;
        Ok(cluster)
    }

    /// Where the tests find it; each makes a database of its own.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// PostgreSQL writes "ready" into its pid file once it takes connections.
    fn wait_until_ready(&mut self, data: &Path) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            process::stop_if_interrupted()?;
            if let Some(status) = self.server.ended()? {
                let log = fs::read_to_string(self.folder.0.join("log")).unwrap_or_default();
                bail!("PostgreSQL did not start ({status}):\n{log}");
            }
            let state = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
            if state.lines().any(|line| line.trim() == "ready") {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("PostgreSQL did not answer within {} s", PATIENCE.as_secs())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's quick and orderly end. Should it fail, `Running` ends it by force.
        let _ended = self.server.stop(Signal::INT, Duration::from_secs(10));
    }
}

/// A program run as somebody PostgreSQL accepts, and that ends should xtask be killed.
fn as_account(program: &Path) -> Command {
    let Some(setpriv) = apt::find_program("setpriv") else {
        return Command::new(program);
    };
    let mut command = Command::new(setpriv);
    command.args(["--pdeathsig", "INT"]);
    if rustix::process::geteuid().is_root() {
        let (user, group) = (format!("--reuid={ACCOUNT}"), format!("--regid={ACCOUNT}"));
        command.args([&user, &group, "--init-groups"]);
    }
    command.arg("--").arg(program);
    command
}

/// Whether a cluster may lie in memory: there is room for it, and enough is left for everything else.
fn has_room() -> bool {
    let place = statvfs(MEMORY).is_ok_and(|about| about.f_bavail.saturating_mul(about.f_frsize) >= ROOM);
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    place && available(&memory).is_some_and(|bytes| bytes >= 4 * ROOM)
}

/// How many bytes of memory can be had, as `/proc/meminfo` tells it.
fn available(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok()?.checked_mul(1024)
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no port is free")?;
    Ok(listener.local_addr()?.port())
}

/// A folder that is removed with this value.
#[derive(Debug)]
struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    fn make() -> Result<Self> {
        let base = if has_room() { PathBuf::from(MEMORY) } else { std::env::temp_dir() };
        let path = base.join(format!("sijapti-postgres-{}", std::process::id()));
        fs::create_dir(&path).with_context(|| format!("cannot make {}", path.display()))?;
        let folder = Self(path);
        fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o700))?;
        if rustix::process::geteuid().is_root() {
            let id = |option: &str| -> Result<u32> {
                let text = process::read(
                    Command::new("id").args([option, ACCOUNT]),
                    "looking up the user postgres",
                )?;
                text.trim().parse().context("the user postgres has no number")
            };
            chown(&folder.0, Some(id("-u")?), Some(id("-g")?)).context("cannot give a folder to postgres")?;
        }
        Ok(folder)
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("{} could not be removed: {error}", self.0.display());
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn available_memory_is_read() {
        let told = "MemTotal:       24550932 kB\nMemFree:  1 kB\nMemAvailable:   20000000 kB\n";
        assert_eq!(super::available(told), Some(20_480_000_000));
        assert_eq!(super::available("MemTotal: 5 kB\n"), None);
    }
}
