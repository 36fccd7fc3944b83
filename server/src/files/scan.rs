//! A virus scanner beside the server: clamd, asked with its INSTREAM command.

use std::{
    fs::File,
    io::{self, Read as _, Seek as _},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::TcpStream,
    task::spawn_blocking,
    time::timeout,
};

/// So long may one file take, the connection included.
const PATIENCE: Duration = Duration::from_secs(60);
/// So much is sent at once.
const PIECE: u64 = 64 * 1024;
/// An answer is one line.
const MAX_ANSWER: u64 = 4096;

/// What the scanner found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Nothing.
    Clean,
    /// Something that it knows by this name.
    Infected(String),
}

/// Has the scanner at this address (`host:port`, or the path of a socket) look at the file.
///
/// # Errors
/// When it cannot be reached, does not answer in time, or answers that it cannot scan.
pub async fn scan(address: &str, file: &File) -> io::Result<Finding> {
    let file = file.try_clone()?;
    timeout(PATIENCE, async {
        #[cfg(unix)]
        if address.starts_with('/') {
            return ask(tokio::net::UnixStream::connect(address).await?, file).await;
        }
        ask(TcpStream::connect(address).await?, file).await
    })
    .await
    .map_err(|_| io::Error::new(io::ErrorKind::TimedOut, "no answer in time"))?
}

async fn ask(mut line: impl AsyncRead + AsyncWrite + Unpin, file: File) -> io::Result<Finding> {
    let sent = send(&mut line, file).await;
    // Whoever has heard enough answers before the end, and hangs up.
    let mut answer = Vec::new();
    let heard = line.take(MAX_ANSWER).read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer);
    match understand(answer.trim_matches(['\0', '\n', ' '])) {
        Some(finding) => Ok(finding),
        None => {
            sent?;
            heard?;
            Err(io::Error::other(format!("an answer that is none: {answer:?}")))
        }
    }
}

async fn send(line: &mut (impl AsyncWrite + Unpin), mut file: File) -> io::Result<()> {
    line.write_all(b"zINSTREAM\0").await?;
    file.rewind()?;
    loop {
        let (back, piece) = spawn_blocking(move || {
            let mut piece = Vec::new();
            let read = file.by_ref().take(PIECE).read_to_end(&mut piece);
            read.map(|_| (file, piece))
        })
        .await??;
        file = back;
        let length = u32::try_from(piece.len()).map_err(io::Error::other)?;
        line.write_all(&length.to_be_bytes()).await?;
        if piece.is_empty() {
            return line.flush().await;
        }
        line.write_all(&piece).await?;
    }
}

/// `stream: OK`, `stream: Eicar-Signature FOUND`; anything else is no finding.
fn understand(answer: &str) -> Option<Finding> {
    let said = answer.strip_prefix("stream: ")?;
    if said == "OK" {
        return Some(Finding::Clean);
    }
    said.strip_suffix(" FOUND").map(|name| Finding::Infected(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_understood_and_errors_are_no_finding() {
        assert_eq!(understand("stream: OK"), Some(Finding::Clean));
        let found = Finding::Infected("Win.Test.EICAR_HDB-1".to_owned());
        assert_eq!(understand("stream: Win.Test.EICAR_HDB-1 FOUND"), Some(found));
        for answer in ["", "OK", "INSTREAM size limit exceeded. ERROR", "stream: x ERROR"] {
            assert_eq!(understand(answer), None, "{answer}");
        }
    }
}
