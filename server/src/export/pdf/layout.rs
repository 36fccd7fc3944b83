//! Puts the lines of a list onto sheets, before any is drawn: a sheet says how many there are.

use super::{
    Align, Column, List,
    flow::{Flow, Sheet},
    font::Faces,
    widths::{Wish, widths},
    wrap::{Style, Wrapped},
};

/// A4 landscape, in points.
pub(super) const PAGE: (f32, f32) = (841.89, 595.28);
/// Left and right of the text.
pub(super) const SIDE: f32 = 42.0;
pub(super) const WIDTH: f32 = PAGE.0 - 2.0 * SIDE;
/// Where a page begins.
pub(super) const TOP: f32 = 42.0;
/// Where the table ends at the latest; below is the foot.
pub(super) const BOTTOM: f32 = PAGE.1 - 50.0;
/// Beside and above what stands in a cell.
pub(super) const PAD: (f32, f32) = (4.0, 3.5);
/// A head with more lines loses them: there must be room for rows.
const HEAD_LINES: usize = 12;
/// So much of the width at most is kept for the words of a column that must stay whole.
const MOST_KEPT: f32 = 0.25;
const EMPTY: &str = "Tidak ada data.";

/// Everything that is drawn, and where.
pub(super) struct Plan<'a> {
    pub styles: Styles<'a>,
    /// The title, the notes, and for an empty list the word that it is empty.
    pub blocks: Vec<Block<'a>>,
    pub slots: Vec<Slot>,
    pub head: Row,
    pub rows: Vec<Row>,
    pub sheets: Vec<Sheet>,
}

#[derive(Clone, Copy)]
pub(super) struct Styles<'a> {
    pub title: Style<'a>,
    pub note: Style<'a>,
    pub empty: Style<'a>,
    pub head: Style<'a>,
    pub body: Style<'a>,
    pub foot: Style<'a>,
}

impl<'a> Styles<'a> {
    fn new(faces: &'a Faces) -> Self {
        let (regular, bold) = (&faces.regular, &faces.bold);
        Self {
            title: Style { face: bold, size: 14.0, leading: 21.0 },
            note: Style { face: regular, size: 9.0, leading: 12.5 },
            empty: Style { face: regular, size: 9.0, leading: 26.0 },
            head: Style { face: bold, size: 8.5, leading: 11.0 },
            body: Style { face: regular, size: 8.5, leading: 11.0 },
            foot: Style { face: regular, size: 7.5, leading: 10.0 },
        }
    }
}

/// A text outside the table.
pub(super) struct Block<'a> {
    pub style: Style<'a>,
    pub slot: Slot,
    pub text: Wrapped,
}

impl<'a> Block<'a> {
    fn new(text: &str, style: Style<'a>, align: Align) -> Self {
        let slot = Slot { left: SIDE, width: WIDTH, align };
        Self { style, slot, text: Wrapped::new(text, style, slot.width) }
    }
}

/// The room that texts of a column or block have from left to right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Slot {
    pub left: f32,
    pub width: f32,
    pub align: Align,
}

impl Slot {
    /// Where a text of this width begins.
    pub(super) fn start(&self, width: f32) -> f32 {
        match self.align {
            Align::Left => self.left,
            Align::Center => self.left + (self.width - width) / 2.0,
            Align::Right => self.left + self.width - width,
        }
    }
}

/// A row of the table, parted into lines.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub cells: Vec<Wrapped>,
    /// Of the tallest cell.
    pub lines: usize,
}

impl Row {
    fn new<'t>(cells: impl Iterator<Item = &'t str>, slots: &[Slot], style: Style<'_>) -> Self {
        let cells = cells.chain(std::iter::repeat(""));
        let wrap = |(slot, cell): (&Slot, &str)| Wrapped::new(cell, style, slot.width);
        let cells: Vec<_> = slots.iter().zip(cells).map(wrap).collect();
        let lines = cells.iter().map(Wrapped::len).max().unwrap_or(1);
        Self { cells, lines }
    }
}

/// Parts all texts into lines and says where they stand.
pub(super) fn plan<'a>(
    list: &List<'_>,
    rows: impl IntoIterator<Item = Vec<String>>,
    faces: &'a Faces,
) -> Plan<'a> {
    let styles = Styles::new(faces);
    let rows: Vec<_> = rows.into_iter().collect();
    let slots = slots(list, &rows, &styles);
    let mut head = Row::new(list.columns.iter().map(|column| column.head), &slots, styles.head);
    head.lines = head.lines.min(HEAD_LINES);
    head.cells.iter_mut().for_each(|cell| cell.truncate(HEAD_LINES));
    let row = |cells: Vec<String>| Row::new(cells.iter().map(String::as_str), &slots, styles.body);
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    let mut blocks = vec![Block::new(list.title, styles.title, Align::Center)];
    blocks.extend(list.notes.iter().map(|note| Block::new(note, styles.note, Align::Left)));

    let mut flow = Flow::new(height(styles.head, head.lines), styles.body);
    flow.blocks(&blocks, 0);
    flow.table();
    for (index, row) in rows.iter().enumerate() {
        flow.row(index, row.lines);
    }
    if rows.is_empty() {
        let rest = blocks.len();
        blocks.push(Block::new(EMPTY, styles.empty, Align::Center));
        flow.blocks(&blocks, rest);
    }
    let sheets = flow.finish();
    Plan { styles, blocks, slots, head, rows, sheets }
}

/// The width in proportion to the shares; a column whose words stay whole is as wide as the widest of them.
fn slots(list: &List<'_>, rows: &[Vec<String>], styles: &Styles<'_>) -> Vec<Slot> {
    let wish = |(at, column): (usize, &Column<'_>)| {
        let cells = rows.iter().filter_map(|row| row.get(at)).filter(|_| column.whole);
        let widest = cells.map(|cell| widest_word(cell, styles.body)).fold(0.0, f32::max);
        let least = if widest > 0.0 { widest + 2.0 * PAD.0 } else { 0.0 };
        Wish { share: column.share, least: least.min(MOST_KEPT * WIDTH) }
    };
    let wishes: Vec<_> = list.columns.iter().enumerate().map(wish).collect();
    let mut left = SIDE;
    let slot = |(column, width): (&Column<'_>, f32)| {
        let slot = Slot { left: left + PAD.0, width: width - 2.0 * PAD.0, align: column.align };
        left += width;
        slot
    };
    list.columns.iter().zip(widths(&wishes, WIDTH)).map(slot).collect()
}

/// How wide the widest word of a text is.
pub(super) fn widest_word(text: &str, style: Style<'_>) -> f32 {
    // A little more than measured, so that no rounding parts it.
    text.split_whitespace().map(|word| style.face.width(style.size, word) + 0.1).fold(0.0, f32::max)
}

/// How high a row with so many lines is.
pub(super) fn height(style: Style<'_>, lines: usize) -> f32 {
    lines as f32 * style.leading + 2.0 * PAD.1
}
