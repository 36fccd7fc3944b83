//! The edge, over a real socket: what is half sent is not waited for, and strangers send little.

use std::{net::SocketAddr, time::Duration};

use server::edge::{self, Limits};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    time::timeout,
};

use crate::support::{Client, Server, database::on_sqlite};

/// So short that no test is long for it.
const SOON: Duration = Duration::from_millis(200);
const PATIENCE: Duration = Duration::from_secs(20);

/// Serves on a socket until the sender is dropped.
async fn serve(server: &Server, limits: Limits) -> (SocketAddr, oneshot::Sender<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let router = server.with_limits(limits).router;
    tokio::spawn(async move {
        edge::serve(listener, router, limits, async move { _ = stopped.await }).await;
    });
    (address, stop)
}

async fn send(address: SocketAddr, bytes: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    stream
}

/// All that is answered, until the other side hangs up.
async fn answer(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    // Whoever did not read all that was sent resets the line.
    _ = timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("the server hangs up in time");
    String::from_utf8_lossy(&answer).into_owned()
}

/// The first line of what is answered, however the line ends.
async fn status(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    while !answer.contains(&b'\n') {
        let mut piece = [0; 1024];
        match timeout(PATIENCE, stream.read(&mut piece)).await.expect("an answer in time") {
            Ok(0) | Err(_) => break,
            Ok(read) => answer.extend_from_slice(&piece[..read]),
        }
    }
    String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
}

fn head(address: SocketAddr, client: &Client, rest: &str) -> String {
    head_of("log_in", address, client, rest)
}

fn head_of(function: &str, address: SocketAddr, client: &Client, rest: &str) -> String {
    let cookies: Vec<String> =
        client.cookies().iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!(
        "POST /api/identity/{function} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {}\r\n\
         Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n{rest}\r\n\r\n",
        cookies.join("; ")
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_head_that_does_not_come_to_its_end_is_not_waited_for() {
    on_sqlite(|server| async move {
        let limits = Limits { head: SOON, ..Limits::default() };
        let (address, _serving) = serve(&server, limits).await;
        for begun in ["", "G", "GET / HTTP/1.1\r\nHost: a\r\n", "PRI * HT"] {
            let answer = answer(send(address, begun.as_bytes()).await).await;
            assert!(!answer.contains(" 200 "), "{begun:?}: {answer}");
        }
        // A connection that was of use and idles is closed too.
        let answer = answer(send(address, b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").await).await;
        assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("ok\n"), "{answer}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_does_not_come_to_its_end_is_not_waited_for() {
    on_sqlite(|server| async move {
        let limits = Limits { stranger: SOON, pause: SOON, ..Limits::default() };
        let (address, _serving) = serve(&server, limits).await;
        let (stranger, known) = (server.visitor(), server.client("jaksel").await);
        for (client, length) in [(&stranger, "100"), (&known, "100"), (&known, "200000")] {
            let request = head(address, client, &format!("Content-Length: {length}"));
            let begun = send(address, format!("{request}form[username]=").as_bytes()).await;
            assert!(status(begun).await.starts_with("HTTP/1.1 408 "));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_sends_little_and_nothing_more_is_read() {
    on_sqlite(|server| async move {
        let (address, _serving) = serve(&server, Limits::default()).await;
        let (stranger, known) = (server.visitor(), server.client("jaksel").await);
        // Not a byte of it was sent.
        let much = head(address, &stranger, "Content-Length: 4000000");
        assert!(status(send(address, much.as_bytes()).await).await.starts_with("HTTP/1.1 401 "));
        // Nor does it help not to say how much it will be.
        let unsaid = head(address, &stranger, "Transfer-Encoding: chunked");
        let piece = format!("11170\r\n{}\r\n", "x".repeat(70_000));
        let sent = send(address, format!("{unsaid}{piece}").as_bytes()).await;
        assert!(status(sent).await.starts_with("HTTP/1.1 413 "));
        let body = format!("x={}", "x".repeat(100_000));
        let request = head(address, &known, &format!("Connection: close\r\nContent-Length: {}", body.len()));
        let answer = answer(send(address, format!("{request}{body}").as_bytes()).await).await;
        assert!(answer.starts_with("HTTP/1.1 400 "), "all of it was read, and holds no form: {answer}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_connection_too_many_waits_outside_until_another_ends() {
    on_sqlite(|server| async move {
        let (address, _serving) = serve(&server, Limits { connections: 1, ..Limits::default() }).await;
        let mut first = send(address, b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").await;
        // It has its seat.
        let mut peeked = [0; 1];
        first.peek(&mut peeked).await.unwrap();
        let person = server.client("jaksel").await;
        let last = "Connection: close\r\nContent-Length: 0";
        let second = send(address, head_of("me", address, &person, last).as_bytes()).await;
        // What it asks is answered otherwise once the first one has ended.
        first.write_all(head_of("log_out", address, &person, last).as_bytes()).await.unwrap();
        assert_eq!(answer(first).await.matches("HTTP/1.1 200 ").count(), 2);
        let answer = answer(second).await;
        assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("\r\n\r\nnull"), "{answer}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_under_way_is_answered_when_the_server_stops() {
    on_sqlite(|server| async move {
        let (address, serving) = serve(&server, Limits::default()).await;
        let request = head(address, &server.visitor(), "Expect: 100-continue\r\nContent-Length: 3");
        let mut begun = send(address, request.as_bytes()).await;
        // That it waits for the body now, the server says itself.
        let mut told = [0; 25];
        timeout(PATIENCE, begun.read_exact(&mut told)).await.expect("an answer in time").unwrap();
        assert_eq!(&told, b"HTTP/1.1 100 Continue\r\n\r\n");
        drop(serving);
        begun.write_all(b"a=b").await.unwrap();
        assert!(status(begun).await.starts_with("HTTP/1.1 400 "));
    })
    .await;
}
