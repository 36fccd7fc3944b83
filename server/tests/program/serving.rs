//! A server process, and requests to it.

use std::{
    net::SocketAddr,
    process::{Child, ChildStderr, Command, Stdio},
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    time,
};

use crate::house::House;

/// A server process; it is killed when it is dropped.
pub struct Server {
    process: Child,
    pub address: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGKILL, on Unix.
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Server {
    pub async fn start(house: &House) -> Self {
        Self::run(house.sijapti(&["serve"])).await
    }

    /// A server that goes on when it may not write into a file any further; Unix would end it.
    pub async fn start_patient(house: &House) -> Self {
        let program = house.sijapti(&["serve"]);
        let mut shell = Command::new("sh");
        shell
            .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
            .arg(program.get_program())
            .args(program.get_args());
        for (name, value) in program.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        Self::run(shell).await
    }

    /// The process's number.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// A server whose log is read by [`Server::take_log`].
    pub async fn start_logged(house: &House) -> Self {
        let mut command = house.sijapti(&["serve"]);
        command.stderr(Stdio::piped());
        Self::spawn(command).await
    }

    /// What its log is read from.
    pub fn take_log(&mut self) -> ChildStderr {
        self.process.stderr.take().unwrap()
    }

    /// Whether the process goes on.
    pub fn is_running(&mut self) -> bool {
        self.process.try_wait().unwrap().is_none()
    }

    /// Tells it to end, and waits until it has.
    pub async fn end(mut self) {
        kill_process(Pid::from_child(&self.process), Signal::TERM).unwrap();
        let ended = async {
            while self.is_running() {
                time::sleep(Duration::from_millis(5)).await;
            }
        };
        time::timeout(Duration::from_secs(60), ended).await.expect("it ends in time");
    }

    async fn run(mut command: Command) -> Self {
        command.stderr(Stdio::null());
        Self::spawn(command).await
    }

    async fn spawn(mut command: Command) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        command.env("SIJAPTI_ADDR", address.to_string());
        let process = command.stdout(Stdio::null()).spawn().unwrap();
        let mut server = Self { process, address };
        for _ in 0..300 {
            if ask(address, "GET", "/healthz", "", FORM, b"").await.is_some_and(|answer| is_ok(&answer)) {
                return server;
            }
            let ended = server.process.try_wait().unwrap();
            assert!(ended.is_none(), "the server ended: {ended:?}");
            time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the server does not serve");
    }

    /// Logs in; answers the cookie, or what was said instead.
    pub async fn log_in(&self, username: &str, password: &str) -> Result<String, String> {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("form[username]", username)
            .append_pair("form[password]", password)
            .finish();
        let answer = ask(self.address, "POST", "/api/identity/log_in", "", FORM, body.as_bytes()).await;
        let answer = answer.unwrap();
        if !is_ok(&answer) {
            return Err(answer);
        }
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: sijapti=")).unwrap();
        Ok(format!("sijapti={}", cookie.split(';').next().unwrap()))
    }
}

/// The type of most requests' bodies.
pub const FORM: &str = "application/x-www-form-urlencoded";

pub fn is_ok(answer: &str) -> bool {
    answer.starts_with("HTTP/1.1 200 ")
}

/// One request on a connection of its own; nothing when there is no connection, and what came of the answer
/// when it broke off.
pub async fn ask(
    address: SocketAddr,
    method: &str,
    path: &str,
    cookie: &str,
    kind: &str,
    body: &[u8],
) -> Option<String> {
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {cookie}\r\n\
         Accept: application/json\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let mut stream = TcpStream::connect(address).await.ok()?;
    stream.write_all(&[head.as_bytes(), body].concat()).await.ok()?;
    let mut answer = Vec::new();
    // What broke off was not answered, unless its status came through.
    _ = stream.read_to_end(&mut answer).await;
    Some(String::from_utf8_lossy(&answer).into_owned())
}
