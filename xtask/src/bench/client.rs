//! A small HTTP/1.1 client for loopback: it keeps its connection, and does so little that the server is what
//! is measured.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// A server that says nothing for so long has failed.
const PATIENCE: Duration = Duration::from_secs(30);

const FORM: &str = "application/x-www-form-urlencoded";

/// A request, ready to be sent.
#[derive(Clone, Debug)]
pub struct Request(Vec<u8>);

impl Request {
    /// A page or file.
    pub fn get(port: u16, path: &str, cookie: &str) -> Self {
        Self(
            format!("GET {path} {}Accept: text/html\r\nCookie: {cookie}\r\n\r\n", version(port)).into_bytes(),
        )
    }

    /// A page as a browser asks for it that has never been here.
    pub fn first_visit(port: u16, path: &str) -> Self {
        let rest = "Accept: text/html\r\nAccept-Encoding: br\r\n\r\n";
        Self(format!("GET {path} {}{rest}", version(port)).into_bytes())
    }

    /// A form that is sent.
    pub fn post(port: u16, path: &str, cookie: &str, body: &str) -> Self {
        Self::post_as(port, path, cookie, ["application/json", FORM], body.as_bytes())
    }

    /// A form that is sent without a script: a page is to be the answer.
    pub fn submit(port: u16, path: &str, cookie: &str, body: &str) -> Self {
        Self::post_as(port, path, cookie, ["text/html", FORM], body.as_bytes())
    }

    /// Something of another kind that is sent: what is to be answered, and what it is.
    pub fn post_as(port: u16, path: &str, cookie: &str, [accept, kind]: [&str; 2], body: &[u8]) -> Self {
        let head = [
            format!("POST {path} {}Accept: {accept}\r\n", version(port)),
            format!("Origin: http://127.0.0.1:{port}\r\nCookie: {cookie}\r\n"),
            format!("Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n", body.len()),
        ];
        Self([head.concat().as_bytes(), body].concat())
    }

    /// What it asks for.
    pub fn path(&self) -> String {
        String::from_utf8_lossy(&self.0).split(' ').nth(1).unwrap_or_default().to_owned()
    }
}

fn version(port: u16) -> String {
    format!("HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n")
}

/// What was answered, without the body.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub location: Option<String>,
}

/// One connection.
#[derive(Debug)]
pub struct Client {
    port: u16,
    stream: BufReader<TcpStream>,
    body: Vec<u8>,
    closed: bool,
}

impl Client {
    pub fn connect(port: u16) -> Result<Self> {
        Ok(Self { port, stream: open(port)?, body: Vec::new(), closed: false })
    }

    /// Sends a request and reads the whole answer.
    pub fn send(&mut self, request: &Request) -> Result<Answer> {
        if self.closed {
            self.stream = open(self.port)?;
            self.closed = false;
        }
        self.stream.get_mut().write_all(&request.0).context("the server does not take a request")?;
        let head = read_head(&mut self.stream).context("no answer")?;
        read_body(&mut self.stream, &head, &mut self.body).context("half an answer")?;
        self.closed = head.closes;
        Ok(head.answer)
    }

    /// Sends a request whose answer goes on for as long as the connection does; returns its status.
    pub fn begin(&mut self, request: &Request) -> Result<u16> {
        self.stream.get_mut().write_all(&request.0).context("the server does not take a request")?;
        Ok(read_head(&mut self.stream).context("no answer")?.answer.status)
    }

    /// The next line of such an answer, as far as it says something.
    pub fn next_line(&mut self) -> Result<String> {
        loop {
            let line = read_line(&mut self.stream)?;
            if !line.is_empty() {
                return Ok(line);
            }
        }
    }

    /// The body of the last answer.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

fn open(port: u16) -> Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(("127.0.0.1", port)).context("cannot connect to the server")?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(BufReader::with_capacity(1 << 16, stream))
}

#[derive(Debug, Default)]
struct Head {
    answer: Answer,
    length: usize,
    chunked: bool,
    closes: bool,
}

fn read_head(stream: &mut impl BufRead) -> Result<Head> {
    let first = read_line(stream)?;
    let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
    let mut head = Head::default();
    head.answer.status = status.with_context(|| format!("{first:?} is no status"))?;
    loop {
        let line = read_line(stream)?;
        let Some((name, value)) = line.split_once(':') else { return Ok(head) };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => head.length = value.parse().context("a length that is no number")?,
            "transfer-encoding" => head.chunked = value.eq_ignore_ascii_case("chunked"),
            "connection" => head.closes = value.eq_ignore_ascii_case("close"),
            "location" => head.answer.location = Some(value.to_owned()),
            _ => {}
        }
    }
}

fn read_body(stream: &mut impl BufRead, head: &Head, body: &mut Vec<u8>) -> Result<()> {
    body.clear();
    if !head.chunked {
        return read_more(stream, head.length, body);
    }
    loop {
        let line = read_line(stream)?;
        let digits = line.split(';').next().unwrap_or_default().trim();
        let length = usize::from_str_radix(digits, 16).with_context(|| format!("{line:?} is no chunk"))?;
        read_more(stream, length, body)?;
        if !read_line(stream)?.is_empty() {
            bail!("a chunk that does not end where it should");
        }
        if length == 0 {
            return Ok(());
        }
    }
}

fn read_more(stream: &mut impl BufRead, length: usize, body: &mut Vec<u8>) -> Result<()> {
    let start = body.len();
    body.resize(start + length, 0);
    stream.read_exact(&mut body[start..])?;
    Ok(())
}

fn read_line(stream: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    if stream.take(1 << 16).read_line(&mut line)? == 0 {
        bail!("the server has closed the connection");
    }
    line.truncate(line.trim_end().len());
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(mut text: &[u8]) -> Result<(Answer, Vec<u8>)> {
        let head = read_head(&mut text)?;
        let mut body = vec![1];
        read_body(&mut text, &head, &mut body)?;
        Ok((head.answer, body))
    }

    #[test]
    fn a_body_of_known_length() {
        let (answer, body) = read(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP").unwrap();
        assert_eq!((answer.status, &body[..]), (200, &b"abc"[..]));
    }

    #[test]
    fn a_body_in_chunks() {
        let text = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n";
        assert_eq!(read(text).unwrap().1, b"abc0123456789");
    }

    #[test]
    fn a_redirect_and_an_answer_that_breaks_off() {
        let (answer, body) = read(b"HTTP/1.1 302 Found\r\nlocation: /masuk\r\n\r\n").unwrap();
        assert_eq!(answer, Answer { status: 302, location: Some("/masuk".into()) });
        assert!(body.is_empty());
        assert!(read(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab").is_err());
        assert!(read(b"").is_err());
    }
}
