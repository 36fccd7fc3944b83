//! A connection that must begin soon to say what it wants, and must take in what it is answered.
//!
//! The HTTP library waits without end for the first bytes, by which it tells HTTP/1 from HTTP/2, and for whoever
//! does not read.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep_until},
};

/// What HTTP/2 begins with.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// How long an answer may lie there before somebody takes in more of it.
const TAKING: Duration = Duration::from_secs(60);

/// A connection whose beginning has a deadline.
#[derive(Debug)]
pub struct Opening<S> {
    stream: S,
    /// Until when it must be told apart; nothing afterwards.
    beginning: Option<Pin<Box<Sleep>>>,
    /// How much of it is as HTTP/2 begins.
    alike: usize,
    /// Until when more of the answer must be taken in, while none is.
    taking: Option<Pin<Box<Sleep>>>,
}

impl<S> Opening<S> {
    pub fn new(stream: S, within: Duration) -> Self {
        let beginning = Some(Box::pin(sleep_until(Instant::now() + within)));
        Self { stream, beginning, alike: 0, taking: None }
    }

    /// Whether it can be told now what it is.
    fn read(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if PREFACE.get(self.alike) != Some(byte) {
                self.beginning = None;
                return;
            }
            self.alike += 1;
        }
        if self.alike == PREFACE.len() {
            self.beginning = None;
        }
    }

    fn taken<T>(&mut self, context: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.taking = None;
            return written;
        }
        let taking = self.taking.get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + TAKING)));
        ready!(taking.as_mut().poll(context));
        Poll::Ready(Err(late()))
    }
}

fn late() -> io::Error {
    io::ErrorKind::TimedOut.into()
}

impl<S: AsyncRead + Unpin> AsyncRead for Opening<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if let Some(beginning) = &mut self.beginning {
            if read.is_pending() {
                ready!(beginning.as_mut().poll(context));
                return Poll::Ready(Err(late()));
            }
            self.read(&buffer.filled()[before..]);
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Opening<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.taken(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.taken(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
