//! Fills one sheet after the other.

use std::ops::Range;

use super::{
    layout::{BOTTOM, Block, PAD, TOP, height},
    wrap::Style,
};

/// Between the notes and the table.
const GAP: f32 = 8.0;

/// One page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub texts: Vec<Placed>,
    /// The top of the table's head, on a page that has a part of the table.
    pub head: Option<f32>,
    pub pieces: Vec<Piece>,
}

/// A line outside the table.
#[derive(Debug)]
pub(super) struct Placed {
    pub block: usize,
    pub line: usize,
    pub top: f32,
}

/// A row, or those of its lines that fit here.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub row: usize,
    pub lines: Range<usize>,
    pub top: f32,
    pub height: f32,
}

/// The sheet that is being filled, and those that are full.
pub(super) struct Flow<'a> {
    full: Vec<Sheet>,
    sheet: Sheet,
    /// Where the sheet is free.
    top: f32,
    head: f32,
    body: Style<'a>,
}

impl<'a> Flow<'a> {
    /// Begins with a head of this height and rows in this style.
    pub(super) fn new(head: f32, body: Style<'a>) -> Self {
        Self { full: Vec::new(), sheet: Sheet::default(), top: TOP, head, body }
    }

    pub(super) fn finish(mut self) -> Vec<Sheet> {
        self.full.push(self.sheet);
        self.full
    }

    /// Places the blocks from this one on.
    pub(super) fn blocks(&mut self, blocks: &[Block<'_>], from: usize) {
        for (index, block) in blocks.iter().enumerate().skip(from) {
            for line in 0..block.text.len() {
                if self.top + block.style.leading > BOTTOM {
                    self.turn();
                }
                self.sheet.texts.push(Placed { block: index, line, top: self.top });
                self.top += block.style.leading;
            }
        }
    }

    /// Begins the table. Its head is not left alone at the end of a page.
    pub(super) fn table(&mut self) {
        self.top += GAP;
        if self.room() < self.head + height(self.body, 1) {
            self.turn();
        }
        self.place_head();
    }

    /// Places a row on one sheet if any sheet can hold it, else its lines on as many as it takes.
    pub(super) fn row(&mut self, row: usize, lines: usize) {
        if height(self.body, lines) <= BOTTOM - TOP - self.head {
            if height(self.body, lines) > self.room() {
                self.go_on();
            }
            self.place(row, 0..lines);
            return;
        }
        let mut from = 0;
        while from < lines {
            if self.fitting() == 0 {
                self.go_on();
            }
            // At least one line, so that this ends.
            let to = lines.min(from + self.fitting().max(1));
            self.place(row, from..to);
            from = to;
        }
    }

    fn place(&mut self, row: usize, lines: Range<usize>) {
        let height = height(self.body, lines.len());
        self.sheet.pieces.push(Piece { row, lines, top: self.top, height });
        self.top += height;
    }

    /// How many lines of a row fit onto the rest of this sheet. What is less than nothing becomes 0 in `usize`.
    fn fitting(&self) -> usize {
        ((self.room() - 2.0 * PAD.1) / self.body.leading) as usize
    }

    fn room(&self) -> f32 {
        BOTTOM - self.top
    }

    fn place_head(&mut self) {
        self.sheet.head = Some(self.top);
        self.top += self.head;
    }

    /// The table on the next sheet.
    fn go_on(&mut self) {
        self.turn();
        self.place_head();
    }

    fn turn(&mut self) {
        self.full.push(std::mem::take(&mut self.sheet));
        self.top = TOP;
    }
}
