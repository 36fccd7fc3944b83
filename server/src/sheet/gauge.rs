//! A reader that runs dry before one piece of XML, or all of them, cost too much memory.

use std::io::{self, BufRead, Read};

/// Reads on until a piece is longer, or all is more, than there may be.
#[derive(Debug)]
pub struct Gauge<R> {
    inner: R,
    /// The most bytes of one piece.
    piece: usize,
    /// Bytes left of this piece.
    left: usize,
    /// Bytes left of all.
    all: usize,
    ran_dry: bool,
}

impl<R: BufRead> Gauge<R> {
    pub fn new(inner: R, piece: usize, all: usize) -> Self {
        Self { inner, piece, left: piece, all, ran_dry: false }
    }

    /// Begins a new piece.
    pub fn next_piece(&mut self) {
        self.left = self.piece;
    }

    /// Whether reading broke off here and not in the file.
    pub fn ran_dry(&self) -> bool {
        self.ran_dry
    }
}

impl<R: BufRead> BufRead for Gauge<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let most = self.left.min(self.all);
        if most == 0 {
            self.ran_dry = true;
            return Err(io::Error::other("more than there may be"));
        }
        let bytes = self.inner.fill_buf()?;
        Ok(bytes.get(..most).unwrap_or(bytes))
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
        self.all = self.all.saturating_sub(amount);
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Read for Gauge<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let count = bytes.read(target)?;
        self.consume(count);
        Ok(count)
    }
}
