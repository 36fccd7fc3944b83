//! What was acknowledged survives `kill -9`.
//!
//! A server saves scores for several people at once and is killed somewhere in between; ten times. After
//! each death the database holds every score that was acknowledged, and each score it holds has its line in
//! the activity log and in the history: no more of them, no fewer.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{
    collections::BTreeSet,
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use domain::{
    id::{PlanId, VacancyId},
    selection::Stage,
};
use serde::Deserialize;
use store::{
    Db,
    selection::{plan, process},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::Mutex,
    time,
};

const DEATHS: usize = 10;
/// First scores, one for each applicant of the scene.
const SAVES: usize = 200;
const SAVERS: usize = 4;

/// What `sijapti demo-bench` prints.
#[derive(Debug, Deserialize)]
struct Story {
    cookie: String,
    scoring_path: String,
    saves: Vec<Save>,
}

#[derive(Clone, Debug, Deserialize)]
struct Save {
    url: String,
    body: String,
}

impl Save {
    /// Whose score it is.
    fn applicant(&self) -> i64 {
        self.body.split('&').find_map(|pair| pair.strip_prefix("applicant=")).unwrap().parse().unwrap()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn acknowledged_scores_survive_a_killed_server() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    std::fs::create_dir(&site).unwrap();
    let assets = serde_json::json!({
        "js": "/pkg/a.js", "wasm": "/pkg/a.wasm", "join": "/pkg/b.js", "parts": {},
        "css": "/pkg/a.css", "trix_js": "", "trix_css": ""
    });
    std::fs::write(site.join("assets.json"), assets.to_string()).unwrap();
    let scene = folder.path().join("scene.db");
    let story = tell(&scene);
    for death in 0..DEATHS {
        let database = folder.path().join(format!("death-{death}.db"));
        std::fs::copy(&scene, &database).unwrap();
        let server = Server::start(folder.path(), &database).await;
        let acknowledged = server.save_until(&story, 3 + death * 19).await;
        check(&database, &story, &acknowledged).await;
        // And it serves again.
        drop(Server::start(folder.path(), &database).await);
    }
}

/// Fills a database.
fn tell(database: &Path) -> Story {
    let output = sijapti(database).arg("demo-bench").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut story: Story = serde_json::from_slice(&output.stdout).unwrap();
    story.saves.truncate(SAVES);
    story
}

fn sijapti(database: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sijapti"));
    command.env("DATABASE_URL", format!("sqlite:{}", database.display()));
    command.env_remove("SIJAPTI_PUBLIC_URL").env_remove("SIJAPTI_DEMO");
    command
}

/// A server process; it is killed when it is dropped.
struct Server {
    process: Child,
    address: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGKILL, on Unix.
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Server {
    async fn start(folder: &Path, database: &Path) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let mut command = sijapti(database);
        command.env("SIJAPTI_ADDR", address.to_string());
        command.env("SIJAPTI_SITE", folder.join("site")).env("SIJAPTI_FILES", folder.join("files"));
        let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let server = Self { process, address };
        for _ in 0..300 {
            if ask(address, "GET", "/healthz", "", "").await.is_some_and(|answer| is_ok(&answer)) {
                return server;
            }
            time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the server does not serve");
    }

    /// Saves scores with several savers at once, kills the server after so many acknowledgements, and
    /// answers whose scores were acknowledged.
    async fn save_until(self, story: &Story, enough: usize) -> BTreeSet<i64> {
        let left = Arc::new(Mutex::new(story.saves.clone()));
        let count = Arc::new(AtomicUsize::new(0));
        let savers: Vec<_> = (0..SAVERS)
            .map(|_| {
                let (left, count) = (Arc::clone(&left), Arc::clone(&count));
                tokio::spawn(saver(self.address, story.cookie.clone(), left, count))
            })
            .collect();
        while count.load(Ordering::Relaxed) < enough {
            assert!(!savers.iter().all(tokio::task::JoinHandle::is_finished), "every saver gave up");
            time::sleep(Duration::from_millis(1)).await;
        }
        drop(self);
        let mut acknowledged = BTreeSet::new();
        for saver in savers {
            acknowledged.extend(saver.await.unwrap());
        }
        assert!(acknowledged.len() >= enough && acknowledged.len() < SAVES, "{}", acknowledged.len());
        acknowledged
    }
}

/// Saves what is left until the server is gone.
async fn saver(
    address: SocketAddr,
    cookie: String,
    left: Arc<Mutex<Vec<Save>>>,
    count: Arc<AtomicUsize>,
) -> Vec<i64> {
    let mut acknowledged = Vec::new();
    loop {
        let Some(save) = left.lock().await.pop() else { return acknowledged };
        match ask(address, "POST", &save.url, &cookie, &save.body).await {
            Some(answer) if is_ok(&answer) => {
                acknowledged.push(save.applicant());
                count.fetch_add(1, Ordering::Relaxed);
            }
            Some(answer) if !answer.is_empty() => panic!("{answer}"),
            _ => return acknowledged,
        }
    }
}

fn is_ok(answer: &str) -> bool {
    answer.starts_with("HTTP/1.1 200 ")
}

/// One request on a connection of its own; nothing when there is no connection, and what came of the answer
/// when it broke off.
async fn ask(address: SocketAddr, method: &str, path: &str, cookie: &str, body: &str) -> Option<String> {
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {cookie}\r\n\
         Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(address).await.ok()?;
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    // What broke off was not answered, unless its status came through.
    _ = stream.read_to_end(&mut answer).await;
    Some(String::from_utf8_lossy(&answer).into_owned())
}

/// Looks into the database that the killed server left behind.
async fn check(database: &Path, story: &Story, acknowledged: &BTreeSet<i64>) {
    let db = Db::connect(&format!("sqlite:{}", database.display())).await.unwrap();
    let mut tx = db.read().await.unwrap();
    let (plan, vacancy) = numbers(&story.scoring_path);
    let scheme = plan::load(&mut tx, plan).await.unwrap().unwrap().details().unwrap().scheme;
    let applicants = process::applicants(&mut tx, vacancy, &scheme).await.unwrap();
    let scored: BTreeSet<i64> = applicants
        .iter()
        .filter(|applicant| applicant.progress.score(&scheme, Stage::Managerial).is_some())
        .map(|applicant| applicant.id.get())
        .collect();
    let lost: Vec<_> = acknowledged.difference(&scored).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");

    let lines = store::activity::recent(&mut tx, 1000).await.unwrap();
    let mut logged: Vec<i64> =
        lines.iter().filter(|line| line.act == "save_score").map(|line| line.record_id).collect();
    let mut remembered: Vec<i64> = process::score_history(&mut tx, vacancy)
        .await
        .unwrap()
        .iter()
        .map(|row| row.applicant.get())
        .collect();
    logged.sort_unstable();
    remembered.sort_unstable();
    let scored: Vec<i64> = scored.into_iter().collect();
    assert_eq!(logged, scored, "a score without its line, or a line without its score");
    assert_eq!(remembered, scored, "a score without its history");
    drop(tx);
    db.close().await;
}

/// From `/seleksi/1/lowongan/2`.
fn numbers(path: &str) -> (PlanId, VacancyId) {
    let parts: Vec<&str> = path.split('/').collect();
    (parts[2].parse().unwrap(), parts[4].parse().unwrap())
}
